"""A citizen's message as a case, and the frame of its answer."""

import pytest

from corpus.document import Document
from corpus.errors import UnusableInput
from drafting.archive import Archive
from drafting.citizens import answer_citizen, citizen_case
from drafting.relevance import Relevance
from index.encoder_tiny import TinyEncoder

MESSAGE = "我们小区门口的路灯坏了三个月。希望尽快修复路灯。请问何时可以安装减速带？"


def archive() -> Archive:
    def nothing(id: str) -> Document:
        raise KeyError(id)

    return Archive(
        lambda queries: [[] for _ in queries],
        nothing,
        lambda number: [],
        Relevance(TinyEncoder()),
        lambda t, n: None,
    )


def test_what_a_message_asks_for_is_a_span_of_it() -> None:
    document = citizen_case("路灯损坏", MESSAGE)
    assert document.case is not None
    asks = document.case.suggestions
    assert any("修复路灯" in ask.text for ask in asks)
    assert all(document.text[ask.start : ask.end] == ask.text for ask in asks)


def test_a_message_that_asks_nothing_is_one_ask() -> None:
    document = citizen_case("", "楼上漏水。")
    assert document.case is not None
    assert [ask.text for ask in document.case.suggestions] == ["楼上漏水。"]
    with pytest.raises(UnusableInput, match="没有内容"):
        citizen_case(" ", "\n")


def test_the_answer_is_framed_for_a_citizen() -> None:
    draft = answer_citizen("路灯损坏", MESSAGE, archive(), "澜州市城市管理和综合执法局", "2026-05-20").draft
    assert draft.title == "关于“路灯损坏”来信的答复"
    assert "您关于“路灯损坏”的来信收悉" in draft.text
    assert draft.class_mark is None
    for word in ("提案", "委员", "抄送", "会议届次"):
        assert word not in draft.text
    assert "【待核实：来信人称呼】" in draft.text
