"""A letter compared with earlier ones: those that were named, or the unit's own on the same matter."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from api.archive import case_behind, lookup_in
from api.case_files import find_case, find_document, parsed_text
from api.check_files import read_letter_file, settle_review_day
from api.preferences import preference_for
from corpus.commitments.ledger import Wanted, followed, listed
from corpus.commitments.records import item_answered
from corpus.commitments.stored import StoredCommitment
from corpus.commitments.unstored import commitments_of
from corpus.document import Case, Document
from corpus.offices.organs import parse_organ, same_organ
from corpus.offices.regions import is_above, main_region, region_in
from corpus.storage.store import Store
from corpus.storage.stored import document_id
from drafting.checks.letter import Letter
from drafting.checks.read_letter import read_letter
from drafting.compare.compare import compare
from drafting.compare.comparison import Comparison, Prior
from drafting.compare.copied import Foreign
from drafting.draft import Draft
from drafting.gather import query_of
from retrieval.alignments import Alignments
from retrieval.alike import alike
from retrieval.library import Library
from retrieval.precedents import PastCases, precedents

_LETTERS = ("reply", "opinion", "page")
_QUERY = 240  # letters of an answer that it is looked up by
_ANSWERS_EACH = 8  # earlier answers looked at for each answer of the letter


@dataclass(frozen=True, slots=True)
class CompareOrder:
    """What the officer settles: the case (a file or a number), the earlier letters (files or names of stored ones), at
    most how many to look up otherwise, and the letter's issuer where it names none."""

    case: str | None = None
    given: tuple[str, ...] = ()
    top: int = 3
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The letter and what the comparison tells of it."""

    letter: Letter
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class _Own:
    """The letter with what is known of it: its case, its item, its issuer and the place that it is from."""

    letter: Letter
    case: Case | None
    item_no: str | None
    issuer: str | None
    place: str | None


def compare_with_given(store: Store, path: Path, order: CompareOrder) -> Compared:
    """``path`` beside the earlier letters that were named; nothing is searched."""
    own = _own(store, path, order)
    priors = [_given(store, name, own) for name in dict.fromkeys(order.given)]
    return Compared(own.letter, compare(own.letter, priors, _promises(store, priors, own)))


def compare_with_own(
    store: Store, library: Library, alignments: Alignments, path: Path, order: CompareOrder
) -> Compared:
    """``path`` beside the unit's earlier letters on the same item and the same topics, at most ``order.top``."""
    return _compare_own(store, library, alignments, _own(store, path, order), order.top)


def compare_draft(
    store: Store, library: Library, alignments: Alignments, draft: Draft, case: Case, hidden: Collection[str]
) -> Compared:
    """As :func:`compare_with_own` for a draft that lies in no file; nothing of the ``hidden`` documents is shown."""
    issuer = draft.issuer if parse_organ(draft.issuer) else None
    own = _own_of(parsed_text(draft.text), draft, case, issuer)
    return _compare_own(store, library, alignments, own, CompareOrder().top, hidden)


def _compare_own(
    store: Store, library: Library, alignments: Alignments, own: _Own, top: int, hidden: Collection[str] = ()
) -> Compared:
    lookup = lookup_in(store)
    past = PastCases(lookup, store.by_item, alignments.of, case_behind(store, lookup))
    ids = [id for id in (*_same_item(own, past), *_same_topic(own, library, past)) if id not in hidden]
    priors = []
    for id in list(dict.fromkeys(ids))[:top]:
        same = _answers_item(lookup(id), own)
        document = _aligned(lookup(id), own, alignments) if same else lookup(id)
        priors.append(Prior(id, document, whole=same))
    foreign = [one for one in _foreign_passages(own, library) if one.id not in hidden]
    promises = [one for one in _promises(store, priors, own) if one.document not in hidden]
    return Compared(own.letter, compare(own.letter, priors, promises, foreign))


def _own(store: Store, path: Path, order: CompareOrder) -> _Own:
    document, draft = read_letter_file(path)
    case = find_case(store, order.case).case if order.case else None
    issuer = order.issuer or document.issuer or (draft.issuer if draft and parse_organ(draft.issuer) else None)
    return _own_of(document, draft, case, issuer)


def _own_of(document: Document, draft: Draft | None, case: Case | None, issuer: str | None) -> _Own:
    letter = read_letter(document, settle_review_day(None), case, draft=draft)
    organ = parse_organ(issuer) if issuer else None
    place = (organ.region if organ else None) or main_region(document.text, organ.level if organ else "市")
    item = (case.item_no if case else None) or item_answered(document)
    return _Own(letter, case, item, issuer, place)


def _given(store: Store, name: str, own: _Own) -> Prior:
    if Path(name).exists():
        document, _ = read_letter_file(Path(name))
        id = document_id(document.text)
        shown = id if store.document(id) is not None else name
    else:
        stored = find_document(store, name)
        document, shown = stored.document, stored.id
    if own.case is not None and _answers_item(document, own):
        document = _aligned(document, own, Alignments(None, None))
    return Prior(shown, document, foreign=_is_foreign(document.issuer, document.title, own))


def _aligned(document: Document, own: _Own, alignments: Alignments) -> Document:
    """With the asks that its answers answer, where they are those of the letter's case."""
    if own.case is None or not own.case.suggestions:
        return document
    return replace(document, replies=alignments.of(document, own.case.suggestions))


def _answers_item(document: Document, own: _Own) -> bool:
    return own.item_no is not None and own.item_no == item_answered(document)


def _same_item(own: _Own, past: PastCases) -> Iterator[str]:
    """The unit's earlier letters on the item, the newest first."""
    ids = past.by_item(own.item_no) if own.item_no else ()
    found = [id for id in ids if _is_earlier(id, past.lookup(id), own) and _answers_item(past.lookup(id), own)]
    yield from sorted(found, key=lambda id: past.lookup(id).date or "", reverse=True)


def _same_topic(own: _Own, library: Library, past: PastCases) -> Iterator[str]:
    """Its earlier letters with the answers likest to the letter's, the likest first."""
    scores: dict[str, float] = {}
    queries = _queries(own)
    wanted = preference_for(own.issuer, library, own.letter.day)
    for answers in precedents(queries, library, past, own.item_no, _ANSWERS_EACH, wanted) if queries else ():
        best: dict[str, float] = {}
        for one in answers:
            id = one.evidence.document
            if _is_earlier(id, past.lookup(id), own):
                best[id] = max(best.get(id, 0.0), one.evidence.score)
        for id, score in best.items():
            scores[id] = scores.get(id, 0.0) + score
    yield from sorted(scores, key=lambda id: (-scores[id], id))


def _queries(own: _Own) -> list[str]:
    if own.case is not None and own.case.suggestions:
        return [query_of(ask, own.case.title) for ask in own.case.suggestions]
    return [" ".join(answer.text.split())[:_QUERY] for answer in own.letter.answers]


def _is_earlier(id: str, document: Document, own: _Own) -> bool:
    """A letter of the same unit, given before this one, and not this one itself."""
    if document.kind not in _LETTERS or id == document_id(own.letter.text):
        return False
    if document.date is not None and document.date > own.letter.day:
        return False
    if document.doc_number is not None and document.doc_number == own.letter.document.doc_number:
        return False
    units = [document.issuer, *(reply.unit for reply in document.replies)]
    return own.issuer is None or any(unit is not None and same_organ(unit, own.issuer) for unit in units)


def _promises(store: Store, priors: Sequence[Prior], own: _Own) -> list[StoredCommitment]:
    """Open promises of the earlier letters and of others on the item; not those that a later letter on the same item
    has already reported as kept."""
    ids = {prior.id for prior in priors if not prior.foreign}
    known = [
        one
        for one in listed(store, Wanted(open_only=True))
        if one.document in ids or (own.item_no is not None and one.case_no == own.item_no and _is_own(one, own))
    ]
    held = {one.document for one in known}
    earlier = [one for one in known if one.reply_date is None or one.reply_date <= own.letter.day]
    open_ones = [
        one.commitment
        for one in followed(store, [one for one in earlier if one.document != document_id(own.letter.text)])
        if not (one.proposed == "已完成" and one.reports[0].same_item)
    ]
    unstored = [prior for prior in priors if not prior.foreign and prior.id not in held]
    return open_ones + [one for prior in unstored for one in commitments_of(prior.id, prior.document)]


def _is_own(one: StoredCommitment, own: _Own) -> bool:
    return own.issuer is None or one.issuer is None or same_organ(one.issuer, own.issuer)


def _foreign_passages(own: _Own, library: Library) -> Iterable[Foreign]:
    """Passages of other places that sentences of the letter may have been taken from."""
    sentences = [statement.text for statement in own.letter.statements if statement.role != "placeholder"]
    for row in alike(sentences, library, exclude=(document_id(own.letter.text),)):
        if row.kind in (*_LETTERS, "summary", "proposal") and _is_foreign(row.issuer, row.title, own, row.region):
            yield Foreign(row.document, row.title, row.issuer, row.text)


def _is_foreign(issuer: str | None, title: str | None, own: _Own, region: str | None = None) -> bool:
    """Whether a paper is from another place than the letter, as far as both tell; a level above is no other place."""
    organ = parse_organ(issuer) if issuer else None
    place = region or (organ.region if organ else None) or region_in(issuer or "") or region_in(title or "")
    if place is None:
        return False
    if own.place is None:
        return place not in own.letter.text
    return place != own.place and not is_above(place, own.place)
