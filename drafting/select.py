"""Which sentences answer which ask: each once, under the ask it fits best, the best of each use."""

from collections.abc import Mapping, Sequence

from corpus.cases.likeness import bigrams
from corpus.document import Suggestion
from corpus.rulebook.standing import rule_name
from drafting.gather import query_of
from drafting.materials import Material, Use
from drafting.matter import Matter
from drafting.origin import RULE_KINDS
from drafting.relevance import Relevance
from drafting.topic import is_title, topic

# A sentence belongs to an ask when two independent signs say so: its own relevance (relevance.py), and the score that
# the search gave its passage for the ask. By source: (use, least relevance, least score of the search). What another
# unit lays down must fit more closely than what the own unit or its government does; a law speaks to many things.
# Tuned on the sample cases.
LEAST: dict[str, dict[Use, tuple[float, float]]] = {
    "own": {"fact": (0.42, 0.3), "plan": (0.45, 0.3), "rule": (0.45, 0.4)},
    "near": {"fact": (0.45, 0.4), "plan": (0.45, 0.4), "rule": (0.45, 0.4)},
    "law": {"fact": (9.0, 1.0), "plan": (9.0, 1.0), "rule": (0.7, 0.45)},
    "elsewhere": {"fact": (9.0, 1.0), "plan": (0.9, 0.45), "rule": (0.9, 0.45)},
}
# A fact beside one that belongs to the ask, in the same passage, needs less: a passage speaks of one thing.
LEAST_BESIDE = 0.3
# How much the search's score weighs beside the relevance where an ask is chosen for a sentence.
FOUND = 0.5
# A year more counts this much where facts and plans are chosen.
NEWER = 0.15
# What is taken beside the best of its use, and beside the best of all, may be weaker by so much.
_WEAKEST: dict[Use, tuple[float, float]] = {"rule": (0.7, 0.5), "fact": (0.45, 0.35), "plan": (0.6, 0.45)}
_LONGER = 1.5
_NEARLY = 0.8
MOST: dict[Use, int] = {"fact": 3, "plan": 2, "rule": 2}
MOST_LAWS = 1
# Sentences the encoder is asked about at most: the best passages hold what matters, and a draft takes a second.
MOST_SENTENCES = 64
_SAME = 0.5  # share of the shorter sentence's character pairs from which two say the same


def assign_sentences(
    matter: Matter, usable: Sequence[Material], relevance: Relevance, found: Mapping[tuple[str, str], float]
) -> dict[str, list[tuple[float, Material]]]:
    """Each usable sentence under the ask it is most relevant to, when it is relevant enough for its use.

    What the search found too far from every ask is not even weighed; of the rest the first ``MOST_SENTENCES``.
    """
    asks = matter.case.suggestions
    usable = [one for one in usable if _is_found(one, asks, found)][:MOST_SENTENCES]
    chosen: dict[str, list[tuple[float, Material]]] = {ask.id: [] for ask in asks}
    texts = [_in_context(m) for m in usable]
    subjects = [topic(ask).text for ask in asks]
    asked = [query_of(ask, None) for ask in asks]  # the case's title would make everything in it alike
    table = relevance.score(texts, [ask.text for ask in asks], subjects, asked)
    beside: list[tuple[str, float, Material]] = []
    bare = {ask.id for ask in asks if is_title(ask, asks)}
    for material, row in zip(usable, table, strict=True):
        scores = [found.get((ask.id, material.found.evidence.passage), 0.0) for ask in asks]
        total = [one + FOUND * score if one > 0 else 0.0 for one, score in zip(row, scores, strict=True)]
        at = max(range(len(asks)), key=total.__getitem__)
        relevant, searched = LEAST[_origin(material)][material.use]
        if asks[at].id not in bare and row[at] >= relevant and scores[at] >= searched:
            chosen[asks[at].id].append((total[at], material))
        elif material.use == "fact" and row[at] >= LEAST_BESIDE and scores[at] >= searched:
            beside.append((asks[at].id, total[at], material))
    for key, score, material in beside:
        if any(_same_passage(one, material) for _, one in chosen[key] if one.use == "fact"):
            chosen[key].append((score, material))
    return chosen


def _is_found(material: Material, asks: Sequence[Suggestion], found: Mapping[tuple[str, str], float]) -> bool:
    least = LEAST[_origin(material)][material.use][1]
    return any(found.get((ask.id, material.found.evidence.passage), 0.0) >= least for ask in asks)


def _same_passage(one: Material, other: Material) -> bool:
    return one.found.evidence.passage == other.found.evidence.passage


def _origin(material: Material) -> str:
    if material.found.document.kind == "law":
        return "law"
    return "own" if material.own else "near" if material.near else "elsewhere"


def without_laws(scored: Sequence[tuple[float, Material]]) -> list[tuple[float, Material]]:
    """Where one provision decides, further laws only lead away from it."""
    return [pair for pair in scored if pair[1].found.document.kind != "law"]


def _in_context(material: Material) -> str:
    """The sentence under its headings; a rule also under its own name, which tells what it rules on."""
    document, headings = material.found.document, material.found.evidence.heading[1:]
    name = (rule_name(document.title or ""),) if document.kind in RULE_KINDS else ()
    return " ".join((*name, *headings, material.text))


def by_use(scored: Sequence[tuple[float, Material]], told: Sequence[str]) -> dict[Use, tuple[Material, ...]]:
    """The best sentences of each use without saying anything twice; plans are chosen first, then rules, then facts.

    ``told`` is what co-handlers say under the same ask; what they report is not repeated. Of two that say the same the
    one that says clearly more is taken. In the letter the newest document comes first.
    """
    kept: dict[Use, tuple[Material, ...]] = {}
    said: list[str] = []
    for use in ("plan", "rule", "fact"):
        ranked = sorted(
            ((score + _newer(one, scored), one) for score, one in scored if one.use == use),
            key=lambda pair: (-pair[0], pair[1].start),
        )
        of_use, of_all = _WEAKEST[use]
        floor = max(of_use * (ranked[0][0] if ranked else 0.0), of_all * max((one for one, _ in scored), default=0.0))
        taken: list[tuple[float, Material]] = []
        for score, material in ranked:
            reported = use != "plan" and any(_reported(material.text, s) for s in told)
            if score < floor or reported or any(_alike(material.text, s) for s in said):
                continue
            twin = next((at for at, (_, one) in enumerate(taken) if _alike(one.text, material.text)), None)
            if twin is None and _has_room(material, [one for _, one in taken]):
                taken.append((score, material))
            elif twin is not None and _says_more(material, score, *taken[twin]):
                taken[twin] = (score, material)
        said += [one.text for _, one in taken]
        newest_first = sorted(
            (one for _, one in taken), key=lambda m: (-(m.year or 0), m.found.evidence.document, m.start)
        )
        kept[use] = tuple(newest_first)
    return kept


def _newer(material: Material, scored: Sequence[tuple[float, Material]]) -> float:
    """What an older fact or plan loses against the newest at hand."""
    if material.use == "rule":
        return 0.0
    newest = max((one.year or 0 for _, one in scored if one.use == material.use), default=0)
    return NEWER * ((material.year or 0) - newest)


def _has_room(material: Material, taken: Sequence[Material]) -> bool:
    law = material.found.document.kind == "law"
    room = MOST_LAWS if law else MOST[material.use]
    return sum((one.found.document.kind == "law") == law for one in taken) < room


def _says_more(new: Material, score: float, known_score: float, known: Material) -> bool:
    return len(new.text) >= _LONGER * len(known.text) and score >= _NEARLY * known_score


def _alike(one: str, other: str) -> bool:
    a, b = set(bigrams(one)), set(bigrams(other))
    return len(a & b) > _SAME * min(len(a), len(b))


def _reported(fact: str, told: str) -> bool:
    """Whether most of the fact stands in what a co-handler says; a short remark on its subject does not tell it."""
    own = set(bigrams(fact))
    return len(own & set(bigrams(told))) > _SAME * len(own)
