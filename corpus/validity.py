"""From when to when a rule applies, and what it repeals, as its own text says (施行, 有效期, 同时废止)."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import iso_date
from corpus.document import Reference
from corpus.ordinals import ordinal
from corpus.references import title_key
from corpus.standing import rule_name

_DAY = r"\d{4}\s{0,3}年\s{0,3}\d{1,2}\s{0,3}月\s{0,3}\d{1,2}\s{0,3}日"
_IN_FORCE = re.compile(
    rf"[自从]\s{{0,3}}(?:(?P<day>{_DAY})|(?:本[\u4e00-\u9fff]{{1,4}})?(?:发布|印发|公布|颁布|下发)之日)\s{{0,3}}起"
    rf"(?:(?P<later>\d{{1,3}})日后)?(?:正式)?(?:施行|实施|试行|执行|生效|有效)"
)
_UNTIL = re.compile(
    rf"(?:有效期|试行期)(?:限)?(?:截至|截止到?|至|到)\s{{0,3}}(?P<day>{_DAY})"
    rf"|(?:执行|施行|实施)(?:期限)?至\s{{0,3}}(?P<end>{_DAY})"
)
_YEARS = re.compile(
    r"(?:有效期|试行期)(?:限)?(?:暂定)?(?:为|是)?\s{0,3}(?P<years>\d{1,2}|[一二两三四五六七八九十]{1,2})\s{0,3}年"
)
# A period of validity may be that of a licence; it is the rule's own beside its entry into force or after 本办法.
_OWN = re.compile(
    r"^[\s\u3000]*(?:有效期|试行期)|本[\u4e00-\u9fff]{1,6}[^。\n]{0,16}(?:有效期|试行期)"
    r"|日\s{0,3}起(?:正式)?(?:施行|实施|试行|执行|生效)"
)
_PERIOD = re.compile(r"[（(](20\d{2})\s?年?\s?[—–\-－~～至]{1,2}\s?(20\d{2})\s?年[)）]")
_REPEALED = re.compile(r"(?:同时|即行|予以|自行|相应|一并)?废止")
# 根据《决定》修正的《办法》同时废止: the decision amends and stays.
_AMENDS = re.compile(r"[^《》。，]{0,6}(?:修正|修订|修改)")
_OUTSIDE = re.compile(r"[，,；;：:](?![^《》（）()]{0,80}[》）)])")
_LONGEST_SENTENCE = 400
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Validity:
    """ISO days, both inclusive; ``None`` where the text does not say. ``repeals``: normal numbers, else titles."""

    first: str | None = None
    last: str | None = None
    repeals: tuple[str, ...] = ()


def find_validity(text: str, title: str | None, issued: str | None, references: tuple[Reference, ...]) -> Validity:
    """What a rule's text says of its own validity; ``issued`` is its date, from which 自印发之日起 counts.

    A title that the rule itself bears is left out of ``repeals``: it cannot tell the old rule from the new. A period
    in the title (2024—2026年) ends with its last year where the text names no other end.
    """
    entry = _last_match(_IN_FORCE, text)
    first = _entry_day(entry, issued) if entry else None
    last = _last_day(text, first or issued)
    if last is None and (period := _PERIOD.search(title or "")):
        last = f"{period[2]}-12-31"
    own = {title_key(name) for name in (title or "", rule_name(title or ""))}
    repeals = tuple(name for name in _repeals(text, references) if title_key(name) not in own)
    return Validity(first, last, repeals)


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match: rules say at their end when they enter into force, and may speak of others before."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _entry_day(entry: re.Match[str], issued: str | None) -> str | None:
    day = iso_date(entry["day"]) if entry["day"] else issued
    if day is None or not entry["later"] or len(day) < len("2018-10-12"):
        return day
    return (date.fromisoformat(day) + timedelta(days=int(entry["later"]))).isoformat()


def _last_day(text: str, first: str | None) -> str | None:
    until = next((m for m in _UNTIL.finditer(text) if _is_own(text, m)), None)
    if until is not None:
        return iso_date(until["day"] or until["end"])
    years = next((m for m in _YEARS.finditer(text) if _is_own(text, m)), None)
    count = ordinal(years["years"]) if years else None
    if count is None or first is None or len(first) < len("2018-10-12"):
        return None
    begin = date.fromisoformat(first)
    month, day = (3, 1) if (begin.month, begin.day) == (2, 29) else (begin.month, begin.day)
    return (date(begin.year + count, month, day) - timedelta(days=1)).isoformat()


def _is_own(text: str, match: re.Match[str]) -> bool:
    return bool(_OWN.search(text[_sentence_start(text, match.start()) : match.end()]))


def _sentence_start(text: str, position: int) -> int:
    floor = max(0, position - _LONGEST_SENTENCE)
    return max(floor, *(text.rfind(mark, floor, position) + 1 for mark in "。\n"))


def _repeals(text: str, references: tuple[Reference, ...]) -> tuple[str, ...]:
    """Numbers, or titles without one, named right before 废止 in its own sentence, else right after it."""
    named = [r for r in references if r.kind in ("title", "doc_number", "order")]
    starts = [r.start for r in named]
    found: list[str] = []
    for match in _REPEALED.finditer(text):
        around = bisect_left(starts, match.start()) - 1
        if around >= 0 and named[around].end > match.start():
            continue  # a word of a title: 《关于废止部分文件的决定》
        start = _sentence_start(text, match.start())
        cuts = [m.end() for m in _OUTSIDE.finditer(text[start : match.start()].rstrip("，, "))]
        begin = start + (cuts[-1] if cuts else 0)
        before = named[bisect_left(starts, begin) : bisect_left(starts, match.start())]
        before = [r for r in before if r.end <= match.start() and not _AMENDS.match(text, r.end)]
        listed = before or _listed_after(named, starts, match.end())
        found += _names(listed)
    return tuple(dict.fromkeys(found))


def _listed_after(named: list[Reference], starts: list[int], position: int) -> list[Reference]:
    """References that follow one another from ``position`` on with no words between them (废止《…》《…》)."""
    listed: list[Reference] = []
    at = bisect_left(starts, position)
    while at < len(named) and named[at].start - position <= _NEAR:
        listed.append(named[at])
        position = named[at].end
        at += 1
    return listed


def _names(references: list[Reference]) -> list[str]:
    """A title followed by its number in brackets is known by the number."""
    names: list[str] = []
    for at, reference in enumerate(references):
        after = references[at + 1] if at + 1 < len(references) else None
        numbered = after is not None and after.kind != "title" and after.start - reference.end < _NEAR
        if reference.kind != "title" or not numbered:
            names.append(reference.value)
    return names
