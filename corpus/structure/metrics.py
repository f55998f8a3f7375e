"""What figures measure: the phrase that governs each, its date, source and subject (domain brief §5, R12, R13).

Rules over clauses, no grammar: the metric is the verb and noun before the number (新增公办学位12000个), the noun behind
a measure word (培训2万名民营企业管理人员), or what the figure before it measured (…1.2万件，同比下降12.3%).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Figure, Reference
from corpus.offices.organs import find_organs
from corpus.structure.figure_context import Surroundings, words

_SENTENCE_END = re.compile(r"[。；;！!？?\n\t]")
_CLAUSE_END = re.compile(r"[，,：:（(）)]")
# Said in passing, within brackets or as quotation marks: no part of the phrase, so it is masked, length for length.
_ASIDE = re.compile(r"[（(][^（）()]{0,80}[）)]|[“”\"《》*]")
_BLANKS = re.compile(r"\s+")
_MASK, _DATE = "\1", "\0"
_TAIL = re.compile(r"[ \u3000\xa0]?[“A-Z]?[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z“”·]{0,23}")
_STOP = re.compile(r"[，,。；;：:、！？!?\n\t（）()]")
_LONGEST = 30
_LONGEST_TAIL = 18
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Clause:
    """The part of a sentence before a figure: ``sentence`` and ``start`` are offsets, ``words`` what stands between."""

    sentence: int
    start: int
    words: str


def measured(
    figures: Sequence[Figure], text: str, references: Sequence[Reference], document_date: str | None
) -> tuple[Figure, ...]:
    """``figures`` (in order) with metric, as-of date, source and subject; each ``None`` where the text shows none.

    ``references`` are those of the text; of them the dates are used. ``document_date`` is ISO with any precision.
    """
    around = Surroundings(text, _free_dates(references), tuple(find_organs(text)), document_date)
    found: list[Figure] = []
    for figure in figures:
        sentence = _last_end(_SENTENCE_END, text, figure.start, max(0, figure.start - 600))
        last = found[-1] if found and found[-1].start >= sentence else None
        found.append(
            replace(
                figure,
                metric=_metric(figure, text, _clause(figure, text, sentence, last, around), last),
                as_of=around.as_of(sentence, figure.start),
                source=around.source(sentence, figure.start),
                subject=around.subject(sentence, figure.start),
            )
        )
    return tuple(found)


def _free_dates(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """The dates that stand in no title and no document number, in order."""
    free: list[Reference] = []
    covered = 0
    for reference in sorted(references, key=lambda r: (r.start, r.kind == "date")):
        if reference.kind in ("title", "doc_number"):
            covered = max(covered, reference.end)
        elif reference.kind == "date" and reference.end > covered:
            free.append(reference)
    return tuple(free)


def _last_end(pattern: re.Pattern[str], text: str, before: int, floor: int) -> int:
    end = floor
    for match in pattern.finditer(text, floor, before):
        end = match.end()
    return end


def _clause(figure: Figure, text: str, sentence: int, last: Figure | None, around: Surroundings) -> _Clause:
    """The words before the figure in its clause, without dates; after a figure in the same clause, what follows it."""
    masked = _masked(text[sentence : figure.start])
    start = _last_end(_CLAUSE_END, masked, len(masked), 0) + sentence
    if last is not None and last.end > start:
        comma = text.rfind("、", last.end, figure.start)
        start = comma + 1 if comma >= 0 else last.end
    before = masked[start - sentence :]
    for date in reversed([d for d in around.dates_between(start, figure.start) if d.end <= figure.start]):
        before = before[: date.start - start] + _DATE + before[date.end - start :]
    front, _, behind = before.replace(_MASK, "").rpartition(_DATE)
    return _Clause(sentence, start, behind if _head(behind) else front.replace(_DATE, ""))


def _masked(text: str) -> str:
    return _ASIDE.sub(lambda match: _MASK * len(match.group()), text)


def _metric(figure: Figure, text: str, clause: _Clause, last: Figure | None) -> str | None:
    head = _head(clause.words)
    if last is not None and clause.start == last.end and head and (last.metric or "").endswith(head):
        head = ""  # the noun of the figure before: 涵盖30个类别190个品种
    change = words("", "change").search(head)
    if change is not None:
        base = _shorten(_head(head[: change.start()])) or _base(last) or _clause_before(text, clause)
        return " ".join(part for part in (base, change.group()) if part)
    tail = _tail(figure, text)
    if tail and words("", "span").fullmatch(figure.unit):
        return tail
    if not head or words("", "empty").match(head):
        return _headless(figure, text, clause, last, tail)
    if not tail:
        if len(head) < _FEWEST:
            return f"{_base(last) or _clause_before(text, clause) or ''}{head}"
        bare = words("", "verbs").fullmatch(head) or words("", "each").fullmatch(head)
        return _shorten(head) + ((_predicate(figure, text, "") or figure.unit) if bare else "")
    return _governing(head) + tail


def _headless(figure: Figure, text: str, clause: _Clause, last: Figure | None, tail: str) -> str | None:
    """A figure with nothing before it: what is said of it, under the verb of the figure before in one clause, or what
    that figure or the clause before it speaks of."""
    joined = last is not None and last.end >= clause.start - 1
    verb = words("", "verbs").match(_base(last) or "") if joined else None
    if tail and verb:
        return verb.group() + tail
    said = _predicate(figure, text, tail)
    if tail or (said and words("", "counted").fullmatch(figure.unit)):
        return said or tail
    return (_base(last) if joined else None) or _clause_before(text, clause) or _base(last)


def _predicate(figure: Figure, text: str, tail: str) -> str:
    """What the sentence goes on to say of the figure, up to the clause's end."""
    return tail + _said(text, text.find(tail, figure.end) + len(tail) if tail else figure.end)


def _said(text: str, at: int) -> str:
    """The words from ``at`` to the end of the clause; nothing where they are many."""
    end = _STOP.search(text, at, at + _LONGEST_TAIL + 1)
    said = text[at : end.start()] if end else ""
    return "" if any(map(str.isdigit, said)) else said


def _head(before: str) -> str:
    """The words before a figure without connectives before and adverbs behind them."""
    head = words("", "before_number").sub("", before.strip().rstrip('“”"（('))
    return words("", "opening").sub("", head).strip(" \u3000的")


def _governing(head: str) -> str:
    """The verb (with its object, if any) that governs a figure which names its own noun."""
    verb = _last_verb(head)
    kept = head[verb.start() :] if verb else head
    if len(kept) > _LONGEST_TAIL:
        return verb.group() if verb else ""
    return kept


def _shorten(head: str) -> str:
    """The head from its last governing verb on where it is long; a noun in front of it belongs to a short one."""
    if len(head) <= _LONGEST_TAIL:
        return _head(words("subject", "pattern").sub("", head, count=1)) if len(head) > 6 else head
    verb = _last_verb(head[:-1])
    kept = head[verb.start() :] if verb and len(head) - verb.start() > _FEWEST + 1 else head
    return kept[-_LONGEST:]


def _last_verb(head: str) -> re.Match[str] | None:
    found = None
    for match in words("", "verbs").finditer(head):
        found = match
    return found


def _tail(figure: Figure, text: str) -> str:
    """The noun behind a measure word (12名教师 → 教师), of money and shares also behind 的 (20%的学费 → 学费), and
    what is done within a span of time (10个工作日内完成核办 → 完成核办)."""
    ahead = text[figure.end : figure.end + 4]
    if words("", "span").fullmatch(figure.unit):
        within = words("", "within").match(ahead)
        return _said(text, figure.end + within.end()) if within else ""
    skipped = words("", "noun_start").match(ahead)
    if not words("", "counted").fullmatch(figure.unit):
        behind = figure.unit == "元" or (skipped is not None and skipped.group().endswith("的"))
        if not (behind and words("", "valued").fullmatch(figure.unit)):
            return ""
    match = _TAIL.match(text, figure.end + (skipped.end() if skipped else 0))
    if match is None:
        return ""
    end = words("", "noun_end").search(match.group())
    noun = match.group()[: end.start()] if end else match.group()
    return noun[:_LONGEST_TAIL].strip("的“” \u3000\xa0")


def _base(last: Figure | None) -> str | None:
    """What the figure before measured, without the change it told."""
    return last.metric.partition(" ")[0] if last and last.metric else None


def _clause_before(text: str, clause: _Clause) -> str | None:
    """What the clause before the figure's speaks of, where the figure's own names nothing."""
    end = clause.start - 1
    if end <= clause.sentence:
        return None
    masked = _masked(text[clause.sentence : end])
    start = _last_end(_CLAUSE_END, masked, len(masked), 0)
    named = _shorten(_head(masked[start:].replace(_MASK, "")))
    return named[-_LONGEST_TAIL:] if len(named) >= _FEWEST else None
