"""Any text at all: spans are exact, nothing is raised, and the work grows with the text and no faster."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.grammar.reference_grammar import entry, patterns
from corpus.references import find_references
from corpus.structure.figures import find_figures

KINDS = ("doc_number", "old_number", "order", "standard", "item_no", "session", "article", "title", "date", "quantity")
ALPHABET = (
    "粤府办函发令公告〔〕[]（）()【】《》〈〉“”2018０９第号提案建议案由届次会议政协人大条款项目之本法宪法以下简称年月日底旬季度"
    "一二三十百千万亿几半两余多约近至到元个名家户件％%‰分之GB/T—-–~.,，、。：:；\n\t \u3000\xa0mk²xA1"
)
PIECES = (
    "国发〔2015〕13、14号", "（86）国发12号", "主席令第六十九号", "GB/T 9704—2012", "第20230505、20230506号提案", "市政协七届三次会议",
    "《甲法》", "第五条第二款第（三）项", "本条例", "至", "、", "2018年10月12日", "1-6月", "二○一八年", "三十二家", "百分之五十", "3—5年",
    "约", "以上", "（以下简称《条例》）", "案号：", "\n", " ",
)  # fmt: skip


@settings(max_examples=300)
@given(st.text(alphabet=ALPHABET, max_size=120))
def test_spans_are_exact_on_any_text(text: str) -> None:
    check(text)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_spans_are_exact_where_references_meet(text: str) -> None:
    check(text)


@given(st.text(max_size=200))
def test_any_text_of_any_script(text: str) -> None:
    check(text)


def check(text: str) -> None:
    found = find_references(text)
    assert all(text[r.start : r.end] == r.raw and r.raw and r.value for r in found)
    assert list(found) == sorted(found, key=lambda r: (r.start, -r.end))
    quantities = [r for r in found if r.kind == "quantity"]
    assert all(a.end <= b.start for a, b in pairwise(quantities))
    assert len(find_figures(text, found)) <= len(quantities)


def expressions(kind: str) -> Iterator[str]:
    for name, value in entry(kind).items():
        if isinstance(value, list) and name == "patterns" and kind != "session":
            yield from (pattern.pattern for pattern in patterns(kind, name))
        elif isinstance(value, str):
            yield value


@pytest.mark.parametrize("kind", KINDS)
def test_every_quantifier_of_the_grammar_is_bounded(kind: str) -> None:
    """A + or * over blanks, digits or any text would read a page of them again from each of its characters."""
    for expression in expressions(kind):
        outside = re.sub(r"\[[^\]]*\]", "C", expression)
        assert re.search(r"(?<!\\)[*+]|\{\d+,\}", outside) is None, expression
