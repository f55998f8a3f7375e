"""Who leads on a topic: a question for a unit, answered by the duties that stored documents lay down."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.offices.duties import duties_about
from corpus.offices.duty import Duty
from retrieval.cited import likely_rows, one_a_document
from retrieval.library import Library

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Charge:
    """A duty with the document that lays it down, and the passage where it stands (its key)."""

    duty: Duty
    document: str
    title: str | None
    passage: str


@cache
def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["question"]
    return settings


def asks_for_unit(query: str) -> bool:
    """Whether ``query`` asks which unit leads or takes part (谁牵头…, …由哪个部门负责, …的责任单位)."""
    return re.search(_settings()["asks"], query) is not None


def charges(query: str, library: Library, masks: Sequence[Mask | None]) -> tuple[Charge, ...]:
    """The duties nearest to what ``query`` asks a unit for, best first; empty for any other query.

    Only documents whose words make them likely are read; ``masks`` say which rows of each snapshot may be found.
    """
    if not asks_for_unit(query):
        return ()
    question = re.sub(_settings()["noise"], "", query)
    known: dict[Duty, str] = {}
    for id in _likely_documents(question, library, masks):
        stored = library.store.document(id)
        known |= dict.fromkeys(stored.document.duties if stored else (), id)
    found = ((duty, known[duty]) for duty in duties_about(question, known, _settings()["most"]))
    return tuple(charge for duty, id in found if (charge := _charge(duty, id, library)) is not None)


def _likely_documents(question: str, library: Library, masks: Sequence[Mask | None]) -> list[str]:
    found: list[str] = []
    for snapshot, mask in zip(library.snapshots, masks, strict=True):
        rows = one_a_document(snapshot, likely_rows(snapshot, question, mask, missing=0.5))
        found += [snapshot.documents[snapshot.row_document[row]] for row in rows[: _settings()["documents"]]]
    return found


def _charge(duty: Duty, id: str, library: Library) -> Charge | None:
    stored = library.store.document(id)
    over = (p for p in library.store.document_passages(id) if p.start < duty.end and duty.start < p.end)
    passage = next(over, None)
    return Charge(duty, id, stored.document.title, passage.key) if stored and passage else None
