"""Draft the answers that a corpus already holds, each without its own reply, and compare with what was written.

    python -m bench.drafts [--workspace DIR] [--corpus corpus/sample] [--case 20230106] [--show] [--encoder NAME]

Each case of the corpus is drafted for every unit that replied to it, dated as that reply. Hidden from the drafter are
all replies and opinions to the same item and everything dated after the reply; the opinions of the item are handed in
as an officer would. Cases nobody has replied to yet are drafted for their lead unit and counted without a comparison.
What the real replies decided was noted by hand (``tests/drafting/stances.toml``, with its guideline).
"""

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.faithfulness import Violation, violations
from corpus.document import Document
from corpus.references import find_references
from corpus.rulebook.catalogue import Catalogue
from corpus.storage.store import Store
from drafting.archive import Archive
from drafting.export.json import draft_record
from drafting.service import DraftRequest, DraftResult, draft_case

_GOLD = Path(__file__).parent.parent / "tests" / "drafting" / "stances.toml"
_CITES = ("doc_number", "title", "article")


@dataclass(frozen=True, slots=True)
class Task:
    """One letter to draft; ``gold`` is the noted stances by ask, ``real`` the reply that was written."""

    item: str
    unit: str
    case: Document
    opinions: tuple[tuple[str, Document], ...]
    date: str | None
    hidden: tuple[str, ...]
    gold: dict[str, list[str]]
    elsewhere: tuple[str, ...]
    real: Document | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """``cited`` are the rules of the draft, ``wanted`` those of the real reply, both by title."""

    task: Task
    result: DraftResult
    stances: dict[str, str | None]
    cited: frozenset[str]
    wanted: frozenset[str]
    unsupported: tuple[Violation, ...]
    unanswered: tuple[str, ...]


def tasks(store: Store, gold: Sequence[dict[str, Any]], paths: dict[str, str]) -> Iterator[Task]:
    """Every case of the workspace with each of its replies; ``paths`` maps a file's path in the corpus to its id."""
    documents = {id: document(store, id) for id in paths.values()}
    replied = {entry["item"] for entry in gold}
    for case in documents.values():
        if case.case is None or case.kind != "proposal" or case.case.item_no is None:
            continue
        item = case.case.item_no
        related = store.by_item(item)
        opinions = [
            (name, documents[i]) for name, i in paths.items() if i in related and documents[i].kind == "opinion"
        ]
        own = [i for i in related if documents[i].kind in ("reply", "opinion", "proposal")]
        for entry in [e for e in gold if e["item"] == item]:
            real = documents[paths[entry["file"]]]
            late = [i for i, d in documents.items() if (d.date or "") > (real.date or "9999")]
            heard = tuple((name, d) for name, d in opinions if (d.date or "") <= (real.date or "9999"))
            hidden = tuple(dict.fromkeys((*own, *late)))
            yield Task(
                item, entry["unit"], case, heard, real.date, hidden, entry["answers"], tuple(entry["elsewhere"]), real
            )
        if item not in replied:
            unit = case.case.lead_units[0] if case.case.lead_units else ""
            yield Task(item, unit, case, tuple(opinions), None, tuple(own), {}, (), None)


def document(store: Store, id: str) -> Document:
    stored = store.document(id)
    if stored is None:
        raise LookupError(id)
    return stored.document


def outcome(task: Task, archive: Archive) -> Outcome:
    """Draft ``task`` and measure the letter."""
    unit = task.unit if task.real else None
    result = draft_case(DraftRequest(task.case, task.opinions, _role(task), unit, task.date), archive)
    record = draft_record(result.draft)
    granted = (task.unit, result.draft.date, result.draft.issuer)
    texts = [opinion.text for _, opinion in task.opinions]
    found = violations(record, task.case.text, texts, lambda id: archive.lookup(id).text, granted)
    sections = {s.suggestion: s for s in result.draft.sections}
    asked = [s.id for s in task.case.case.suggestions] if task.case.case else []
    silent = tuple(a for a in asked if a not in sections or not any(p.sentences for p in sections[a].paragraphs))
    cited = rules_in(result.draft.text, archive.catalogue)
    wanted = rules_in(task.real.text, archive.catalogue) if task.real else frozenset()
    stances: dict[str, str | None] = {key: section.stance for key, section in sections.items()}
    return Outcome(task, result, stances, cited, wanted, tuple(found), silent)


def _role(task: Task) -> str | None:
    case = task.case.case
    shared = (case is not None and case.handling == "分办") or "分办" in task.case.text[:400]
    return "分办" if shared else None


def rules_in(text: str, catalogue: Catalogue) -> frozenset[str]:
    """Titles of the rules of the catalogue that ``text`` cites by number, title or article."""
    names = (r.value.partition("#")[0] for r in find_references(text) if r.kind in _CITES)
    found = (catalogue.find(name) for name in names)
    return frozenset(rules[0].title for rules in found if rules and rules[0].stage is None)


@dataclass(slots=True)
class _Tally:
    """Counts over all answers: equal to the first reading, to any, left open.

    ``firm`` and ``likely``: (equal, all) of the stances that rest on evidence and of those that are only proposed.
    """

    answers: int = 0
    strict: int = 0
    lenient: int = 0
    left: int = 0
    firm: tuple[int, int] = (0, 0)
    likely: tuple[int, int] = (0, 0)

    def add(self, one: Outcome) -> str:
        """Counts one letter and tells its stances."""
        rests = {plan.suggestion.id: plan.firm for plan in one.result.plans}
        told = []
        for key, readings in one.task.gold.items():
            given = one.stances.get(key)
            self.answers, self.strict = self.answers + 1, self.strict + (given == readings[0])
            self.lenient, self.left = self.lenient + (given in readings), self.left + (given is None)
            if given is not None and rests.get(key):
                self.firm = (self.firm[0] + (given in readings), self.firm[1] + 1)
            elif given is not None:
                self.likely = (self.likely[0] + (given in readings), self.likely[1] + 1)
            told.append(f"{key}:{given or '—'}{'=' if given in readings else '≠' + '/'.join(readings)}")
        return "  ".join(told)

    def lines(self) -> Iterator[str]:
        total = max(self.answers, 1)
        yield (
            f"stances: answers {self.answers}  equal {self.lenient} ({self.lenient / total:.0%})  equal to the first "
            f"reading {self.strict} ({self.strict / total:.0%})  open {self.left}"
        )
        yield (
            f"  from evidence {self.firm[0]}/{self.firm[1]}  "
            f"proposed without evidence {self.likely[0]}/{self.likely[1]}"
        )


def report(outcomes: Sequence[Outcome], show: bool = False) -> Iterator[str]:
    """A line a letter, then the totals."""
    tally = _Tally()
    for one in outcomes:
        yield (
            f"{one.task.item} {one.task.unit[-8:]} 不实 {len(one.unsupported)} 未答 {len(one.unanswered)} "
            f"待核实 {len(one.result.placeholders)} 法规 {len(one.cited & one.wanted)}/{len(one.wanted)} "
            f"(另引 {len(one.cited - one.wanted)}) {one.result.seconds:.2f}s  {tally.add(one)}"
        )
        yield from (f"    漏引 {name}" for name in sorted(one.wanted - one.cited))
        yield from (f"    不实 {v.kind} {v.what} | {v.sentence[:80]}" for v in one.unsupported)
        if show:
            yield one.result.draft.text
            yield from (f"  [{s.suggestion}] {s.stance}：{s.reason}" for s in one.result.draft.sections)
    missed, bad = sum(len(one.unanswered) for one in outcomes), sum(len(one.unsupported) for one in outcomes)
    yield f"letters {len(outcomes)}  unsupported {bad}  asks without any answer {missed}"
    yield from tally.lines()
    yield f"  resting on facts found nowhere else {sum(len(one.task.elsewhere) for one in outcomes)}"
    cited, wanted = sum(len(one.cited & one.wanted) for one in outcomes), sum(len(one.wanted) for one in outcomes)
    yield f"rules of the real replies cited {cited}/{wanted} ({cited / max(wanted, 1):.0%})"
    seconds = sorted(one.result.seconds for one in outcomes)
    yield f"seconds: median {seconds[len(seconds) // 2]:.3f}  p95 {seconds[int(0.95 * (len(seconds) - 1))]:.3f}"


def main() -> int:
    from api.bootstrap import ingest_files, open_store, open_workbench
    from api.settings import read_settings

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("/tmp/dafu-drafts"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus/sample"))
    parser.add_argument("--case", action="append", default=[])
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--encoder")
    given = parser.parse_args()
    settings = read_settings(given.workspace, {"DAFU_ENCODER": given.encoder} if given.encoder else None)
    folders = [given.corpus / name for name in ("proposals", "cases", "replies", "opinions", "rules", "summaries")]
    ingest_files(settings, [folder for folder in folders if folder.is_dir()])
    workbench, store = open_workbench(settings), open_store(settings)
    gold = tomllib.loads(_GOLD.read_text("utf-8"))["reply"]
    paths = paths_of(store, given.corpus)
    outcomes = []
    for task in tasks(store, gold, paths):
        if not given.case or task.item in given.case:
            outcomes.append(outcome(task, workbench.archive(task.item, task.unit, task.hidden)))
    print("\n".join(report(outcomes, given.show)))
    return 0


def paths_of(store: Store, corpus: Path) -> dict[str, str]:
    """Path of each stored file of ``corpus``, relative to it, with its document's id."""
    found = {}
    for id in dict.fromkeys(row.document for row in store.each_passage("ingested")):
        stored = store.document(id)
        if stored is not None and stored.path is not None:
            path = Path(stored.path)
            found[str(Path(*path.parts[-2:]))] = id
    return found


if __name__ == "__main__":
    raise SystemExit(main())
