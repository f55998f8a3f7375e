"""Who does what, as the stored documents lay it down, for the command line."""

import re
from collections.abc import Iterator
from typing import Any

from corpus.offices.duties import duties_about, part_of
from corpus.offices.duty import Duty
from corpus.storage.store import Store
from corpus.storage.stored import StoredDocument
from corpus.title_marks import in_marks

# Every document that lays down a duty has one of these words; the others need not be opened.
_SAYS_WHO = re.compile("牵头|主办|责任|负责|承办|实施单位|配合|参与")
Assigned = tuple[StoredDocument, Duty]


def duties_in(store: Store, topic: str | None, unit: str | None, top: int) -> list[Assigned]:
    """At most ``top`` duties about ``topic`` (all where ``None``) in which ``unit`` leads or takes part; of the newest
    document first."""
    found: list[Assigned] = []
    for stored in sorted(_assigning(store), key=lambda one: one.document.date or "", reverse=True):
        duties = stored.document.duties
        if unit is not None:
            part = part_of(unit, duties)
            duties = tuple(duties[at] for at in sorted((*part.leads, *part.participates)))
        chosen = duties if topic is None else duties_about(topic, duties, top)
        found += ((stored, duty) for duty in chosen)
    return found[:top]


def _assigning(store: Store) -> Iterator[StoredDocument]:
    ids = dict.fromkeys(row.document for row in store.each_passage("ingested") if _SAYS_WHO.search(row.text))
    for id in ids:
        stored = store.document(id)
        if stored is not None and stored.document.duties:
            yield stored


def duty_record(assigned: Assigned) -> dict[str, Any]:
    """A duty as JSON-able values, with the document that lays it down."""
    stored, duty = assigned
    return {
        "task": duty.task,
        "leads": list(duty.leads),
        "participants": list(duty.participants),
        "deadline": duty.deadline,
        "respelt": [{"printed": one.printed, "name": one.name} for one in duty.respelt],
        "document": stored.id,
        "title": stored.document.title,
        "date": stored.document.date,
        "start": duty.start,
        "end": duty.end,
        "quote": stored.document.text[duty.start : duty.end],
    }


def duty_lines(assigned: Assigned) -> list[str]:
    stored, duty = assigned
    lines = [duty.task, f"　牵头：{'、'.join(duty.leads)}"]
    if duty.participants:
        lines.append(f"　参与：{'、'.join(duty.participants)}")
    if duty.deadline:
        lines.append(f"　时限：{duty.deadline}")
    lines += [f"　原文“{one.printed}”，按“{one.name}”列出，请核对。" for one in duty.respelt]
    origin = "，".join(part for part in (in_marks(stored.document.title or stored.id), stored.document.date) if part)
    return [*lines, f"　出处：{origin}"]
