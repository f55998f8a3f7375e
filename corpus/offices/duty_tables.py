"""Duties from task tables: columns for the task, the leading and the participating units, and the time."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Table
from corpus.offices.duty import Duty
from corpus.offices.duty_phrases import assigned
from corpus.offices.duty_words import deadline_in, pattern
from corpus.offices.unit_lists import units_of
from corpus.structure.lines import Line, lines

_NONE = ("", "/", "—", "-", "－", "无", "——")
_FURTHEST = 12  # lines between two rows of a table: page number, 续表, a header of several rows
_NUMBERING = "序号编号备注"


@dataclass(frozen=True, slots=True)
class _Columns:
    task: tuple[int, ...]
    leads: int
    participants: int | None
    deadline: int | None


def table_duties(text: str, table: Table) -> Iterator[Duty]:
    """A duty for each row of a table that has a column of leading or responsible units; none for other tables."""
    columns = _columns(table.header)
    if columns is None:
        return
    printed, at = list(lines(text, table.start, table.end)), 0
    for row in table.rows[table.header_rows :]:
        ahead = range(at, min(at + _FURTHEST, len(printed)))
        at = next((n for n in ahead if _is_row(printed[n], row)), at)
        duty = _duty(row, columns, printed[at]) if printed else None
        if duty is not None:
            yield duty


def _columns(header: tuple[str, ...]) -> _Columns | None:
    roles: dict[str, list[int]] = {"participants": [], "leads": [], "deadline": [], "task": []}
    for at, label in enumerate(header):
        last = label.rpartition("/")[2].replace(" ", "")
        role = next((role for role in roles if pattern("column", role).fullmatch(last)), None)
        if role is not None and last not in _NUMBERING:
            roles[role].append(at)
    if not roles["leads"] or not roles["task"]:
        return None
    first = [roles[role][0] if roles[role] else None for role in ("participants", "deadline")]
    return _Columns(tuple(roles["task"]), roles["leads"][0], *first)


def _is_row(line: Line, row: tuple[str, ...]) -> bool:
    """Whether ``line`` is ``row`` as it is printed, where spanned cells may be blank."""
    cells = [cell.strip() for cell in line.text.split("\t")]
    shift = len(row) - len(cells)  # blanks at the line's ends were stripped with it
    if shift < 0:
        return False
    return any(
        all(not cell or cell == row[at + before] for at, cell in enumerate(cells)) for before in range(shift + 1)
    )


def _duty(row: tuple[str, ...], columns: _Columns, line: Line) -> Duty | None:
    task = "：".join(dict.fromkeys(row[at] for at in columns.task if row[at]))
    said = row[columns.leads].strip()
    if not task or said in _NONE:
        return None
    leads, participants = assigned(said) or (units_of(said), ())
    if columns.participants is not None and row[columns.participants].strip() not in _NONE:
        participants = (*participants, *units_of(row[columns.participants]))
    when = row[columns.deadline].strip() if columns.deadline is not None else ""
    return Duty(task, leads, participants, when or deadline_in(task), line.start, line.end)
