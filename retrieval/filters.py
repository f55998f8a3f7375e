"""What a search is narrowed to. Filters hold exactly and before anything is ranked."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from corpus.document import Disclosure, Kind
from corpus.errors import UnusableInput
from corpus.offices.organs import same_organ
from corpus.rulebook.catalogue import Catalogue
from corpus.rulebook.rules import standing_of
from corpus.rulebook.standing import STANDINGS
from index.snapshot import Snapshot

Mask = NDArray[np.bool_]

_BY_VALUE = ("kind", "issuer", "year", "disclosure", "region", "class")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


# Papers that not everybody may know of.
PROTECTED: frozenset[str] = frozenset(("不予公开", "内部"))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who searches: of protected papers one who is not ``entitled`` finds those of the own ``office`` only."""

    office: str
    entitled: bool = False

    def sees(self, disclosure: str | None, issuer: str | None) -> bool:
        """Whether the reader may know of a paper with this disclosure and issuer (several parted by 、)."""
        if self.entitled or disclosure not in PROTECTED:
            return True
        names = (issuer or "").split("、")
        return any(name and (name == self.office or same_organ(name, self.office)) for name in names)


@dataclass(frozen=True, slots=True)
class Filters:
    """Accepted values of each fact, any when empty; a document without the fact passes only where any does.

    ``since`` and ``until`` are the first and the last year; ``marks`` the classes a reply bears (A, B …). ``status``
    is the standing of rules on the ISO day ``on``: what is no rule of the catalogue has none. ``exclude`` names
    documents that are left out, such as the case that is being answered. What ``reader`` may not know of is not found
    and not counted; ``None`` is one who may know of everything.
    """

    kind: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    disclosure: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    marks: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    on: str | None = None
    reader: Reader | None = None


def check_filters(filters: Filters) -> None:
    """Raises :class:`UnusableInput` for a kind, disclosure or status that does not exist, and for a span of years or
    a status that can only find nothing."""
    for name, given, known in (
        ("文件种类", filters.kind, get_args(Kind)),
        ("公开方式", filters.disclosure, get_args(Disclosure)),
        ("效力状态", filters.status, STANDINGS),
    ):
        for value in given:
            if value not in known:
                raise UnusableInput(f"{name}“{value}”无法识别，请用{'、'.join(known)}。")
    if filters.since is not None and filters.until is not None and filters.since > filters.until:
        raise UnusableInput(f"起始年份 {filters.since} 晚于截止年份 {filters.until}，请调换。")
    if filters.status and filters.on is None:
        raise UnusableInput("按效力状态筛选时，请同时给出日期，如 2025-06-01。")
    if filters.on is not None and not _DAY.fullmatch(filters.on):
        raise UnusableInput(f"日期“{filters.on}”无法识别，请写成 2025-06-01 的样子。")


def standings(catalogue: Catalogue, on: str) -> Mapping[str, str]:
    """How each rule with a stored text stands on the ISO day ``on``, by the id of its document."""
    return {rule.document: standing_of(rule, on) for rule in catalogue.rules if rule.document is not None}


def document_masks(snapshot: Snapshot, filters: Filters, standing: Mapping[str, str]) -> dict[str, Mask]:
    """For each fact that is filtered by, which documents pass: shape ``(documents,)``. ``standing`` is that of
    :func:`standings`. Documents that are gone or replaced never pass."""
    return dict(_masks(snapshot, filters, standing))


def _masks(snapshot: Snapshot, filters: Filters, standing: Mapping[str, str]) -> Iterator[tuple[str, Mask]]:
    for name in _BY_VALUE:
        if accepted := {folded(str(value)) for value in getattr(filters, "marks" if name == "class" else name)}:
            category = snapshot.categories[name]
            yield name, _coded(category.codes, [folded(value) in accepted for value in category.values])
    if filters.since is not None or filters.until is not None:
        first, last = filters.since or 0, filters.until or 9999
        years = snapshot.categories["year"]
        span = _coded(years.codes, [value.isdigit() and first <= int(value) <= last for value in years.values])
        yield "span", span
    if filters.status:
        passing = {id for id, stands in standing.items() if stands in filters.status}
        yield "status", np.fromiter((id in passing for id in snapshot.documents), np.bool_, len(snapshot.documents))
    if filters.reader is not None and not filters.reader.entitled:
        yield "reader", _readable(snapshot, filters.reader)
    if snapshot.alive is not None:
        yield "alive", snapshot.alive
    if filters.exclude:
        left_out = frozenset(filters.exclude)
        kept = (id not in left_out for id in snapshot.documents)
        yield "exclude", np.fromiter(kept, np.bool_, len(snapshot.documents))


def allowed_rows(snapshot: Snapshot, filters: Filters, standing: Mapping[str, str] | None = None) -> Mask | None:
    """Which rows pass: shape ``(rows,)``, or ``None`` where all do."""
    masks = document_masks(snapshot, filters, standing or {})
    if not masks:
        return None
    allowed: Mask = np.logical_and.reduce(list(masks.values()))[snapshot.row_document]
    return allowed


def _readable(snapshot: Snapshot, reader: Reader) -> Mask:
    disclosure, issuer = snapshot.categories["disclosure"], snapshot.categories["issuer"]
    free = _coded(disclosure.codes, [value not in PROTECTED for value in disclosure.values])
    own = _coded(issuer.codes, [reader.sees("内部", value) for value in issuer.values])
    readable: Mask = free | own | (disclosure.codes < 0)
    return readable


def folded(value: str) -> str:
    """A value in half width without blanks: the form in which values are compared."""
    return "".join(unicodedata.normalize("NFKC", value).split())


def _coded(codes: NDArray[np.int32], passing: list[bool]) -> Mask:
    """What passes by the code of each document; one without the fact (-1) does not."""
    return np.array([*passing, False], np.bool_)[codes]
