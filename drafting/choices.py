"""The officer's choices on a draft, and the letter written again by them without a new search."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.cases.likeness import bigrams
from corpus.errors import UnusableInput
from corpus.grammar.articles import article_anchor, article_number
from corpus.rulebook.rule_names import law_key
from corpus.rulebook.standing import rule_name
from corpus.storage.stored import StoredPassage
from drafting.citations import Article
from drafting.draft import AnswerSection, Draft, Paragraph, Role, Sentence, Stance
from drafting.finish import finish
from drafting.keys import sentence_key, source_key
from drafting.materials import Material, materials_of
from drafting.opinions import OpinionPoint
from drafting.origin import Found
from drafting.plan import AnswerPlan, with_stance
from drafting.service import DraftResult

CHOSEN = "承办人选定"
_FINDS = "请在起草结果的 sections 和 sources 中查看可用的编号。"
# What the search brought up besides (outdated rules) holds whatever is chosen.
_OF_THE_SEARCH = "R08"
# Whose sentence it is is told by ``Sentence.by``; it is a formula of the letter in so far as no source is asked of it.
_ROLE: Role = "frame"


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """A sentence of the officer's own. ``replaces`` is the key of the sentence whose place it takes, ``after`` the key
    of the one it follows (:func:`drafting.keys.sentence_key`); with neither it ends the answer."""

    text: str
    replaces: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """``stances`` by ask; ``out`` names what is left out: a source (:func:`drafting.keys.source_key`), or a whole
    document or opinion by its id; ``in_`` names by ask passages that are taken in whole; ``sentences`` by ask."""

    stances: Mapping[str, Stance] = field(default_factory=dict)
    out: frozenset[str] = frozenset()
    in_: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sentences: Mapping[str, tuple[OwnSentence, ...]] = field(default_factory=dict)


def redraft(
    result: DraftResult,
    choices: Choices,
    article: Article | None = None,
    found: Callable[[str], Found | None] | None = None,
) -> DraftResult:
    """``result`` with its letter written by ``choices``; nothing is searched, and ``result`` itself is not changed.

    ``article`` links laws that new sentences cite, and ``found`` gives passages that the search did not bring up.
    Raises :class:`UnusableInput` for an ask or a passage that is not known.
    """
    asks = {plan.suggestion.id for plan in result.plans}
    for ask in (*choices.stances, *choices.in_, *choices.sentences):
        if ask not in asks:
            raise UnusableInput(f"办理件中没有第“{ask}”项建议，现有：{'、'.join(sorted(asks))}。")
    known = {one.evidence.passage: one for one in result.gathered.found}
    plans = tuple(_chosen(plan, result, choices, _lookup(known, found)) for plan in result.plans)
    linked = article or _linked_before(result.draft)
    letter = finish(result.matter, plans, linked, lambda draft: _with_own(draft, choices.sentences))
    kept = tuple(one for one in result.findings if one.rule == _OF_THE_SEARCH)
    findings = (*letter.findings, *kept)
    return replace(result, draft=letter.draft, plans=plans, findings=findings, placeholders=letter.placeholders)


def _lookup(known: Mapping[str, Found], found: Callable[[str], Found | None] | None) -> Callable[[str], Found]:
    def find(passage: str) -> Found:
        one = known.get(passage) or (found(passage) if found else None)
        if one is None:
            raise UnusableInput(f"没有找到段落“{passage}”。{_FINDS}")
        return one

    return find


def _chosen(plan: AnswerPlan, result: DraftResult, choices: Choices, find: Callable[[str], Found]) -> AnswerPlan:
    """The plan of one ask with sentences left out and taken in, and its stance chosen or judged again."""
    ask = plan.suggestion.id
    added = [one for key in choices.in_.get(ask, ()) for one in materials_of(find(key), result.matter)]
    changed = replace(
        plan,
        rules=_with(plan.rules, [m for m in added if m.use == "rule"], choices.out),
        facts=_with(plan.facts, [m for m in added if m.use == "fact"], choices.out),
        plans=_with(plan.plans, [m for m in added if m.use == "plan"], choices.out),
        opinions=tuple(point for one in plan.opinions if (point := _heard(one, choices.out)).sentences),
        limit=None if plan.limit and plan.limit.provision and _out_limit(plan, choices.out) else plan.limit,
    )
    if ask in choices.stances:
        return replace(changed, stance=choices.stances[ask], reason=CHOSEN, firm=True)
    touched = changed != plan and not (plan.parent and not added)
    return with_stance(changed, result.matter.year) if touched else changed


def _with(kept: Sequence[Material], added: Sequence[Material], out: frozenset[str]) -> tuple[Material, ...]:
    new = [one for one in added if not any(_same(one, other) for other in kept)]
    return tuple(one for one in (*kept, *new) if not _is_out(one.found.evidence.document, one.start, one.end, out))


def _same(one: Material, other: Material) -> bool:
    same_place = (one.found.evidence.document, one.start) == (other.found.evidence.document, other.start)
    return same_place or set(bigrams(one.text)) == set(bigrams(other.text))


def _heard(point: OpinionPoint, out: frozenset[str]) -> OpinionPoint:
    name = point.opinion.reference
    return replace(
        point, sentences=tuple(line for line in point.sentences if not _is_out(name, line.start, line.end, out))
    )


def _out_limit(plan: AnswerPlan, out: frozenset[str]) -> bool:
    provision = plan.limit.provision if plan.limit else None
    return provision is not None and _is_out(provision.document, provision.start, provision.end, out)


def _is_out(document: str, start: int, end: int, out: frozenset[str]) -> bool:
    return document in out or source_key(document, start, end) in out


def _linked_before(draft: Draft) -> Article:
    """The articles that the letter was linked to when it was first drafted."""
    known: dict[tuple[str, str], StoredPassage] = {}
    for section in draft.sections:
        for sentence in section.sentences():
            for source in sentence.sources:
                if source.adaptation == "所引法条原文" and source.passage and source.title:
                    anchor = article_anchor(source.quote)
                    passage = StoredPassage(
                        source.passage, source.document, 0, source.start, source.end, (source.title,), source.quote
                    )
                    known[law_key(rule_name(source.title)), anchor or ""] = passage
    return lambda title, number: known.get((law_key(title), article_number(number) or ""))


def _with_own(draft: Draft, own: Mapping[str, Sequence[OwnSentence]]) -> Draft:
    """The letter with the officer's sentences in their places, letter for letter."""
    sections = tuple(
        placed(section, own[section.suggestion]) if section.suggestion in own else section for section in draft.sections
    )
    return replace(draft, sections=sections)


def placed(section: AnswerSection, own: Sequence[OwnSentence]) -> AnswerSection:
    """``section`` with the officer's sentences in their places, one whose place is gone at the end."""
    paragraphs = [list(paragraph.sentences) for paragraph in section.paragraphs]
    last: tuple[int, int] | None = None
    for one in own:
        sentence = Sentence(one.text, _ROLE, by="officer")
        place = _place(paragraphs, one.replaces or one.after)
        if place is not None and one.replaces:
            paragraphs[place[0]][place[1]] = sentence
            last = place
        elif place is not None:
            last = (place[0], place[1] + 1)
            paragraphs[last[0]].insert(last[1], sentence)
        elif last is not None and not (one.replaces or one.after):
            last = (last[0], last[1] + 1)
            paragraphs[last[0]].insert(last[1], sentence)
        else:
            # A place that is gone loses no sentence: it ends the answer.
            paragraphs.append([sentence])
            last = (len(paragraphs) - 1, 0)
    return replace(section, paragraphs=tuple(Paragraph(tuple(group)) for group in paragraphs if group))


def _place(paragraphs: Sequence[Sequence[Sentence]], key: str | None) -> tuple[int, int] | None:
    if key is None:
        return None
    for at, group in enumerate(paragraphs):
        for n, sentence in enumerate(group):
            if key in (sentence_key(sentence), sentence.text):
                return at, n
    return None
