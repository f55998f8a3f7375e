import pytest

from corpus.document import Document
from corpus.rulebook.standing import Standing, rule_name, standing


def rule(title: str = "停车管理办法", **facts: str) -> Document:
    return Document(text="", kind="measures", title=title, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (rule(), "有效"),
        (rule(valid_from="2026-01-01", valid_to="2026-12-31"), "有效"),
        (rule(valid_to="2026-06-30"), "有效"),
        (rule(valid_to="2026-06-29"), "已失效"),
        (rule(valid_from="2026-07-01"), "尚未施行"),
        (rule("停车管理办法（征求意见稿）"), "征求意见"),
        (rule(status="已废止"), "已失效"),
        (rule(status="已废止", valid_to="2026-12-31"), "有效"),
    ],
)
def test_standing_on_a_day(document: Document, expected: Standing) -> None:
    assert standing(document, "2026-06-30") == expected


def test_a_rule_is_cited_by_the_name_its_notice_carries() -> None:
    assert rule_name("市政府办公室关于印发《停车管理办法（试行）》的通知") == "停车管理办法（试行）"
    assert rule_name("停车管理办法") == "停车管理办法"
