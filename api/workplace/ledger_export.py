"""The ledger as a table for other programs. No cell of it is ever a formula."""

import csv
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO

from api.workplace.case import LedgerCase, days_left, light
from api.workplace.states import clock_runs

COLUMNS = (
    "案号", "类型", "题目", "会议", "提案者", "办理角色", "承办单位", "会办单位", "主办处室", "经办人", "交办日期",
    "办理时限", "延期至", "剩余天数", "期限状态", "状态", "重点", "办理结果", "评价", "工作要求",
)  # fmt: skip
_WIDTHS = (12, 6, 44, 26, 18, 8, 24, 30, 16, 10, 12, 12, 12, 8, 8, 10, 6, 8, 10, 30)
# What a spreadsheet program takes for a formula or a command when a cell of a text file begins with it.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def rows(cases: Sequence[LedgerCase], today: str) -> Iterator[tuple[str, ...]]:
    """The ledger as printed: a row a case, in the order given."""
    for case in cases:
        given = case.fields
        left = days_left(case.last_day, today) if clock_runs(case.state) else None
        yield (
            given.item_no, given.item_kind, given.title, given.session or "", "、".join(given.proposers), given.role,
            given.office, "、".join(given.co_handlers), given.section or "", given.owner or "", given.assigned or "",
            given.due or "", given.extended_to or "", "" if left is None else str(left),
            light(clock_runs(case.state), case.last_day, today), case.state, "是" if given.key_item else "",
            given.class_mark or "", given.rating or "", given.demands or "",
        )  # fmt: skip


def to_csv(cases: Sequence[LedgerCase], today: str) -> bytes:
    """UTF-8 with a mark, so that spreadsheet programs read the Chinese; active cells get an apostrophe."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows(cases, today):
        writer.writerow([f"'{cell}" if cell.startswith(_ACTIVE) and not _number(cell) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(cases: Sequence[LedgerCase], today: str, title: str) -> bytes:
    """A sheet with a heading row that stays in view; every cell is text, the days left a number."""
    import openpyxl
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append(COLUMNS)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).font = Font(bold=True)
    for at, row in enumerate(rows(cases, today), start=2):
        for number, cell in enumerate(row, start=1):
            if not cell:
                continue
            target = sheet.cell(at, number)
            if COLUMNS[number - 1] == "剩余天数":
                target.value = int(cell)
            else:
                target.value = _printable(cell)
                target.data_type = "s"
                target.quotePrefix = cell.startswith(_ACTIVE)
            target.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _printable(text: str) -> str:
    """Without the control characters that the format cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n")


def _number(cell: str) -> bool:
    return cell.lstrip("-").isdigit()
