"""Sentences that a letter may rest on, each with where it stands: the case, the opinions, stored documents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document
from corpus.storage.stored import PassageRow, document_id
from corpus.structure.lines import Line, sentences
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.once import once

_FEWEST = 6
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．](?!\d)|[一二三四五六七八九]是)\s*"
)
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
# A stored paper that names the item is the matter's own where it is of these kinds; a summary names many.
_OF_THE_ITEM = ("proposal", "reply", "opinion", "page")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a source. ``origin`` is ``case``, ``opinion:N`` or a document's id; ``near`` where it is the
    matter's own: the case, an opinion on it, or a stored text on the same item."""

    origin: str
    text: str
    start: int
    end: int
    title: str | None
    kind: str
    issuer: str | None
    date: str | None
    disclosure: str | None
    region: str | None
    near: bool = False

    @property
    def year(self) -> str | None:
        """The year that the source itself tells of: that of its title (2023年工作总结), else of its date."""
        named = _YEAR.search(self.title or "")
        return named.group() if named else self.date[:4] if self.date else None

    @property
    def name(self) -> str:
        """How a message calls the source."""
        if self.origin == "case":
            return "原件"
        if self.origin.startswith("opinion:"):
            return f"{self.issuer}的会办意见" if self.issuer else "会办意见"
        return f"《{self.title}》" if self.title else "已存资料"


@once
def told_by(letter: Letter, dossier: Dossier) -> list[Told]:
    """Every sentence of the case, the opinions, the draft's own sources and the stored passages like the letter."""
    found = list(_handed_in(dossier))
    if dossier.archive is not None:
        wanted = [s.text for s in letter.statements if s.role != "placeholder"]
        own = document_id(letter.text)
        same = set(_same_item(letter, dossier))
        for row in dossier.archive.alike(wanted, (own,)):
            found += _of_row(row, row.document in same and row.kind in _OF_THE_ITEM)
    return found


def _handed_in(dossier: Dossier) -> Iterator[Told]:
    if dossier.case is not None:
        yield from _of_document("case", dossier.case, "proposal", None)
    for opinion in dossier.opinions or ():
        yield from _of_document(opinion.reference, opinion.document, "opinion", opinion.unit)


def _of_document(origin: str, document: Document, kind: str, issuer: str | None) -> Iterator[Told]:
    for line in map(_unnumbered, sentences(document.text)):
        if len(line.text) >= _FEWEST:
            yield Told(
                origin, line.text, line.start, line.end, document.title, kind, issuer or document.issuer,
                document.date, document.disclosure, None, True,
            )  # fmt: skip


def _of_row(row: PassageRow, near: bool) -> Iterator[Told]:
    for line in map(_unnumbered, sentences(row.text)):
        if len(line.text) >= _FEWEST:
            yield Told(
                row.document, line.text, row.start + line.start, row.start + line.end, row.title, row.kind,
                row.issuer, row.date, row.disclosure, row.region, near,
            )  # fmt: skip


def _unnumbered(line: Line) -> Line:
    """A sentence without the number it begins with."""
    mark = _NUMBERED.match(line.text)
    return Line(line.start + mark.end(), line.end, line.text[mark.end() :]) if mark else line


def _same_item(letter: Letter, dossier: Dossier) -> Sequence[str]:
    case = dossier.case.case if dossier.case else None
    number = case.item_no if case else None
    numbers = [number] if number else [r.value for r in letter.document.references if r.kind == "item_no"][:1]
    return [id for no in numbers for id in dossier.archive.by_item(no)] if dossier.archive and numbers else ()
