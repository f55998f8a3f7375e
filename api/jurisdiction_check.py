"""An administrator's files of jurisdictions, each checked by itself, so that one error does not hide the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import DafuError, UnusableInput
from drafting.clock import work_calendar
from drafting.jurisdiction_files import read_place
from drafting.jurisdiction_register import CALENDAR, jurisdictions
from drafting.jurisdiction_review import oddities


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """``error`` keeps the file from being used; ``odd`` are matters to look at."""

    path: Path
    region: str | None = None
    records: int = 0
    error: str | None = None
    odd: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        return {
            "file": str(self.path), "region": self.region, "records": self.records, "error": self.error,
            "notes": list(self.odd),
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        if self.error:
            yield f"有误　{self.error}"
        else:
            yield f"正确　{self.path}：{self.region or '节假日'}，{self.records} 项"
        yield from (f"  请留意：{one}" for one in self.odd)


def checked(paths: Sequence[Path]) -> list[CheckedFile]:
    """Every file of ``paths`` (files and folders). Raises :class:`UnusableInput` for a path that does not exist."""
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UnusableInput(f"找不到 {path}，请检查路径。")
        files += sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return [_calendar(path) if path.name == CALENDAR else _place(path) for path in files]


def _place(path: Path) -> CheckedFile:
    try:
        file = read_place(path)
    except DafuError as error:
        return CheckedFile(path, error=error.message)
    builtin = jurisdictions()
    odd = tuple(oddities(file, replace(builtin, files=(file, *builtin.files))))
    return CheckedFile(path, file.region, len(file.records), odd=odd)


def _calendar(path: Path) -> CheckedFile:
    try:
        known = work_calendar(path.parent)
    except DafuError as error:
        return CheckedFile(path, error=error.message)
    return CheckedFile(path, None, len(known.sources))
