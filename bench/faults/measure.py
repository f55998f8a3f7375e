"""Put faults into letters that are right, and count how many the checks find, each by the right rule.

    python -m bench.faults.measure [--workspace DIR] [--rounds 1] [--seed 7] [--kind NAME] [--show 40] [--letters N]

The letters are the replies and opinions of the sample and the drafts that dafu makes for its cases; each is checked
with its case and the opinions of the item, its own copy in the workspace hidden. A fault counts as found when a finding
that the right letter does not have names one of the rules that may find it. Findings of severity B in the letters as
they are count as false alarms (each is printed, to be judged by eye).
"""

import argparse
import random
import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.case_files import parsed_text
from api.workbench import Workbench
from bench.drafts import Task, document, outcome, tasks
from bench.drafts import _paths as paths_of
from bench.faults import numbers, people, wording
from bench.faults.fault import Base, Fault, Injector
from corpus.document import Document
from corpus.storage.store import Store
from drafting.archive import Archive
from drafting.checks.dossier import Dossier
from drafting.checks.read_letter import read_letter, read_opinion
from drafting.checks.run import Review, run_checks
from drafting.finding import Finding

INJECTORS: tuple[Injector, ...] = (*numbers.INJECTORS, *people.INJECTORS, *wording.INJECTORS)
_SAMPLE = Path("corpus/sample")
_GOLD = Path("tests/drafting/stances.toml")
_TODAY = "2026-06-01"


@dataclass(frozen=True, slots=True)
class Subject:
    """A letter with all it is checked against."""

    base: Base
    dossier: Dossier
    day: str


def subjects(workbench: Workbench, store: Store) -> Iterator[Subject]:
    """The real replies, dafu's drafts for the same items, and the opinions."""
    paths = paths_of(store, _SAMPLE)
    held = {id: document(store, id) for id in paths.values()}
    gold = tomllib.loads(_GOLD.read_text("utf-8"))["reply"]
    for task in tasks(store, gold, paths):
        archive = workbench.archive(task.item, task.unit, task.hidden)
        seen = {id: one for id, one in held.items() if id not in task.hidden}
        if task.real is not None:
            yield _subject(f"{task.item} {task.unit} 原文", task.real.text, task, archive, seen)
        draft = outcome(task, archive).result.draft
        yield _subject(f"{task.item} {task.unit} 拟稿", draft.text, task, archive, seen)
    for path, id in sorted(paths.items()):
        if path.startswith("opinions/"):
            yield from _opinion_subject(workbench, store, path, id, held)


def _subject(name: str, text: str, task: Task, archive: Archive, seen: dict[str, Document]) -> Subject:
    case = task.case.case
    assert case is not None
    opinions = tuple(read_opinion(at, name, heard) for at, (name, heard) in enumerate(task.opinions, start=1))
    day = task.date or _TODAY
    values = {
        "item_no": task.item, "title": case.title or "", "item_kind": case.item_kind,
        "proposer": case.proposers[0].name if case.proposers else "",
        "undisclosed": _undisclosed(seen, task), "expired": _expired(seen, day),
    }  # fmt: skip
    texts = [task.case.text, *(heard.text for _, heard in task.opinions), *(one.text for one in seen.values())]
    dossier = Dossier(task.case, opinions, archive, None, task.unit or None, None if case.co_units else "独办")
    return Subject(Base(name, text, "reply", values, re.sub(r"\s", "", "".join(texts))), dossier, day)


def _opinion_subject(
    workbench: Workbench, store: Store, path: str, id: str, held: dict[str, Document]
) -> Iterator[Subject]:
    opinion, item = held[id], Path(path).stem.split("-")[1]
    case = next((one for key in store.by_item(item) if (one := held.get(key)) and one.kind == "proposal"), None)
    if case is None or case.case is None or opinion.issuer is None:
        return
    archive, day = workbench.archive(item, opinion.issuer, (id,)), opinion.date or _TODAY
    seen = {key: one for key, one in held.items() if key != id}
    values = {
        "item_no": item, "title": case.case.title or "", "proposer": "", "item_kind": case.case.item_kind,
        "undisclosed": "", "expired": _expired(seen, day),
    }  # fmt: skip
    texts = re.sub(r"\s", "", "".join(one.text for one in seen.values()))
    dossier = Dossier(case, (), archive, None, opinion.issuer, "会办")
    yield Subject(Base(f"{path} 原文", opinion.text, "opinion", values, texts), dossier, day)


def _undisclosed(seen: dict[str, Document], task: Task) -> str:
    """A sentence of an opinion to another item that is 不予公开; empty where none may be seen."""
    heard = {one.text for _, one in task.opinions}
    for one in seen.values():
        if one.kind == "opinion" and "不予公开" in one.text and one.text not in heard and task.item not in one.text:
            sentences = [line for line in re.split("(?<=。)", one.text) if 40 <= len(line.strip()) <= 120]
            inner = [line.strip() for line in sentences if "\n" not in line.strip() and "收悉" not in line]
            if inner:
                return re.sub(r"^[一二三四五六]、|^\d+[.．]", "", inner[0])
    return ""


def _expired(seen: dict[str, Document], day: str) -> str:
    """Titles of rules that stand no more on ``day``."""
    titles = [one.title or "" for one in seen.values() if one.valid_to is not None and one.valid_to < day]
    short = [title.partition("《")[2].rpartition("》")[0] or title for title in titles]
    return "|".join([*short, "节能产品政府采购清单", "环境标志产品政府采购清单"])


def review(subject: Subject, text: str) -> Review:
    case = subject.dossier.case
    letter = read_letter(parsed_text(text), subject.day, case.case if case else None, role=subject.dossier.role)
    return run_checks(letter, subject.dossier)


def found(fault: Fault, before: Sequence[Finding], after: Sequence[Finding]) -> str | None:
    """The rule that found the fault, ``None`` where none of the right ones has anything new to say."""
    known = Counter((one.rule, one.quote, one.message) for one in before)
    for one in after:
        key = (one.rule, one.quote, one.message)
        if known[key]:
            known[key] -= 1
        elif one.rule in fault.rules:
            return one.rule
    return None


def main() -> int:
    from api.bootstrap import ingest_files, open_store, open_workbench
    from api.settings import read_settings

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("/tmp/dafu-faults"))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kind")
    parser.add_argument("--show", type=int, default=40)
    parser.add_argument("--letters", type=int, default=1000)
    given = parser.parse_args()
    settings = read_settings(given.workspace)
    folders = ("proposals", "cases", "replies", "opinions", "rules", "summaries")
    ingest_files(settings, [_SAMPLE / name for name in folders])
    workbench, store = open_workbench(settings), open_store(settings)
    chosen = list(subjects(workbench, store))[: given.letters]
    run(chosen, given.rounds, given.seed, given.kind, given.show)
    return 0


def run(chosen: Sequence[Subject], rounds: int, seed: int, kind: str | None, show: int) -> None:
    rng = random.Random(seed)
    made: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    missed: list[str] = []
    seconds, alarms = [], 0
    for subject in chosen:
        began = time.thread_time()
        clean = review(subject, subject.base.text)
        seconds.append(time.thread_time() - began)
        for one in clean.findings:
            if one.severity == "B":
                alarms += 1
                print(f"false alarm? {subject.base.name}: {one.rule} {one.message} | {one.quote}")
        for inject in INJECTORS * rounds:
            fault = inject(subject.base, rng)
            if fault is None or (kind is not None and fault.kind != kind):
                continue
            made[fault.kind] += 1
            by = found(fault, clean.findings, review(subject, fault.text).findings)
            hit[fault.kind] += by is not None
            if by is None:
                missed.append(f"{fault.kind} {fault.rules} {subject.base.name}: {fault.was} → {fault.became}")
    for name in sorted(made):
        print(f"{name:42} {hit[name]:4} / {made[name]:4}")
    print("\n".join(missed[:show]))
    total, right = sum(made.values()), sum(hit.values())
    print(f"letters {len(chosen)}  kinds {len(made)}  faults {total}  found {right} ({right / max(total, 1):.2%})")
    ordered = sorted(seconds)
    print(f"B findings in the letters as they are: {alarms}; seconds a letter (CPU): "
          f"median {ordered[len(ordered) // 2]:.3f}, most {ordered[-1]:.3f}")  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
