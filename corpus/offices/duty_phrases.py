"""Duties from running text: 由甲局牵头，乙局配合；责任单位：甲局；（牵头单位：甲局，配合单位：乙局）."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.offices.duty import Duty
from corpus.offices.duty_words import deadline_in, listed_units, pattern, units_in
from corpus.offices.organs import is_organ_name
from corpus.structure.lines import Line, lines, sentences
from corpus.structure.markers import marker

_LISTED = r"(?:[^：:；;。（(）)【】\[\]\n]|[（(][^（）()：:\n]{1,12}[）)]){2,160}"
_LONGEST_TASK = 160
_ROLE = re.compile(r"[（(](牵头|主办|负责|主责|配合|协办|会办|参与|协助)(?:单位|部门)?[）)]")
_LEADING_ROLES = ("牵头", "主办", "负责", "主责")
# What stands behind the units and names no task: a time, 落实, 完成.
_SAYS_NOTHING = re.compile(r"(?:[\d年月日底前中下上旬，,]|完成|落实|实施|具体|推进|负责|长期坚持|持续|全部|抓好)*")
_CLAUSE = re.compile("[，,：:；;]")
# What stands before the units and names no task: a time, a conjunction.
_OPENING = re.compile(r".{0,14}[年月日时后前中间]|.{0,6}(?:已|将|拟|应|可|并|同时|目前|现|决定|明确)|.{0,3}是")
_FEWEST = 4  # characters of a task that says something by itself
_EDGES = " \t\u3000，,；;。、：:*（(【"

Units = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Assignment:
    """Who leads and who joins, said in ``start:end`` of a sentence."""

    leads: Units
    participants: Units
    start: int
    end: int
    deadline: str | None = None


# One look that passes over the many lines which tell of no duty at all; the patterns behind it are far dearer.
_MAY_TELL = re.compile(r"牵头|主办|由[^。；;\n]{2,80}?负责|(?:单位|部门|处室)[^，。；;\n]{0,20}?[：:]")


def phrase_duties(text: str, covered: Sequence[tuple[int, int]] = ()) -> Iterator[Duty]:
    """Duties told outside the spans ``covered`` (the tables, in order); the span is the sentence or line that tells."""
    if not _MAY_TELL.search(text):
        return
    free = [line for line in lines(text) if not _is_covered(line.start, covered)]
    for previous, line, following in zip([None, *free], free, [*free[1:], None], strict=False):
        if not _MAY_TELL.search(line.text):
            continue
        label = _labelled(line.text)
        if label is not None:
            yield from _label_duty(label, line, previous, following)
            continue
        yield from _sentence_duties(line)


def _is_covered(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    last = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return last >= 0 and at < spans[last][1]


def _label_duty(label: _Assignment, line: Line, previous: Line | None, following: Line | None) -> Iterator[Duty]:
    """The task stands before the label on its line, else on the line above; a time may follow on the next line."""
    task, start = _task(line.text[: label.start]), line.start
    if not task and previous is not None:
        task, start = _task(previous.text), previous.start
    later = _after_label(following.text, "deadline", 0) if following is not None else None
    when = label.deadline or (later[0] if later and later[1] == 0 else None)
    if len(task) >= _FEWEST:
        yield Duty(task, label.leads, label.participants, when or deadline_in(task), start, line.end)


def _sentence_duties(line: Line) -> Iterator[Duty]:
    for sentence in sentences(line.text):
        told = _told(sentence.text)
        if told is None:
            continue
        task = _task_beside(sentence.text, told) or _task(line.text[: sentence.start])
        if len(task) >= _FEWEST:
            start = line.start + sentence.start
            end = start + len(sentence.text)
            yield Duty(task, told.leads, told.participants, deadline_in(sentence.text), start, end)


def assigned(text: str) -> tuple[Units, Units] | None:
    """Who leads and who joins by a cell's own words (甲局牵头，乙局配合; 甲局（牵头）、乙局).

    ``None`` where the cell only lists units.
    """
    label = _labelled(text)
    if label is None and _ROLE.search(text):
        return _by_notes(text)
    found = label or _told(text)
    return (found.leads, found.participants) if found else None


def _by_notes(text: str) -> tuple[Units, Units] | None:
    """甲局、乙局（牵头）、丙局（配合）、丁局: a note holds for the units since the last; without one, a unit joins."""
    units = units_in(text)
    leads: list[str] = []
    told = 0
    for match in _ROLE.finditer(text):
        count = len(units_in(text[: match.end()]))
        leads += units[told:count] if match[1] in _LEADING_ROLES else ()
        told = count
    return (tuple(leads), tuple(unit for unit in units if unit not in leads)) if leads else None


def _labelled(text: str) -> _Assignment | None:
    """责任单位：…；配合单位：…；完成时限：… anywhere in a line."""
    lead = _after_label(text, "leads", 0)
    if lead is None:
        return None
    leads = listed_units(lead[0])
    if not leads:
        return None
    told = assigned(lead[0]) if "牵头" in lead[0] else None
    join = _after_label(text, "participants", 0)
    when = _after_label(text, "deadline", lead[2])
    participants = told[1] if told else listed_units(join[0]) if join else ()
    start = min(lead[1], join[1]) if join else lead[1]
    end = max(part[2] for part in (lead, join, when) if part)
    return _Assignment(told[0] if told else leads, participants, start, end, when[0].strip() if when else None)


@cache
def _label_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{pattern('label', name).pattern})\s*[：:]\s*\**(?P<list>{_LISTED})")


@cache
def _next_label() -> re.Pattern[str]:
    labels = "|".join(f"(?:{pattern('label', other).pattern})" for other in ("leads", "participants", "deadline"))
    return re.compile(rf"[，,、；;\s]*(?:{labels})$")


def _after_label(text: str, name: str, start: int) -> tuple[str, int, int] | None:
    """What stands behind a label, up to the next label or stop; with the start of the label and the end."""
    found = _label_pattern(name).search(text, start)
    if found is None:
        return None
    listed = _next_label().split(found["list"])[0]
    return listed.strip(" *"), found.start(), found.start("list") + len(listed)


def _told(text: str) -> _Assignment | None:
    """甲局牵头，乙局配合; 由甲局会同乙局负责: only where all that stands in the places of units is a unit."""
    for verb in pattern("verb", "lead").finditer(text):
        lead = _units_before(text, verb.start())
        if lead is None:
            continue
        leads, start = lead
        join = _joined(text, verb.end())
        return _Assignment(leads, join[0], start, join[1]) if join else _Assignment(leads, (), start, verb.end())
    return _charged(text)


def _charged(text: str) -> _Assignment | None:
    """由甲局（会同乙局）负责: only behind 由, since 负责 alone tells of the past as well."""
    for verb in pattern("verb", "charged").finditer(text):
        by = text.rfind("由", 0, verb.start())
        if by < 0:
            continue
        lead, joint, others = _split_joint(text[by + 1 : verb.start()])
        leads = units_in(lead)
        if leads and all(map(is_organ_name, leads)) and (not joint or units_in(others)):
            return _Assignment(leads, units_in(others) if joint else (), by, verb.end())
    return None


def _split_joint(text: str) -> tuple[str, bool, str]:
    match = pattern("verb", "with").search(text)
    return (text[: match.start()], True, text[match.end() :]) if match else (text, False, "")


def _units_before(text: str, end: int) -> tuple[Units, int] | None:
    """The longest list of units that ends at ``end``, with its start (由 included)."""
    floor = max(text.rfind(mark, 0, end) for mark in "。；;：:（(【\n") + 1
    by = text.rfind("由", floor, end)
    starts = [by + 1] if by >= 0 else [floor, *(floor + m.end() for m in re.finditer("[，,]", text[floor:end]))]
    for start in starts:
        units = units_in(text[start:end])
        if units:
            return units, by if by >= 0 else start
    return None


def _joined(text: str, at: int) -> tuple[Units, int] | None:
    """The units that join, from ``at`` on: ，乙局、丙局配合; 会同乙局, with the end."""
    for verb in pattern("verb", "join").finditer(text, at):
        listed = re.sub(rf"^[，,、；;]?(?:{pattern('verb', 'with').pattern}|由)?", "", text[at : verb.start()])
        units = units_in(listed)
        if units:
            return units, verb.end()
        if re.search("[。；;]", text[at : verb.start()]):
            break
    return None


def _task_beside(sentence: str, told: _Assignment) -> str:
    """What is to be done: the clause that ends at the units (校车管理由甲局负责), else what follows them (由甲局牵头，
    制定…), else the clause before (加强管理，由甲局牵头); what brackets hold belongs to all that stands before them."""
    front = sentence[: told.start]
    if front.endswith(("（", "(", "【")):
        return _task(front)
    clauses = [clause for clause in _CLAUSE.split(front) if clause.strip()]
    before = _task(clauses[-1]) if clauses else ""
    if before and front[-1:] not in "，,：:；; " and not _OPENING.fullmatch(before):
        return before
    after = _task(sentence[told.end :].strip(" ）)】。"))
    after = "" if _SAYS_NOTHING.fullmatch(after) else after
    return after if len(after) >= _FEWEST or not before else "，".join(part for part in (before, after) if part)


def _task(text: str) -> str:
    """The text without its number; where it is long, its first sentence."""
    plain = text.strip()
    mark = marker(plain)
    plain = (plain[mark.length :] if mark else plain).strip(_EDGES)
    if len(plain) > _LONGEST_TASK:
        plain = next(iter(sentences(plain))).text.strip(_EDGES)[:_LONGEST_TASK]
    return plain
