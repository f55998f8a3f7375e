"""R04: session, year of the number, body and date agree."""

from collections.abc import Iterator
from datetime import date

from corpus.document import Reference
from corpus.grammar.sessions import session_wording
from corpus.rulebook.dating import item_year
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.known import body_of, case_of, first, item_kind, item_numbers, named_sessions
from drafting.checks.letter import Letter, Piece
from drafting.checks.offence import offence
from drafting.finding import Finding

_RULE = "R04"
_DAY = 10


def consistent(letter: Letter, dossier: Dossier) -> Offenders:
    """Sessions of title and opening with each other and with the noun; years of item, number and date."""
    yield from _sessions(letter, dossier)
    dated = _dated(letter)
    if dated is None:
        yield Unchecked(_RULE, "稿件没有完整的成文日期，未核对日期。")
        return
    piece, day = dated
    yield from _years(letter, dossier, piece, day)
    yield from _order(letter, dossier, piece, day)
    if dossier.record is None or dossier.record.assigned is None:
        yield Unchecked(_RULE, "没有提供交办日期，未核对答复是否早于交办。")


def _sessions(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    mentions = named_sessions(letter)
    kind = item_kind(letter, dossier)
    for mention in mentions:
        if kind is not None and mention.session.body != body_of(kind):
            yield offence(
                letter, _RULE, "B", f"{kind}由{body_of(kind)}会议产生，这里写的是“{mention.raw}”。",
                (mention.start, mention.end),
            )  # fmt: skip
    if not mentions or (case_of(dossier) and case_of(dossier).session):  # type: ignore[union-attr]
        return
    leading = mentions[0]
    for mention in mentions[1:]:
        one, other = mention.session, leading.session
        if (one.term, one.number) != (other.term, other.number) and one.body == other.body:
            yield offence(
                letter, _RULE, "B", f"“{mention.raw}”与前文的“{leading.raw}”届次不一致。",
                (mention.start, mention.end), expected=session_wording(other),
            )  # fmt: skip


def _dated(letter: Letter) -> tuple[Piece, str] | None:
    piece = next((p for p in reversed(letter.pieces) if p.kind == "date"), None)
    day = letter.document.date
    return (piece, day) if piece is not None and day is not None and len(day) == _DAY else None


def _years(letter: Letter, dossier: Dossier, piece: Piece, day: str) -> Iterator[Finding]:
    year = int(day[:4])
    case = case_of(dossier)
    numbers = item_numbers(letter)
    item = item_year(case.item_no) if case else next((y for n in numbers if (y := item_year(n.value))), None)
    if item is not None and year < item:
        yield offence(
            letter, _RULE, "B", f"成文日期早于编号所示的{item}年。", (piece.start, piece.end)
        )  # fmt: skip
    own = _own_number(letter)
    if own is None:
        return
    numbered = _number_year(own)
    early = date.fromisoformat(day).month == 1
    if numbered is not None and numbered != year and not (early and numbered == year - 1):
        yield offence(
            letter, _RULE, "B", f"发文字号的年份（{numbered}）与成文日期（{day}）不一致。", (own.start, own.end)
        )  # fmt: skip


def _own_number(letter: Letter) -> Reference | None:
    line = first(letter, "number")
    if line is None:
        return None
    numbers = (r for r in letter.document.references if r.kind == "doc_number")
    return next((r for r in numbers if line.start <= r.start < line.end), None)


def _number_year(number: Reference) -> int | None:
    _, _, rest = number.value.partition("〔")
    year = rest.partition("〕")[0]
    return int(year) if year.isdigit() and len(year) == len("2024") else None


def _order(letter: Letter, dossier: Dossier, piece: Piece, day: str) -> Iterator[Finding]:
    case, record = case_of(dossier), dossier.record
    if record is not None and record.assigned is not None and day < record.assigned:
        yield offence(
            letter, _RULE, "B", f"成文日期早于交办日期（{record.assigned}）。", (piece.start, piece.end)
        )  # fmt: skip
    elif case is not None and case.submitted is not None and day < case.submitted[: len(day)]:
        yield offence(
            letter, _RULE, "B", f"成文日期早于提出日期（{case.submitted}）。", (piece.start, piece.end), source="case"
        )  # fmt: skip


CHECKS = (Check(_RULE, consistent),)
