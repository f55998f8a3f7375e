"""The asks in a stretch that is said to hold them: by their numbers, by runs (一是…二是…), or by paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.cases.ask_marks import Mark, Run, inline_runs, line_marks
from corpus.cases.ask_spans import Ask, asking_sentences, spanned
from corpus.cases.ask_words import alternatives, asks, sounds_like_account, sounds_like_ask, words
from corpus.cases.ask_zones import Zone
from corpus.structure.lines import lines, unmarked

# Where the ask of a point begins that tells first what is wrong: at a label, or at a sentence that opens with 建议.
_INNER_LABEL = re.compile(
    rf"(?<=[。；;！\s])(?:{alternatives('cues', 'label')})[：:]"
    r"|(?<=[。！\n])[ \u3000]*(?:为此|因此|故|对此|鉴于此)?[，,]?(?:我们?|本人|特)?(?=建议)"
)
_ADDS = re.compile(r"(?:此外|另外|同时|还有|最后|再者|除此之外)[，,：:]?")
_RUN_IN = re.compile(r"\**[^。；：:，,、\s*]{4,16}[。：:]\**(?=[^\s*])")
_HEAD_END = "。；;，,：:！？!?"
_LONGEST_HEAD = 30


def asks_in_zone(text: str, zone: Zone) -> list[Ask]:
    marks = line_marks(text, zone.start, zone.end)
    if marks:
        return counted_asks(text, marks, zone.end)
    runs = [run for run in inline_runs(text, zone.start, zone.end) if not run.tells]
    if runs:
        return asks_of_runs(text, runs)
    return _unnumbered(text, zone)


def counted_asks(text: str, marks: Sequence[Mark], end: int) -> list[Ask]:
    """An ask for each number, with the runs inside it as its parts and what is added after the last as one more."""
    found: list[Ask] = []
    for at, mark in enumerate(marks):
        last = at + 1 == len(marks)
        stop = end if last else marks[at + 1].start
        added = list(_added(text, mark.start, stop)) if last else []
        stop = added[0].start if added else stop
        one = spanned(text, _narrowed(text, mark.start, stop), stop, mark.printed, mark.number, mark.depth)
        if one.end > one.start:
            found.append(one)
        leaf = last or marks[at + 1].depth <= mark.depth
        found += _parts(text, one) if leaf else []
        found += added
    return found


def _narrowed(text: str, start: int, stop: int) -> int:
    """Where the ask begins in a point that tells first what is wrong (泊位不足。… 建议：…)."""
    head = text[start : min(stop, start + 200)]
    if sounds_like_ask(head):
        return start
    match = _INNER_LABEL.search(text, start, stop)
    return match.end() if match else start


def _added(text: str, start: int, stop: int) -> Iterator[Ask]:
    """Paragraphs after the last number that ask for something more (此外，建议…)."""
    body = list(lines(text, start, stop))
    for line in body[1:]:
        if _ADDS.match(line.text) and asks(line.text) and not words("closing", "line").match(line.text):
            yield spanned(text, line.start, line.end)


def _parts(text: str, whole: Ask) -> list[Ask]:
    runs = [run for run in inline_runs(text, whole.start + 1, whole.end) if not run.tells and _asks_in_run(text, run)]
    return asks_of_runs(text, runs[:1], whole.depth + 1)


def _asks_in_run(text: str, run: Run) -> bool:
    """Whether most points of a run sound like asks and not like an account."""
    spans = run_spans(run)
    telling = sum(sounds_like_account(text[a:b]) and not sounds_like_ask(text[a:b]) for a, b in spans)
    return 2 * telling < len(spans)


def run_spans(run: Run) -> list[tuple[int, int]]:
    starts = [mark.start for mark in run.marks]
    return list(zip(starts, [*starts[1:], run.end], strict=True))


def asks_of_runs(text: str, runs: Iterable[Run], depth: int = 0) -> list[Ask]:
    found = []
    for run in runs:
        for mark, (start, stop) in zip(run.marks, run_spans(run), strict=True):
            found.append(spanned(text, start, stop, mark.printed, mark.number, depth))
    return found


def _unnumbered(text: str, zone: Zone) -> list[Ask]:
    """Asks without numbers: paragraphs that ask, or the sentences of the only one."""
    body = [
        line for line in lines(text, zone.start, zone.end) if not words("closing", "line").match(unmarked(line.text))
    ]
    body = body[1:] if len(body) > 1 and body[0].text.endswith(("：", ":")) else body
    if len(body) == 1:
        asking = asking_sentences(text, body[0].start, body[0].end)
        if len(asking) > 1:
            return asking
    heads = [line for line in body if len(line.text) <= _LONGEST_HEAD and unmarked(line.text)[-1:] not in _HEAD_END]
    begins = (
        heads
        if len(heads) > 1 and len(body) > len(heads)
        else [s for s in body if _RUN_IN.match(s.text) or sounds_like_ask(unmarked(s.text))]
    )
    begins = begins or body[:1]
    stops = [line.start for line in begins[1:]] + [body[-1].end if body else zone.end]
    return [spanned(text, line.start, stop) for line, stop in zip(begins, stops, strict=True)]
