"""What ``dafu check`` is handed, as files: the letter with the draft it came from, the opinions, the record."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.case_files import parsed_file, parsed_text
from corpus.document import Document
from corpus.errors import UnusableInput
from drafting.checks.dossier import Communication, Record
from drafting.checks.read_draft import read_draft
from drafting.checks.read_letter import read_opinion
from drafting.draft import Draft
from drafting.matter import Opinion

# TOML wants Chinese keys in quotation marks; an officer need not know that.
_HAN_KEY = re.compile(r"^(?P<open>\s*(?:\[\[\s*)?)(?P<key>[\u4e00-\u9fff]+)(?=\s*(?:=|\]\]))", re.MULTILINE)
_LARGEST_JSON = 32_000_000


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """What the officer hands in beside the letter; each may be left open. ``case`` is a file or a case number."""

    case: str | None = None
    opinions: tuple[Path, ...] | None = None
    role: str | None = None
    issuer: str | None = None
    date: str | None = None
    record: Path | None = None


def read_letter_file(path: Path) -> tuple[Document, Draft | None]:
    """The letter in ``path``; a .json is a draft of ours. Raises :class:`UnusableInput`."""
    if path.suffix.lower() != ".json":
        return parsed_file(path), None
    try:
        if path.stat().st_size > _LARGEST_JSON:
            raise UnusableInput(f"{path} 太大，不是一份稿件。")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"{path} 读不了，请检查路径和权限，并确认是 UTF-8 编码的 JSON。") from error
    draft = read_draft(text, path.name)
    return parsed_text(draft.text), draft


def read_opinions(paths: Sequence[Path] | None) -> tuple[Opinion, ...] | None:
    """The opinions in order; ``None`` where nobody said whether there are any."""
    if paths is None:
        return None
    return tuple(read_opinion(at, str(path), parsed_file(path)) for at, path in enumerate(paths, start=1))


def settle_review_day(day: str | None) -> str:
    """The ISO day a letter without a date is checked as of: as given, else today."""
    try:
        return date.fromisoformat(day).isoformat() if day else date.today().isoformat()
    except ValueError:
        raise UnusableInput(f"日期“{day}”无法识别，请写成 2026-05-20 的形式。") from None


def read_record(path: Path) -> Record:
    """The ledger's entry for the case from a TOML file (docs/checks.md). Raises :class:`UnusableInput`."""
    try:
        data = tomllib.loads(_HAN_KEY.sub(r'\g<open>"\g<key>"', path.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnusableInput(f"办理记录 {path} 读不了：请检查路径，并确认是 TOML 格式（{error}）。") from error
    told = data.get("沟通")
    return Record(
        assigned=_day(data, "交办日期", path),
        due=_day(data, "办理期限", path),
        extended_to=_day(data, "延期至", path),
        extension_told=_truth(data, "已告知延期", path),
        communications=None if told is None else tuple(_communication(one, path) for one in _rows(told, path)),
        disclosure_asked=_truth(data, "已征求公开意见", path),
    )


def _rows(told: object, path: Path) -> list[dict[str, Any]]:
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise UnusableInput(f"办理记录 {path} 中的沟通请写成 [[沟通]] 表，每次一个，含“日期”“方式”。")
    return told


def _communication(row: dict[str, Any], path: Path) -> Communication:
    day = _day(row, "日期", path)
    if day is None:
        raise UnusableInput(f"办理记录 {path} 中有一次沟通没有写日期，请补上，如 日期 = 2026-04-02。")
    person = row.get("对象")
    return Communication(day, str(row.get("方式", "")), str(person) if person else None)


def _day(data: dict[str, Any], name: str, path: Path) -> str | None:
    value = data.get(name)
    if value is None:
        return None
    try:
        return value.isoformat()[:10] if isinstance(value, date) else date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise UnusableInput(f"办理记录 {path} 中的{name}“{value}”无法识别，请写成 2026-05-20 的形式。") from None


def _truth(data: dict[str, Any], name: str, path: Path) -> bool | None:
    value = data.get(name)
    if value is not None and not isinstance(value, bool):
        raise UnusableInput(f"办理记录 {path} 中的{name}请写 true 或 false。")
    return value
