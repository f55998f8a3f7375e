"""Figures and dates of a letter against what the sources say, and figures that rest on nothing."""

import re
from collections.abc import Iterator

from corpus.grammar.reference_grammar import words as grammar_words
from drafting.checks.aligned import Match
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.figure_places import SourceFigures
from drafting.checks.letter import Letter, Statement
from drafting.checks.sources import told_by
from drafting.checks.sums import wrong_sums
from drafting.checks.traced import Change, Traced, tracing
from drafting.draft import Sentence
from drafting.finding import Finding, Severity
from drafting.honesty import Known, known_from, unsupported
from drafting.placeholder import PLACEHOLDER

_STANDING = ("law", "measures", "plan", "notice")
_YEAR = re.compile(r"\d{4}\s?年")
_DATED = re.compile(r"\d{4}\s?年|\d{1,2}月|截至|今年|去年|上半年|下半年|目前|本月|季度|学期|届")
_PLANNED = re.compile(r"将|拟|计划|力争|争取|下一步|不少于|不低于|应当|不超过|以内|以上|预计")
_COUNTED_TIME = (
    "日",
    "天",
    "个工作日",
    "工作日",
    "年",
    "个月",
    "月",
    "小时",
    "分钟",
    "届",
    "次会议",
    "条",
    "款",
    "项建议",
)
_PERIOD = re.compile(r"上半年|下半年|全年|季度|春季|秋季|学期|累计|同比|前[一二三四五六七八九十\d]+个月")
_SO_FAR = re.compile(r"以来|截至|目前|至今|已|\d{1,2}月")
_NUMBER = re.compile(r"\d[\d,.]*")
_VERY_CLOSE, _CLOSE, _PARTLY = 0.85, 0.75, 0.5
_LONG_RUN = 16
# Letters that agree on either side of a figure of a rule: nothing else can be meant.
_SURE = 10
_CLAUSE = 12


def contradicted(letter: Letter, dossier: Dossier) -> Offenders:
    """R12: a figure or a day is that of the case, the opinions and stored papers; sums and shares come out."""
    yield from wrong_sums(letter)
    found = tracing(letter, dossier)
    if not found.complete:
        yield Unchecked("R12", "没有可查的资料，数据只核对了文内计算和来件、会办意见")
    places = SourceFigures(told_by(letter, dossier))
    for traced in found.traced:
        if (year := _other_year(traced, letter)) is not None:
            yield year
        told = list(letter.gaps)
        for change in traced.changes:
            severity = _weight(change, traced, letter)
            if severity is not None and not letter.is_open(change.start, change.end):
                told.append((change.start, max(change.end, change.start + 1)))
                yield _finding(change, severity)
        yield from places.contradictions(traced.statement, told)


def _other_year(traced: Traced, letter: Letter) -> Finding | None:
    """A year put before the words of a paper that tells of another year and names none in the sentence itself."""
    year = _YEAR.match(traced.statement.text)
    best = next((m for m in traced.matches if m.close >= _VERY_CLOSE), None)
    if year is None or best is None or best.told.year is None or traced.holds(*year.span()):
        return None
    other = best.told.year != year.group()[:4] and not _YEAR.search(best.told.text)
    if not other or best.told.kind != "summary" or best.longest < _LONG_RUN:
        return None
    start = traced.statement.start
    return Finding("R12", "W", f"年份与{best.told.name}不一致：该处说的是{best.told.year}年。", start,
                   start + year.end(), year.group(), f"{best.told.year}年", best.told.origin)  # fmt: skip


def _finding(change: Change, severity: Severity) -> Finding:
    what = "日期" if change.kind == "date" else "数据"
    of = change.match.told
    dated = f"（{of.date}）" if of.date and of.origin != "case" else ""
    message = f"{what}与{of.name}{dated}不一致：该处为“{change.told}”，文中写作“{change.written}”。"
    return Finding("R12", severity, message, change.start, change.end, change.written, change.told, of.origin)


def _weight(change: Change, traced: Traced, letter: Letter) -> Severity | None:
    """How sure it is that both tell of one thing: their own papers and rules in force are; others where the day agrees
    and nothing else was changed. ``None`` where they may tell of different days or things."""
    match, statement = change.match, traced.statement
    if change.kind not in ("number", "date") and not _unit(change, traced):
        return None
    own = match.told.near or match.told.origin in {s.document for s in statement.sources}
    agreeing, differing = _others(change, traced)
    if match.told.kind in _STANDING and min(change.edit.left, change.edit.right) >= _SURE and not differing:
        return "B"
    dates_differ = any(e.kind == "date" and e.start != change.edit.start for e in match.edits)
    if dates_differ or differing > (agreeing if own else 0) or _other_period(change, traced):
        return None
    if own:
        return "B" if match.close >= _PARTLY or match.longest >= _LONG_RUN else None
    if match.close < _CLOSE:
        return None
    if match.told.kind == "summary" and match.told.year is not None and letter.day[:4] <= match.told.year:
        # The year was not over when the letter was written: what it counts may be a part of the year's.
        return None if _SO_FAR.search(statement.text) else "W"
    if match.told.kind in _STANDING:
        return "B"
    if change.kind == "date":
        return "W" if match.close >= _VERY_CLOSE and match.longest >= 12 else None
    years = list(_YEAR.finditer(statement.text))
    if years and all(match.agrees(y.start(), y.end()) or y.group()[:4] == match.told.year for y in years):
        return "B"
    return "W" if match.told.year == letter.day[:4] or match.close >= _VERY_CLOSE else None


def _others(change: Change, traced: Traced) -> tuple[int, int]:
    """How many other figures of the part that the source tells agree with it, and how many do not."""
    match, text = change.match, traced.statement.text
    agreeing = sum(1 for a, b in match.equal for _ in _NUMBER.finditer(text, a, b))
    differing = 0
    if _permuted(match):
        return agreeing, 0
    for edit in match.edits:
        if edit.start == change.edit.start or max(len(edit.written), len(edit.told)) > _CLAUSE:
            continue  # another clause altogether
        differing += min(len(_NUMBER.findall(edit.written)), len(_NUMBER.findall(edit.told)))
    return agreeing, differing


def _permuted(match: Match) -> bool:
    """Whether the figures changed places: the same ones, in another order."""
    numbers = (edit for edit in match.edits if edit.kind == "number")
    changed = [(_NUMBER.findall(edit.written), _NUMBER.findall(edit.told)) for edit in numbers]
    return len(changed) > 1 and sorted(one for one, _ in changed) == sorted(its for _, its in changed)


def _other_period(change: Change, traced: Traced) -> bool:
    """Whether one tells of a half-year, a quarter, the whole year, and the other does not; 全年 is the year named."""
    mine, its = (set(_PERIOD.findall(text)) for text in (traced.statement.text, change.match.told.text))
    year = change.match.told.year
    if year is not None and f"{year}年" in traced.statement.text:
        mine, its = mine - {"全年"}, its - {"全年"}
    return mine != its


def _unit(change: Change, traced: Traced) -> bool:
    """Whether words that changed are the unit right behind a figure (万元 → 亿元, 台 → 套)."""
    at = change.edit.start
    before = traced.statement.text[:at].rstrip()
    short = len(change.written) <= 3 and 0 < len(change.told) <= 3 and change.written != ""
    placed = bool(before) and (before[-1].isdigit() or before[-1] in "万亿千百%％")
    return change.kind == "words" and short and placed and _is_unit(change.written) and _is_unit(change.told)


def _is_unit(word: str) -> bool:
    return word.lstrip("万亿千百十余多") in ("", *grammar_words("quantity", "units"))


def unfounded(letter: Letter, dossier: Dossier) -> Offenders:
    """R13: a figure has its day or its source; what dafu drafted holds nothing that its sources do not."""
    found = tracing(letter, dossier)
    told = {traced.statement: traced for traced in found.traced}
    granted = _granted(letter, dossier) if letter.draft is not None else None
    for statement in letter.statements:
        if granted is not None and statement.sources:
            yield from _beyond_sources(statement, granted)
        elif statement.role is None:
            yield from _bare(statement, told[statement], letter)


def _granted(letter: Letter, dossier: Dossier) -> Known:
    texts = [dossier.case.text] if dossier.case else []
    texts += [opinion.document.text for opinion in dossier.opinions or ()]
    units = [unit for unit in (letter.draft.issuer if letter.draft else None, dossier.issuer) if unit]
    units += [opinion.unit for opinion in dossier.opinions or () if opinion.unit]
    return known_from(texts, units)


def _beyond_sources(statement: Statement, granted: Known) -> Iterator[Finding]:
    sentence = Sentence(PLACEHOLDER.sub("", statement.text), statement.role or "fact", statement.sources)
    if statement.role == "frame":
        return
    for missing in unsupported(sentence, granted):
        at = statement.text.find(missing)
        start = statement.start + max(at, 0)
        end = start + len(missing) if at >= 0 else statement.end
        yield Finding("R13", "B", f"“{missing}”在所列出处中没有，请核对或者改为待核实。", start, end, missing)


def _bare(statement: Statement, traced: Traced, letter: Letter) -> Iterator[Finding]:
    """A count in a sentence without a day, without a source named and without a paper that holds it."""
    if _DATED.search(statement.text) or _PLANNED.search(statement.text):
        return
    for figure in letter.document.figures:
        if not statement.start <= figure.start < statement.end or figure.unit in _COUNTED_TIME or figure.source:
            continue
        at = figure.start - statement.start
        if figure.as_of is None and figure.value > 1 and not traced.holds(at, at + len(figure.raw)):
            yield Finding("R13", "W", f"“{figure.raw}”没有写明时间，也没有找到出处，请补充截至日期或者来源。",
                          figure.start, figure.end, figure.raw)  # fmt: skip
            return


CHECKS = (Check("R12", contradicted), Check("R13", unfounded))
