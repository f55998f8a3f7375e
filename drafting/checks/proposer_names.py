"""R05: the names of the proposers, in the salutation and wherever else the letter names them."""

import re
from collections.abc import Iterator, Sequence

from corpus.document import Proposer
from drafting.checks.letter import Letter, Piece
from drafting.checks.offence import Span, offence
from drafting.finding import Finding

_RULE = "R05"
PEOPLE = ("委员", "代表")
"""How the proposers who are persons are called."""

_PARTING = re.compile(r"[、，,；;]|(?<=委员|代表)[和及与]")
_AND_OTHERS = re.compile(r"等?\s?[\d一二三四五六七八九十]*\s?[位名人]?$")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,5}")
_GENERIC = ("各位", "联名", "各位联名", "尊敬的各位", "政协", "人大")
# The office of the congress or committee may stand for the proposer (domain brief §2.3, variant G).
_OFFICE = re.compile(r"政协|人大|提案委|代表工|办公[室厅]")
_EMPTY_WORDS = re.compile(r"[（(].*?[）)]|政协|界别$|界$|组$|全体委员$|委员会|市委会|省委会|区委会|县委会|市委|省委")
_ELSEWHERE = ("opening", "thanks", "copies", "addressee")
_SHOWN = 5
_SHORTEST = 2


def wrong_names(
    letter: Letter, proposers: Sequence[Proposer], line: Piece, right: str, titles: Sequence[str]
) -> Iterator[Finding]:
    """Names in the salutation that are none of the proposers', and a proposer without ``right`` behind the name."""
    plain = line.text.rstrip("：: ")
    people = [_compact(p.name) for p in proposers if p.kind in PEOPLE]
    units = [p.name for p in proposers if p.kind not in PEOPLE]
    if not people:
        yield from _wrong_unit(letter, units, line, plain)
        return
    calls = (*PEOPLE, *titles)
    names = []
    for part in _PARTING.split(plain.removeprefix("尊敬的")):
        name = _AND_OTHERS.sub("", re.sub(rf"(?:{'|'.join(calls)})$", "", _compact(part)))
        if name and name not in _GENERIC:
            names.append(name)
    for name in names:
        if name in people or any(_same_unit(unit, name) for unit in units) or _OFFICE.search(name):
            continue
        near = _nearest(name, people)
        if near is None and any(one in name for one in people):
            continue
        span = _span(letter.text, name, line) or (line.start, line.start + len(plain))
        yield offence(
            letter, _RULE, "B", f"主送的“{name}”不是本件的提出者（{'、'.join(people[:_SHOWN])}）。", span,
            expected=near or people[0], source="case", replacement=near if near and _NAME.fullmatch(name) else None,
        )  # fmt: skip
    if names and names[-1] in people and not units and not plain.endswith(calls) and not plain.endswith(("等", "人")):
        end = line.start + len(plain)
        yield offence(
            letter, _RULE, "B", f"主送没有写称谓“{right}”。", (line.start, end),
            replacement=letter.text[line.start : end] + right,
        )  # fmt: skip


def misspelt(letter: Letter, proposers: Sequence[Proposer], right: str) -> Iterator[Finding]:
    """A proposer's name with one character wrong, or called what it is not, in the opening, the thanks, the copies."""
    people = [_compact(p.name) for p in proposers if p.kind in PEOPLE]
    wrong = next(word for word in PEOPLE if word != right)
    for piece in letter.of_kind(*_ELSEWHERE):
        for name in people:
            called = re.compile(rf"{_spaced(name)}(?P<call>{wrong})(?!会|团|大会)")
            for match in called.finditer(letter.text, piece.start, piece.end) if piece.kind != "addressee" else ():
                yield offence(letter, _RULE, "B", f"应称“{right}”。", match.span("call"), replacement=right)
            if piece.kind == "addressee" or len(name) <= _SHORTEST:
                continue
            for match in _variants(name).finditer(letter.text, piece.start, piece.end):
                if match["name"] not in people:
                    yield offence(
                        letter, _RULE, "B", f"提出者姓名“{match['name']}”有误，应为“{name}”。", match.span("name"),
                        source="case", replacement=name,
                    )  # fmt: skip


def _variants(name: str) -> re.Pattern[str]:
    """The name with one character another one, where a name stands: behind 与、和, before 委员, 、."""
    forms = "|".join(f"{name[:at]}[\u4e00-\u9fff]{name[at + 1 :]}" for at in range(len(name)))
    return re.compile(rf"(?<=[与和及、，：\s])(?P<name>{forms})(?=委员|代表|等?[、，和与]|。|$)", re.MULTILINE)


def _compact(name: str) -> str:
    return "".join(name.split())


def _spaced(name: str) -> str:
    """The name as it is printed: blanks between its characters (王　明) are none of it."""
    return r"[\s\u3000]{0,2}".join(map(re.escape, name))


def _span(text: str, name: str, line: Piece) -> Span | None:
    match = re.compile(_spaced(name)).search(text, line.start, line.end)
    return match.span() if match else None


def _wrong_unit(letter: Letter, units: Sequence[str], line: Piece, plain: str) -> Iterator[Finding]:
    written = [part for part in _PARTING.split(plain) if part.strip()]
    if not units or any(_same_unit(unit, part) for unit in units for part in written) or _OFFICE.search(plain):
        return
    related = any(_bigrams(unit) & _bigrams(part) for unit in units for part in written)
    yield offence(
        letter, _RULE, "W" if related else "B", f"主送与本件的提出者（{'、'.join(units)}）不符。",
        (line.start, line.start + len(plain)), expected="、".join(units), source="case",
    )  # fmt: skip


def _bigrams(name: str) -> set[str]:
    plain = _EMPTY_WORDS.sub("", name)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _same_unit(one: str, other: str) -> bool:
    """Whether two names of a party or body mean the same: one in the other, 委员会, 界别 and the like aside."""
    a, b = (_EMPTY_WORDS.sub("", _compact(name)) for name in (one, other))
    return bool(a and b) and (a in b or b in a)


def _nearest(name: str, known: Sequence[str]) -> str | None:
    """The proposer that differs in one character or the order of two, the only one that does."""
    near = [one for one in known if one != name and _one_apart(name, one)]
    return near[0] if len(near) == 1 else None


def _one_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or sorted(one) == sorted(other)
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
