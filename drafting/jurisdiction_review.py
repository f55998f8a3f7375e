"""What is odd in the ways of places although every file reads well: for the administrator who keeps them."""

from collections.abc import Iterator

from corpus.offices.regions import region_names
from drafting.jurisdiction import Jurisdiction
from drafting.jurisdiction_files import PlaceFile
from drafting.jurisdiction_register import Jurisdictions
from drafting.jurisdiction_values import MEANING_NAMES, NATION, ClassScheme, Deadline, DisclosureDefault


def oddities(file: PlaceFile, places: Jurisdictions) -> Iterator[str]:
    """One Chinese sentence a matter: an unknown place, a reason or class that does not fit, a rule id used twice."""
    if file.region != NATION and file.region not in region_names() and file.above is None:
        yield f"{file.region} 不在地区表中，又没有写 above（上级地区），本地没有登记的项目只能按国家规定。"
    codes = {r.code for body in ("政协", "人大") for r in _now(file, places, body).reasons}
    seen: set[str] = set()
    for record in file.records:
        if isinstance(record, DisclosureDefault):
            yield from _disclosure(record, codes)
        elif isinstance(record, ClassScheme):
            yield from _classes(record)
        elif isinstance(record, Deadline):
            if record.rule_id in seen:
                yield f"[[deadlines]] 的 id “{record.rule_id}”用了两次。"
            seen.add(record.rule_id)


def _now(file: PlaceFile, places: Jurisdictions, body: str) -> Jurisdiction:
    latest = max((r.scope.since or 0 for r in file.records), default=0)
    return places.of(file.region, "政协" if body == "政协" else "人大", max(latest, 2019))


def _disclosure(record: DisclosureDefault, codes: set[str]) -> Iterator[str]:
    if record.value != "主动公开" and record.reason is None:
        yield f"[[disclosure]] 默认{record.value}，但没有写 reason（理由）。"
    if record.reason is not None and record.reason not in codes:
        yield f"[[disclosure]] 的理由“{record.reason}”不在 [[reasons]] 中。"


def _classes(scheme: ClassScheme) -> Iterator[str]:
    marks = scheme.marks
    if len(set(marks)) < len(marks):
        yield f"[[classes]] 的类别字母有重复：{'、'.join(marks)}。"
    if marks and len(marks) < len(scheme.classes):
        yield "[[classes]] 有的类别有字母，有的没有。"
    covered = {meaning for entry in scheme.classes for meaning in entry.meanings}
    missing = [name for meaning, name in MEANING_NAMES.items() if meaning not in covered]
    if missing:
        yield f"[[classes]] 没有与“{'”“'.join(missing)}”对应的类别，这类答复的类别留待核实。"
