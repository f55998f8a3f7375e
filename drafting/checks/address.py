"""R05 and R06: who is addressed, by which name, as what, and whether no co-signer is left out."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from corpus.document import ItemKind, Proposer
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.known import case_of, first, is_whole, item_kind
from drafting.checks.letter import Letter, Piece
from drafting.checks.offence import offence
from drafting.checks.proposer_names import PEOPLE, misspelt, wrong_names
from drafting.finding import Finding, Severity

_HONORIFICS: dict[ItemKind, str] = {"提案": "委员", "建议": "代表"}
_SINGULAR = re.compile(r"您(?!们)")
_PLURAL_YOU = re.compile(r"您们")
_RELAY = re.compile(r"转告|转达|代为转|并转|请转|一并致谢|逐一答复|分别答复|分别寄送")
_LONG_LIST = 5


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _wrong_words() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((entry, re.compile(entry["pattern"], re.MULTILINE)) for entry in _data()["wrong"])


@cache
def _collective() -> re.Pattern[str]:
    return re.compile(_data()["collective"]["pattern"])


def honorific(letter: Letter, dossier: Dossier) -> Offenders:
    """The addressee of a reply against the proposers, the nouns of the two tracks, the pronouns for a collective."""
    kind = item_kind(letter, dossier)
    if kind is None:
        yield Unchecked("R05", "看不出是提案还是建议，未核对称谓。")
        return
    yield from _nouns(letter, kind)
    if letter.kind == "opinion":
        return
    line = first(letter, "addressee")
    if line is None:
        if is_whole(letter):
            yield Unchecked("R05", "没有找到主送行，未核对提出者姓名。")
        return
    if not letter.is_open(line.start, line.end):
        yield from _addressee(letter, dossier, kind, line)
    yield from _pronouns(letter, dossier, line)


def _nouns(letter: Letter, kind: ItemKind) -> Iterator[Finding]:
    for entry, pattern in _wrong_words():
        if entry["kind"] != kind:
            continue
        for match in pattern.finditer(letter.text):
            group = next((name for name in ("word", "word2") if match.groupdict().get(name)), 0)
            span = match.span(group)
            if letter.is_open(*span) or _in_title(letter.text, span[0]):
                continue
            expected = entry.get("expected")
            mend = expected if entry["severity"] == "B" and group else None
            severity = cast(Severity, entry["severity"])
            yield offence(letter, "R05", severity, f"{entry['why']}。", span, expected=expected, replacement=mend)


def _in_title(text: str, at: int) -> bool:
    """Whether a place lies in 《…》: a title is quoted as it is (R03 compares it)."""
    line = text.rfind("\n", 0, at) + 1
    return text.count("《", line, at) > text.count("》", line, at)


def _addressee(letter: Letter, dossier: Dossier, kind: ItemKind, line: Piece) -> Iterator[Finding]:
    case = case_of(dossier)
    right = _HONORIFICS[kind]
    wrong = next(word for word in PEOPLE if word != right)
    plain = line.text.rstrip("：: ")
    offset = line.start
    if plain.endswith(wrong):
        at = offset + len(plain) - len(wrong)
        yield offence(
            letter, "R05", "B", f"{kind}的提出者应称“{right}”。", (at, at + len(wrong)), replacement=right
        )  # fmt: skip
    for word in _data()["titles"]["words"]:
        if plain.endswith(word) and not _is_unit(case.proposers if case else (), plain):
            at = offset + len(plain) - len(word)
            yield offence(
                letter, "R05", "B", f"主送应称“{right}”，不用“{word}”。", (at, at + len(word)), replacement=right
            )  # fmt: skip
    if case is not None and case.proposers:
        yield from wrong_names(letter, case.proposers, line, right, _data()["titles"]["words"])
        yield from misspelt(letter, case.proposers, right)


def _is_unit(proposers: Sequence[Proposer], plain: str) -> bool:
    return any(p.kind not in PEOPLE and p.name in plain for p in proposers)


def _pronouns(letter: Letter, dossier: Dossier, line: Piece) -> Iterator[Finding]:
    case = case_of(dossier)
    proposers = case.proposers if case else ()
    plain = line.text.rstrip("：: ")
    collective = (
        all(p.kind not in PEOPLE for p in proposers)
        if proposers
        else not plain.endswith(PEOPLE) and bool(_collective().search(plain))
    )
    if collective and not letter.is_open(line.start, line.end):
        for match in _SINGULAR.finditer(letter.text, *letter.body):
            if not letter.is_open(*match.span()):
                yield offence(
                    letter, "R05", "B", "提出者是集体，不用“您”，可用“你们”“贵单位”。", match.span(), replacement="你们"
                )  # fmt: skip
    for match in _PLURAL_YOU.finditer(letter.text, *letter.body):
        yield offence(letter, "R05", "W", "“您们”不规范，用“你们”或者“您”。", match.span(), replacement="你们")


def co_signers(letter: Letter, dossier: Dossier) -> Offenders:
    """R06: every proposer is named in the letter, or the lead is asked to pass it on."""
    case = case_of(dossier)
    if letter.kind == "opinion":
        return
    if case is None:
        yield Unchecked("R06", "没有提供办理件，不知道有没有联名提出者。")
        return
    people = [p.name for p in case.proposers if p.kind in PEOPLE]
    compact = "".join(letter.text.split())
    missing = [name for name in people if "".join(name.split()) not in compact]
    line = first(letter, "addressee")
    if len(people) < 2 or not missing or len(missing) == len(people) or _RELAY.search(letter.text):
        return
    if line is None or letter.is_open(line.start, line.end):
        return
    many = len(people) > _LONG_LIST or "等" in line.text
    yield offence(
        letter, "R06", "W" if many else "B",
        f"联名提出者{'、'.join(missing[:_LONG_LIST])}没有写到：逐人答复、抄送，或者写明由领衔人转告。",
        (line.start, line.end), expected="、".join(people), source="case",
    )  # fmt: skip


CHECKS = (Check("R05", honorific), Check("R06", co_signers))
