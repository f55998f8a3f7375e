"""R27: the elements a letter must have, their order, its endings and its numbering."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from corpus.grammar.ordinals import ordinal
from corpus.offices.organs import is_organ_name
from corpus.structure.markers import marker
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.known import first, is_whole, item_kind
from drafting.checks.letter import Letter, Piece, Statement
from drafting.checks.offence import offence
from drafting.finding import Finding, Severity

_RULE = "R27"
_NAMED_PHONE = re.compile(r"\d[\d\-—－]{5,}|【待核实")
_COPY_BODIES = {"提案": re.compile(r"政协|提案委"), "建议": re.compile(r"人大|代表工")}


@cache
def elements_data() -> dict[str, Any]:
    """The data of R27 and R28."""
    return tomllib.loads(Path(__file__).with_name("elements.toml").read_text("utf-8"))


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(elements_data()["endings"][name])


def endings(letter: Letter) -> tuple[Statement, ...]:
    """The sentences of the body that end the letter (专此答复。)."""
    return tuple(s for s in letter.statements if _ending("any").match(s.text))


def all_elements(letter: Letter, dossier: Dossier) -> Offenders:
    """What is missing, what stands in the wrong order, what stands twice."""
    whole = is_whole(letter)
    present = {piece.kind for piece in letter.pieces}
    for element in elements_data()["element"]:
        if letter.kind in element["letters"] and not present & set(element["pieces"]):
            severity: Severity = cast(Severity, element["severity"]) if whole else "W"
            yield offence(letter, _RULE, severity, f"没有{element['name']}。")
    yield from _endings(letter, whole)
    yield from _order(letter)
    yield from _signature(letter)
    yield from _tail(letter, dossier)
    yield from _numbering(letter)
    if not whole:
        yield Unchecked(_RULE, "这是信函的一部分，未按整件要求检查要素。")


def _endings(letter: Letter, whole: bool) -> Iterator[Finding]:
    found = endings(letter)
    formulas = [s for s in found if _ending("formula").match(s.text)]
    if not found and letter.kind != "opinion" and not _foreign_ending(letter):
        yield offence(letter, _RULE, "B" if whole else "W", "没有结语（如“专此答复。”）。")
    for earlier, later in pairwise(formulas):
        yield offence(
            letter, _RULE, "B", f"结语写了两次：“{earlier.text}”“{later.text}”。", (later.start, later.end),
            replacement="",
        )  # fmt: skip


def _foreign_ending(letter: Letter) -> bool:
    """Whether an ending of another kind of document stands instead: R28 tells of it."""
    patterns = (entry["pattern"] for entry in elements_data()["foreign"])
    return any(re.search(pattern, letter.text, re.MULTILINE) for pattern in patterns)


def _order(letter: Letter) -> Iterator[Finding]:
    order = elements_data()["order"]
    for before, after in order["pairs"]:
        one, other = first(letter, before), first(letter, after)
        if one is not None and other is not None and one.start > other.start:
            names = order["names"]
            severity: Severity = "B" if before in ("title", "signature") else "W"
            message = f"次序不对：{names[before]}应在{names[after]}之前。"
            yield offence(letter, _RULE, severity, message, (one.start, one.end))


def _signature(letter: Letter) -> Iterator[Finding]:
    """The signature is that of the unit at the head; a joint letter's head may bear the lead alone."""
    heads = ["".join(p.text.split()) for p in letter.of_kind("head")]
    heads = [head.removesuffix("文件") for head in heads if is_organ_name(head.removesuffix("文件"))]
    signed = [p for p in letter.of_kind("signature") if not letter.is_open(p.start, p.end)]
    names = ["".join(p.text.split()) for p in signed]
    if heads and signed and not any(h in n or n in h for h in heads for n in names):
        piece = signed[0]
        yield offence(
            letter, _RULE, "B", f"署名与发文机关标志（{heads[0]}）不一致。", (piece.start, piece.end), expected=heads[0]
        )  # fmt: skip


def _tail(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    for piece in letter.of_kind("contact"):
        if not _NAMED_PHONE.search(piece.text):
            yield offence(letter, _RULE, "W", "联系人没有写联系电话。", (piece.start, piece.end))
        break
    kind = item_kind(letter, dossier)
    copies = [p for p in letter.of_kind("copies") if not letter.is_open(p.start, p.end)]
    for piece in copies[:1]:
        last = _last_of_copies(letter, piece)
        if not last.endswith("。"):
            end = piece.end
            yield offence(
                letter, _RULE, "W", "抄送末尾用句号。", (end - 1, end), replacement=letter.text[end - 1 : end] + "。"
            )  # fmt: skip
        if kind is None or letter.kind == "opinion":
            continue
        other = "建议" if kind == "提案" else "提案"
        if _COPY_BODIES[other].search(piece.text) and not _COPY_BODIES[kind].search(piece.text):
            right = "政协提案委员会" if kind == "提案" else "人大常委会代表工作委员会"
            yield offence(
                letter, _RULE, "W", f"{kind}的答复抄送{right}。", (piece.start, piece.end), expected=right
            )  # fmt: skip


def _last_of_copies(letter: Letter, piece: Piece) -> str:
    """The end of 抄送, which may run over further lines."""
    at = letter.pieces.index(piece)
    following = [p.text for p in letter.pieces[at + 1 : at + 2] if p.kind in ("signature", "note", "copies")]
    return following[-1] if following else piece.text.rstrip("* ")


def _numbering(letter: Letter) -> Iterator[Finding]:
    """The outermost numbers of the body count on: 一、二、三、"""
    marks = [(p, m) for p in letter.of_kind("heading", "body") if (m := marker(p.text)) and m.style == "han"]
    for (_, before), (piece, mark) in pairwise(marks):
        one, other = ordinal(before.number) or _value(before.number), ordinal(mark.number) or _value(mark.number)
        if one is None or other is None or other == one + 1 or (other == 1 and one != 1):
            continue
        start, end = piece.start, piece.start + mark.length
        yield offence(
            letter, _RULE, "W", f"序号不连续：“{before.printed}”之后是“{mark.printed}”。", (start, end)
        )  # fmt: skip


def _value(number: str) -> int | None:
    return int(number) if number.isdigit() else None


CHECKS = (Check(_RULE, all_elements),)
