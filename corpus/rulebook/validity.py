"""From when to when a rule applies, and what it repeals, as its own text says (施行, 有效期, 同时废止)."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Reference
from corpus.grammar.dates import PRINTED_DAY, iso_date
from corpus.grammar.ordinals import ordinal
from corpus.references import title_key
from corpus.rulebook.months import after_days, after_months, is_full_day, last_of_term
from corpus.rulebook.rule_names import cited_name

_COUNT = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_IN_FORCE = re.compile(
    rf"[自从]\s{{0,3}}(?:(?P<day>{PRINTED_DAY})|(?:本[\u4e00-\u9fff]{{1,4}})?(?:发布|印发|公布|颁布|下发|批准|签发)之日)\s{{0,3}}起"
    rf"(?:满?(?P<later>{_COUNT})(?P<unit>日|天|个月)(?:以)?后)?(?:正式|开始|颁布|贯彻)?"
    r"(?:施行|实施|试行|暂行|执行|生效|有效|起效|至)"
)
_UNTIL = re.compile(
    rf"(?:有效期|试行期|执行期|实施期|施行期)(?:限)?[为是：:]?(?:[自从]?\s{{0,3}}{PRINTED_DAY}\s{{0,3}}起?)?"
    rf"(?:截至|截止到?|至|到|[—－-]{{1,2}})\s{{0,3}}(?P<day>{PRINTED_DAY})"
    rf"|(?:执行|施行|实施|试行|有效|日\s{{0,3}}起)(?:期限)?至\s{{0,3}}(?P<end>{PRINTED_DAY})"
)
_TERM = re.compile(
    rf"(?:有效期|试行期|执行期|实施期|施行期|试行|暂行)(?:限)?(?:暂定)?(?:为|是)?[：:]?\s{{0,3}}"
    rf"(?P<count>{_COUNT})\s{{0,3}}(?P<unit>年|个月)(?![度月内])"
)
_TERM_WORDS = ("有效期", "试行", "执行期", "实施期", "施行期", "暂行")
_UNTIL_WORDS = (
    "有效期",
    "试行期",
    "执行期",
    "实施期",
    "施行期",
    "执行至",
    "施行至",
    "实施至",
    "试行至",
    "有效至",
    "起至",
)
# A period of validity may be that of a licence; it is the rule's own beside its entry into force or after 本办法.
_OWN = re.compile(
    r"^[\s\u3000]*(?:第[^\s，。]{1,8}条[\s\u3000]*|[一二三四五六七八九十\d]{1,3}[、.．]\s*)?(?:有效期|试行期|执行期|实施期|施行期)|本[\u4e00-\u9fff]{1,6}[^。\n]{0,16}(?:有效|试行|暂行|执行|实施|施行)"
    r"|日\s{0,3}起(?:正式)?(?:施行|实施|试行|执行|生效|至)"
)
_NOT_OWN = re.compile(r"(?:许可证|执照|证书|资质|证件|合同|协议|批件|凭证|登记证|备案|报告)[^。；\n]{0,12}$")
_OTHER_RULE = re.compile(r"《(?P<title>[^《》\n]{2,80})》(?:\s?[（(][^（）()\n]{0,60}[）)])?(?:已经?|将|曾)?\s?$")
_PERIOD = re.compile(r"[（(](20\d{2})\s?年?\s?[—–\-－~～至]{1,2}\s?(20\d{2})\s?年[)）]")
# 根据《决定》修正的《办法》同时废止: the decision amends and stays.
_AMENDS = re.compile(r"[^《》。，]{0,6}(?:修正|修订|修改)")
_OUTSIDE = re.compile(r"[，,；;：:](?![^《》（）()]{0,80}[》）)])")
_LONGEST_SENTENCE = 400
_WINDOW = 40
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
    own = {title_key(name) for name in (title or "", cited_name(title or ""))}
    entry = _entry(text, own)
    first = _entry_day(entry, issued) if entry else None
    last = _last_day(text, first or issued)
    if last is None and (period := _PERIOD.search(title or "")):
        last = f"{period[2]}-12-31"
    repeals = tuple(name for name in _names(repealed(text, references)) if title_key(name) not in own)
    return Validity(first, last, repeals)


def repealed(text: str, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Titles and numbers that the text repeals: named right before 废止 in its own sentence, else right after it."""
    named = [r for r in references if r.kind in ("title", "doc_number", "order")]
    starts = [r.start for r in named]
    found: dict[int, Reference] = {}
    for at in _occurrences(text, "废止") if named else ():
        around = bisect_left(starts, at) - 1
        if around >= 0 and named[around].end > at:
            continue  # a word of a title: 《关于废止部分文件的决定》
        start = _sentence_start(text, at)
        cuts = [m.end() for m in _OUTSIDE.finditer(text[start:at].rstrip("同时即行予以自相应一并均，, "))]
        begin = start + (cuts[-1] if cuts else 0)
        before = named[bisect_left(starts, begin) : bisect_left(starts, at)]
        before = [r for r in before if r.end <= at and not _AMENDS.match(text, r.end)]
        found |= {r.start: r for r in before or _listed_after(named, starts, at + len("废止"))}
    return tuple(found[start] for start in sorted(found))


def _entry(text: str, own: set[str]) -> re.Match[str] | None:
    """The last that is the rule's own: rules say at their end when they enter into force, and may speak of others."""
    found = [match for match in _IN_FORCE.finditer(text) if not _of_another(text, match.start(), own)]
    return found[-1] if found else None


def _of_another(text: str, position: int, own: set[str]) -> bool:
    other = _OTHER_RULE.search(text, max(0, position - _LONGEST_SENTENCE // 2), position)
    return other is not None and title_key(other["title"]) not in own


def _entry_day(entry: re.Match[str], issued: str | None) -> str | None:
    day = iso_date(entry["day"]) if entry["day"] else issued
    if day is None or not entry["later"] or not is_full_day(day):
        return day
    count = ordinal(entry["later"]) or 0
    return after_months(day, count) if entry["unit"] == "个月" else after_days(day, count)


def _last_day(text: str, first: str | None) -> str | None:
    for match in _near(_UNTIL, text, _UNTIL_WORDS):
        if _is_own(text, match):
            return iso_date(match["day"] or match["end"])
    if first is None or not is_full_day(first):
        return None
    for match in _near(_TERM, text, _TERM_WORDS):
        count = ordinal(match["count"].replace("两", "二"))
        if count and _is_own(text, match):
            return last_of_term(first, count * (12 if match["unit"] == "年" else 1))
    return None


def _near(pattern: re.Pattern[str], text: str, cues: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Matches that begin at one of the words: looking for the words first costs a fraction of the pattern."""
    for at in sorted({at for cue in cues for at in _occurrences(text, cue)}):
        if match := pattern.search(text, max(0, at - 1), at + _WINDOW * 2):
            yield match


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_own(text: str, match: re.Match[str]) -> bool:
    start = _sentence_start(text, match.start())
    return bool(_OWN.search(text[start : match.end()])) and not _NOT_OWN.search(text[start : match.start()])


def _sentence_start(text: str, position: int) -> int:
    floor = max(0, position - _LONGEST_SENTENCE)
    return max(floor, *(text.rfind(mark, floor, position) + 1 for mark in "。\n"))


def _listed_after(named: list[Reference], starts: list[int], position: int) -> list[Reference]:
    """References that follow one another from ``position`` on with no words between them (废止《…》《…》)."""
    listed: list[Reference] = []
    at = bisect_left(starts, position)
    while at < len(named) and named[at].start - position <= _NEAR:
        listed.append(named[at])
        position = named[at].end
        at += 1
    return listed


def _names(references: tuple[Reference, ...]) -> Iterator[str]:
    """Each name once; a title followed by its number in brackets is known by the number."""
    told: set[str] = set()
    for at, reference in enumerate(references):
        after = references[at + 1] if at + 1 < len(references) else None
        numbered = after is not None and after.kind != "title" and after.start - reference.end < _NEAR
        if (reference.kind != "title" or not numbered) and reference.value not in told:
            told.add(reference.value)
            yield reference.value
