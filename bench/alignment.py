"""How well answers are aligned with asks: precision, recall and F1 over pairs (answer, ask).

    python -m bench.alignment [--page FILE]

Measured on the sample corpus (corpus/sample/manifest.toml), on the pairs of bench/alignment_pairs.toml and, with
--page, on a portal page: the status of each of its asks. ``found`` is the share of answers cut as the gold has them.
"""

import argparse
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import corpus
from corpus.cases.coverage import coverage
from corpus.cases.replies import aligned
from corpus.document import Case, UnitReply
from corpus.parse import parse
from corpus.read import read
from corpus.source import Source

SAMPLE = Path(corpus.__file__).parent / "sample"
PAIRS = Path(__file__).with_name("alignment_pairs.toml")


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs found and right, pairs found, pairs in the gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.gold if self.gold else 1.0
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  ({self.right}/{self.found}/{self.gold})"


def compare(unit: UnitReply, gold: Iterable[Iterable[str]]) -> Counts:
    """Counts of one reply; answers are compared by position."""
    found = {(at, ask) for at, answer in enumerate(unit.answers) for ask in answer.suggestions}
    wanted = {(at, ask) for at, asks in enumerate(gold) for ask in asks}
    return Counts(len(found & wanted), len(found), len(wanted))


def on_sample() -> Counts:
    rows = tomllib.loads((SAMPLE / "manifest.toml").read_text("utf-8"))["document"]
    cases = {row["item_no"]: row["path"] for row in rows if row["kind"] == "proposal"}
    total = Counts()
    for row in rows:
        if "answers" in row and row.get("item_no") in cases:
            path = cases[row["item_no"]]
            case = parse(read(SAMPLE / path), path).case
            (unit,) = aligned(parse(read(SAMPLE / row["path"]), row["path"]), case.suggestions if case else ())
            total += compare(unit, [answer["suggestions"] for answer in row["answers"]])
    return total


def on_pairs() -> dict[str, Counts]:
    """Counts of each pair by its name."""
    return {
        pair["name"]: compare(unit_of(pair["proposal"], pair["reply"]), pair["answers"])
        for pair in tomllib.loads(PAIRS.read_text("utf-8"))["pair"]
    }


def unit_of(proposal: str, reply: str) -> UnitReply:
    """The one reply in the text ``reply``, aligned with the asks in the text ``proposal``."""
    (unit,) = aligned(parse(Source(reply, (), "text")), case_of(proposal).suggestions)
    return unit


def case_of(proposal: str) -> Case:
    case = parse(Source(proposal, (), "text")).case
    if case is None:
        raise SystemExit("The text of the pair holds no case.")
    return case


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", type=Path)
    page = parser.parse_args().page
    print("sample        ", on_sample())
    pairs = on_pairs()
    print("further pairs ", sum(pairs.values(), Counts()))
    for name, counts in pairs.items():
        print(f"  {counts}  {name}")
    if page is not None:
        document = parse(read(page), page.name)
        for row in coverage(document.case, document.replies) if document.case else ():
            answers = "、".join(f"{a.unit or ''}{a.answer.number or ''}" for a in row.answers)
            print(f"  {row.suggestion:6} {row.status}  {row.score:.2f}  {answers}")


if __name__ == "__main__":
    main()
