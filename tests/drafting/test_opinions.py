"""Points of a co-handler's opinion under the asks they speak to."""

from corpus.document import Suggestion
from corpus.parse import parse
from corpus.source import Source
from drafting.matter import Opinion
from drafting.opinions import assign_opinions

ASKS = tuple(
    Suggestion(str(n), None, text, 0, len(text))
    for n, text in enumerate(("优化线网布局，合并重复线路。", "开通社区微公交。", "增设公交专用道，查处占道行为。"), 1)
)


def told(text: str) -> dict[str, list[str]]:
    document = parse(Source(text, (), "text"), "意见.txt")
    opinion = Opinion("opinion:1", "市公安局", document, document.replies[0], None)
    points = assign_opinions(ASKS, [opinion])
    return {ask: [line.text for point in found for line in point.sentences] for ask, found in points.items() if found}


def test_an_opinion_keeps_to_the_asks_it_names_at_its_head() -> None:
    found = told(
        "关于第20240118号提案的会办意见\n市交通运输局：\n　　提案收悉。根据职责分工，我局就建议3提出意见如下：\n"
        "　　一、2024年拟新增3.1公里，10月底前完成。\n　　二、优化线网布局涉及道路整治，同步实施。\n　　专此函复。\n市公安局\n2024年4月15日\n"
    )
    assert list(found) == ["3"]
    assert len(found["3"]) == 2


def test_without_a_name_shared_words_decide() -> None:
    found = told(
        "关于第20240118号提案的会办意见\n市交通运输局：\n　　提案收悉。提出意见如下：\n"
        "　　一、我局持续查处占用公交专用道行为，共查处2936起。\n　　二、支持开通社区微公交。\n　　三、其余建议不涉及我局职能。\n"
        "　　专此函复。\n市公安局\n2024年4月15日\n"
    )
    assert set(found) == {"2", "3"}
    assert all("不涉及" not in line for lines in found.values() for line in lines)
