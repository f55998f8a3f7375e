"""The ids of asks: the number as printed (1, 3.2), or the position where none is printed."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.cases.ask_spans import Ask
from corpus.document import Suggestion


def named_asks(text: str, groups: Sequence[tuple[str | None, Sequence[Ask]]]) -> tuple[Suggestion, ...]:
    """Ids from printed numbers; of several groups each under the number of the point it stands in, or counted on."""
    owners = [owner for owner, _ in groups]
    owned = len(groups) > 1 and all(owners) and len(set(owners)) == len(owners)
    keys = [ask.key for _, found in groups for ask in found if ask.depth == 0]
    anew = not owned and len(groups) > 1 and ("" in keys or len(set(keys)) < len(keys))
    named: list[Suggestion] = []
    position = 0
    for owner, found in groups:
        above = owner if owned and owner else ""
        alone = bool(above) and sum(ask.depth == 0 for ask in found) == 1
        path: list[str] = []
        for ask in found:
            position += ask.depth == 0
            path = _path(path, ask, str(position) if not above else "1", anew)
            own = _below(above, path, alone)
            parent = _below(above, path[:-1], alone) if len(path) > 1 else None
            number = ask.number or (above if alone else None)
            named.append(Suggestion(own, number, text[ask.start : ask.end], ask.start, ask.end, parent))
    return _unique(named)


def _path(path: Sequence[str], ask: Ask, position: str, anew: bool) -> list[str]:
    """The numbers from the outermost ask to this one; 3.1 brings them along itself."""
    if "." in ask.key:
        return ask.key.split(".")
    counted = "" if anew and ask.depth == 0 else ask.key
    return [*path[: ask.depth], counted or position]


def _below(above: str, path: Sequence[str], alone: bool) -> str:
    """``path`` below the number of the point it stands in; the only ask of a point takes that number itself."""
    return ".".join([*([above] if above else []), *(path[1:] if alone else path)])


def _unique(found: list[Suggestion]) -> tuple[Suggestion, ...]:
    """Printed numbers repeat where a writer starts anew (1. under 一、 and again under 二、); ids never do.

    A parent that is not among the asks is none.
    """
    taken = {one.id for one in found}
    seen: dict[str, int] = {}
    unique: list[Suggestion] = []
    for one in found:
        count = seen[one.id] = seen.get(one.id, 0) + 1
        own = one.id
        while count > 1 and own in taken:
            own, count = f"{one.id}-{count}", count + 1
        taken.add(own)
        unique.append(replace(one, id=own))
    return tuple(one if one.parent in taken else replace(one, parent=None) for one in unique)
