"""A real portal page: each department's text as a letter to check, the page as the case. Every known defect is found."""

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.parse import parse
from corpus.read import read_bytes
from drafting.checks.dossier import Dossier
from drafting.checks.read_letter import read_letter, read_opinion
from drafting.checks.run import Review, run_checks

PAGE = next(iter(Path("../shared/seeds").glob("002*.txt")), None)
pytestmark = pytest.mark.skipif(PAGE is None, reason="the real page is not beside the project")
TODAY = "2026-01-15"


def document(text: str, name: str) -> Document:
    return parse(read_bytes(text.encode(), name), name)


def cut(first: str, behind: str) -> str:
    assert PAGE is not None
    text = PAGE.read_text("utf-8")
    start = text.index(first) + len(first)
    return text[start : text.index(behind, start)].strip("\n")


@pytest.fixture(scope="module")
def reviews() -> dict[str, Review]:
    """By department; without a workspace, so that rules which need one are left out."""
    assert PAGE is not None
    page = document(PAGE.read_text("utf-8"), "page.txt")
    texts = {
        "质监局": cut("\n质监局:\n", "科技局:\n"),
        "科技局": cut("\n科技局:\n", "财政局:\n"),
        "财政局": cut("\n财政局:\n", "办理单位"),
    }
    opinion = read_opinion(1, "财政局.txt", document(texts["财政局"], "财政局.txt"))
    found = {}
    for unit, text in texts.items():
        lead = unit == "质监局"
        role = "主办" if lead else "会办"
        dossier = Dossier(case=page, opinions=(opinion,) if lead else None, role=role)
        letter = read_letter(document(text, f"{unit}.txt"), TODAY, page.case, role=role)
        found[unit] = run_checks(letter, dossier)
    return found


@pytest.mark.parametrize(
    ("unit", "rule", "quote"),
    [
        ("财政局", "R03", "推荐"),
        ("财政局", "R05", "提案代表"),
        ("财政局", "R30", "阻扰"),
        ("科技局", "R30", "“"),
        ("科技局", "R27", "详见附件"),
        ("质监局", "R29", "广东省监局"),
        ("质监局", "R11", "东府办[2012]173号"),
        ("质监局", "R28", "由我局参与办理"),
        ("质监局", "R27", None),
        ("质监局", "R19", None),
        # Of content:
        ("质监局", "R14", "提请"),
        ("质监局", "R01", None),
    ],
)
def test_known_defect(reviews: dict[str, Review], unit: str, rule: str, quote: str | None) -> None:
    found = [finding for finding in reviews[unit].findings if finding.rule == rule]
    assert found
    assert quote is None or any(quote in (finding.quote or "") for finding in found)


def test_the_expired_rule_that_is_told_as_expired_is_let_be(reviews: dict[str, Review]) -> None:
    assert not [f for review in reviews.values() for f in review.findings if f.rule == "R08" and "173" in f.message]


def test_three_promises_have_no_time(reviews: dict[str, Review]) -> None:
    assert sum(finding.rule == "R17" for finding in reviews["质监局"].findings) == 3


def test_elements_that_are_missing_are_named(reviews: dict[str, Review]) -> None:
    told = "".join(f.message for f in reviews["质监局"].findings if f.rule in ("R19", "R23", "R27"))
    assert all(name in told for name in ("分类", "成文日期", "署名", "联系人", "公开方式"))
