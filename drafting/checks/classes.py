"""R18 and R19: the class mark is one the place knows and says what the answers say."""

import re
from collections.abc import Iterator, Sequence

from corpus.structure.lines import unmarked
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.known import is_whole, jurisdiction_of
from drafting.checks.letter import Letter, Piece
from drafting.checks.offence import Span, offence
from drafting.class_mark import meaning_of
from drafting.finding import Finding, Severity
from drafting.jurisdiction_values import MEANING_NAMES, ClassScheme, Meaning
from drafting.lexicon import lexicon

_MARK = re.compile(r"(?P<mark>[A-Za-zＡ-Ｚ])\s?类?[）)]?$")
_MEANINGS: tuple[Meaning, ...] = ("solved", "in_progress_or_planned", "constrained", "reference_only")


def legal_mark(letter: Letter, dossier: Dossier) -> Offenders:
    """R19: the letter of the class is one of the place's; a reply has one where the place uses letters, an opinion
    has none."""
    marked = class_line(letter)
    if letter.kind == "opinion":
        if marked is not None:
            yield offence(letter, "R19", "B", "会办意见不标办理结果分类。", _line(letter, marked[0]), replacement="")
        return
    if letter.kind == "interim":
        return
    place = jurisdiction_of(letter, dossier)
    scheme = place.classes if place else None
    if scheme is None:
        yield Unchecked("R19", "不知道本地的分类标准，未核对分类标记。")
        if not any(p.kind == "class_mark" for p in letter.pieces):
            yield offence(letter, "R19", "W", "没有标明办理结果分类。")
        return
    if marked is None:
        if scheme.marks and not any(p.kind == "class_mark" for p in letter.pieces):
            severity: Severity = "B" if is_whole(letter) else "W"
            yield offence(letter, "R19", severity, f"没有标明办理结果分类（{'、'.join(scheme.marks)}）。")
        return
    _, span, mark = marked
    if not scheme.legal(mark):
        known = "、".join(scheme.marks) or "不用字母"
        yield offence(letter, "R19", "B", f"{scheme.scope.region}没有“{mark}”类（{known}）。", span, expected=known)


def class_line(letter: Letter) -> tuple[Piece, Span, str] | None:
    """The line of the class mark, where its letter stands, and the letter."""
    for piece in letter.of_kind("class_mark"):
        plain = unmarked(piece.text)
        match = _MARK.search(plain)
        if match and not letter.is_open(piece.start, piece.end):
            at = piece.start + piece.text.find(plain) + match.start("mark")
            return piece, (at, at + 1), chr(ord(match["mark"]) - 0xFEE0) if match["mark"] > "z" else match["mark"]
    return None


def _line(letter: Letter, piece: Piece) -> Span:
    """The whole line with its end."""
    end = letter.text.find("\n", piece.end)
    start = letter.text.rfind("\n", 0, piece.start) + 1
    return start, end + 1 if end >= 0 else len(letter.text)


def class_fits(letter: Letter, dossier: Dossier) -> Offenders:
    """R18: what the class means here, against what the answers say: by the officer's stances, else by their words."""
    marked = class_line(letter)
    place = jurisdiction_of(letter, dossier)
    scheme = place.classes if place else None
    if letter.kind in ("opinion", "interim") or marked is None:
        return
    if scheme is None:
        yield Unchecked("R18", "不知道本地的分类标准，未核对分类与内容。")
        return
    meanings = scheme.meaning(marked[2])
    if not meanings or not letter.answers:
        return
    span = marked[1]
    stances = [section.stance for section in letter.draft.sections] if letter.draft else []
    right = meaning_of(stances)
    if right is not None:
        if right not in meanings:
            yield _wrong(letter, span, "B", meanings[0], scheme, right, "与各条答复的办理态度不符")
        return
    yield from _by_words(letter, span, meanings, scheme)


def _wrong(
    letter: Letter, span: Span, severity: Severity, marked: Meaning, scheme: ClassScheme, right: Meaning, why: str
) -> Finding:
    entry = scheme.entry(right)
    expected = entry.mark if entry else None
    return offence(letter, "R18", severity, f"标为“{MEANING_NAMES[marked]}”，{why}。", span, expected=expected)


def outcomes(letter: Letter) -> tuple[frozenset[str], ...]:
    """For each answer, the cues its sentences hold: done, plan, constrained, reference, dated (a plan with a time)."""
    words = lexicon("checks/classes")
    found: list[set[str]] = [set() for _ in letter.answers]
    for statement in letter.statements:
        if statement.answer is None:
            continue
        cues = found[statement.answer]
        planned = words["plan"].search(statement.text) is not None
        for cue in ("done", "constrained", "reference"):
            if words[cue].search(statement.text):
                cues.add(cue)
        if planned:
            cues.add("plan")
            if words["dated"].search(statement.text):
                cues.add("dated")
    return tuple(frozenset(cues) for cues in found)


def _by_words(letter: Letter, span: Span, meanings: Sequence[Meaning], scheme: ClassScheme) -> Iterator[Finding]:
    cues = outcomes(letter)
    refused = sum("constrained" in one for one in cues)
    planned = sum("plan" in one for one in cues)
    undone = sum("plan" in one and "done" not in one for one in cues)
    finished = sum("done" in one and not one & {"plan", "constrained"} for one in cues)
    half = len(cues) / 2
    meaning = meanings[0]
    if "solved" in meanings:
        if refused >= half or undone >= half:
            right: Meaning = "constrained" if refused >= half else "in_progress_or_planned"
            yield _wrong(letter, span, "B", meaning, scheme, right, "多数答复却没有办成")
        elif planned > half:
            yield _wrong(letter, span, "W", meaning, scheme, "in_progress_or_planned", "多数答复还在计划或者推进")
    elif "in_progress_or_planned" in meanings:
        if not planned:
            right = "constrained" if refused else "solved"
            yield _wrong(letter, span, "B", meaning, scheme, right, "答复中却没有计划或者正在办理的内容")
        elif finished > half:
            yield _wrong(letter, span, "W", meaning, scheme, "solved", "多数答复却已经办成")
        elif refused > half:
            yield _wrong(letter, span, "W", meaning, scheme, "constrained", "多数答复却说明了不能解决的原因")
    elif "constrained" in meanings:
        if not refused and "reference_only" not in meanings:
            right = "in_progress_or_planned" if planned else "solved"
            yield _wrong(letter, span, "B", meaning, scheme, right, "答复中却没有说明不能解决的原因")
        elif refused <= half and planned > refused:
            yield _wrong(
                letter, span, "W", meaning, scheme, "in_progress_or_planned", "多数答复却已列入计划或者正在办理"
            )
    else:
        yield from _merely_reference(letter, span, meaning, scheme, cues)


def _merely_reference(
    letter: Letter, span: Span, meaning: Meaning, scheme: ClassScheme, cues: Sequence[frozenset[str]]
) -> Iterator[Finding]:
    said = any("reference" in one for one in cues)
    promised = any("dated" in one for one in cues)
    if promised:
        severity: Severity = "W" if said else "B"
        yield _wrong(letter, span, severity, meaning, scheme, "in_progress_or_planned", "答复中却有限期办理的承诺")
    elif not said:
        yield _wrong(letter, span, "W", meaning, scheme, "in_progress_or_planned", "答复中却没有留作参考的表述")


CHECKS = (Check("R18", class_fits), Check("R19", legal_mark))
