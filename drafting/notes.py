"""What the officer is told beside the letter: co-handlers not heard yet, sources that are not public."""

from collections.abc import Iterator

from corpus.offices.organs import same_organ
from corpus.title_marks import in_marks
from drafting.draft import Draft
from drafting.finding import Finding
from drafting.matter import Matter


def notes(matter: Matter, draft: Draft) -> tuple[Finding, ...]:
    """Findings on the matter itself, in the order of the letter (review catalogue R15 and R24)."""
    return (*_unheard(matter), *_not_public(matter, draft))


def _unheard(matter: Matter) -> Iterator[Finding]:
    if matter.role not in ("主办", "独办"):
        return
    for unit in matter.case.co_units:
        heard = any(opinion.unit and same_organ(opinion.unit, unit) for opinion in matter.opinions)
        own = matter.issuer is not None and same_organ(matter.issuer, unit)
        if not heard and not own:
            yield Finding("R15", "W", f"会办单位{unit}的意见尚未提供，本稿没有写入其意见。")


def _not_public(matter: Matter, draft: Draft) -> Iterator[Finding]:
    """One finding a source: text taken from it stands in a letter that is to be published."""
    if draft.disclosure != "主动公开":
        return
    told: set[str] = set()
    heard = {opinion.reference: f"{opinion.unit}的会办意见" for opinion in matter.opinions if opinion.unit}
    for section in draft.sections:
        for sentence in section.sentences():
            for source in sentence.sources:
                if source.disclosure in (None, "主动公开") or source.document in told:
                    continue
                told.add(source.document)
                at = draft.text.find(sentence.text)
                name = heard.get(source.document) or (in_marks(source.title) if source.title else "所据材料")
                yield Finding(
                    "R24", "W",
                    f"{name}公开方式为{source.disclosure}，写入主动公开的答复前请核定。",
                    at if at >= 0 else None, at + len(sentence.text) if at >= 0 else None,
                    sentence.text, None, source.document,
                )  # fmt: skip
