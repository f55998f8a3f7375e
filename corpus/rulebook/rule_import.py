"""The administrator's list of rules (TOML, CSV, XLSX) read into catalogue entries, every wrong line named."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from corpus.decode import decode
from corpus.document import RuleStatus
from corpus.errors import UnusableInput
from corpus.read.dispatch import load
from corpus.read.list_rows import Headings, cell_day, cell_text, headings_in, keyed, list_rows
from corpus.references import normal_doc_number
from corpus.rulebook.rule_levels import LEVELS, STAGES, rule_level, rule_stage
from corpus.rulebook.rule_names import cited_name, law_key
from corpus.rulebook.rule_records import entry_id
from corpus.rulebook.rule_store import put_rules
from corpus.storage.store import Store

SUFFIXES = (".toml", ".csv", ".xlsx")
_DAYS = ("issued", "valid_from", "valid_to")
_LISTED = re.compile(r"[;；|\n]|(?<=》)[、，,]")
_STATUS: dict[str, RuleStatus] = {name: name for name in get_args(RuleStatus)} | {
    "现行有效": "有效", "现行": "有效", "失效": "已废止", "已失效": "已废止", "废止": "已废止", "修改": "已修改",
    "未生效": "尚未施行",
}  # fmt: skip
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line of the list that could not be taken, and why (Chinese, ready to show)."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    added: int
    updated: int
    unchanged: int
    failed: tuple[WrongLine, ...]


def import_list(store: Store, path: Path) -> ImportReport:
    """Take the rules listed in ``path`` into the catalogue; what was there stays, and is completed where it was empty.

    Idempotent. Wrong lines are named and stop no other; raises :class:`UnusableInput` where the file itself cannot
    be read or has no column for the title.
    """
    failed: list[WrongLine] = []
    entries: list[tuple[dict[str, Any], tuple[str, ...]]] = []
    for line, row in _rows(path):
        try:
            entries.append(_entry(row, path.name))
        except ValueError as error:
            failed.append(WrongLine(line, str(error)))
    if not entries and not failed:
        raise UnusableInput(f"“{path.name}”里没有一件政策法规，请检查内容。")
    outcomes = put_rules(store, entries, path.name) if entries else []
    counts = [sum(1 for one in outcomes if one == name) for name in ("added", "updated", "unchanged")]
    return ImportReport(counts[0], counts[1], counts[2], tuple(failed))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with the number of its line (or of the entry, in TOML), keyed by field."""
    if path.suffix.lower() == ".toml":
        return _toml_rows(path)
    return _table_rows(path)


def _toml_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        data = tomllib.loads(decode(load(path), path.name))
    except tomllib.TOMLDecodeError as error:
        raise UnusableInput(f"“{path.name}”不是正确的 TOML：{error}。请按提示的行号修改。") from error
    listed = data.get("rule", data.get("rules"))
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise UnusableInput(f"“{path.name}”里没有 [[rule]] 条目。每件政策法规写成一个 [[rule]]，至少有 title（标题）。")
    yield from ((at, keyed(one, _headings())) for at, one in enumerate(listed, start=1))


def _table_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    return list_rows(load(path), path.name, _headings(), "title", "标题")


@cache
def _headings() -> Headings:
    return headings_in(Path(__file__).with_name("rule_columns.toml"))


def _entry(row: Mapping[str, Any], file: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A catalogue row and its other names; raises :class:`ValueError` naming the field that is wrong."""
    title = cell_text(row, "title").strip("《》")
    if not title:
        raise ValueError("没有写标题")
    if len(title) > _LONGEST_TITLE:
        raise ValueError("标题过长")
    number = cell_text(row, "doc_number") or None
    normal = (normal_doc_number(number) or number) if number else None
    issuer = cell_text(row, "issuer") or None
    days = {name: cell_day(row, name) for name in _DAYS}
    begun = days["valid_from"] or days["issued"]
    if days["valid_to"] and begun and days["valid_to"] < begun:
        raise ValueError(f"失效日期 {days['valid_to']} 早于施行日期 {begun}")
    level = _one_of(row, "level", LEVELS, "位阶") or rule_level(title, normal, issuer)
    return {
        "id": entry_id(title, normal, days["issued"]),
        "title": title,
        "law_key": law_key(cited_name(title)),
        "doc_number": normal,
        "number_key": normal,
        "issuer": issuer,
        "level": level,
        "stage": _one_of(row, "stage", STAGES, "阶段") or rule_stage(title),
        **days,
        "status": _status(row),
        "replaced_by": cell_text(row, "replaced_by").strip("《》") or None,
        "source": cell_text(row, "source") or f"管理员导入：{file}",
        "origin": "import",
        "document": None,
    }, tuple(_aliases(row.get("aliases")))


def _one_of(row: Mapping[str, Any], name: str, known: Iterable[str], called: str) -> str | None:
    value = cell_text(row, name)
    if value and value not in known:
        raise ValueError(f"{called}“{value}”无法识别，请用：{'、'.join(known)}")
    return value or None


def _status(row: Mapping[str, Any]) -> RuleStatus | None:
    value = cell_text(row, "status")
    if value and value not in _STATUS:
        raise ValueError(f"效力“{value}”无法识别，请用：{'、'.join(get_args(RuleStatus))}")
    return _STATUS[value] if value else None


def _aliases(value: Any) -> Iterator[str]:
    names = value if isinstance(value, list) else _LISTED.split(str(value)) if value else []
    yield from (name for one in names if (name := str(one).strip().strip("《》")))
