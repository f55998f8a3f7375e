"""Sessions of CPPCC committees and people's congresses, read and written (domain brief §4.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.document import Body, Session
from corpus.grammar.numerals import int_to_chinese
from corpus.grammar.ordinals import ordinal
from corpus.grammar.reference_grammar import entry
from corpus.offices.regions import LONGEST_NAME, region_names

# A place is a level alone (省, 市 …) or a name of two to six characters ending in one. A name in running text
# must not swallow the words before it, so it starts at a boundary or after a preposition.
_LEVELS = "自治区|自治州|自治县|全国|省|市|区|县|州|旗|盟"
_INNER = rf"(?:[A-Z]\d{{0,2}}(?:{_LEVELS})|[\u4e00-\u9fff]{{2,6}}?(?:{_LEVELS})|{_LEVELS})"
_BOUNDARY = r"(?:(?<![\u4e00-\u9fff])|(?<=[在于的经对到和、]))"
_NAME = rf"(?:[A-Z]\d{{0,2}}(?:{_LEVELS})|{_BOUNDARY}[\u4e00-\u9fff]{{2,6}}?(?:{_LEVELS})|{_LEVELS})"
_LONGEST_STEM = 4
_NOT_IN_NAME = re.compile(r"[关于做好报送办理局委厅我全各本该对在开召省]|政协|人大")
# Every mention ends with 会议 (or 全会); what stands before it is read backwards, within this many characters.
_END = re.compile(r"次(?:全体)?(?:会议|全会)")
_WINDOW = 60
# 常务委员会第五次会议, 主席会议: bodies within the body.
_STANDING = re.compile(r"(?:常务委员会|常委会|常委|主席团?|主任)(?:会议)?\s{0,6}第?[一二三四五六七八九十百\d\s]{0,8}$")
_HIGHEST = 999


@dataclass(frozen=True, slots=True)
class SessionMention:
    session: Session
    raw: str
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    grammar = entry("session")
    term, number = (grammar["ordinal"].format(name=name) for name in ("term", "number"))
    parts = {"place": _NAME, "inner": _INNER, "term": term, "number": number}
    bodies = {name: grammar[name] for name in ("cppcc", "congress")}
    return tuple(re.compile(p.format(**parts, **bodies)) for p in grammar["patterns"])


def find_sessions(text: str) -> Iterator[SessionMention]:
    """Every mention of a session in order, each place of the text reported once."""
    floor = 0
    for ending in _END.finditer(text):
        begin = max(floor, ending.start() - _WINDOW)
        if text.find("届", begin, ending.start()) < 0 or _STANDING.search(text, begin, ending.start()):
            continue
        found = (pattern.search(text, begin, ending.end()) for pattern in _patterns())
        matches = [m for m in found if m is not None]
        mention = _mention(text, min(matches, key=lambda m: m.start())) if matches else None
        if mention is not None:
            floor = mention.end
            yield mention


def _mention(text: str, match: re.Match[str]) -> SessionMention | None:
    term, number = ordinal(match["term"]), ordinal(match["number"])
    if term is None or number is None or not (0 < term <= _HIGHEST and 0 < number <= _HIGHEST):
        return None
    groups = match.groupdict()
    place = groups.get("place") or groups.get("place2") or ""
    level = next((part for part in _LEVELS.split("|") if place.endswith(part)), "")
    body: Body = "人大" if "人大" in match.group() or "代表大会" in match.group() else "政协"
    start = match.start()
    if groups.get("place") and match.start("place") == match.start():
        place, start = _leading_place(text, match, level)
    session = Session(level, place if place != level else None, body, term, number)
    return SessionMention(session, text[start : match.end()], start, match.end())


def _leading_place(text: str, match: re.Match[str], level: str) -> tuple[str, int]:
    """The place a mention begins with: a known region, even inside a sentence, else what may be a name, else the
    level alone (the words before it belong to the sentence)."""
    end = match.end("place")
    for length in range(min(LONGEST_NAME, end), 1, -1):
        if text[end - length : end] in region_names():
            return text[end - length : end], end - length
    stem = match["place"].removesuffix(level)
    if 2 <= len(stem) <= _LONGEST_STEM and not _NOT_IN_NAME.search(stem):
        return match["place"], match.start()
    return level, end - len(level)


def session_value(session: Session) -> str:
    """Normal form ``place|body|term|session``, as in ``东莞市|政协|13|1``."""
    return f"{session.region or session.level}|{session.body}|{session.term}|{session.number}"


def session_wording(session: Session) -> str:
    """The usual short wording: ``市政协十三届一次会议``, ``市十五届人大四次会议``, ``十三届全国人大一次会议``."""
    term, number = int_to_chinese(session.term), int_to_chinese(session.number)
    place = session.region or session.level
    if session.body == "政协":
        return f"{place}政协{term}届{number}次会议"
    if session.level == "全国":
        return f"{term}届全国人大{number}次会议"
    return f"{place}{term}届人大{number}次会议"
