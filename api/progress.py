"""Shows where a long step stands, on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.progress import Progress


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
    """One line when a step begins and one when it ends; for logs, pipes and continuous integration."""

    def __init__(self) -> None:
        self._begun: set[str] = set()

    def report(self, step: str, done: int, total: int) -> None:
        if step not in self._begun:
            self._begun.add(step)
            sys.stderr.write(f"{step}（共 {total}）……\n")
        if done >= total:
            self._begun.discard(step)
            sys.stderr.write(f"{step}：完成\n")
        sys.stderr.flush()
