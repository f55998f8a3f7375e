"""The asks of a letter that does not part them from its account of what is wrong."""

from collections.abc import Sequence

from corpus.cases.ask_marks import Mark, Run, inline_runs, line_marks
from corpus.cases.ask_points import asks_of_runs, counted_asks, run_spans
from corpus.cases.ask_spans import Ask, asking_sentences, spanned
from corpus.cases.ask_words import sounds_like_account, sounds_like_ask
from corpus.structure.lines import lines

# Beyond this it is no letter: the sentences of a collection of pages are not searched one by one.
_LONGEST_LETTER = 60_000


def asks_in_account(text: str, start: int, end: int) -> list[Ask]:
    """Asks of a letter that does not part them from its account."""
    if end - start > _LONGEST_LETTER:
        return []
    marks = line_marks(text, start, end)
    if marks and (found := _asking_points(text, marks, end)):
        return found
    runs = [run for run in inline_runs(text, start, end) if not run.tells and _asks_by_run(text, run)]
    if not marks and runs:
        return asks_of_runs(text, runs)
    plain = marks and not any(sounds_like_account(_first_line(text, mark.start)) for mark in marks)
    return asking_sentences(text, start, end) or (counted_asks(text, marks, end) if plain else [])


def _first_line(text: str, start: int) -> str:
    return next(lines(text, start)).text


def _asks_by_run(text: str, run: Run) -> bool:
    likely = sum(sounds_like_ask(text[a:b]) for a, b in run_spans(run))
    return 2 * likely >= len(run.marks)


def _asking_points(text: str, marks: Sequence[Mark], end: int) -> list[Ask]:
    """Points that sound like asks with all under them, and the asking end of points that tell first what is wrong."""
    stops = [mark.start for mark in marks[1:]] + [end]
    likely = _likely(text, marks, stops)
    chosen: list[Ask] = []
    whole = narrowed = 0
    under: int | None = None
    for at, (mark, stop) in enumerate(zip(marks, stops, strict=True)):
        if under is not None and mark.depth > under:
            chosen += counted_asks(text, marks[at : at + 1], stop)
            continue
        under = None
        if likely[at]:
            under = mark.depth
            whole += 1
            chosen += counted_asks(text, marks[at : at + 1], stop)
        elif at + 1 == len(marks) or marks[at + 1].depth <= mark.depth:
            asking = asking_sentences(text, mark.start, stop)
            if asking and asking[0].start > mark.start:
                narrowed += 1
                chosen.append(spanned(text, asking[0].start, stop, mark.printed, mark.number, mark.depth))
    # numbers that count causes, with one wish at the end, count no asks
    return chosen if whole > 1 or narrowed > 1 or (whole and len(marks) == 1) else []


def _likely(text: str, marks: Sequence[Mark], stops: Sequence[int]) -> list[bool]:
    """Which points sound like asks; one that tells nothing wrong goes with most of its neighbours in the count."""
    likely = [sounds_like_ask(text[mark.start : stop]) for mark, stop in zip(marks, stops, strict=True)]
    groups: dict[int, list[int]] = {}
    open_groups: dict[int, int] = {}
    for at, mark in enumerate(marks):
        open_groups = {depth: first for depth, first in open_groups.items() if depth <= mark.depth}
        groups.setdefault(open_groups.setdefault(mark.depth, at), []).append(at)
    for members in groups.values():
        if 2 * sum(likely[at] for at in members) > len(members):
            for at in members:
                likely[at] = likely[at] or not sounds_like_account(_first_line(text, marks[at].start))
    return likely
