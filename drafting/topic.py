"""The subject of an ask in a few of the member's own words, for the heading of its answer."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.document import Suggestion
from corpus.offices.organs import find_organs
from corpus.structure.lines import sentences
from corpus.structure.markers import marker

# A title in 《》 is one piece, whatever marks stand in it.
_CLAUSE = re.compile(r"(?:《[^》\n]*》|[^，,；;。：:！？!?（(\n])+")
# An ask may open with its place, its time or its object; 为…提供 is one too, while 为… alone gives a reason.
_LOCATED = re.compile(r"(?:20\d{2}年[^，在对把将]{0,4})?(?:在|对(?!于)|把|将)")
_GIVEN = re.compile(r"为(?!了).{2,16}(?:提供|设立|设置|配备|配送|发放|开设|建立|办理)")
_CIRCUMSTANCE = ("中", "时", "上", "后", "基础", "前提下", "情况下", "问题", "方面")
# Who is to act stands before what is to be done: 公安交管部门会同城管部门加大整治力度.
_CHARGED = re.compile(r"[\u4e00-\u9fff]{2,8}?部门(?:(?:会同|和|与)[\u4e00-\u9fff]{2,8}?部门)?(?:牵头|负责)?(?=[^的、])")
# An action without its object.
_BARE = re.compile("加[大强](?:整治|执法|工作|支持|投入|宣传|监管)?(?:力度|工作)")
_LONGEST = 34
_SHORTEST = 4
_MARKS = 8


@dataclass(frozen=True, slots=True)
class Topic:
    """``text`` stands letter for letter at ``start``…``end`` of the case file."""

    text: str
    start: int
    end: int


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: tuple(words) for name, words in data.items()}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _words()[name]), key=len, reverse=True)))


def topic(suggestion: Suggestion) -> Topic:
    """The first clause that names an action, without its number and words of asking; else the first clause."""
    mark = marker(suggestion.text)
    offset = mark.length if mark else 0
    clauses = [_trim(m.group(), m.start()) for m in _CLAUSE.finditer(suggestion.text, offset)]
    usable = [c for c in clauses if len(c.text) >= _SHORTEST and not _BARE.fullmatch(c.text)]
    heading = _heading(suggestion.text, offset)
    chosen = (
        heading
        or next((c for c in usable if _begins_with_action(c.text) or _names_action(c.text)), None)
        or next(iter(usable), None)
    )
    if chosen is None:
        chosen = Topic(suggestion.text[offset:].strip(), offset, len(suggestion.text))
    text = _shorten(chosen.text)
    start = suggestion.start + chosen.start
    return Topic(text, start, start + len(text))


def is_title(ask: Suggestion, asks: Sequence[Suggestion]) -> bool:
    """Whether an ask is only the title of the asks under it, which are answered one by one."""
    parts = any(one.parent == ask.id for one in asks)
    return parts and len(ask.text) <= len(topic(ask).text) + _MARKS


def _heading(text: str, offset: int) -> Topic | None:
    """A run-in heading: a first sentence short enough to be one (健全低楼层住户利益协商机制。)."""
    first = next(iter(sentences(text, offset)), None)
    if first is None or len(first.text) > _LONGEST or not first.text.endswith("。") or re.search("[，,]", first.text):
        return None
    trimmed = _trim(first.text.rstrip("。"), first.start)
    return trimmed if not _pattern("openers").match(trimmed.text) else None


def _trim(clause: str, start: int) -> Topic:
    """Cut blanks and words of asking (建议, 应, 希望有关部门 …) from the front."""
    text = clause
    while True:
        cut = len(text) - len(text.lstrip(" \u3000\xa0"))
        if (match := _pattern("asking").match(text, cut)) and not _pattern("compounds").match(text, cut):
            cut = match.end()
        organ = next(iter(find_organs(text[:_LONGEST])), None)
        if organ is not None and organ.start == cut:
            cut = organ.end
        if charged := _CHARGED.match(text, cut):
            cut = charged.end()
        if cut == 0:
            break
        text, start = text[cut:], start + cut
    text = text.rstrip(" \u3000\xa0")
    return Topic(text, start, start + len(text))


def _begins_with_action(clause: str) -> bool:
    """The clause opens with an action, or with its place or object (在…加开…, 对…建立…)."""
    if clause.endswith(_CIRCUMSTANCE):
        return False
    located = _LOCATED.match(clause) and _pattern("actions").search(clause)
    return bool(_pattern("actions").match(clause) or located or _GIVEN.match(clause))


def _names_action(clause: str) -> bool:
    if clause.endswith(_CIRCUMSTANCE) or _pattern("openers").match(clause):
        return False
    return bool(_pattern("actions").search(clause[:20]))


def _shorten(text: str) -> str:
    """Stop before 应当… that follows the subject, and at the length of a heading, but never inside 《》."""
    compounds = [m.span() for m in _pattern("compounds").finditer(text)]
    asked = (m.start() for m in re.finditer("应当|应该|应", text))
    at = next((at for at in asked if not any(a <= at < b for a, b in compounds)), 0)
    if at >= _SHORTEST:
        text = text[:at]
    cut = text[:_LONGEST] if len(text) > _LONGEST + 10 else text
    if cut.count("《") > cut.count("》"):
        cut = text[: text.index("》") + 1] if "》" in text else cut
    return cut
