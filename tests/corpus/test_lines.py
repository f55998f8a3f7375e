import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.lines import lines, sentences, unmarked


def texts(text: str) -> list[str]:
    return [s.text for s in sentences(text)]


def test_lines_know_their_place_without_blanks() -> None:
    text = "  甲。\n\n\u3000\u3000乙\xa0\n \n丙"
    assert [(line.text, text[line.start : line.end]) for line in lines(text)] == [(t, t) for t in ("甲。", "乙", "丙")]


def test_lines_of_a_part() -> None:
    text = "甲\n乙\n丙"
    assert [line.text for line in lines(text, 2, 3)] == ["乙"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("已完成。正在推进！是否可行？", ["已完成。", "正在推进！", "是否可行？"]),
        ("要求“先沟通。后答复。”并记录。下一句。", ["要求“先沟通。后答复。”", "并记录。", "下一句。"]),
        ("（见附件。）其余略。", ["（见附件。）", "其余略。"]),
        ("一是建台账；二是抓落实。", ["一是建台账；二是抓落实。"]),
        ("没有句号的一行\n又一行", ["没有句号的一行", "又一行"]),
        ("他说”好。再说。", ["他说”好。", "再说。"]),
        ("", []),
        ("。。。", ["。。。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_an_open_mark_holds_back_a_few_sentences_only() -> None:
    text = "他说“" + "全市建成充电端口十万个。" * 200
    assert max(map(len, texts(text))) < 700
    assert len(texts(text)) > 100


def test_marks_of_emphasis_are_looked_through() -> None:
    assert unmarked("**公开方式：主动公开**") == "公开方式：主动公开"
    assert unmarked("## 一、总体要求") == "一、总体要求"


@given(st.text(alphabet="甲。！“”（）《》 \n\u3000；", max_size=80))
def test_sentences_cover_what_is_not_blank_once_and_in_order(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert sentence.start >= at
        assert not text[at : sentence.start].strip()
        assert text[sentence.start : sentence.end] == sentence.text != ""
        at = sentence.end
    assert not text[at:].strip()
