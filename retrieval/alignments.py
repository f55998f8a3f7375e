"""Replies aligned with the case they answer, each pair of documents worked out once and kept on disk.

Nothing is aligned before somebody asks for it, and nothing twice: a pair is named by the texts, by what the parser
found in them, and by the encoder whose judgement was used, so that a change of any of these is another pair.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

from corpus.cases.align import Similar
from corpus.cases.replies import aligned
from corpus.document import Document, Suggestion, UnitReply
from index.encoder import Encoder

_RULES = 1  # raised when corpus.cases.align aligns otherwise
_LONGEST = 400
_KEPT = 4096


class Alignments:
    """``folder`` keeps what was worked out; without one it is kept for this process alone."""

    def __init__(self, encoder: Encoder | None, folder: Path | None) -> None:
        self._similar = similar_by(encoder) if encoder else None
        self._mark = f"{_RULES}-{encoder.fingerprint if encoder else ''}"
        self._folder = folder
        self._known: dict[str, tuple[UnitReply, ...]] = {}

    def of(self, document: Document, asks: tuple[Suggestion, ...]) -> tuple[UnitReply, ...]:
        """The replies in ``document`` with the ids of the ``asks`` that each of their answers answers."""
        name = self._name(document, asks)
        if name not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            kept = self._read(name)
            found = _restored(document.replies, kept) if kept is not None else None
            if found is None:
                found = aligned(document, asks)
                if self._similar is not None and not _whole(found, asks):
                    found = aligned(document, asks, self._similar)
                self._write(name, found)
            self._known[name] = found
        return self._known[name]

    def _name(self, document: Document, asks: tuple[Suggestion, ...]) -> str:
        answers = [(a.start, a.end) for unit in document.replies for a in unit.answers]
        parts = (self._mark, document.text, repr(answers), repr([(s.id, s.parent, s.text) for s in asks]))
        return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def _read(self, name: str) -> object:
        try:
            return json.loads((self._folder / name).read_text("utf-8")) if self._folder else None
        except (OSError, ValueError):  # not worked out yet, or damaged: it is worked out anew
            return None

    def _write(self, name: str, found: Sequence[UnitReply]) -> None:
        if self._folder is None:
            return
        ids = [[list(answer.suggestions) for answer in unit.answers] for unit in found]
        with suppress(OSError):  # a folder that cannot be written costs time, nothing else
            self._folder.mkdir(parents=True, exist_ok=True)
            making = self._folder / f".{uuid4().hex}"
            making.write_text(json.dumps(ids, ensure_ascii=False), "utf-8")
            making.replace(self._folder / name)


def similar_by(encoder: Encoder) -> Similar:
    """Likeness in meaning by the cosines of ``encoder``; of long texts only the beginning is compared."""

    def similar(asks: Sequence[str], answers: Sequence[str]) -> Sequence[Sequence[float]]:
        asked = encoder.queries([text[:_LONGEST] for text in asks])
        said = encoder.passages([text[:_LONGEST] for text in answers])
        rows: list[list[float]] = (asked @ said.T).tolist()
        return rows

    return similar


def _whole(found: Sequence[UnitReply], asks: Sequence[Suggestion]) -> bool:
    """Whether words alone leave nothing over: every answer has its ask and every outermost ask its answer."""
    answers = [answer for unit in found for answer in unit.answers]
    answered = {id.partition(".")[0] for answer in answers for id in answer.suggestions}
    return all(a.suggestions for a in answers) and all(s.id in answered for s in asks if s.parent is None)


def _restored(replies: Sequence[UnitReply], kept: object) -> tuple[UnitReply, ...] | None:
    """``replies`` with the ids that were kept; ``None`` where these are not of their shape."""
    if not isinstance(kept, list) or len(kept) != len(replies):
        return None
    units = []
    for unit, ids in zip(replies, kept, strict=True):
        if not isinstance(ids, list) or len(ids) != len(unit.answers) or not all(isinstance(i, list) for i in ids):
            return None
        answers = (replace(a, suggestions=tuple(map(str, i))) for a, i in zip(unit.answers, ids, strict=True))
        units.append(replace(unit, answers=tuple(answers)))
    return tuple(units)
