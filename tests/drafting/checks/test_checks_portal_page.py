"""The departments' texts of a real portal page, as letters to check (seed_truth.json, known defects)."""

from pathlib import Path

import pytest

from corpus.document import Document
from drafting.checks.dossier import Dossier
from drafting.checks.read_letter import read_letter, read_opinion
from drafting.checks.run import Review, run_checks
from tests.drafting.checks.clean_letter import parsed
from tests.drafting.checks.small_archive import archive, rule

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
DAY = "2026-11-22"
LAW = """中华人民共和国政府采购法
第四条　政府采购工程进行招标投标的，适用招标投标法。
第五条　任何单位和个人不得采用任何方式，阻挠和限制供应商自由进入本地区和本行业的政府采购市场。
第六条　政府采购应当严格按照批准的预算执行。
"""
ENDED = {"valid_to": "2019-03-31", "status": "已废止", "replaced_by": "财库〔2019〕9号"}
RULES = (
    rule("节能产品政府采购清单", **ENDED),
    rule("环境标志产品政府采购清单", **ENDED),
    rule("东莞市推进标准化工程实施办法", "东府办〔2012〕173号", valid_to="2016-12-31"),
)


@pytest.fixture(scope="module")
def page() -> Document:
    found = sorted(SEEDS.glob("002*.txt"))
    if not found:
        pytest.skip("the real documents are not beside the repository")
    return parsed(found[0].read_text("utf-8"), found[0].name)


def review(page: Document, first: str, last: str) -> Review:
    """The letter between two lines of the page, checked with the finance office's opinion."""
    text = page.text
    opinion = parsed(text[text.index("市质监局:") : text.index("办理单位")], "财政局.txt")
    letter = parsed(text[text.index(first) : text.index(last)], "letter.txt")
    given = Dossier(page, (read_opinion(1, "财政局.txt", opinion),), archive((parsed(LAW, "law.txt"),), RULES))
    return run_checks(read_letter(letter, DAY, page.case), given)


def test_the_lead_units_answer(page: Document) -> None:
    found = review(page, "刘潜发委员:", "科技局:").findings
    asks = {f.message[1 : f.message.index("项")]: f.severity for f in found if f.rule == "R01"}
    assert asks["3.2"] == "B"
    assert set(asks) == {"1", "2", "3.1", "3.2"}
    assert [f for f in found if f.rule == "R14" and "标准化战略专项资金管理办法" in (f.quote or "")]
    assert sum(f.rule == "R17" for f in found) == 3
    assert not [f for f in found if f.rule == "R08"]


def test_the_finance_offices_opinion(page: Document) -> None:
    found = review(page, "市质监局:", "办理单位").findings
    (quotation,) = [f for f in found if f.rule == "R10"]
    assert quotation.mend is not None and quotation.mend.replacement == "挠"
    ended = [f.quote for f in found if f.rule == "R08"]
    assert ended == ["《节能产品政府采购清单》", "《环境标志产品政府采购清单》"]
