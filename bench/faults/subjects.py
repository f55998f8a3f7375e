"""The letters that are right, each with all it is checked against: real replies and opinions, and dafu's drafts."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from api.workbench import Workbench
from bench.drafts import Task, document, outcome, paths_of, tasks
from bench.faults.fault import Base
from corpus.document import Document
from corpus.storage.store import Store
from drafting.archive import Archive
from drafting.checks.dossier import Dossier
from drafting.checks.read_letter import read_opinion
from drafting.draft import Draft
from drafting.service import DraftRequest, draft_case

SAMPLE = Path("corpus/sample")
_GOLD = Path("tests/drafting/stances.toml")
_TODAY = "2026-06-01"
_LATER = "2026-09-15"


@dataclass(frozen=True, slots=True)
class Subject:
    """A letter with all it is checked against."""

    base: Base
    dossier: Dossier
    day: str
    draft: Draft | None = None


def subjects(workbench: Workbench, store: Store) -> Iterator[Subject]:
    """The real replies, dafu's drafts for the same items, and the opinions."""
    paths = paths_of(store, SAMPLE)
    held = {id: document(store, id) for id in paths.values()}
    gold = tomllib.loads(_GOLD.read_text("utf-8"))["reply"]
    for task in tasks(store, gold, paths):
        archive = workbench.archive(task.item, task.unit, task.hidden)
        seen = {id: one for id, one in held.items() if id not in task.hidden}
        if task.real is not None:
            yield _subject(f"{task.item} {task.unit} 原文", task.real.text, task, archive, seen)
        draft = outcome(task, archive).result.draft
        yield replace(_subject(f"{task.item} {task.unit} 拟稿", draft.text, task, archive, seen), draft=draft)
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
        "undisclosed": _undisclosed(seen, task), "units": "|".join(one.unit or "" for one in opinions),
        **_rules(seen, day),
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
        "undisclosed": "", "units": "", **_rules(seen, day),
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


def _rules(seen: dict[str, Document], day: str) -> dict[str, str]:
    """What is wrongly cited on ``day``: titles and numbers of rules that stand no more, one that is only planned."""
    ended = [one for one in seen.values() if one.valid_to is not None and one.valid_to < day]
    planned = [one for one in seen.values() if "征求意见稿" in (one.title or "") and one.kind in ("measures", "plan")]
    return {
        "expired": "|".join([*map(_short, ended), "节能产品政府采购清单", "环境标志产品政府采购清单"]),
        "expired_numbers": "|".join(one.doc_number for one in ended if one.doc_number),
        "planned": _short(planned[0]) if planned else "",
    }


def _short(rule: Document) -> str:
    title = rule.title or ""
    return title.partition("《")[2].rpartition("》")[0] or title


def clean_drafts(workbench: Workbench, store: Store) -> Iterator[Subject]:
    """Drafts for every case in the ways an officer would ask for them: with and without opinions, as lead and as
    co-handler, on several days."""
    paths = paths_of(store, SAMPLE)
    held = {id: document(store, id) for id in paths.values()}
    for task in tasks(store, tomllib.loads(_GOLD.read_text("utf-8"))["reply"], paths):
        archive = workbench.archive(task.item, task.unit, task.hidden)
        seen = {id: one for id, one in held.items() if id not in task.hidden}
        units = task.case.case.co_units[:2] if task.case.case else ()
        # Drafted today, with all that is known today but the papers of the item itself.
        own = store.by_item(task.item)
        today = workbench.archive(task.item, task.unit, own)
        ways: list[tuple[tuple[tuple[str, Document], ...], str | None, str | None, str | None]] = [
            (task.opinions, None, task.unit or None, task.date or _TODAY),
            ((), None, None, None),
            (task.opinions, "主办" if units else "独办", task.unit or None, _LATER),
            *(((), "会办", unit, task.date or _TODAY) for unit in units),
        ]
        for at, (opinions, role, unit, date) in enumerate(ways):
            known = today if date in (None, _LATER) else archive
            text = draft_case(DraftRequest(task.case, opinions, role, unit, date), known).draft.text
            shown = Task(task.item, unit or "", task.case, opinions, date, (), {}, (), None)
            made = _subject(f"{task.item} 拟稿{at} {role or ''} {unit or ''}", text, shown, known, seen)
            yield replace(made, dossier=replace(made.dossier, role=role or made.dossier.role))
