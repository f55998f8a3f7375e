"""Sentences held against their sources: what is found to be changed, and what is not."""

import pytest

from drafting.checks.aligned import aligned
from drafting.checks.letter import Statement
from drafting.checks.polarity import turned
from drafting.checks.sources import Told
from drafting.checks.tokens import tokens
from drafting.checks.traced import Traced, _changes

SOURCE = "2025年，我局对在用加装电梯开展定期检验730台，一次检验合格711台，合格率97.4%。"


def told(text: str, origin: str = "opinion:1") -> Told:
    return Told(origin, text, 0, len(text), "会办意见", "opinion", "市财政局", "2025-04-01", None, None, True)


def traced(text: str, *sources: str) -> Traced:
    statement = Statement(text, 0, len(text))
    matches = tuple(aligned(text, told(source)) for source in sources)
    return Traced(statement, matches, tuple(_changes(statement, matches)))


def test_a_figure_a_date_and_an_organ_are_one_token_each() -> None:
    found = {token.key: token.kind for token in tokens("2025年3月，市财政局安排1800万元，见《办法》第五条")}
    assert found["2025年3月"] == "date"
    assert found["市财政局"] == "organ"
    assert found["1800万元"] == "number"
    assert found["《办法》"] == "title"
    assert found["第五条"] == "article"


@pytest.mark.parametrize(
    ("written", "kind", "now", "before"),
    [
        (SOURCE.replace("730", "780"), "number", "780", "730"),
        (SOURCE.replace("2025年", "2024年"), "date", "2024年", "2025年"),
        ("据市市场监管局反馈，" + SOURCE.replace("我局", "该局").replace("2025", "2023"), "date", "2023年", "2025年"),
        (SOURCE.replace("97.4%", "94.7%"), "number", "94.7%", "97.4%"),
    ],
)
def test_what_was_changed_is_found_in_its_place(written: str, kind: str, now: str, before: str) -> None:
    (change,) = [one for one in traced(written, SOURCE).changes if one.kind != "words"]
    assert (change.kind, change.written, change.told) == (kind, now, before)
    assert written[change.start : change.end] == now


def test_a_sentence_told_in_other_words_of_its_speaker_is_unchanged() -> None:
    said = "据市市场监管局反馈，" + SOURCE.replace("我局", "该局")
    assert not [one for one in traced(said, SOURCE).changes if one.kind != "words"]


def test_a_figure_that_any_source_holds_is_no_change() -> None:
    other = SOURCE.replace("730", "780")
    assert not traced(other, SOURCE, other).changes


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("我局建议本年度不提高补助标准，也不新增补助项目。", "我局建议本年度提高补助标准，也不新增补助项目。"),
        ("该单位未经检验合格的电梯不得交付使用。", "该单位未经检验合格的电梯应交付使用。"),
        ("保险属于自愿投保，我局支持推广综合保险。", "保险属于自愿投保，我局不支持推广综合保险。"),
        ("抽检学校食堂预制菜不少于320批次。", "抽检学校食堂预制菜不超过320批次。"),
        ("该项工作目前没有专项资金安排。", "该项工作目前有专项资金安排。"),
    ],
)
def test_a_statement_turned_round_is_told(source: str, written: str) -> None:
    found = traced(written, source)
    assert [one for one in found.changes if turned(one, written)]


def test_other_words_of_the_same_meaning_are_not_turned_round() -> None:
    found = traced("该局支持提高资金的拨付效率，按月调度。", "该局支持提高资金的使用效率，按月调度。")
    assert not [one for one in found.changes if turned(one, found.statement.text)]
