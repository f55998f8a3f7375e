"""Shows where a long step stands, on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.progress import Progress

_LONG = 2000


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A progress for the length of the block: bars on a terminal, a line a step elsewhere."""
    if not sys.stderr.isatty():
        yield _Lines().report
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(compact=True),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, int] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = int(bars.add_task(step, total=total))
            bars.update(bars.task_ids[tasks[step]], completed=done, total=total)

        yield report


class _Lines:
    """A line when a step begins, at every tenth of a long one, and when it ends; for logs and pipes."""

    def __init__(self) -> None:
        self._tenths: dict[str, int] = {}

    def report(self, step: str, done: int, total: int) -> None:
        tenth = done * 10 // max(total, 1)
        if step not in self._tenths:
            sys.stderr.write(f"{step}（共 {total}）……\n")
        elif tenth > self._tenths[step] and done < total and total >= _LONG:
            sys.stderr.write(f"{step}：{tenth * 10}%\n")
        self._tenths[step] = tenth
        if done >= total:
            del self._tenths[step]
            sys.stderr.write(f"{step}：完成\n")
        sys.stderr.flush()
