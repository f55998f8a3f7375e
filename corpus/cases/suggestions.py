"""The asks of a case: numbered at any depth, 一是…二是…, in a table, or unnumbered sentences that ask."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.cases.ask_account import asks_in_account
from corpus.cases.ask_ids import named_asks
from corpus.cases.ask_points import asks_in_zone
from corpus.cases.ask_spans import Ask
from corpus.cases.ask_tables import find_ask_tables
from corpus.cases.ask_zones import Zone, find_zones
from corpus.document import Suggestion
from corpus.grammar.ordinals import ordinal


def find_suggestions(
    text: str, start: int, end: int, labels: tuple[int, ...] = (), stops: tuple[int, ...] = ()
) -> tuple[Suggestion, ...]:
    """The asks in ``text[start:end]`` with exact offsets; an empty tuple where the text asks for nothing.

    Stretches that are said to hold asks win (under 建议：, after 提出以下建议：, in a column of a table); where there
    are none, the points of the text that sound like asks, then its sentences with a verb of asking. ``labels`` and
    ``stops`` are those of :func:`corpus.cases.ask_zones.find_zones`.
    """
    tables = find_ask_tables(text, start, end)
    outside = [at for at in labels if not any(table.start <= at <= table.end for table in tables)]
    zones = [
        zone
        for zone in find_zones(text, start, end, tuple(outside), stops)
        if not any(table.start < zone.end and zone.start < table.end for table in tables)
    ]
    groups: list[tuple[str | None, list[Ask]]] = [(None, _of_table(table.asks)) for table in tables]
    groups += [(zone.owner, _labelled(zone, found)) for zone in zones if (found := asks_in_zone(text, zone))]
    if not groups:
        found = asks_in_account(text, start, end)
        return named_asks(text, [(None, found)]) if found else ()
    return named_asks(text, sorted(groups, key=lambda group: group[1][0].start))


def _labelled(zone: Zone, found: list[Ask]) -> list[Ask]:
    """The one ask under a label with a number of its own (建议一：) has that number."""
    if zone.number is None or len(found) > 1 or found[0].number:
        return found
    return [replace(found[0], number=zone.number, key=str(ordinal(zone.number) or ""))]


def _of_table(found: Sequence[Suggestion]) -> list[Ask]:
    return [Ask(ask.start, ask.end, ask.number, str(ordinal(ask.number or "") or "")) for ask in found]
