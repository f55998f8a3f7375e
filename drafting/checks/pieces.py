"""The lines of a letter by what they are: title, salutation, opening, headings, closing, signature and the rest."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.document import Document
from corpus.offices.organs import is_organ_name, looks_like_unit
from corpus.structure.lines import Line, lines, unmarked
from corpus.structure.markers import marker
from drafting.checks.letter import Piece, PieceKind

_LONGEST_HEADING = 60
_HEAD_LINES = 14
_SALUTATION_LINES = 4
_LISTED_WITHIN = 8


_TAIL_KINDS: tuple[tuple[str, PieceKind], ...] = (
    ("date", "date"), ("contact", "contact"), ("disclosure", "disclosure"), ("public_note", "disclosure"),
    ("copies", "copies"), ("attachment_note", "attachment_note"), ("remark", "remark"), ("class_mark", "class_mark"),
)  # fmt: skip


@cache
def _p(name: str) -> re.Pattern[str]:
    """The pattern ``name`` of ``pieces.toml``."""
    return _patterns()[name]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: re.compile("|".join(entry["patterns"])) for name, entry in data.items()}


def pieces_of(document: Document) -> tuple[Piece, ...]:
    """Every line that is not blank, with what it is; a fragment of a letter has only the kinds it shows."""
    rows = list(lines(document.text))
    plain = [unmarked(row.text) for row in rows]
    title = _title(plain)
    salutation = _salutation(plain, title, document)
    begin = (salutation if salutation is not None else title[1] - 1 if title else -1) + 1
    tail = _tail(plain, begin)
    kinds = (
        *_head_kinds(plain[:begin], title, salutation),
        *_body_kinds(plain[begin:tail]),
        *_tail_kinds(plain[tail:]),
    )
    return tuple(_piece(kind, row) for kind, row in zip(kinds, rows, strict=True))


def _piece(kind: PieceKind, row: Line) -> Piece:
    return Piece(kind, row.text, row.start, row.end)


def _title(plain: Sequence[str]) -> tuple[int, int] | None:
    """First and last row (exclusive) of the title: 关于…的答复 over up to three lines."""
    for at, row in enumerate(plain[:_HEAD_LINES]):
        if row.endswith(("：", ":", "。")):
            return None
        if "关于" not in row[:24] and not row.startswith("对"):
            continue
        for end in range(at + 1, min(at + 4, len(plain)) + 1):
            if plain[end - 1].endswith(("：", ":", "。")):
                break
            if _p("title").search("".join(plain[at:end])):
                return at, end
    return None


def _salutation(plain: Sequence[str], title: tuple[int, int] | None, document: Document) -> int | None:
    begin = title[1] if title else 0
    reach = _SALUTATION_LINES if title else _HEAD_LINES
    for at, row in enumerate(plain[begin : begin + reach], begin):
        if _p("opening").search(row) and not row.endswith(("委员：", "代表：", "委员:", "代表:")):
            return None
        if _p("salutation").match(row) and not _p("no_salutation").search(row) and marker(row) is None:
            return at
    return None


def _tail(plain: Sequence[str], begin: int) -> int:
    """The first row of the tail: signature, date, contact, disclosure, copies, attachments."""
    at = len(plain)
    while at > begin and (_tail_kind(plain[at - 1]) or _signs(plain, at - 1) or _listed_attachment(plain, at - 1)):
        at -= 1
    if any(
        _p("attachment").match(row) or _p("disclosure").match(row) or _p("copies").match(row) for row in plain[begin:at]
    ):
        # An attachment stands behind the letter: its text is no tail, what is before it may be.
        first = next(n for n in range(begin, at) if _starts_tail(plain, n))
        return _back_to_signature(plain, begin, first)
    return at


def _starts_tail(plain: Sequence[str], at: int) -> bool:
    row = plain[at]
    return bool(_p("attachment").match(row) or _p("disclosure").match(row) or _p("copies").match(row))


def _back_to_signature(plain: Sequence[str], begin: int, at: int) -> int:
    while at > begin and (_tail_kind(plain[at - 1]) or _signs(plain, at - 1) or _listed_attachment(plain, at - 1)):
        at -= 1
    return at


def _listed_attachment(plain: Sequence[str], at: int) -> bool:
    """Whether a row lists a further attachment (2.…) under 附件：1.…"""
    if not _p("listed").match(plain[at]) or plain[at].endswith(("。", "；", "：")):
        return False
    return any(_p("attachment_note").match(row) for row in plain[max(0, at - _LISTED_WITHIN) : at])


def _signs(plain: Sequence[str], at: int) -> bool:
    """Whether a row is a signature: a unit's name, or any short row directly above the date."""
    row = "".join(plain[at].split())
    if row.startswith("【待核实：发文机关") or is_organ_name(row):
        return True
    above_date = at + 1 < len(plain) and bool(_p("date").match(plain[at + 1]))
    short = len(row) <= 40 and not row.endswith(("。", "；", "：", "，", "、")) and marker(row) is None
    return (above_date and short and "。" not in row) or (looks_like_unit(row) and len(row) <= 24 and above_date)


def _tail_kind(row: str) -> PieceKind | None:
    return next((kind for name, kind in _TAIL_KINDS if _p(name).match(row)), None)


def _head_kinds(plain: Sequence[str], title: tuple[int, int] | None, salutation: int | None) -> Iterator[PieceKind]:
    for at, row in enumerate(plain):
        if at == salutation:
            yield "addressee"
        elif title and title[0] <= at < title[1]:
            yield "title"
        elif _p("class_mark").match(row):
            yield "class_mark"
        elif _p("number").match(row):
            yield "number"
        elif kind := (_tail_kind(row) if not _p("date").match(row) else None):
            yield kind
        else:
            yield "head"


def _body_kinds(plain: Sequence[str]) -> Iterator[PieceKind]:
    opened = False
    for at, row in enumerate(plain):
        mark = marker(row)
        if not opened and mark is None and (_p("opening").search(row) or (at == 0 and _p("names_item").search(row))):
            opened = True
            yield "opening"
        elif _p("ending").match(row):
            yield "ending"
        elif _p("thanks").match(row):
            yield "thanks"
        elif mark is not None and len(row) <= _LONGEST_HEADING and not row.endswith(("。", "；", ";")):
            yield "heading"
        else:
            yield "body"


def _tail_kinds(plain: Sequence[str]) -> Iterator[PieceKind]:
    attached = listing = False
    for row in plain:
        kind = _tail_kind(row)
        if _p("attachment").match(row):
            attached = True
        if attached:
            yield "attachment" if kind not in ("disclosure", "copies", "remark") else kind or "attachment"
        elif kind is not None:
            listing = kind == "attachment_note"
            yield kind
        elif listing and _p("listed").match(row):
            yield "attachment_note"
        elif row.startswith(("（", "(")):
            yield "note"
        else:
            yield "signature"


def gaps_of(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the open places (【待核实：…】)."""
    return tuple(match.span() for match in _p("gap").finditer(text))
