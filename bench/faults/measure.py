"""Put faults into letters that are right, and count how many the checks find, each by the right rule.

    python -m bench.faults.measure [--workspace DIR] [--rounds 1] [--seed 7] [--kind NAME] [--show 40] [--letters N]
                                   [--forms] [--clean]

The letters are the replies and opinions of the sample and the drafts that dafu makes for its cases; each is checked
with its case and the opinions of the item, its own copy in the workspace hidden. A fault counts as found when a finding
that the right letter does not have names one of the rules that may find it. Findings of severity B in the letters as
they are count as false alarms (each is printed, to be judged by eye). ``--forms`` hands every fifth fault in as a Word
file and as dafu's JSON as well. ``--clean`` puts in nothing: it drafts every case in several ways and counts alarms.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.faults import frame, numbers, people, reckoning, substance, wording
from bench.faults.fault import Fault, Injector
from bench.faults.forms import as_json, as_text, as_word
from bench.faults.subjects import SAMPLE, Subject, clean_drafts, subjects
from drafting.checks.run import Review, run_checks
from drafting.finding import Finding

INJECTORS: tuple[Injector, ...] = (
    *numbers.INJECTORS,
    *people.INJECTORS,
    *wording.INJECTORS,
    *reckoning.INJECTORS,
    *frame.INJECTORS,
    *substance.INJECTORS,
)


_EVERY = 5


def review(subject: Subject, text: str) -> Review:
    return run_checks(as_text(subject, text), subject.dossier)


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
    parser.add_argument("--forms", action="store_true")
    parser.add_argument("--clean", action="store_true")
    given = parser.parse_args()
    settings = read_settings(given.workspace)
    folders = ("proposals", "cases", "replies", "opinions", "rules", "summaries")
    ingest_files(settings, [SAMPLE / name for name in folders])
    workbench, store = open_workbench(settings), open_store(settings)
    if given.clean:
        report_clean(list(clean_drafts(workbench, store))[: given.letters])
        return 0
    tally, rng = Tally(), random.Random(given.seed)
    chosen = list(subjects(workbench, store))[: given.letters]
    review(chosen[0], chosen[0].base.text)  # lexicons and models are read once, not with each letter
    for subject in chosen:
        tally.letter(subject, rng, INJECTORS * given.rounds, given.kind, given.forms)
    print("\n".join(tally.lines(given.show)))
    return 0


def report_clean(chosen: Sequence[Subject]) -> None:
    graves, mild = 0, Counter[str]()
    for subject in chosen:
        for one in review(subject, subject.base.text).findings:
            mild[f"{one.rule} {one.severity}"] += 1
            if one.severity == "B":
                graves += 1
                print(f"B {subject.base.name}: {one.rule} {one.message} | {one.quote}")
    print(f"clean drafts {len(chosen)}  findings of severity B {graves}")
    print("  ".join(f"{name} {count}" for name, count in sorted(mild.items())))


@dataclass(slots=True)
class Tally:
    """Faults made and found by kind, and by the form they were handed in as."""

    made: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def letter(
        self, subject: Subject, rng: random.Random, injectors: Sequence[Injector], kind: str | None, forms: bool
    ) -> None:
        """Counts what is found in one letter, as it is and with each fault."""
        began = time.thread_time()
        clean = review(subject, subject.base.text)
        self.seconds.append(time.thread_time() - began)
        graves = (one for one in clean.findings if one.severity == "B")
        self.alarms += [f"false alarm? {subject.base.name}: {g.rule} {g.message} | {g.quote}" for g in graves]
        for inject in injectors:
            fault = inject(subject.base, rng)
            if fault is None or (kind is not None and fault.kind != kind):
                continue
            self.made[fault.kind] += 1
            by = found(fault, clean.findings, review(subject, fault.text).findings)
            self.hit[fault.kind] += by is not None
            told = f"{fault.kind} {fault.rules} {subject.base.name}: {fault.was} → {fault.became}"
            if by is None:
                self.missed.append(told)
            elif forms and sum(self.made.values()) % _EVERY == 0:
                self._in_forms(subject, fault, told)

    def _in_forms(self, subject: Subject, fault: Fault, told: str) -> None:
        """The same fault in a Word file and, in a draft, in its JSON: what the text shows they must show as well."""
        pairs = [(".docx", as_word(subject, subject.base.text), as_word(subject, fault.text))]
        before, after = as_json(subject, None), as_json(subject, fault)
        if before is not None and after is not None:
            pairs.append((".json", before, after))
        for form, right, wrong in pairs:
            known = run_checks(right, subject.dossier).findings
            by = found(fault, known, run_checks(wrong, subject.dossier).findings)
            self.forms[f"{form} {'found' if by else 'missed'}"] += 1
            if by is None:
                self.missed.append(f"{form} {told}")

    def lines(self, show: int) -> Iterator[str]:
        """The table, what was missed, the totals."""
        yield from self.alarms
        yield from (f"{name:42} {self.hit[name]:4} / {self.made[name]:4}" for name in sorted(self.made))
        yield from self.missed[:show]
        total, right = sum(self.made.values()), sum(self.hit.values())
        yield (
            f"letters {len(self.seconds)}  kinds {len(self.made)}  faults {total}  "
            f"found {right} ({right / max(total, 1):.2%})"
        )
        if self.forms:
            yield "  ".join(f"{name} {count}" for name, count in sorted(self.forms.items()))
        ordered = sorted(self.seconds)
        yield (
            f"B findings in the letters as they are: {len(self.alarms)}; seconds a letter (CPU): "
            f"median {ordered[len(ordered) // 2]:.3f}, most {ordered[-1]:.3f}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
