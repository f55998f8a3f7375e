"""What an officer changes of a draft, one function a change; each names its base version (see ``drafting``)."""

from collections.abc import Sequence
from dataclasses import replace

from api.desk import desk as on_desk
from api.desk.desk import Desk
from api.desk.spots import spots
from api.services.draft_results import by_desk
from api.services.drafting import Base, Opened, changed
from api.services.office import Office
from api.workplace.permits import User
from corpus.errors import NotFound, UnusableInput
from drafting.draft import Draft, Source, Stance
from drafting.keys import source_key
from drafting.materials import materials_of


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
        undone = on_desk.put_back(at.desk, back)
        # What was only left out before is used as it was, not in whole.
        if back and any(s.passage == passage for s in _sources(by_desk(at.known, undone).draft)):
            return undone
        return on_desk.taken_in(undone, ask, passage)

    return changed(office, user, id, base, f"建议{ask}采用材料", change)


def evidence_left(office: Office, user: User, id: int, base: int, passage: str | None, keys: Sequence[str]) -> Opened:
    """Spans (``document:start-end``), whole documents or opinions left out of the letter, and ``passage`` not used.

    Without ``keys`` it is all that the letter takes from the passage.
    """

    def change(at: Base) -> Desk:
        one = at.known.found(passage) if passage else None
        spans = list(keys)
        if one is not None and not spans:
            document, start, end = one.evidence.document, one.evidence.start, one.evidence.end
            inside = [s for s in _sources(at.letter) if s.document == document and start <= s.start < end]
            spans = [_key(source) for source in inside]
        known = {key for source in _sources(at.letter) for key in (_key(source), source.document)}
        if unknown := [key for key in spans if key not in known]:
            raise NotFound(f"稿子里没有引用“{'、'.join(unknown[:3])}”，请刷新页面。")
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
        if after is not None:
            _require_sentence(at.letter, place, after)
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


def _sources(letter: Draft) -> list[Source]:
    return [source for part in letter.paragraphs() for sentence in part.sentences for source in sentence.sources]


def _key(source: Source) -> str:
    return source_key(source.document, source.start, source.end)


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
