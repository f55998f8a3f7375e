"""A plan written out and guarded: the letter with its findings, as first drafted and after every choice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drafting.citations import Article, link_articles, misquoted
from drafting.draft import Draft
from drafting.fill import fill, render
from drafting.finding import Finding
from drafting.honesty import Grounding, guard
from drafting.matter import Matter
from drafting.notes import notes
from drafting.placeholder import PLACEHOLDER
from drafting.plan import AnswerPlan


@dataclass(frozen=True, slots=True)
class Finished:
    draft: Draft
    findings: tuple[Finding, ...]
    placeholders: tuple[str, ...]


def finish(
    matter: Matter, plans: Sequence[AnswerPlan], article: Article, chosen: Callable[[Draft], Draft] | None = None
) -> Finished:
    """The letter for ``plans``: every law it cites linked to its article, nothing in it that no source says.

    ``chosen`` puts the officer's own sentences into the letter before it is guarded.
    """
    letter = link_articles(fill(matter, plans), article)
    if chosen is not None:
        letter = chosen(letter)
    draft, findings = guard(letter, _grounding(matter))
    if findings or chosen is not None:
        draft = replace(draft, text=render(draft))
    findings = (*findings, *misquoted(draft), *notes(matter, draft))
    return Finished(draft, findings, tuple(dict.fromkeys(PLACEHOLDER.findall(draft.text))))


def _grounding(matter: Matter) -> Grounding:
    units = tuple(name for name in (matter.issuer, matter.we, *(o.unit for o in matter.opinions)) if name)
    return Grounding((matter.text, *(opinion.document.text for opinion in matter.opinions)), units)
