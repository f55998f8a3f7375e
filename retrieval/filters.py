"""What a search is narrowed to. Filters hold exactly and before anything is ranked."""

import unicodedata
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from corpus.document import Disclosure, Kind
from corpus.errors import UnusableInput
from index.snapshot import Snapshot

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filters:
    """Accepted values of each fact, any when empty; a document without the fact passes only where any does.

    ``exclude`` names documents that are left out, such as the case that is being answered.
    """

    kind: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    disclosure: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def check_filters(filters: Filters) -> None:
    """Raises :class:`UnusableInput` for a kind or disclosure that does not exist: it would only find nothing."""
    for name, given, known in (
        ("文件种类", filters.kind, get_args(Kind)),
        ("公开方式", filters.disclosure, get_args(Disclosure)),
    ):
        for value in given:
            if value not in known:
                raise UnusableInput(f"{name}“{value}”无法识别，请用{'、'.join(known)}。")


def allowed_rows(snapshot: Snapshot, filters: Filters) -> Mask | None:
    """Which rows pass: shape ``(rows,)``, or ``None`` where all do."""
    masks = []
    for name in ("kind", "issuer", "year", "disclosure", "region"):
        if accepted := {_folded(str(value)) for value in getattr(filters, name)}:
            category = snapshot.categories[name]
            codes = [code for code, value in enumerate(category.values) if _folded(value) in accepted]
            masks.append(np.isin(category.codes, codes))
    if filters.exclude:
        masks.append(~np.isin(np.array(snapshot.documents), filters.exclude))
    if not masks:
        return None
    allowed: Mask = np.logical_and.reduce(masks)[snapshot.row_document]
    return allowed


def _folded(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).split())
