"""A fault: one change of a letter that a reviewer must notice."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """A letter that is right. ``body`` is its text from the salutation to the signature; ``values`` are the fields the
    case was registered with (item_no, title, proposer, item_kind) and what may be put in (expired, undisclosed).
    ``sources`` is all that the checks can compare with, without blanks: a figure that stands nowhere in it cannot be
    known to be wrong.
    """

    name: str
    text: str
    kind: str
    values: dict[str, str]
    sources: str = ""

    @property
    def body(self) -> tuple[int, int]:
        start = self.text.find("：\n") + 2
        ends = [m.start() for m in re.finditer(r"\n[\s\u3000]*(?:专此|此复|特此|以上意见供参考)", self.text)]
        return start, ends[-1] if ends else len(self.text)


@dataclass(frozen=True, slots=True)
class Fault:
    """``text`` is the letter with the fault; any of ``rules`` may be the one that finds it."""

    kind: str
    rules: tuple[str, ...]
    text: str
    was: str
    became: str


Injector = Callable[[Base, random.Random], Fault | None]


def replaced(base: Base, start: int, end: int, new: str, kind: str, *rules: str) -> Fault:
    """The letter with ``text[start:end]`` changed."""
    text = base.text
    was = text[max(0, start - 6) : end + 6].replace("\n", "⏎")
    became = (text[max(0, start - 6) : start] + new + text[end : end + 6]).replace("\n", "⏎")
    return Fault(kind, rules, text[:start] + new + text[end:], was, became)


def one_of(
    base: Base, rng: random.Random, pattern: str, inside: bool = True, known: bool = False
) -> re.Match[str] | None:
    """A place of ``pattern`` by lot, in the body or anywhere; none within a 【待核实：…】.

    With ``known`` only one whose words, with what is around them, stand in the sources.
    """
    start, end = base.body if inside else (0, len(base.text))
    open_ = [m.span() for m in re.finditer(r"【待核实：[^】]*】", base.text)]
    found = [
        m
        for m in re.finditer(pattern, base.text)
        if start <= m.start()
        and m.end() <= end
        and not any(a <= m.start() < b for a, b in open_)
        and (not known or _around(base.text, m) in base.sources)
    ]
    return rng.choice(found) if found else None


def _around(text: str, m: re.Match[str]) -> str:
    return re.sub(r"\s", "", text[max(0, m.start() - 5) : m.end() + 5])


def other_digit(digit: str, rng: random.Random, first: bool = False) -> str:
    return rng.choice([d for d in "0123456789" if d != digit and not (first and d == "0")])
