"""The drafting desk: letters begun, written, checked, compared and sent to review.

Every change names the version it was made on and makes a new one; where another came in between nothing is saved
(:class:`ChangedMeanwhile`, with the newest version's number). A change that was already saved is not saved twice: who
sends it again on the same base, because the answer was lost, gets the version it made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from api.desk import desk as on_desk
from api.desk.desk import Desk, Order
from api.desk.desk_json import desk_record, read_desk
from api.desk.spots import spots
from api.desk.written import as_seen, letter_of, letter_record, sources_of
from api.services.draft_results import Matters, by_desk, matters
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace import drafts, ledger
from api.workplace.case import LedgerCase
from api.workplace.drafts import DraftRow, Version
from api.workplace.permits import User, require
from corpus.errors import NotFound, Refused, UnusableInput
from drafting.draft import Draft, Stance
from drafting.frame import LETTER_NAMES
from drafting.keys import source_key
from drafting.materials import materials_of
from retrieval.filters import PROTECTED

LETTERS = tuple(LETTER_NAMES)


@dataclass(frozen=True, slots=True)
class Opened:
    """A version of a draft as one user may see it. ``draft`` is its letter, ``desk`` what was settled for it."""

    row: DraftRow
    case: LedgerCase
    version: Version
    desk: Desk
    draft: Draft

    @property
    def newest(self) -> bool:
        """Whether nothing was saved after this version."""
        return self.version.number == self.row.version


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is made on: the desk and the letter of a version, and the case as it is known now."""

    desk: Desk
    letter: Draft
    known: Matters


def listed(office: Office, user: User, case_id: int) -> tuple[DraftRow, ...]:
    """The drafts of a case, the newest first."""
    require(user, "draft.read", ledger.case_of(office.engine, case_id).fields.office)
    return drafts.drafts_of(office.engine, case_id)


def begun(
    office: Office, user: User, case_id: int, letter: str | None = None, role: str | None = None,
    day: str | None = None, part: str | None = None,
) -> Opened:  # fmt: skip
    """A new draft for a case from its proposal and its opinions. Without ``letter`` it is the one the role writes.

    Raises :class:`NotFound` where the proposal's text is not there yet, :class:`UnusableInput` for a kind of letter
    that the role does not write.
    """
    case = ledger.case_of(office.engine, case_id)
    require(user, "draft.edit", case.fields.office)
    held = role or case.fields.role
    order = Order(letter or ("会办意见" if held == "会办" else "答复"), held, day or None, part or None)
    desk = Desk(order)
    result = by_desk(matters(office, user, case, order), desk)
    row, _ = drafts.begin(office.engine, case, order.letter, user.login, letter_record(result.draft), desk_record(desk))
    return opened(office, user, row.id)


def opened(office: Office, user: User, id: int, number: int | None = None) -> Opened:
    """A draft in its newest version, or in version ``number``. What it cites of papers that the user may not know of
    is not shown; a look at protected papers it cites is written into the trail."""
    row = drafts.draft_of(office.engine, id)
    case = ledger.case_of(office.engine, row.case)
    require(user, "draft.read", case.fields.office)
    version = drafts.version_of(office.engine, id, number)
    whole = letter_of(version.letter)
    seen = as_seen(whole, hidden_from(office, user))
    protected = sorted(one.document for one in sources_of(seen).values() if one.disclosure in PROTECTED)
    if protected:
        office.note(user, "draft.read", f"draft:{id}", version=version.number, protected=protected)
    return Opened(row, case, version, read_desk(version.choices), seen)


def history(office: Office, user: User, id: int) -> tuple[tuple[int, str, str, str], ...]:
    """(number, at, login, reason) of every version, the newest first."""
    row = drafts.draft_of(office.engine, id)
    require(user, "draft.read", ledger.case_of(office.engine, row.case).fields.office)
    return drafts.history(office.engine, id)


def stance_chosen(office: Office, user: User, id: int, base: int, ask: str, stance: Stance | None) -> Opened:
    """The stance on an ask chosen; ``None`` leaves it to the evidence again."""

    def change(at: Base) -> Desk:
        _require_ask(at, ask)
        return on_desk.with_stance(at.desk, ask, stance)

    return changed(office, user, id, base, f"建议{ask}的态度：{stance or '按依据判断'}", change)


def evidence_taken(office: Office, user: User, id: int, base: int, ask: str, passage: str) -> Opened:
    """A passage that was found used for an ask, with whatever of it was left out before."""

    def change(at: Base) -> Desk:
        _require_ask(at, ask)
        one = at.known.found(passage)
        if one is None:
            raise NotFound("没有找到这段材料，它可能已被替换或删除，请刷新页面。")
        if not materials_of(one, at.known.result.matter):
            raise UnusableInput("这段材料中没有可以直接写入的完整句子，可以参照它自拟一句。")
        document, start, end = one.evidence.document, one.evidence.start, one.evidence.end
        back = [key for key in at.desk.choices.out if key == document or _inside(key, document, start, end)]
        return on_desk.taken_in(at.desk, ask, passage, back)

    return changed(office, user, id, base, f"建议{ask}采用材料", change)


def evidence_left(office: Office, user: User, id: int, base: int, passage: str | None, keys: Sequence[str]) -> Opened:
    """Spans (``document:start-end``), whole documents or opinions left out of the letter, and ``passage`` not used.

    Without ``keys`` it is all that the letter takes from the passage.
    """

    def change(at: Base) -> Desk:
        one = at.known.found(passage) if passage else None
        spans = list(keys)
        if one is not None and not spans:
            spans = [
                source_key(source.document, source.start, source.end)
                for paragraph in at.letter.paragraphs()
                for sentence in paragraph.sentences
                for source in sentence.sources
                if source.document == one.evidence.document and one.evidence.start <= source.start < one.evidence.end
            ]
        return on_desk.left_out(at.desk, passage, spans)

    return changed(office, user, id, base, "不用材料", change)


def sentence_written(office: Office, user: User, id: int, base: int, place: str, key: str, text: str) -> Opened:
    """The sentence ``key`` at ``place`` (an ask's id, ``opening``, ``closing``) in the officer's words."""

    def change(at: Base) -> Desk:
        _require_sentence(at.letter, place, key)
        return on_desk.rewritten(at.desk, place, key, text)

    return changed(office, user, id, base, "改写一句", change)


def sentence_added(office: Office, user: User, id: int, base: int, place: str, after: str | None, text: str) -> Opened:
    """A sentence of the officer's own behind the sentence ``after``, else at the end of the place."""

    def change(at: Base) -> Desk:
        if place not in on_desk.FRAME:
            _require_ask(at, place)
        return on_desk.added(at.desk, place, after, text)

    return changed(office, user, id, base, "增加一句", change)


def sentence_removed(office: Office, user: User, id: int, base: int, place: str, key: str) -> Opened:
    """Without the sentence."""

    def change(at: Base) -> Desk:
        _require_sentence(at.letter, place, key)
        return on_desk.removed(at.desk, place, key)

    return changed(office, user, id, base, "删去一句", change)


def sentence_restored(office: Office, user: User, id: int, base: int, place: str, key: str) -> Opened:
    """The drafted sentence again in place of the officer's own, or where it was taken out."""
    return changed(office, user, id, base, "恢复原句", lambda at: on_desk.restored(at.desk, place, key))


def field_written(office: Office, user: User, id: int, base: int, name: str, value: str | None) -> Opened:
    """A part of head or tail (:data:`api.desk.desk.FIELDS`) written by hand; ``None`` leaves it as drafted."""
    label = on_desk.FIELDS.get(name, name)
    return changed(office, user, id, base, f"填写{label}", lambda at: on_desk.with_field(at.desk, name, value))


def renewed(office: Office, user: User, id: int, base: int, day: str | None = None, part: str | None = None) -> Opened:
    """The letter drafted again from the papers as they are now, dated ``day``; every choice is kept."""

    def change(at: Base) -> Desk:
        order = replace(at.desk.order, date=day or at.desk.order.date, part=part or at.desk.order.part)
        return replace(at.desk, order=order)

    return changed(office, user, id, base, "按现有材料重拟", change, always=True)


def restored(office: Office, user: User, id: int, base: int, number: int) -> Opened:
    """Version ``number`` again, letter for letter, as a new version."""
    row, case = _editable(office, user, id)
    earlier = drafts.version_of(office.engine, id, number)
    _require_known(office, user, letter_of(earlier.letter))
    if number != row.version:
        reason = f"恢复第 {number} 版"
        drafts.save(office.engine, id, base, user.login, reason, earlier.letter, earlier.choices)
    return opened(office, user, id)


def submitted(office: Office, user: User, id: int, base: int) -> Opened:
    """Version ``base`` sent to review."""
    row = drafts.draft_of(office.engine, id)
    require(user, "draft.submit", ledger.case_of(office.engine, row.case).fields.office)
    drafts.submit(office.engine, id, base, user.login)
    return opened(office, user, id)


def changed(
    office: Office, user: User, id: int, base: int, reason: str, change: Callable[[Base], Desk], always: bool = False
) -> Opened:
    """``change`` made on version ``base`` and saved as the next. What changes nothing makes no version unless
    ``always``."""
    row, case = _editable(office, user, id)
    if not 1 <= base <= row.version:
        drafts.require_newest(row, base)
    version = drafts.version_of(office.engine, id, base)
    letter = letter_of(version.letter)
    _require_known(office, user, letter)
    desk = read_desk(version.choices)
    known = matters(office, user, case, desk.order)
    new = change(Base(desk, letter, known))
    record = desk_record(new)
    if base < row.version:
        after = drafts.version_of(office.engine, id, base + 1)
        if (after.login, after.reason, after.choices) != (user.login, reason, record):
            drafts.require_newest(row, base)
        return opened(office, user, id)
    if new == desk and not always:
        return opened(office, user, id)
    known = known if new.order == desk.order else matters(office, user, case, new.order)
    written = letter_record(by_desk(known, new).draft)
    drafts.save(office.engine, id, base, user.login, reason, written, record)
    return opened(office, user, id)


def _editable(office: Office, user: User, id: int) -> tuple[DraftRow, LedgerCase]:
    row = drafts.draft_of(office.engine, id)
    case = ledger.case_of(office.engine, row.case)
    require(user, "draft.edit", case.fields.office)
    return row, case


def _require_known(office: Office, user: User, letter: Draft) -> None:
    """Who may not know of all that a letter rests on cannot change it: it would lose what he does not see."""
    hidden = hidden_from(office, user)
    if any(document in hidden for document in sources_of(letter)):
        raise Refused("这份稿子引用了您无权查看的资料，请由有权查看的同事修改。")


def _require_ask(at: Base, ask: str) -> None:
    if not any(plan.suggestion.id == ask for plan in at.known.result.plans):
        raise NotFound(f"办理件中没有第“{ask}”项建议。")


def _require_sentence(letter: Draft, place: str, key: str) -> None:
    if key == on_desk.HEADING or any((one.place, one.key) == (place, key) for one in spots(letter)):
        return
    raise NotFound("这一句已经不在稿子里，可能刚刚被改动，请刷新后再改；您写的内容还在页面上。")


def _inside(key: str, document: str, start: int, end: int) -> bool:
    """Whether a key names a span of the passage."""
    name, _, span = key.rpartition(":")
    return name == document and start <= int(span.partition("-")[0]) < end
