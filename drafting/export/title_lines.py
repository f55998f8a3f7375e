"""A long title in lines that end where the meaning does (GB/T 9704—2012, clause 7.3.1)."""

import re
from itertools import combinations, pairwise

from drafting.export.layout import text_width

# A line may well end here: before these words, and after those.
_GOOD = re.compile(r"(?=关于|第|《|提案|建议|答复|会办意见)|(?<=[》号、，：])|(?<=会议)|(?<=委员会)")
# A line must not end here: inside a number, a session or a Latin word, before closing marks and 的/号, after
# opening marks.
_NEVER = re.compile(
    r"(?<=[0-9A-Za-z])(?=[0-9A-Za-z号])"
    r"|(?=[》）”’、，。；：】〕的号])|(?<=[《（“‘【〔第])"
    r"|(?<=[一二三四五六七八九十])(?=[一二三四五六七八九十届次])|(?<=届)(?=[一二三四五])|(?=次会议)"
)
_GAP = re.compile(r"【[^】]*】")


def title_lines(title: str, widest: float) -> tuple[str, ...]:
    """``title`` in few lines of like length, at most ``widest`` ems each, broken at the meaning."""
    total = text_width(title, 1.0)
    if total <= widest:
        return (title,)
    good = {match.start() for match in _GOOD.finditer(title)}
    never = {match.start() for match in _NEVER.finditer(title)}
    never.update(place for gap in _GAP.finditer(title) for place in range(gap.start() + 1, gap.end()))
    cuts = [place for place in range(2, len(title) - 1) if place not in never]
    attempts = [(lines, [c for c in cuts if c in good]) for lines in (2, 3)] + [(n, cuts) for n in (2, 3, 4)]
    for lines, places in attempts:
        if found := _best(title, widest, lines, places, good):
            return found
    return (title,)


def _best(title: str, widest: float, lines: int, cuts: list[int], good: set[int]) -> tuple[str, ...] | None:
    """The way of cutting into ``lines`` with the most even lengths; a cut off the meaning costs eight ems."""
    best: tuple[float, tuple[str, ...]] | None = None
    for chosen in combinations(cuts, lines - 1):
        parts = tuple(title[start:end] for start, end in pairwise((0, *chosen, len(title))))
        widths = [text_width(part, 1.0) for part in parts]
        if max(widths) > widest:
            continue
        cost = max(widths) - min(widths) + 8 * sum(place not in good for place in chosen)
        if best is None or cost < best[0]:
            best = (cost, parts)
    return best[1] if best else None
