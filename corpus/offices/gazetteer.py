"""The gazetteer of organs: names at each level, how long they held, who came after, and what each entry rests on.

Data: ``organ_lists/*.toml``, and files of the same layout that an administrator adds for the own place.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import UnusableInput

_FOLDER = Path(__file__).with_name("organ_lists")
_SOURCES = "sources.toml"
NATION = "国家"
_FIELDS = frozenset(
    {"national", "province", "short", "needs_place", "needs_short_place", "vertical", "local", "kind"}
    | {"since", "until", "into", "source", "note"}
)


@dataclass(frozen=True, slots=True)
class Term:
    """When a name held, as ISO months (``2018-03``); ``None`` where not known or still open.

    Local organs followed a national reform within a year or two: ``national`` is when it took effect above, ``local``
    the month by which it was to be done below. Between the two the old and the new name may both stand.
    """

    national: str
    local: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One organ by its usual local name. ``into`` are the names of the entries that took it over, the chief first.

    ``national`` names stand alone; ``province`` names are used beside ``name`` by provinces; those in ``placed`` are
    an organ's only behind a place (市政府). ``vertical`` organs may stand behind a bare place (广东银监局).
    """

    name: str
    kind: str
    source: str
    national: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()
    vertical: bool = False
    local: bool = True
    since: Term | None = None
    until: Term | None = None
    into: tuple[str, ...] = ()
    note: str | None = None

    def holds(self, on: str, level: str = "") -> bool:
        """Whether an organ of this name stood at ``level`` on ``on`` (ISO; year or month alone will do)."""
        if self.since is not None and on < self.since.national[: len(on)]:
            return False
        if self.until is None:
            return True
        last = self.until.national if level == NATION else self.until.local
        return on[: len(last)] <= last[: len(on)]


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Entries by name, and every printed name with the entries that may be meant (mostly one)."""

    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[Entry, ...]]
    placed: frozenset[str]
    national: frozenset[str]

    def ends(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries at the end of the succession, the chief one first; the entry itself where none came after."""
        if not entry.into:
            return (entry,)
        found = [end for name in entry.into for end in self.ends(self.entries[name])]
        return tuple({end.name: end for end in found}.values())

    def descends(self, later: Entry, earlier: Entry) -> bool:
        """Whether ``later`` is ``earlier`` or took it over, at once or by way of others."""
        return later.name == earlier.name or any(self.descends(later, self.entries[n]) for n in earlier.into)


_added: list[Path] = []


def use_local(paths: Sequence[Path]) -> None:
    """Adds an administrator's files to the gazetteer of this process; an entry of the same name is replaced.

    Raises :class:`UnusableInput` naming the file and entry that cannot be read.
    """
    load_gazetteer([*builtin_files(), *paths])
    _added[:] = paths
    gazetteer.cache_clear()


def builtin_files() -> tuple[Path, ...]:
    """The lists that come with the program."""
    return tuple(path for path in sorted(_FOLDER.glob("*.toml")) if path.name != _SOURCES)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process: the program's own lists and what :func:`use_local` added."""
    return load_gazetteer([*builtin_files(), *_added])


def load_gazetteer(paths: Iterable[Path]) -> Gazetteer:
    """Reads lists of organs; a later file's entry replaces an earlier one of its name.

    Raises :class:`UnusableInput` for a file that is not such a list, or a successor that no list holds.
    """
    sources = tomllib.loads((_FOLDER / _SOURCES).read_text("utf-8"))
    entries: dict[str, Entry] = {}
    for path in paths:
        for name, fields in _read(path).items():
            entries[name] = _entry(name, fields, sources, path)
    for entry in entries.values():
        _check_successors(entry, entries)
    return _indexed(entries)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnusableInput(f"机关名录 {path} 打不开，请检查路径和读取权限。") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnusableInput(f"机关名录 {path} 不是 UTF-8 的 TOML 文件（{error}），请改正后再试。") from error


def _entry(name: str, fields: Any, sources: Mapping[str, Any], path: Path) -> Entry:
    if not isinstance(fields, dict) or not fields.get("source"):
        raise UnusableInput(f"机关名录 {path} 的“{name}”缺少 source（依据），请补上后再试。")
    if unknown := sorted(set(fields) - _FIELDS):
        raise UnusableInput(f"机关名录 {path} 的“{name}”里有不认识的项目：{'、'.join(unknown)}。")
    short, needed = _list(fields, "short", name, path), _list(fields, "needs_place", name, path)
    all_placed = bool(fields.get("needs_short_place"))
    key = str(fields["source"])
    return Entry(
        name=name,
        kind=str(fields.get("kind", "政府部门")),
        source=sources["source"].get(key) or sources["reform"].get(key, {}).get("title", key),
        national=_list(fields, "national", name, path),
        province=_list(fields, "province", name, path),
        short=short,
        placed=(*needed, *((name, *short) if all_placed else ())),
        vertical=bool(fields.get("vertical")),
        local=bool(fields.get("local", True)),
        since=_term(fields.get("since"), sources),
        until=_term(fields.get("until"), sources),
        into=_list(fields, "into", name, path),
        note=fields.get("note"),
    )


def _list(fields: Mapping[str, Any], field: str, name: str, path: Path) -> tuple[str, ...]:
    value = fields.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise UnusableInput(f'机关名录 {path} 的“{name}”的 {field} 应当是名称的列表，如 ["市监局"]。')
    return tuple(value)


def _term(value: Any, sources: Mapping[str, Any]) -> Term | None:
    if value is None:
        return None
    reform = sources["reform"].get(str(value), {})
    return Term(str(reform.get("national", value)), str(reform.get("local", value)))


def _check_successors(entry: Entry, entries: Mapping[str, Entry], seen: tuple[str, ...] = ()) -> None:
    for name in entry.into:
        if name not in entries or name in (*seen, entry.name):
            raise UnusableInput(f"机关名录中“{entry.name}”的承继机关“{name}”没有列出，或者互为承继，请改正后再试。")
        _check_successors(entries[name], entries, (*seen, entry.name))


def _indexed(entries: Mapping[str, Entry]) -> Gazetteer:
    names: dict[str, list[Entry]] = {}
    for entry in entries.values():
        local = (entry.name, *entry.province, *entry.short, *entry.placed) if entry.local else ()
        for name in dict.fromkeys((*local, *entry.national)):
            names.setdefault(name, []).append(entry)
    return Gazetteer(
        entries=entries,
        names={name: tuple(found) for name, found in names.items()},
        placed=frozenset(name for entry in entries.values() for name in entry.placed),
        national=frozenset(name for entry in entries.values() for name in entry.national),
    )
