"""The sources of a draft in the order of their first use, each with one number."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.title_marks import in_marks
from drafting.draft import Draft, Source

_OPINION = "opinion:"


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """``number`` counts from 1; ``label`` names the source in Chinese."""

    number: int
    label: str
    source: Source


def source_label(source: Source) -> str:
    """《title》, or what the case file and the opinions are called; a document without a title by its id."""
    if source.document == "case":
        return f"办理件：{source.title}" if source.title else "办理件原文"
    if source.document.startswith(_OPINION):
        name = f"会办意见{source.document.removeprefix(_OPINION)}"
        return f"{name}：{source.title}" if source.title else name
    return in_marks(source.title) if source.title else source.document


def source_facts(source: Source, between: str = "，") -> str:
    """Date, disclosure, place in the source, and how the sentence differs from the words of the source."""
    place = f"第{source.start + 1}—{source.end}字"
    changed = f"改动：{source.adaptation}" if source.adaptation else ""
    known = (source.number, source.date, source.disclosure, place, changed)
    return between.join(fact for fact in known if fact)


def numbered_sources(draft: Draft) -> dict[Source, NumberedSource]:
    """Every source of the body with its number. Equal sources share one."""
    found: dict[Source, NumberedSource] = {}
    for source in _sources(draft):
        if source not in found:
            found[source] = NumberedSource(len(found) + 1, source_label(source), source)
    return found


def _sources(draft: Draft) -> Iterator[Source]:
    for paragraph in draft.paragraphs():
        for sentence in paragraph.sentences:
            yield from sentence.sources
