"""Which copy of the letter ``dafu draft`` writes: what the options say, then what the place's rules settle."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import UnusableInput
from drafting.export.copies import Copy, CopyName, copy_named, layout_named
from drafting.export.layout import LayoutName
from drafting.service import DraftResult


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """``layout`` is ``None`` where the place's rules decide; ``against`` is the earlier version of a tracked copy."""

    name: CopyName
    layout: LayoutName | None
    against: Path | None


def copy_order(copy: str | None, layout: str | None, against: Path | None, out: Path | None) -> CopyOrder:
    """The order of the options, judged before any work; raises :class:`UnusableInput` where they do not fit."""
    from drafting.export.write import check_suffix

    name = copy_named(copy) if copy else "tracked" if against else "working"
    order = CopyOrder(name, layout_named(layout) if layout else None, against)
    if name == "tracked" and against is None:
        raise UnusableInput("导出修订稿要用 --against 指明与哪一稿对照（.docx、.txt 或 dafu draft 写出的 .json）。")
    if name != "tracked" and against is not None:
        raise UnusableInput("--against 只用于修订稿：请去掉 --copy，或者写成 --copy tracked。")
    if against is not None and not against.is_file():
        raise UnusableInput(f"找不到对照稿 {against}。请确认路径和文件名。")
    if out is None and (copy or layout or against):
        raise UnusableInput("--copy、--layout 和 --against 要与 --out 一起用：请指明写到哪个文件。")
    if out is not None:
        check_suffix(out, name)
    return order


def settled_copy(order: CopyOrder, result: DraftResult) -> Copy:
    """The copy in the layout of the order, else of the place, else in 信函格式; changes bear today's date."""
    from drafting.export.earlier_version import earlier_paragraphs

    frame = result.matter.frame
    placed = frame.ways.layout.form if frame is not None and frame.ways.layout is not None else "letter"
    layout = order.layout or placed
    earlier = earlier_paragraphs(order.against, layout) if order.against is not None else ()
    return Copy(order.name, layout, earlier, day=date.today().isoformat())
