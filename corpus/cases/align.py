"""Alignment of answers with suggestions: by name, by words, by meaning where it can be had, and by order.

None is a valid answer: what speaks to no ask is aligned with none.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.cases.likeness import bigrams, likeness
from corpus.document import Answer, Suggestion
from corpus.grammar.ordinals import ordinal
from corpus.structure.lines import sentences

Similar = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]
"""Likeness in meaning of each ask with each answer, shape (asks, answers), values in 0…1 (cosine of an encoder)."""

# An answer belongs to a suggestion when its opening words or the whole of it share this much with the suggestion
# (cosine of rare character pairs). On the sample corpus, a portal page and bench/alignment_pairs.toml the right pairs
# reach this and more, an answer that speaks to no suggestion stays below.
_ENOUGH = 0.1
# Among few texts no pair is rare, and all likenesses are lower: (texts at most, enough).
_ENOUGH_OF_FEW = ((3, 0.045), (5, 0.07))
# A further suggestion is answered as well when it is nearly as like as the best.
_NEARLY = 0.85
# What stands at the same place in the count on both sides needs less, what stands elsewhere has to be better by this.
_ORDER = 0.03
# A paragraph that is a little like half of all asks and much like none speaks of the matter in general.
_CLEAR = 0.2
# Meaning counts beside words from here on: two texts of one subject are alike in an encoder's eye to begin with.
_MEANING = (0.85, 0.8)
# One sentence of an answer is enough for an ask that is left over, where it is as like it as this.
_SENTENCE = 0.2
_OPENING = 40
_SHORT = 40
# A likeness that shows a shared word and no more.
_TRACE = 0.02
_NAMED_WITHIN = 60
# Beyond this many pairs it is no letter, and comparing each with each would cost the square of its length.
_MOST_PAIRS = 40_000
_SENTENCE_END = "。；;\n"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _stop() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_data()["stop"], key=len, reverse=True))))


@cache
def _names() -> re.Pattern[str]:
    one = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:[.．]\d{1,2})?)"
    several = rf"[（(]?{one}[）)]?(?:(?:、|和|及|至|，|,)(?:建议|第)?[（(]?{one}[）)]?)*"
    return re.compile("|".join(f"(?:{name.replace('{n}', several)})" for name in _data()["names"]))


def plain(text: str) -> str:
    """``text`` without the phrases of the genre."""
    return _stop().sub(" ", text)


def align(
    answers: tuple[Answer, ...], suggestions: tuple[Suggestion, ...], similar: Similar | None = None
) -> tuple[Answer, ...]:
    """Answers with ``suggestions`` filled in.

    An answer that names its asks (对建议1、2) answers these. A letter with as many points as there are outermost asks
    answers them in order, when no point speaks against it. An ask with parts of its own is answered with the last of
    them. ``similar`` adds an encoder's judgement to that of the words.
    """
    if not answers or not suggestions or len(answers) * len(suggestions) > _MOST_PAIRS:
        return answers
    parents = {s.parent for s in suggestions}
    tops = tuple(s for s in suggestions if s.parent is None)
    leaves = tuple(s for s in suggestions if s.id not in parents)
    rows = scores(answers, leaves, similar)
    enough = next((low for most, low in _ENOUGH_OF_FEW if len(answers) + len(leaves) <= most), _ENOUGH)
    chosen = [_chosen(row, leaves, enough) for row in _with_order(rows, answers, leaves, tops)]
    if len(answers) > 1:
        chosen = [set() if _is_general(row, ids, leaves) else ids for row, ids in zip(rows, chosen, strict=True)]
    _by_sentence(chosen, answers, leaves)
    if len(answers) == len(tops) > 1:
        _by_order(chosen, answers, tops, suggestions)
    _between(chosen, rows, leaves, tops)
    for at, answer in enumerate(answers):
        chosen[at] = named_in(answer.text, suggestions) or chosen[at]
    return tuple(
        replace(answer, suggestions=_with_parents(ids, suggestions))
        for answer, ids in zip(answers, chosen, strict=True)
    )


def scores(
    answers: Sequence[Answer], leaves: Sequence[Suggestion], similar: Similar | None = None
) -> list[list[float]]:
    """For each answer and each suggestion the higher likeness of the answer's opening words and of the whole; with
    ``similar``, the meaning beyond what all pairs have in common adds to it. Shape (answers, leaves)."""
    asks = [bigrams(s.text) for s in leaves]
    whole = likeness([bigrams(a.text) for a in answers], asks)
    opening = likeness([bigrams(a.text.partition("\n")[0][:_OPENING]) for a in answers], asks)
    rows = [list(map(max, one, other)) for one, other in zip(whole, opening, strict=True)]
    if similar is None:
        return rows
    floor, weight = _MEANING
    meant = similar([s.text for s in leaves], [a.text for a in answers])
    return [
        [score + weight * max(0.0, meant[n][at] - floor) for n, score in enumerate(row)] for at, row in enumerate(rows)
    ]


def _with_order(
    rows: list[list[float]], answers: Sequence[Answer], leaves: Sequence[Suggestion], tops: Sequence[Suggestion]
) -> list[list[float]]:
    """Rows with a little added where answer and ask stand at the same place of counts of one length."""
    if len(answers) not in (len(tops), len(leaves)) or len(answers) < 2:
        return rows
    counted = [s.id for s in (tops if len(answers) == len(tops) else leaves)]
    places = [
        next((n for n, own in enumerate(counted) if s.id == own or s.id.startswith(own + ".")), -1) for s in leaves
    ]
    return [
        [score + _ORDER * (place == at and score > 0) for score, place in zip(row, places, strict=True)]
        for at, row in enumerate(rows)
    ]


def _chosen(row: Sequence[float], leaves: Sequence[Suggestion], enough: float) -> set[str]:
    best = max(row)
    least = max(enough, _NEARLY * best)
    return {s.id for s, score in zip(leaves, row, strict=True) if score >= least}


def _is_general(row: Sequence[float], ids: set[str], leaves: Sequence[Suggestion]) -> bool:
    """Whether an answer among others is a little like most asks and much like none."""
    return max(row) < _CLEAR and len(ids) > 2 and 2 * len(ids) >= len(leaves)


def _by_sentence(chosen: list[set[str]], answers: Sequence[Answer], leaves: Sequence[Suggestion]) -> None:
    """Give an ask that no answer as a whole is like the answer of which one sentence is very like it."""
    taken = set().union(*chosen)
    left = [s for s in leaves if s.id not in taken]
    said = [(at, one.text) for at, answer in enumerate(answers) for one in sentences(answer.text)] if left else []
    if not said:
        return
    rows = likeness([bigrams(ask.text) for ask in left], [bigrams(text) for _, text in said])
    for ask, row in zip(left, rows, strict=True):
        best = max(range(len(row)), key=row.__getitem__)
        if row[best] >= _SENTENCE:
            chosen[said[best][0]].add(ask.id)


def _by_order(
    chosen: list[set[str]], answers: Sequence[Answer], tops: Sequence[Suggestion], suggestions: Sequence[Suggestion]
) -> None:
    """Give points that share no word with any ask the one at their place, where other points keep the order too (or
    all are too short to share any)."""
    below = {top.id: {s.id for s in suggestions if s.id == top.id or s.id.startswith(top.id + ".")} for top in tops}
    kept = sum(bool(ids & below[top.id]) for ids, top in zip(chosen, tops, strict=True))
    astray = sum(bool(ids) and not ids & below[top.id] for ids, top in zip(chosen, tops, strict=True))
    short = all(len(answer.text) < _SHORT for answer in answers)
    taken = set().union(*chosen)
    if astray or not (2 * kept >= len(tops) or (short and not kept)):
        return
    for at, top in enumerate(tops):
        if not chosen[at] and not below[top.id] & taken:
            chosen[at] = {top.id}


def _between(
    chosen: list[set[str]], rows: Sequence[Sequence[float]], leaves: Sequence[Suggestion], tops: Sequence[Suggestion]
) -> None:
    """Give a point between two that keep the order the one ask left between theirs, where it shares a word with it."""
    place = {s.id: n for n, top in enumerate(tops) for s in leaves if s.id == top.id or s.id.startswith(top.id + ".")}
    taken = {place[own] for ids in chosen for own in ids if own in place}
    for at in range(1, len(chosen) - 1):
        before = max((place[own] for own in chosen[at - 1] if own in place), default=-1)
        after = min((place[own] for own in chosen[at + 1] if own in place), default=-1)
        missing = before + 1
        if chosen[at] or before < 0 or after != before + 2 or missing in taken:
            continue
        likely = [n for n, s in enumerate(leaves) if place.get(s.id) == missing]
        if max((rows[at][n] for n in likely), default=0.0) >= _TRACE:
            chosen[at] = {tops[missing].id}


def named_in(text: str, suggestions: Sequence[Suggestion]) -> set[str]:
    """Ids of the asks that an answer names by their number, at its head or at the head of one of its sentences."""
    ids: set[str] = set()
    for match in _names().finditer(text):
        begins = match.start() < _NAMED_WITHIN or text[match.start() - 1] in _SENTENCE_END
        if begins:
            ids |= _numbered(next(group for group in match.groups() if group), suggestions)
    return ids


def _numbered(printed: str, suggestions: Sequence[Suggestion]) -> set[str]:
    keys: list[str] = []
    for token in re.findall(r"[一二三四五六七八九十]{1,3}|\d{1,2}(?:[.．]\d{1,2})?|至", printed):
        if token == "至":
            keys.append("-")
            continue
        value = token.replace("．", ".") if "." in token or "．" in token else str(ordinal(token) or "")
        if keys and keys[-1] == "-":
            keys.pop()
            first = int(keys[-1]) if keys and keys[-1].isdigit() else 0
            keys += [str(n) for n in range(first + 1, int(value) if value.isdigit() else 0)]
        keys.append(value)
    return {s.id for s in suggestions if any(s.id == key or s.id.startswith(key + ".") for key in keys if key)}


def _with_parents(ids: set[str], suggestions: tuple[Suggestion, ...]) -> tuple[str, ...]:
    """The ids in the order of the suggestions, with every parent whose parts are all among them."""
    parts: dict[str, list[str]] = {}
    for one in suggestions:
        if one.parent is not None:
            parts.setdefault(one.parent, []).append(one.id)
    for parent in reversed(parts):
        if all(part in ids for part in parts[parent]):
            ids = ids | {parent}
    return tuple(s.id for s in suggestions if s.id in ids)
