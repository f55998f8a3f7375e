"""The places whose ways are known, and what holds in one of them: its own values, then those of the places above.

Fallback is per value: city, its province, the nation; each value keeps the place it comes from. What names bodies of
its own place (copies, number series, a year's notice, contacts) never goes down to a place below.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from corpus.document import Body
from corpus.errors import UnusableInput
from corpus.offices.organs import same_organ
from corpus.offices.regions import level_of, region_above
from drafting.clock import WorkCalendar, work_calendar
from drafting.jurisdiction import Jurisdiction
from drafting.jurisdiction_files import PlaceFile, read_place
from drafting.jurisdiction_values import (
    NATION,
    ClassScheme,
    ClosingForm,
    ContactLine,
    Copies,
    Deadline,
    DisclosureDefault,
    FixedDate,
    FollowUp,
    Joint,
    Layout,
    OpeningForm,
    Publishing,
    Reason,
    Record,
    Scope,
    Series,
    Signer,
    TitleForm,
)

_FOLDER = Path(__file__).with_name("jurisdictions")
CALENDAR = "calendar.toml"
_LONGEST_CHAIN = 6
_T = TypeVar("_T", bound=Record)


@dataclass(frozen=True, slots=True, eq=False)
class Jurisdictions:
    """Every place on record, and the calendar; a place may have several files, what was read first going before."""

    files: tuple[PlaceFile, ...]
    calendar: WorkCalendar

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(file.region for file in self.files))

    def chain(self, region: str | None) -> tuple[str, ...]:
        """The place and those above it, the nation last: 青岛市, 山东省, 国家."""
        places = [region] if region and region not in (NATION, "全国") else []
        while places and len(places) < _LONGEST_CHAIN:
            told = next((f.above for f in self.files if f.region == places[-1] and f.above), None)
            above = told or region_above(places[-1])
            if above is None or above in (*places, NATION):
                break
            places.append(above)
        return (*places, NATION)

    def of(self, region: str | None, body: Body, year: int, issuer: str | None = None) -> Jurisdiction:
        """What holds in ``region`` for items of ``body`` in ``year``; ``issuer`` adds what only one unit has.

        ``region`` is the full name of the place whose body the item comes from; ``None`` asks for what holds
        everywhere. Nothing is ever missing loudly: an unknown place gives what the nation lays down.
        """
        chain = self.chain(region)
        records = [r for place in chain for r in self._holding(place, body, year, issuer)]
        own = [record for record in records if record.scope.region == chain[0]]
        return Jurisdiction(
            region=chain[0],
            level=NATION if chain[0] == NATION else level_of(chain[0]),
            body=body,
            year=year,
            chain=chain,
            classes=_first(records, ClassScheme),
            deadlines=_nearest(records, Deadline, lambda d: d.kind, lambda d: d.occasion),
            fixed=tuple(_each(own, FixedDate)),
            titles=_nearest(records, TitleForm, lambda t: t.letter),
            openings=_nearest(records, OpeningForm, lambda o: o.role),
            closings=_nearest(records, ClosingForm, lambda c: c.letter),
            copies=_first(own, Copies),
            joint=_first(records, Joint),
            disclosure=_nearest(records, DisclosureDefault, lambda d: d.letter),
            reasons=_nearest(records, Reason, lambda r: r.code),
            publishing=_first(records, Publishing),
            series=_nearest(own, Series, lambda s: s.letter),
            signer=_first(records, Signer),
            layout=_first(records, Layout),
            follow_up=next((f for f in _each(records, FollowUp) if f.scope.region in (chain[0], NATION)), None),
            contact=_first(own, ContactLine),
        )

    def _holding(self, place: str, body: Body, year: int, issuer: str | None) -> list[Record]:
        """The place's records that hold, those of the one unit first, else in the order of the files."""
        found = [r for file in self.files if file.region == place for r in file.records]
        holding = [r for r in found if _holds(r.scope, body, year, issuer)]
        return sorted(holding, key=lambda record: not record.scope.units)


def _holds(scope: Scope, body: Body, year: int, issuer: str | None) -> bool:
    if body not in scope.bodies or (scope.since or year) > year or (scope.until or year) < year:
        return False
    return not scope.units or (issuer is not None and any(same_organ(issuer, unit) for unit in scope.units))


def _each(records: Iterable[Record], kind: type[_T]) -> Iterator[_T]:
    return (record for record in records if isinstance(record, kind))


def _first(records: Iterable[Record], kind: type[_T]) -> _T | None:
    return next(_each(records, kind), None)


def _nearest(records: Sequence[Record], kind: type[_T], *keys: Callable[[_T], object]) -> tuple[_T, ...]:
    """Of each first key (a kind of deadline, a letter) the records of the nearest place, one for each further key."""
    place: dict[object, str] = {}
    kept: dict[tuple[object, ...], _T] = {}
    for record in _each(records, kind):
        subject = keys[0](record)
        if place.setdefault(subject, record.scope.region) == record.scope.region:
            kept.setdefault(tuple(key(record) for key in keys), record)
    return tuple(kept.values())


def jurisdictions(folder: Path | None = None, *more: Path) -> Jurisdictions:
    """The program's own places and, before them, an administrator's files (``*.toml`` in ``folder`` and ``more``,
    the first folder going before the others; ``calendar.toml`` there adds years to the working-day calendar).

    Raises :class:`UnusableInput` for a folder that is none, or a file that breaks the format.
    """
    folders = tuple(one for one in (folder, *more) if one is not None)
    for one in folders:
        if not one.is_dir():
            raise UnusableInput(f"找不到地方规则文件夹 {one}，请检查路径。")
    own = tuple(read_place(path) for one in folders for path in sorted(one.glob("*.toml")) if path.name != CALENDAR)
    return Jurisdictions((*own, *_builtin()), work_calendar(*folders))


@cache
def _builtin() -> tuple[PlaceFile, ...]:
    return tuple(read_place(path) for path in sorted(_FOLDER.glob("*.toml")))
