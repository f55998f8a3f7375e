"""The title meant by one that nothing is called: at most two letters away, and always said."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.grammar.quoted_titles import quoted_titles
from corpus.references import closest_title
from corpus.rulebook.catalogue import Catalogue
from corpus.title_marks import in_marks
from retrieval.cited import Holder


@dataclass(frozen=True, slots=True)
class Meant:
    """The title that was meant: of the document ``document``, or quoted in the passage ``passage``."""

    title: str
    edits: int
    document: str | None
    passage: str | None


def meant(title: str, catalogue: Catalogue, bearers: Iterable[Holder], quoters: Iterable[Holder]) -> Meant | None:
    """The nearest of the catalogue's names, the titles of ``bearers``, and the titles that ``quoters`` quote.

    Of equally near ones a document goes before a quotation. ``None`` where none is near enough
    (:func:`corpus.references.closest_title`).
    """
    found: list[Meant] = []
    if (rule := catalogue.closest(title)) is not None and rule.rule.document is not None:
        found.append(Meant(rule.name, rule.edits, rule.rule.document, None))
    borne = {one.title: one for one in bearers if one.title}
    if (near := closest_title(title, borne)) is not None:
        found.append(Meant(near.title, near.edits, borne[near.title].document, None))
    quoted = {reference.value: one for one in quoters for reference in quoted_titles(one.text)}
    if (near := closest_title(title, quoted)) is not None:
        found.append(Meant(near.title, near.edits, None, quoted[near.title].key))
    return min(found, key=lambda one: one.edits, default=None)


def remark(asked: str, one: Meant) -> str:
    """What the reader is told."""
    plain = asked.strip().strip("《》")
    return f"没有题为{in_marks(plain)}的资料，已按最接近的{in_marks(one.title)}查找（相差{one.edits}个字）。"
