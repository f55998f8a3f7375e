"""The ways of a place: class marks, deadlines, titles, openings, closings, copies, disclosure, numbers, signer.

Pure values; ``jurisdiction_files`` reads them and ``jurisdiction_register`` puts those of a place and of the places
above it together. What no source tells is absent, and the letter then holds a 【待核实：…】 in its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from corpus.document import Body
from drafting.draft import LetterKind
from drafting.jurisdiction_values import (
    NATION,
    ClassScheme,
    ClockKind,
    ClosingForm,
    ContactLine,
    Copies,
    Deadline,
    DisclosureDefault,
    FixedDate,
    FollowUp,
    Joint,
    Layout,
    Occasion,
    OpeningForm,
    Publishing,
    Reason,
    Record,
    Scope,
    Series,
    Signer,
    TitleForm,
)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What holds for letters on items of ``body`` in ``region`` in ``year``; absent values are ``None`` or empty.

    ``chain`` are the places looked at, the own one first; each record's ``scope.region`` tells where it comes from.
    """

    region: str
    level: str
    body: Body
    year: int
    chain: tuple[str, ...]
    classes: ClassScheme | None = None
    deadlines: tuple[Deadline, ...] = ()
    fixed: tuple[FixedDate, ...] = ()
    titles: tuple[TitleForm, ...] = ()
    openings: tuple[OpeningForm, ...] = ()
    closings: tuple[ClosingForm, ...] = ()
    copies: Copies | None = None
    joint: Joint | None = None
    disclosure: tuple[DisclosureDefault, ...] = ()
    reasons: tuple[Reason, ...] = ()
    publishing: Publishing | None = None
    series: tuple[Series, ...] = ()
    signer: Signer | None = None
    layout: Layout | None = None
    follow_up: FollowUp | None = None
    contact: ContactLine | None = None

    def deadline(self, kind: ClockKind, occasion: Occasion | None = None) -> Deadline | None:
        """The deadline of ``kind``; where it differs by occasion and none is given, ``None``."""
        fitting = [d for d in self.deadlines if d.kind == kind and d.occasion in (None, occasion)]
        return fitting[0] if len(fitting) == 1 else None

    def fixed_day(self, kind: ClockKind) -> FixedDate | None:
        return next((one for one in self.fixed if one.kind == kind and one.year == self.year), None)

    def disclosed(self, letter: LetterKind) -> DisclosureDefault | None:
        return next((one for one in self.disclosure if one.letter == letter), None)

    def reason(self, code: str) -> Reason | None:
        return next((one for one in self.reasons if one.code == code), None)

    def citable(self, scope: Scope) -> bool:
        """Whether a letter may cite a rule of this scope: the own place's or a national one. A province's rule on its
        own deputies serves a city as a measure only."""
        return scope.region in (self.region, NATION)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every value with the name of its field, in the order of the fields."""
        for field in fields(self):
            value = getattr(self, field.name)
            for one in value if isinstance(value, tuple) else (value,):
                if hasattr(one, "scope"):
                    yield field.name, one
