"""The word that makes a stretch of a sentence a promise."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.commitments.words import words

_CLAUSE = re.compile(r"[^，,。；;：:]*")
_FILLED = "○"
_LONGEST_AGENT = 16
_SHORTEST_OBJECT = 2
_YEARS = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Cue:
    """``text[start:end]`` of the stretch; ``name`` is the entry of the lexicon."""

    name: str
    word: str
    start: int
    end: int


def without_quotations(text: str) -> str:
    """``text`` with quotations, titles and brackets blanked out, each character by ``○``."""
    return _blank(_QUOTED, text)


def without_asks(text: str) -> str:
    """``text`` without formulas of politeness, what was asked for, and the clause that says who asked."""
    for name in ("courtesy", "ask_span", "asked"):
        text = _blank(words(name), text)
    return text


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: _FILLED * len(match.group()), text)


_QUOTED = re.compile(
    r"《[^《》]*(?:〈[^〉]*〉[^《》]*)*》|“(?!十[二三四五六七]五”)[^“”]*”|\"[^\"\n]*\"|（[^（）]*）|\([^()]*\)|【[^】]*】"
)


def find_cue(stretch: str, year: int | None) -> Cue | None:
    """The first cue of a blanked ``stretch`` that holds what it promises; ``year`` is that of the letter."""
    found = [
        Cue(name, match.group(), match.start(), match.end())
        for name, holds in _CUES.items()
        for match in words(name).finditer(stretch)
        if (name == "listed" or not words("settled").search(stretch, max(0, match.start() - 4), match.start()))
        and not _after_rule(stretch, match.start())
        and holds(stretch, match, year)
    ]
    return min(found, key=lambda cue: cue.start) if found else None


def _after_rule(stretch: str, at: int) -> bool:
    """Whether the words before, in the same clause or led in by it, tell what a rule demands."""
    last = None
    for match in words("ruled").finditer(stretch, 0, at):
        last = match
    return last is not None and not words("agent").search(stretch, last.end(), at)


def _clause_before(stretch: str, at: int) -> str:
    return re.split(r"[，,。；;：:]", stretch[:at])[-1]


def _after(stretch: str, at: int) -> str:
    match = _CLAUSE.match(stretch, at)
    return match.group() if match else ""


def _jiang(stretch: str, match: re.Match[str], _year: int | None) -> bool:
    after = _after(stretch, match.end())
    if words("object_start").match(after):
        return False
    if words("object_before").search(stretch, max(0, match.start() - 4), match.start()):
        return False
    agent = _by_agent(stretch, match.start())
    if words("no_object").match(after) or "把" in after:
        return agent or not words("effect").match(after)
    if words("object_verb").search(after, _SHORTEST_OBJECT):
        return False
    return agent or bool(words("verb").match(after) and not words("effect").match(after))


def _by_agent(stretch: str, at: int) -> bool:
    return bool(words("agent").search(_clause_before(stretch, at)[-_LONGEST_AGENT:]))


def _strive(stretch: str, match: re.Match[str], _year: int | None) -> bool:
    """What others are told to strive for is none."""
    return not words("demand").search(stretch, 0, match.start())


def _attributive(stretch: str, match: re.Match[str], _year: int | None) -> bool:
    """拟 that belongs to a noun (拟采购的半成品) is none."""
    return not re.match(r"[\u4e00-\u9fff]{1,5}的[\u4e00-\u9fff]", stretch[match.end() : match.end() + 8])


def _plan(stretch: str, match: re.Match[str], _year: int | None) -> bool:
    return not re.match(r"投资[约\d]", stretch[match.end() :])


def _listed(stretch: str, match: re.Match[str], year: int | None) -> bool:
    """已列入 a plan is a promise where the plan's year is still to come; 未列入 is none."""
    before = stretch[max(0, match.start() - 4) : match.start()]
    if re.search(r"[未没不]|应|须|的$|○$", before) or "的" in stretch[match.end() : match.end() + 2]:
        return False
    years = [int(y) for y in _YEARS.findall(match.group())]
    if years:
        return year is None or max(years) >= year
    return bool(re.search(r"[本今明]年|下一?年", match.group()))


def _soon(stretch: str, match: re.Match[str], _year: int | None) -> bool:
    """Nothing that is told as under way or done, and nothing that somebody is asked to do."""
    before = _clause_before(stretch, match.start())
    if re.search(r"已|正|督促|请|建议|为|目前|应", before) or words("demand").search(stretch, 0, match.start()):
        return False
    if match.group() not in _WISHES and words("done").search(stretch):
        return False
    return bool(before == "" or _by_agent(stretch, match.start()) or match.group() in _WISHES)


_WISHES = ("尽快", "尽早", "适时", "早日", "择机", "择期")


def _always(_stretch: str, _match: re.Match[str], _year: int | None) -> bool:
    return True


_CUES: dict[str, Callable[[str, re.Match[str], int | None], bool]] = {
    "jiang": _jiang,
    "ni": _attributive,
    "plan": _plan,
    "strive": _strive,
    "will": _always,
    "about": _always,
    "continue": _always,
    "soon": _soon,
    "listed": _listed,
}
