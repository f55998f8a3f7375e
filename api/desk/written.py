"""The letter by what the officer settled: the choices redrafted, then head, tail and what was taken out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from api.desk.desk import CLOSING, OPENING, Desk, named
from drafting.checks.read_draft import draft_of
from drafting.choices import Choices, OwnSentence, placed, redraft
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.export.json import draft_record
from drafting.fill import render
from drafting.keys import sentence_key
from drafting.origin import Found
from drafting.placeholder import placeholders
from drafting.service import DraftResult

# What a letter's record leaves out and its printing needs.
_PRINTING = ("class_form", "print_unit", "print_date")
UNSEEN = "【待核实：此句引自您无权查看的资料，请由有权查看的同事处理】"


def written(result: DraftResult, desk: Desk, found: Callable[[str], Found | None]) -> DraftResult:
    """``result`` with its letter as ``desk`` settles it; ``found`` gives passages beside those that were searched up.

    Choices for asks and passages that are no longer there are passed over, and kept in the desk.
    """
    again = redraft(result, _usable(result, desk.choices, found), found=found)
    head: dict[str, Any] = {name: value for name, value in desk.fields.items() if name != "attachments"}
    draft = replace(
        again.draft,
        opening=_framed(again.draft.opening, desk, OPENING),
        closing=_framed(again.draft.closing, desk, CLOSING),
        sections=tuple(_section(section, desk) for section in again.draft.sections),
        **head,
    )
    if "attachments" in desk.fields:
        names = (line.strip() for line in desk.fields["attachments"].splitlines())
        draft = replace(draft, attachments=tuple(name for name in names if name))
    draft = replace(draft, text=render(draft))
    return replace(again, draft=draft, placeholders=tuple(dict.fromkeys(placeholders(draft))))


def letter_record(draft: Draft) -> dict[str, Any]:
    """The letter as a version keeps it: the record of the contract, and what printing needs besides."""
    return {**draft_record(draft), **{name: getattr(draft, name) for name in _PRINTING}}


def letter_of(record: Mapping[str, Any]) -> Draft:
    """The letter that :func:`letter_record` kept."""
    return replace(draft_of(record), **{name: record[name] for name in _PRINTING if name in record})


def sources_of(draft: Draft) -> dict[str, Source]:
    """Every document that the letter rests on, with one of its sources."""
    some = [source for paragraph in draft.paragraphs() for one in paragraph.sentences for source in one.sources]
    some += [basis.source for basis in draft.basis if basis.source is not None]
    return {source.document: source for source in some}


def as_seen(draft: Draft, hidden: Collection[str]) -> Draft:
    """The letter for one who may not know of the ``hidden`` documents: what rests on them is not shown."""
    if not hidden or not any(document in hidden for document in sources_of(draft)):
        return draft

    def seen(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(tuple(_seen(one, hidden) for one in paragraph.sentences)) for paragraph in paragraphs)

    shown = replace(
        draft,
        opening=seen(draft.opening),
        closing=seen(draft.closing),
        sections=tuple(
            replace(section, heading=_seen(section.heading, hidden), paragraphs=seen(section.paragraphs), reason="")
            for section in draft.sections
        ),
        basis=tuple(one for one in draft.basis if one.source is None or one.source.document not in hidden),
    )
    return replace(shown, text=render(shown))


def _seen(sentence: Sentence, hidden: Collection[str]) -> Sentence:
    if any(source.document in hidden for source in sentence.sources):
        return Sentence(UNSEEN, "placeholder")
    return sentence


def _usable(result: DraftResult, choices: Choices, found: Callable[[str], Found | None]) -> Choices:
    asks = {plan.suggestion.id for plan in result.plans}
    known = {one.evidence.passage for one in result.gathered.found}
    passages = {
        ask: tuple(one for one in some if one in known or found(one) is not None)
        for ask, some in choices.in_.items()
        if ask in asks
    }
    return Choices(
        {ask: stance for ask, stance in choices.stances.items() if ask in asks},
        choices.out,
        passages,
        {ask: own for ask, own in choices.sentences.items() if ask in asks},
    )


def _section(section: AnswerSection, desk: Desk) -> AnswerSection:
    if section.suggestion in desk.headings:
        text = desk.headings[section.suggestion]
        section = replace(section, heading=Sentence(text, "frame", by="officer"))
    return replace(section, paragraphs=_kept(section.paragraphs, desk, section.suggestion))


def _framed(paragraphs: tuple[Paragraph, ...], desk: Desk, place: str) -> tuple[Paragraph, ...]:
    own: tuple[OwnSentence, ...] = desk.own(place)
    if own:
        paragraphs = placed(AnswerSection(place, 1, Sentence("", "frame"), None, paragraphs), own).paragraphs
    return _kept(paragraphs, desk, place)


def _kept(paragraphs: Iterable[Paragraph], desk: Desk, place: str) -> tuple[Paragraph, ...]:
    """Without the sentences that were taken out."""
    kept = [
        tuple(one for one in p.sentences if named(place, sentence_key(one)) not in desk.removed) for p in paragraphs
    ]
    return tuple(Paragraph(sentences) for sentences in kept if sentences)
