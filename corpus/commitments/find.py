"""Promises found in a text, a stretch of a sentence at a time (domain brief §1.5 and §5 R17)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.commitments.commitment import Commitment
from corpus.commitments.cues import Cue, find_cue, without_asks, without_quotations
from corpus.commitments.deadlines import Deadline, deadline_of, deadlines
from corpus.commitments.promisers import named_last, promiser
from corpus.commitments.words import words
from corpus.grammar.dates import dates
from corpus.structure.lines import Line, lines, sentences

_LONGEST_HEADING = 40
_STRETCH = re.compile(r"[^；;]+[；;]?|[；;]")
_POINT = re.compile(r"(?<=[，,：:。；;])(?=[一二三四五六七八九]是)")
_SHORTEST = 6
# No sentence of a letter is longer: of what is (a list without marks), the beginning is looked at.
_LONGEST, _LOOK_BACK = 1000, 400
_LEAD_DEEDS = 8
_AFTER_CUE = 30
_TRIM = "，,。；;：: 　\t"
# Cues that are no part of what is done.
_BESIDE = ("jiang", "ni", "plan", "will", "time")
_CLAUSE_END = re.compile(r"[，,；;：:。]")
_ADVERB = re.compile(r"^(?:[一二三四五六七八九]是|同时|此外|另外|目前|因此|为此|对此|并|也|还|现|全年|今年|明年)+")
_LINK = re.compile(r"[于在到至]$")
_PREPOSITION = re.compile("^[于在](?![线建校册职])")


@dataclass(slots=True)
class _Part:
    """What the reading of a part of the letter remembers: whether it tells what comes next, and who spoke last."""

    next_steps: bool = False
    leading: bool = False
    antecedent: str | None = None


def find_commitments(
    text: str,
    day: str | None = None,
    issuer: str | None = None,
    span: tuple[int, int] | None = None,
) -> tuple[Commitment, ...]:
    """The promises within ``span`` of ``text`` (all of it), in order, with offsets into ``text``.

    ``day`` is the letter's date (ISO): times are reckoned from it, and what lies before it is no promise. ``issuer``
    is who 我局 is. Words of rules, of the proposer, of what is done, and predictions are no promises; what another
    unit said is one only where the letter tells it as that unit's word (据市财政局反馈…).
    """
    start, end = span or (0, len(text))
    part = _Part()
    found: list[Commitment] = []
    for line in lines(text, start, end):
        if _is_heading(line.text):
            part.next_steps = bool(words("lead_heading").search(line.text))
        part.leading, part.antecedent = False, None
        for sentence in sentences(text, line.start, line.end):
            found += _of_sentence(text, sentence, part, day, issuer)
            part.antecedent = named_last(sentence.text) or part.antecedent
    return tuple(found)


def _is_heading(line: str) -> bool:
    """A numbered line, or the run-in heading of one."""
    mark = words("heading_mark").match(line)
    return bool(mark) and (len(line) <= _LONGEST_HEADING or "。" in line[:_LONGEST_HEADING])


def _of_sentence(text: str, sentence: Line, part: _Part, day: str | None, issuer: str | None) -> Iterator[Commitment]:
    if opening := words("opening").search(text, sentence.start, sentence.end):
        sentence = Line(opening.end(), sentence.end, text[opening.end() : sentence.end])
    if words("lead").search(sentence.text[:_LEAD_DEEDS]):
        part.leading = True
    before, opener = "", None
    for start, end in _stretches(text, sentence):
        one = _of_stretch(text, (start, end), before, part, day, issuer)
        before = (before + text[start:end])[-_LOOK_BACK:]
        if one is not None and text[start:end].rstrip()[-1] in "：:":  # 我局将采取以下措施：一是…
            opener, part.leading = one, True
        elif one is not None:
            opener = None
            yield one
    if opener is not None:
        yield opener


def _stretches(text: str, sentence: Line) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between semicolons, and its points (一是…，二是…)."""
    for match in _STRETCH.finditer(text, sentence.start, sentence.end):
        at = match.start()
        for cut in [m.start() for m in _POINT.finditer(text, match.start(), match.end())]:
            if cut > at:
                yield at, cut
            at = cut
        yield at, match.end()


def _of_stretch(
    text: str, span: tuple[int, int], before: str, part: _Part, day: str | None, issuer: str | None
) -> Commitment | None:
    start, end = span
    start += len(text[start:end]) - len(text[start:end].lstrip(_TRIM))
    stretch = text[start:end].rstrip(_TRIM)
    plain = without_quotations(stretch[:_LONGEST])
    if len(stretch) < _SHORTEST or words("frame").search(plain):
        return None
    plain = without_asks(plain)
    times = deadlines(plain, day)
    cue = find_cue(plain, int(day[:4]) if day else None) or _by_time(plain, times, day) or _by_place(plain, part)
    if cue is None:
        return None
    limit = deadline_of(_of_the_promise(times, plain, cue))
    said = before + stretch[: cue.start]
    unit = promiser(said, issuer, part.antecedent, stretch[cue.end : cue.end + _AFTER_CUE])
    printed = text[start + limit.start : start + limit.end] if limit else None
    return Commitment(
        stretch,
        start,
        start + len(stretch),
        _measure(stretch, cue, limit),
        cue.word,
        unit,
        printed,
        limit.day if limit else None,
        vague=limit is None and bool(words("vague").search(plain)),
        duty=limit is None and bool(words("duty").search(plain, cue.start)),
    )


def _by_time(plain: str, times: Iterable[Deadline], day: str | None) -> Cue | None:
    """A deed with a day to come (2025年9月底前落地) needs no word for the future."""
    for one in times:
        ahead = one.sure and one.day is not None and day is not None and one.day >= day
        clause = re.split(r"[，,]", plain[one.end :])
        deed = words("deed").search("，".join(clause[:2]))
        held_back = words("not_promised").search(plain, max(0, one.start - 24), one.end + 24)
        if ahead and deed and not held_back and not _told_by_rule(plain, one.start):
            return Cue("time", deed.group(), one.start, one.end)
    return None


def _told_by_rule(plain: str, at: int) -> bool:
    return bool(words("ruled").search(plain, 0, at)) or bool(words("settled").search(plain, max(0, at - 4), at))


def _by_place(plain: str, part: _Part) -> Cue | None:
    """Under 下一步 a point that opens with a deed is a promise (二是加强巡查)."""
    if not (part.next_steps or part.leading) or words("done").search(plain):
        return None
    lead = words("lead").match(plain)
    at = lead.end() if lead else 0
    at = match.end() if (match := words("item").match(plain[at:].lstrip("，, "))) else at
    push = words("push").match(plain[at:].lstrip("，, ")) or _by_us(plain, at)
    return Cue("place", push.group(), at, at) if push else None


def _by_us(plain: str, at: int) -> re.Match[str] | None:
    """我局要… and 我局继续…, where what comes next is told."""
    return re.compile(
        r"[^，。；]{0,10}?(?:我们|[我本][\u4e00-\u9fff]{1,3}|局|委)(?:要|还要|继续|进一步|加强|加大|加快)"
    ).match(plain, at)


def _of_the_promise(times: tuple[Deadline, ...], plain: str, cue: Cue) -> tuple[Deadline, ...]:
    """The times that stand in the cue's clause or after it; those of clauses before belong to something else."""
    clause = max(plain.rfind(mark, 0, cue.start) for mark in "，,。；;") + 1
    near = tuple(one for one in times if one.start >= clause)
    lead = tuple(one for one in times if plain[one.end : clause].strip("，, ") == "" and one.end <= clause)
    return near or lead or tuple(one for one in times if one.start == 0)  # 2026年，我局…，计划…


def _measure(stretch: str, cue: Cue, limit: Deadline | None) -> str:
    """What is promised: the words after the cue without the time, with what it is done to where that stands before."""
    at = cue.end if cue.name in _BESIDE else cue.start
    subject = _subject(stretch, cue.start) if cue.name in _BESIDE else ""
    rest = stretch[at:]
    if limit is not None and limit.start >= at:
        rest = _LINK.sub("", stretch[at : limit.start]) + stretch[limit.end :]
    measure = subject + _PREPOSITION.sub("", rest.strip(_TRIM))
    if len(measure) >= _SHORTEST or limit is None:
        return measure or stretch
    return (_LINK.sub("", stretch[: limit.start]) + stretch[limit.end :]).strip(_TRIM)  # 建成 alone says nothing


def _subject(stretch: str, at: int) -> str:
    """The thing before the cue in its clause (排查工作将于…完成); nothing where that is whoever acts."""
    clause = _CLAUSE_END.split(stretch[:at])[-1]
    if words("agent").search(clause) or words("lead").search(clause) or any(dates(clause)):
        return ""
    return _LINK.sub("", _ADVERB.sub("", clause))
