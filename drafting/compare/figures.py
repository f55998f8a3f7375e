"""Figures of two letters that measure the same thing, and whether both can hold."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpus.document import Document, Figure
from corpus.grammar.dates import dates
from drafting.compare.comparison import Change, Side
from drafting.compare.polarity import words
from drafting.compare.redline import Edit

_ROUGH = re.compile(r"^[约近]|[余多几]")
_NEAR = 0.05  # rough figures (约300) this near to each other say the same


def figure_changes(
    draft: Side, prior: Side, edits: Sequence[Edit], letters: tuple[Document, Document]
) -> Iterator[Change]:
    """Of two sentences that are alike, the figures that took one another's place.

    Both cannot hold where they are as of the same time: the one they name, the letters' own where they tell how things
    stand, and none at all where they set a measure (每台补助12万元).
    """
    mine, theirs = _within(letters[0], draft), _within(letters[1], prior)
    for one, other in _swapped(mine, theirs, draft, prior, edits):
        if one.unit == other.unit and _alike(one, other, letters):
            continue
        same_time = _time(one, draft, letters[0]) == _time(other, prior, letters[1])
        yield Change("figure", one.raw, other.raw, contradicts=same_time)


def date_changes(draft: Side, prior: Side, edits: Sequence[Edit]) -> Iterator[Change]:
    """Of two sentences that are alike, days that took one another's place: of one year, both cannot hold."""
    for edit in edits:
        if edit.kinds == {"date"} and edit.draft and edit.prior:
            mine, theirs = _years(edit.draft), _years(edit.prior)
            yield Change("figure", edit.draft, edit.prior, contradicts=mine == theirs)


def metric_changes(
    draft: Side, prior: Side, letters: tuple[Document, Document], told: Sequence[Change]
) -> Iterator[Change]:
    """Figures of one metric, unit, subject and time in two answers whose sentences do not match."""
    known = {(change.draft, change.prior) for change in told}
    own, others = _by_key(_within(letters[0], draft)), _by_key(_within(letters[1], prior))
    for key, figures in own.items():
        rivals = others.get(key, [])
        # Several figures of one key are the parts of a count or of a series: none of them is the other's rival.
        if len(figures) != 1 or len(rivals) != 1 or _alike(figures[0], rivals[0], letters):
            continue
        if (figures[0].raw, rivals[0].raw) not in known:
            yield Change("figure", _told(figures[0]), _told(rivals[0]), contradicts=True)


def _by_key(figures: Sequence[Figure]) -> dict[tuple[str, str, str | None, str], list[Figure]]:
    found: dict[tuple[str, str, str | None, str], list[Figure]] = {}
    for figure in figures:
        if (key := _key(figure)) is not None:
            found.setdefault(key, []).append(figure)
    return found


def _key(figure: Figure) -> tuple[str, str, str | None, str] | None:
    """What a figure measures, where it says so with its time."""
    if figure.metric is None or figure.as_of is None:
        return None
    return figure.metric, figure.unit, figure.subject, figure.as_of


def _told(figure: Figure) -> str:
    return f"{figure.metric}{figure.raw}（{figure.as_of}）"


def _swapped(
    mine: Sequence[Figure], theirs: Sequence[Figure], draft: Side, prior: Side, edits: Sequence[Edit]
) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures that the same edit touches, in order."""
    for edit in edits:
        if not edit.draft or not edit.prior:
            continue
        own = _touched(mine, draft.start + edit.draft_start, len(edit.draft))
        other = _touched(theirs, prior.start + edit.prior_start, len(edit.prior))
        yield from zip(own, other, strict=False)


def _touched(figures: Sequence[Figure], start: int, size: int) -> list[Figure]:
    return [figure for figure in figures if figure.start < start + size and start < figure.end]


def _within(document: Document, side: Side) -> list[Figure]:
    figures = document.figures
    first = bisect_left(figures, side.start, key=lambda figure: figure.start)
    last = bisect_left(figures, side.end, key=lambda figure: figure.start)
    return list(figures[first:last])


def _alike(one: Figure, other: Figure, letters: tuple[Document, Document]) -> bool:
    if one.value == other.value:
        return True
    near = abs(one.value - other.value) <= _NEAR * max(abs(one.value), abs(other.value))
    return near and _is_rough(one, letters[0]) and _is_rough(other, letters[1])


def _is_rough(figure: Figure, document: Document) -> bool:
    """约300, 300余; a bound (不少于300) is an exact figure."""
    return bool(_ROUGH.search(document.text[max(0, figure.start - 1) : figure.end]))


def _time(figure: Figure, side: Side, document: Document) -> str | None:
    if figure.as_of is not None:
        return figure.as_of
    return document.date if words("status").search(side.text) else None


def _years(printed: str) -> set[str]:
    return {one.value[:4] for one in dates(printed) if one.value[:4].isdecimal()}
