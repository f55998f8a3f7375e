"""Whether every ask is answered (逐条回应), and whether what is answered was asked."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.cases.coverage import Coverage, coverage
from corpus.document import Case, Suggestion, UnitReply
from corpus.grammar.ordinals import ordinal
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.finding import Finding

_NO_CASE = "没有提供提案或建议原件，无法逐条核对"
_SHOWN = 40
# More than this share of the letter before its first answer is a summary of work, not an answer.
_MOST_BEFORE = 0.5
_LONG = 300
# Below this share of its clauses an ask is plainly answered in part only; above, it is worth a look.
_LITTLE = 0.3
_SHARED = re.compile("办理分工|分办|分别答复|分别办理")
# 建议3、建议4由市公安局答复
_ELSEWHERE = re.compile(
    r"(?P<asks>[^。；;\n]{2,60}?)由(?!我|本)(?P<unit>[^，,。；;、\n]{2,20}?)(?:另行|分别|负责)?(?:答复|办理|承办|回复)"
)
# 我局负责答复建议（一）、建议（二）; 建议1由我局答复
_OURS = re.compile(
    r"(?:我|本)[局委厅办院单位]{1,2}负责(?:答复|办理)(?P<asks>建议[^。；;\n，,]{1,60})"
    r"|(?P<these>建议[^。；;\n，,]{1,60}?)由(?:我|本)[局委厅办院单位]{1,2}(?:负责)?(?:答复|办理)"
)
_ASK = re.compile(r"建议[（(]?(\d[\d.]*|[一二三四五六七八九十]{1,2})[）)]?")
_AGAIN = re.compile("补充答复|再次答复|二次答复|落实情况的?答复")


def unanswered(letter: Letter, dossier: Dossier) -> Offenders:
    """R01: every ask of the case has an answer; an answer in part says what is left out."""
    case = _case(dossier)
    if case is None or not case.suggestions:
        yield Unchecked("R01", _NO_CASE if dossier.case is None else "原件中没有认出建议事项，无法逐条核对")
        return
    if letter.kind == "opinion" or dossier.role == "会办":
        yield Unchecked("R01", "会办意见只涉及本单位职责范围内的建议，是否遗漏请对照分工核对")
        return
    elsewhere = _of_others(letter, case)
    alone = bool(dossier.opinions) or len(case.lead_units) < 2
    shared = dossier.role == "分办" or not alone or _SHARED.search(letter.text[: letter.body[1]]) is not None
    again = any(_AGAIN.search(piece.text) for piece in letter.of_kind("title"))
    for one in coverage(case, (_reply(letter),)):
        ask = next(s for s in case.suggestions if s.id == one.suggestion)
        if one.suggestion in elsewhere or any(other.parent == ask.id for other in case.suggestions):
            continue
        own = [a.answer for a in one.answers if one.suggestion in a.answer.suggestions]
        if own and all(letter.is_open(answer.start, answer.end) for answer in own):
            continue  # openly left to the officer
        for finding in _told(ask, one):
            mild = again or (shared and not elsewhere)
            yield replace(finding, severity="I") if mild else finding


def _of_others(letter: Letter, case: Case) -> set[str]:
    """Ids of the asks that the letter leaves to another unit by name (建议3由市公安局答复)."""
    if not _SHARED.search(letter.text):
        return set()
    head = letter.text[: letter.body[1]]
    ours = set().union(*(_ids(m["asks"] or m["these"], case) for m in _OURS.finditer(head)))
    if ours:
        return {s.id for s in case.suggestions if not any(s.id == own or s.id.startswith(f"{own}.") for own in ours)}
    return set().union(*(_ids(m["asks"], case) for m in _ELSEWHERE.finditer(head, letter.body[0])))


def _ids(text: str, case: Case) -> set[str]:
    """Ids of the asks named by number (建议1、建议（二）)."""
    numbers = {str(ordinal(m[1]) or m[1]) for m in _ASK.finditer(text)}
    return {s.id for s in case.suggestions for no in numbers if s.id == no or s.id.startswith(f"{no}.")}


def _told(ask: Suggestion, one: Coverage) -> Iterator[Finding]:
    about = ask.text if len(ask.text) <= _SHOWN else ask.text[:_SHOWN] + "……"
    if one.status == "未答复":
        yield Finding("R01", "B", f"第{ask.id}项建议没有答复：{about}", expected=ask.text, source="case")
    elif one.status == "部分答复":
        answer = one.answers[0].answer if one.answers else None
        yield Finding(
            "R01", "W" if one.score < _LITTLE else "I", f"第{ask.id}项建议只答复了一部分，请对照原文补充：{about}",
            answer.start if answer else None, answer.end if answer else None, None, ask.text, "case",
        )  # fmt: skip


def not_asked(letter: Letter, dossier: Dossier) -> Offenders:
    """R02: each answer speaks to an ask, and the letter is no summary of work with the answers at its end."""
    case = _case(dossier)
    if case is None or not case.suggestions:
        yield Unchecked("R02", _NO_CASE)
        return
    if letter.kind == "opinion":
        return
    for at, answer in enumerate(letter.answers):
        heading = answer.text.partition("\n")[0]
        if not answer.suggestions and answer.number is not None and not _is_extra(heading, at, len(letter.answers)):
            shown = heading[:_SHOWN]
            yield Finding("R02", "W", f"“{shown}”与各项建议都对不上，可能答非所问或者以总结代替答复。",
                          answer.start, answer.end, shown)  # fmt: skip
    if letter.answers and any(answer.suggestions for answer in letter.answers):
        before = next(a for a in letter.answers if a.suggestions).start - letter.body[0]
        whole = letter.body[1] - letter.body[0]
        if before > _LONG and before > _MOST_BEFORE * whole:
            yield Finding("R02", "W", "第一项答复之前的工作介绍超过全文一半，属于总结式答复，请先逐条回应建议。",
                          letter.body[0], letter.body[0] + before)  # fmt: skip


def _is_extra(heading: str, at: int, count: int) -> bool:
    """A general first part, and a last one on what comes next (此外, 下一步), answer no single ask."""
    return at in (0, count - 1) or any(word in heading for word in ("此外", "下一步", "其他", "总体", "基本情况"))


def _case(dossier: Dossier) -> Case | None:
    return dossier.case.case if dossier.case else None


def _reply(letter: Letter) -> UnitReply:
    return UnitReply(letter.document.issuer, "reply", None, *letter.body, letter.answers)


CHECKS = (Check("R01", unanswered), Check("R02", not_asked))
