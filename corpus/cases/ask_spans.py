"""Single asks: where one begins and ends, and the sentences of a text that ask."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.cases.ask_words import asks, words
from corpus.cases.proposers import is_signature
from corpus.structure.lines import Line, lines, sentences, unmarked

_SEMICOLON = re.compile(r"[^；;]+[；;]?")


@dataclass(frozen=True, slots=True)
class Ask:
    """``number`` as printed, ``key`` its plain form or "" where none is printed; ``depth`` counts from 0."""

    start: int
    end: int
    number: str | None = None
    key: str = ""
    depth: int = 0


def spanned(text: str, start: int, stop: int, number: str | None = None, key: str = "", depth: int = 0) -> Ask:
    body = text[start:stop]
    start += len(body) - len(body.lstrip(" \u3000\xa0\n\t*#"))
    return Ask(start, _without_closing(text, start, stop), number, key, depth)


def _without_closing(text: str, start: int, stop: int) -> int:
    """The end of an ask without the closing words and notes of the file after it."""
    kept = start
    for line in lines(text, start, stop):
        plain = unmarked(line.text)
        if line.start > start and (words("closing", "line").match(plain) or is_signature(plain)):
            break
        kept = line.end
    every = list(sentences(text, start, kept))
    while len(every) > 1 and words("closing", "sentence").search(every[-1].text):
        every.pop()
    return every[-1].end if every else start


def asking_sentences(text: str, start: int, end: int) -> list[Ask]:
    every = [s for s in sentences(text, start, end) if not words("closing", "sentence").search(s.text)]
    asking = [sentence for sentence in every if asks(sentence.text)]
    proper = [s for s in asking if not words("sentences", "wish").search(s.text)]
    chosen = proper or asking or _said(every, "plain_question") or _said(every, "question")
    return [spanned(text, one.start, one.end) for sentence in chosen for one in _clauses(sentence)]


def _said(every: Iterable[Line], name: str) -> list[Line]:
    return [sentence for sentence in every if words("sentences", name).search(sentence.text)]


def _clauses(sentence: Line) -> Iterator[Line]:
    """A sentence of several asks parted by ；, else the whole."""
    parts = [(m.start(), m.group()) for m in _SEMICOLON.finditer(sentence.text)]
    if len(parts) < 2 or not all(asks(part) for _, part in parts):
        yield sentence
        return
    for at, part in parts:
        left = at + len(part) - len(part.lstrip())
        yield Line(sentence.start + left, sentence.start + at + len(part), part.strip())
