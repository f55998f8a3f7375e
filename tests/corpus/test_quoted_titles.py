import pytest

from corpus.grammar.quoted_titles import TitleMatch, closest_title
from corpus.references import find_references


def titles(text: str) -> list[str]:
    return [r.value for r in find_references(text) if r.kind == "title"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《关于实施〈条例〉的意见》", ["关于实施〈条例〉的意见"]),
        ("《关于印发《办法》的通知》和《规定》", ["关于印发《办法》的通知", "规定"]),
        ("《关于印发<办法>的通知》", ["关于印发<办法>的通知"]),
        ("《关于印发《办法》的通知（云府〔2024〕1号）", ["办法"]),
        ("《甲法。乙《丙法》。丁》", ["丙法"]),
        ("《甲\n\n法》", ["甲法"]),
        ("《Open  Data 指南》", ["Open Data指南"]),
        ("》《甲法》》", ["甲法"]),
        ("《》《 》", []),
        ("《甲办法》（以下简称《办法》）。《办法》第三条", ["甲办法", "甲办法", "甲办法"]),
        ("《办法》早于《甲办法》（以下简称“办法”）", ["办法", "甲办法"]),
    ],
)
def test_brackets(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


def test_a_misquoted_title_meets_the_one_it_means() -> None:
    known = ["关于进一步推进“质量强市”建设的建议", "关于进一步加快“质量强市”建设的建议"]
    assert closest_title("关于进一步推荐质量强市建设的建议", known) == TitleMatch(known[0], 1)
    assert closest_title("关于进一步推进“质量强市”建设的建议", known) == TitleMatch(known[0], 0)


@pytest.mark.parametrize("title", ["", "“”", "预算法", "关于绿色建筑的意见"])
def test_far_titles_do_not_meet(title: str) -> None:
    assert closest_title(title, ["会计法", "关于进一步推进“质量强市”建设的建议"]) is None
