"""Reads the file of one place (``jurisdictions/*.toml``) strictly: what is not known to the format is an error.

Errors name the file, the table and its number, the key, and what to do. The format is told in docs/jurisdictions.md.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import UnusableInput
from drafting.jurisdiction_fields import SCOPE, TABLES, Field
from drafting.jurisdiction_values import Record, Scope

_HEAD = ("region", "above")
_SLOT = re.compile(r"\{([^{}]*)\}")
_KIND_NAMES = {"text": "文字", "number": "整数", "flag": "true 或 false", "day": "日期（如 2026-08-05）",
               "texts": "文字的列表", "rows": "表的列表"}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1949, 2999


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """What one file says: the place, the place above it where the file tells, and its records in order."""

    path: Path
    region: str
    above: str | None
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class _At:
    """Where in a file a value stands, for messages."""

    path: Path
    where: str

    def error(self, told: str) -> UnusableInput:
        return UnusableInput(f"地方规则文件 {self.path} 的{self.where}{told}")


def read_place(path: Path) -> PlaceFile:
    """Reads the file. Raises :class:`UnusableInput` naming file, table and key."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnusableInput(f"地方规则文件 {path} 打不开，请检查路径和读取权限。") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnusableInput(f"地方规则文件 {path} 不是 UTF-8 的 TOML 文件（{error}），请改正后再试。") from error
    head = _At(path, "开头")
    for name in _HEAD:
        if name in data and not (isinstance(data[name], str) and data[name].strip()):
            raise head.error(f"：{name} 应当是文字（地区全称）。")
    if "region" not in data:
        raise head.error('缺少 region（地区全称），如 region = "佛坪县"。')
    unknown = [name for name in data if name not in TABLES and name not in _HEAD]
    if unknown:
        raise head.error(f"有不认识的项目：{'、'.join(unknown)}。可用的表：{'、'.join(TABLES)}。")
    records = tuple(record for name in TABLES for record in _records(name, data, path))
    return PlaceFile(path, data["region"], data.get("above"), records)


def _records(name: str, data: Mapping[str, Any], path: Path) -> Iterator[Record]:
    tables = data.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _At(path, f" {name} ").error(f"应当写成 [[{name}]]。")
    spec = TABLES[name]
    for number, table in enumerate(tables, 1):
        at = _At(path, f" [[{name}]] 第 {number} 项")
        values = _checked(table, {**SCOPE, **spec.fields}, at)
        scope = Scope(data["region"], **{key: values.pop(key) for key in SCOPE if key in values})
        _check_years(scope, at)
        yield from spec.make(scope, values)


def _checked(table: Mapping[str, Any], fields: Mapping[str, Field], at: _At) -> dict[str, Any]:
    """The table's values in the form the records take. Raises at what is unknown, missing or wrong."""
    unknown = [key for key in table if key not in fields]
    if unknown:
        raise at.error(f"有不认识的项目：{'、'.join(unknown)}。可用的项目：{'、'.join(fields)}。")
    missing = [key for key, field in fields.items() if field.needed and key not in table]
    if missing:
        raise at.error(f"缺少 {'、'.join(missing)}，请补上后再试。")
    return {key: _value(key, value, fields[key], at) for key, value in table.items()}


def _value(key: str, value: Any, field: Field, at: _At) -> Any:
    if not _is(value, field):
        raise at.error(f"：{key} 应当是{_KIND_NAMES[field.kind]}，现为 {value!r}。")
    if field.kind == "rows":
        inner = (_At(at.path, f"{at.where}的 {key} 第 {n} 行") for n in range(1, len(value) + 1))
        return [_checked(row, field.rows or {}, place) for row, place in zip(value, inner, strict=True)]
    given = value if field.kind == "texts" else [value]
    for one in given if field.choices else ():
        if one not in field.choices:
            raise at.error(f"：{key} 不能是“{one}”，可用：{'、'.join(field.choices)}。")
    if field.slots is not None:
        _check_slots(key, value, field.slots, at)
    if field.kind == "texts":
        return tuple(value)
    return value.isoformat() if field.kind == "day" else value


def _is(value: Any, field: Field) -> bool:
    if field.kind == "text":
        return isinstance(value, str) and bool(value.strip())
    if field.kind == "texts":
        return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)
    if field.kind == "rows":
        return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
    if field.kind == "flag":
        return isinstance(value, bool)
    if field.kind == "day":
        return type(value) is date
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _check_slots(key: str, text: str, slots: tuple[str, ...], at: _At) -> None:
    wrong = [name for name in _SLOT.findall(text) if name not in slots]
    if wrong or set("{}") & set(_SLOT.sub("", text)):
        known = "、".join(f"{{{name}}}" for name in slots)
        raise at.error(f"：{key} 里的花括号写错了（{text}），可用：{known}。")


def _check_years(scope: Scope, at: _At) -> None:
    for key, year in (("since", scope.since), ("until", scope.until)):
        if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise at.error(f"：{key} 应当是四位的年份，现为 {year}。")
    if scope.since is not None and scope.until is not None and scope.until < scope.since:
        raise at.error(f"：until（{scope.until}）早于 since（{scope.since}）。")
