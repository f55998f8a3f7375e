"""The desk as plain values, as a version keeps it, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.desk.desk import Desk, Order
from drafting.choices import Choices
from drafting.choices_json import choices_record, read_choices


def desk_record(desk: Desk) -> dict[str, Any]:
    """``{order, choices, fields, frame, headings, removed}``; ``choices`` as ``dafu draft --choices`` takes them."""
    return {
        "order": asdict(desk.order),
        "choices": choices_record(desk.choices),
        "fields": dict(desk.fields),
        "frame": choices_record(Choices(sentences=desk.frame))["sentences"],
        "headings": dict(desk.headings),
        "removed": sorted(desk.removed),
    }


def read_desk(record: Mapping[str, Any]) -> Desk:
    """The desk of a record of :func:`desk_record`."""
    return Desk(
        Order(**record["order"]),
        read_choices(record.get("choices", {})),
        dict(record.get("fields", {})),
        read_choices({"sentences": record.get("frame", {})}).sentences,
        dict(record.get("headings", {})),
        frozenset(record.get("removed", ())),
    )
