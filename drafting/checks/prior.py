"""A letter against the unit's earlier answers: what was said otherwise, and what was promised and is not mentioned."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.cases.align import align
from corpus.cases.likeness import bigrams, held, rarity
from corpus.commitments.follow import later_paper, reports
from corpus.commitments.stored import StoredCommitment
from corpus.document import Answer, Case, Document
from corpus.offices.organs import same_organ
from corpus.storage.stored import document_id
from drafting.archive import Archive
from drafting.checks.agreed import refusal_in
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.lexicon import words
from drafting.checks.polarity import turned
from drafting.checks.traced import tracing
from drafting.finding import Finding

_NO_ARCHIVE = "没有可查的以往答复"
_RULES = ("law", "measures", "plan", "notice")
# An earlier promise of another item bears on this one where an ask holds this share of its pairs.
_ON_TOPIC = 0.45
_MOST = 5
_YEARS = 3
_SHOWN = 50
_CLOSE = 0.6


def same_as_before(letter: Letter, dossier: Dossier) -> Offenders:
    """R32: what the unit said before, and what its sources say, is not turned round; a new stance is explained."""
    if dossier.archive is None:
        yield Unchecked("R32", _NO_ARCHIVE)
    for traced in tracing(letter, dossier).traced:
        for change in traced.changes:
            told = change.match.told
            if told.kind == "opinion" or told.origin.startswith("opinion:") or change.match.close < _CLOSE:
                continue
            if turned(change, traced.statement.text):
                rule = "R10" if told.kind in _RULES else "R32"
                mine, its = change.written or "（无）", change.told or "（无）"
                yield Finding(
                    rule, "W", f"与{told.name}的意思相反：原文为“{its}”，文中写作“{mine}”。",
                    change.start, max(change.end, change.start + 1), change.written, change.told, told.origin,
                )  # fmt: skip
    case = dossier.case.case if dossier.case else None
    if dossier.archive is not None and case is not None:
        for id, earlier in _earlier(letter, dossier, dossier.archive, case.item_no):
            yield from _other_stance(letter, case, id, earlier)


def _earlier(letter: Letter, dossier: Dossier, archive: Archive, item_no: str | None) -> Iterator[tuple[str, Document]]:
    """The unit's own earlier replies to the item."""
    issuer, own = dossier.issuer or letter.document.issuer, document_id(letter.text)
    for id in archive.by_item(item_no) if item_no and issuer else ():
        document = archive.lookup(id)
        before = document.date is not None and document.date < letter.day
        ours = document.issuer is not None and same_organ(document.issuer, issuer or "")
        if (
            id != own
            and document.kind == "reply"
            and before
            and ours
            and document.doc_number != letter.document.doc_number
        ):
            yield id, document


def _other_stance(letter: Letter, case: Case, id: str, earlier: Document) -> Iterator[Finding]:
    """An ask refused before and promised now, or the other way round, without a word on the change."""
    if words("prior", "explained").search(letter.text[slice(*letter.body)]):
        return
    for reply in earlier.replies:
        for before in align(reply.answers, case.suggestions):
            for now in letter.answers:
                if set(now.suggestions) & set(before.suggestions) and _turns(before, now):
                    yield Finding(
                        "R32", "W", f"与{earlier.date}的答复（{earlier.doc_number or ''}）态度不同，请说明变化的原因。",
                        now.start, now.end, now.text[:_SHOWN], before.text[:_SHOWN], id,
                    )  # fmt: skip


def _turns(before: Answer, now: Answer) -> bool:
    return bool(refusal_in(before)) != bool(refusal_in(now))


def promises_reported(letter: Letter, dossier: Dossier) -> Offenders:
    """R33: what the unit promised on the item, or in an earlier answer on the same topic, is reported on."""
    case = dossier.case.case if dossier.case else None
    issuer = dossier.issuer or letter.document.issuer
    if dossier.archive is None or case is None or issuer is None:
        yield Unchecked("R33", _NO_ARCHIVE if dossier.archive is None else "没有原件或者发文机关，无法查找以往承诺")
        return
    if letter.kind == "opinion":
        return
    paper = later_paper("letter", replace(letter.document, date=letter.document.date or letter.day), case.item_no)
    own, asks = document_id(letter.text), [bigrams(ask.text) for ask in case.suggestions]
    weight, told = rarity(asks), 0
    for one in dossier.archive.promises(issuer):
        same = one.case_no is not None and one.case_no == case.item_no
        if one.document == own or one.duty or one.deadline_text is None or not _before(one, letter):
            continue
        on_topic = same or any(held(bigrams(one.measure), ask, weight) >= _ON_TOPIC for ask in asks)
        if on_topic and told < _MOST and not reports(one, [paper]):
            told += 1
            said = one.sentence[:_SHOWN]
            message = f"{one.reply_date}的答复（{one.reply_docno or ''}）承诺“{said}”，答复中没有说明落实情况。"
            yield Finding("R33", "W", message, expected=one.sentence, source=one.document)


def _before(one: StoredCommitment, letter: Letter) -> bool:
    """Whether the promise was made in the years before the letter, in another letter."""
    day = one.reply_date or ""
    recent = str(int(letter.day[:4]) - _YEARS) <= day[:4]
    return recent and day < letter.day and one.reply_docno != letter.document.doc_number


CHECKS = (Check("R32", same_as_before), Check("R33", promises_reported))
