"""Sessions of CPPCC committees and people's congresses, read and written (domain brief §4.1)."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from corpus.claims import Claims
from corpus.document import Body, Session
from corpus.numerals import chinese_to_int, int_to_chinese
from corpus.regions import region_names

# A place is a level alone (省, 市 …) or a name of two to six characters ending in one. A name in running text
# must not swallow the words before it, so it starts at a boundary or after a preposition.
_LEVELS = "自治区|自治州|自治县|全国|省|市|区|县|州|旗|盟"
_INNER = rf"(?:[\u4e00-\u9fff]{{2,6}}?(?:{_LEVELS})|{_LEVELS})"
_LONGEST_STEM = 4
_NOT_IN_NAME = re.compile(r"[关于做好报送办理局委厅我全各本该对在开召省]|政协|人大")
_NAME = rf"(?:(?:(?<![\u4e00-\u9fff])|(?<=[在于的经对到和、]))[\u4e00-\u9fff]{{2,6}}?(?:{_LEVELS})|{_LEVELS})"


@dataclass(frozen=True, slots=True)
class SessionMention:
    session: Session
    raw: str
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    entry = tomllib.loads(Path(__file__).with_name("references.toml").read_text("utf-8"))["session"]
    term, number = (entry["ordinal"].format(name=name) for name in ("term", "number"))
    return tuple(re.compile(p.format(place=_NAME, inner=_INNER, term=term, number=number)) for p in entry["patterns"])


def find_sessions(text: str) -> Iterator[SessionMention]:
    """Every mention of a session, each place of the text reported once."""
    claims = Claims()
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if claims.take(match.span()):
                session = _session(match)
                start = _start(match, session)
                yield SessionMention(session, text[start : match.end()], start, match.end())


def _session(match: re.Match[str]) -> Session:
    groups = match.groupdict()
    place = groups.get("place") or groups.get("place2") or ""
    level = next((part for part in _LEVELS.split("|") if place.endswith(part)), "")
    body = cast(Body, "政协" if "政协" in match.group() else "人大")
    stem = place.removesuffix(level)
    named = place in region_names() or (2 <= len(stem) <= _LONGEST_STEM and not _NOT_IN_NAME.search(stem))
    return Session(level, place if named else None, body, chinese_to_int(match["term"]), chinese_to_int(match["number"]))


def _start(match: re.Match[str], session: Session) -> int:
    """Where the mention begins: a place that is no name gives back the words of the sentence it had taken."""
    place = match.groupdict().get("place") or ""
    swallowed = session.region is None and match.start("place") == match.start()
    return match.start() + (len(place) - len(session.level) if place and swallowed else 0)


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
