"""Quantities as figures: numbers to compare and to reckon with."""

from collections.abc import Iterable

from corpus.document import Figure, Reference
from corpus.grammar.quantity import quantity_of
from corpus.references import find_references


def find_figures(text: str, references: Iterable[Reference] | None = None) -> tuple[Figure, ...]:
    """Every quantity that names its unit, with multipliers worked out; ``references`` are those of ``text`` where they
    are known already. Of a range (3—5年) the value is its upper end, and approximate."""
    found = find_references(text) if references is None else references
    figures = (_figure(reference) for reference in found if reference.kind == "quantity")
    return tuple(figure for figure in figures if figure.unit)


def _figure(reference: Reference) -> Figure:
    quantity = quantity_of(reference.value)
    return Figure(
        reference.raw,
        quantity.value,
        quantity.unit,
        quantity.rough or quantity.low is not None,
        reference.start,
        reference.end,
    )
