"""A letter without a fault and its case, for the tests that put faults into it."""

from dataclasses import dataclass

from corpus.document import Document
from corpus.parse import parse
from corpus.read import read_bytes
from drafting.checks.check import Check
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.read_letter import read_letter
from drafting.checks.run import Review, run_checks
from drafting.finding import Finding

CASE = """政协第九届澜州市委员会第三次会议提案
案　号：20250127
案　由：关于加强老旧小区“微更新”的提案
会　议：政协第九届澜州市委员会第三次会议
提案者：何庭芳、陆一鸣
主办单位：市住房和城乡建设局
内　容：
　　老旧小区环境较差，居民反映较多。
建　议：
　　1. 制定微更新的年度计划，优先安排楼道照明和雨污分流改造。
　　2. 设立居民议事会，让居民参与方案的讨论。
"""
LETTER = """B类
澜州市住房和城乡建设局
澜住建函〔2025〕61号
关于政协第九届澜州市委员会第三次会议第20250127号提案的答复
何庭芳、陆一鸣委员：
　　你们在政协第九届澜州市委员会第三次会议上提出的《关于加强老旧小区“微更新”的提案》（第20250127号提案）收悉。经研究，现答复如下：
　　一、关于制定微更新的年度计划
　　2025年3月，我局印发了年度计划，安排42个小区实施楼道照明和雨污分流改造，截至5月底已完工17个。下一步，我局将于2025年12月底前完成其余25个小区的改造。
　　二、关于设立居民议事会
　　截至2025年5月底，已有31个小区设立居民议事会。我局将会同各区于2025年9月底前在其余小区设立议事会。
　　感谢你们对住房和城乡建设工作的关心和支持，欢迎继续提出宝贵意见。
　　专此答复。
　　　　　　　　　　　　澜州市住房和城乡建设局
　　　　　　　　　　　　2025年6月12日
　　（联系人：高若水，联系电话：0700—3300120）
公开方式：主动公开
抄送：市政协提案委员会，市政府办公室。
"""
DAY = "2025-06-30"


def parsed(text: str, name: str = "letter.txt") -> Document:
    return parse(read_bytes(text.encode(), name), name)


@dataclass(frozen=True)
class Bench:
    """The clean letter, and what one module's checks find in a changed one."""

    text: str
    case: Document

    def letter(self, text: str | None = None, *, with_case: bool = True) -> Letter:
        return read_letter(parsed(self.text if text is None else text), DAY, self.case.case if with_case else None)

    def changed(self, old: str, new: str) -> str:
        assert old in self.text, f"the clean letter does not hold {old!r}"
        return self.text.replace(old, new, 1)

    def review(self, checks: tuple[Check, ...], text: str | None = None, dossier: Dossier | None = None) -> Review:
        given = Dossier(case=self.case) if dossier is None else dossier
        return run_checks(self.letter(text, with_case=given.case is not None), given, checks)

    def findings(
        self, checks: tuple[Check, ...], old: str, new: str, dossier: Dossier | None = None
    ) -> tuple[Finding, ...]:
        """What is found after ``old`` was replaced by ``new``, beside what the clean letter shows."""
        clean = {(f.rule, f.message) for f in self.review(checks, dossier=dossier).findings}
        found = self.review(checks, self.changed(old, new), dossier).findings
        return tuple(f for f in found if (f.rule, f.message) not in clean)
