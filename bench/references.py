"""Measures the reference grammar on hand-labelled text. Usage: python -m bench.references [SHARED]

Prints precision, recall and F1 of every kind, by exact span, for each labelled set, with the spans missed and the spans
found wrongly. The labels (``tests/corpus/labelled``) hold offsets and a hash of each text; the texts are the project's
shared material and are not part of the repository.
"""

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.read import read
from corpus.references import find_references

LABELS = Path(__file__).parent.parent / "tests" / "corpus" / "labelled"
SHARED = Path(__file__).parent.parent.parent / "shared"
_SENTENCE_END = re.compile(r"(?<=[。！？\n])")
_AROUND = 8

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what a person found in it: kind, start, end → normal form, ``None`` where it was not written down."""

    text: str
    spans: dict[Span, str | None]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of spans over a set of texts; ``offenders`` are lines to read."""

    right: int
    wrong: int
    missed: int
    offenders: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def texts(shared: Path) -> Iterator[str]:
    """The texts that may be labelled: the seeds as read, and every sentence of the messages and replies."""
    for seed in sorted((shared / "seeds").glob("0*.txt")):
        yield read(seed).text
    with gzip.open(shared / "data" / "replies.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            for field in ("reply", "message"):
                yield from map(str.strip, _SENTENCE_END.split(pair[field]))


def load(name: str, shared: Path) -> list[Labelled]:
    """One labelled set with its texts.

    Raises:
        LookupError: a labelled text is not among the shared material.
    """
    entries = {
        entry["sha256"]: {(kind, start, end): value for kind, start, end, value in entry["references"]}
        for entry in json.loads((LABELS / f"{name}.json").read_text("utf-8"))
    }
    found = _by_hash(shared)
    if missing := entries.keys() - found.keys():
        raise LookupError(f"{len(missing)} labelled texts of {name} are not in {shared}")
    return [Labelled(found[digest], spans) for digest, spans in entries.items()]


@cache
def _by_hash(shared: Path) -> dict[str, str]:
    return {sha256(text): text for text in texts(shared)}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def score(labelled: Iterable[Labelled], kind: str | None = None) -> Score:
    """How the program's spans compare with the labels, for one kind or for all."""
    right = wrong = missed = 0
    offenders: list[str] = []
    for item in labelled:
        found = {(r.kind, r.start, r.end) for r in find_references(item.text) if kind in (None, r.kind)}
        wanted = {span for span in item.spans if kind in (None, span[0])}
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
        offenders += (_shown("wrong ", item.text, span) for span in sorted(found - wanted))
        offenders += (_shown("missed", item.text, span) for span in sorted(wanted - found))
    return Score(right, wrong, missed, tuple(offenders))


def wrong_values(labelled: Iterable[Labelled]) -> list[str]:
    """References whose span is right and whose normal form is not the labelled one; of an article the label holds what
    follows the law (``#5.2.-``)."""
    return [
        f"  value  {r.kind:<10} {r.raw}: {r.value}, labelled {label}"
        for item in labelled
        for r in find_references(item.text)
        if (label := item.spans.get((r.kind, r.start, r.end))) and not r.value.endswith(label)
    ]


def _shown(what: str, text: str, span: Span) -> str:
    kind, start, end = span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"  {what} {kind:<10} {before}【{text[start:end]}】{after}".replace("\n", "⏎")


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    for path in sorted(LABELS.glob("*.json")):
        labelled = load(path.stem, shared)
        print(f"\n{path.stem}: {len(labelled)} texts")
        kinds = sorted({kind for item in labelled for kind, _, _ in item.spans})
        for kind in (*kinds, None):
            found = score(labelled, kind)
            figures = f"{found.precision:10.4f}{found.recall:10.4f}{found.f1:10.4f}"
            print(f"{kind or 'all':<12}{figures}   {found.right} right, {found.wrong} wrong, {found.missed} missed")
        print("\n".join((*found.offenders, *wrong_values(labelled))))


if __name__ == "__main__":
    main()
