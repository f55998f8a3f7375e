"""What the officer settled of one letter, and each change of it as a function from one state to the next.

A sentence is named by its place (an ask's id, ``opening`` or ``closing``) and its key
(:func:`drafting.keys.sentence_key`); the key of a heading is ``heading``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from corpus.errors import UnusableInput
from drafting.choices import Choices, OwnSentence
from drafting.draft import Sentence, Stance
from drafting.keys import sentence_key

OPENING, CLOSING, HEADING = "opening", "closing", "heading"
FRAME = (OPENING, CLOSING)
LONGEST = 4000
MOST_SENTENCES = 400
# What of the letter's head and tail may be written by hand, with the words the page names it by.
FIELDS: Mapping[str, str] = {
    "class_mark": "办理类别",
    "issuer": "发文机关",
    "doc_number": "发文字号",
    "title": "标题",
    "addressee": "主送",
    "attachments": "附件",
    "signature": "署名",
    "date": "成文日期",
    "contact": "联系人及电话",
    "disclosure": "公开方式",
    "disclosure_reason": "不主动公开的理由",
    "copies": "抄送",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What the letter is: ``letter`` in Chinese (答复), the handling ``role``, its ISO day and the part answered."""

    letter: str
    role: str
    date: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """``frame`` holds sentences of the officer's own for ``opening`` and ``closing``, ``headings`` headings by ask,
    ``removed`` the names ``place|key`` of what was taken out, ``fields`` what was written into head and tail."""

    order: Order
    choices: Choices = field(default_factory=Choices)
    fields: Mapping[str, str] = field(default_factory=dict)
    frame: Mapping[str, tuple[OwnSentence, ...]] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()

    def own(self, place: str) -> tuple[OwnSentence, ...]:
        """The officer's sentences at ``place``."""
        return (self.frame if place in FRAME else self.choices.sentences).get(place, ())


def own_key(one: OwnSentence) -> str:
    """The key that a sentence of the officer's own bears in the letter."""
    return sentence_key(Sentence(one.text, "frame", by="officer"))


def with_stance(desk: Desk, ask: str, stance: Stance | None) -> Desk:
    """The stance chosen for ``ask``; ``None`` leaves it to what the evidence supports."""
    stances = {name: value for name, value in desk.choices.stances.items() if name != ask}
    return replace(desk, choices=replace(desk.choices, stances=stances | ({ask: stance} if stance is not None else {})))


def taken_in(desk: Desk, ask: str, passage: str) -> Desk:
    """``passage`` used for ``ask``, in whole."""
    passages = desk.choices.in_.get(ask, ())
    chosen = passages if passage in passages else (*passages, passage)
    return replace(desk, choices=replace(desk.choices, in_={**desk.choices.in_, ask: chosen}))


def put_back(desk: Desk, keys: Collection[str]) -> Desk:
    """None of ``keys`` is left out any more."""
    return replace(desk, choices=replace(desk.choices, out=desk.choices.out - frozenset(keys)))


def left_out(desk: Desk, passage: str | None, keys: Collection[str]) -> Desk:
    """The spans ``keys`` left out of the letter, and ``passage`` no longer taken in for any ask."""
    kept = {ask: tuple(one for one in some if one != passage) for ask, some in desk.choices.in_.items()}
    chosen = {ask: some for ask, some in kept.items() if some}
    return replace(desk, choices=replace(desk.choices, out=desk.choices.out | frozenset(keys), in_=chosen))


def rewritten(desk: Desk, place: str, key: str, text: str) -> Desk:
    """The sentence ``key`` in the officer's own words."""
    words = _words(text)
    if key == HEADING:
        return replace(desk, headings={**desk.headings, place: words})
    own = desk.own(place)
    if not any(own_key(one) == key for one in own):
        return _with_own(desk, place, (*own, OwnSentence(words, replaces=key)))
    new = own_key(OwnSentence(words))
    changed = tuple(replace(one, text=words) if own_key(one) == key else one for one in own)
    return _with_own(desk, place, tuple(replace(one, after=new) if one.after == key else one for one in changed))


def added(desk: Desk, place: str, after: str | None, text: str) -> Desk:
    """A sentence of the officer's own behind the sentence ``after``, else at the end of ``place``."""
    one = OwnSentence(_words(text), after=after if after != HEADING else None)
    return _with_own(desk, place, (*desk.own(place), one))


def removed(desk: Desk, place: str, key: str) -> Desk:
    """Without the sentence ``key``. What it took the place of does not come back, what followed it stays."""
    if key == HEADING:
        raise UnusableInput("标题不能删去，可以改写。")
    own = desk.own(place)
    gone = next((one for one in own if own_key(one) == key), None)
    if gone is None:
        return replace(desk, removed=desk.removed | {named(place, key)})
    desk = _with_own(desk, place, _without(own, gone))
    return replace(desk, removed=desk.removed | {named(place, gone.replaces)}) if gone.replaces else desk


def restored(desk: Desk, place: str, key: str) -> Desk:
    """The drafted sentence again, in place of the officer's own one ``key`` or where ``key`` was taken out."""
    if key == HEADING:
        return replace(desk, headings={ask: text for ask, text in desk.headings.items() if ask != place})
    gone = next((one for one in desk.own(place) if own_key(one) == key), None)
    if gone is not None:
        return _with_own(desk, place, _without(desk.own(place), gone))
    return replace(desk, removed=desk.removed - {named(place, key)})


def with_field(desk: Desk, name: str, value: str | None) -> Desk:
    """``value`` written into the field ``name``; ``None`` leaves it as it was drafted."""
    if name not in FIELDS:
        raise UnusableInput(f"没有“{name}”这一项，可以改写：{'、'.join(FIELDS.values())}。")
    others = {known: held for known, held in desk.fields.items() if known != name}
    if value is None:
        return replace(desk, fields=others)
    if len(value) > LONGEST:
        raise UnusableInput(f"{FIELDS[name]}太长（超过 {LONGEST} 字）。")
    lines = ("".join(c for c in line if c.isprintable()).strip() for line in value.splitlines())
    return replace(desk, fields={**others, name: "\n".join(line for line in lines if line)})


def without(desk: Desk, hidden: Collection[str]) -> Desk:
    """The desk for one who may not know of the ``hidden`` documents: no key in it names one."""

    def open_(key: str | None) -> bool:
        name = (key or "").rpartition("|")[2]
        return not any(name == one or name.startswith((f"{one}:", f"{one}#")) for one in hidden)

    def own(some: Mapping[str, tuple[OwnSentence, ...]]) -> dict[str, tuple[OwnSentence, ...]]:
        return {place: tuple(cut(one) for one in sentences) for place, sentences in some.items()}

    def cut(one: OwnSentence) -> OwnSentence:
        return OwnSentence(
            one.text, one.replaces if open_(one.replaces) else None, one.after if open_(one.after) else None
        )

    choices = desk.choices
    shown = Choices(
        choices.stances,
        frozenset(filter(open_, choices.out)),
        {ask: tuple(filter(open_, some)) for ask, some in choices.in_.items()},
        own(choices.sentences),
    )
    return replace(desk, choices=shown, frame=own(desk.frame), removed=frozenset(filter(open_, desk.removed)))


def named(place: str, key: str) -> str:
    """The name of a sentence in :attr:`Desk.removed`."""
    return f"{place}|{key}"


def _without(own: tuple[OwnSentence, ...], gone: OwnSentence) -> tuple[OwnSentence, ...]:
    """``own`` without one sentence; what followed it follows what it followed or replaced."""
    key, before = own_key(gone), gone.after or gone.replaces
    return tuple(replace(one, after=before) if one.after == key else one for one in own if one is not gone)


def _with_own(desk: Desk, place: str, own: tuple[OwnSentence, ...]) -> Desk:
    if len(own) > MOST_SENTENCES:
        raise UnusableInput(f"一条答复中自拟的句子最多 {MOST_SENTENCES} 句。")
    if place in FRAME:
        return replace(desk, frame={**desk.frame, place: own})
    sentences = {ask: held for ask, held in desk.choices.sentences.items() if ask != place}
    return replace(desk, choices=replace(desk.choices, sentences=sentences | ({place: own} if own else {})))


def _words(text: str) -> str:
    """A sentence as it may stand in the letter: one line, without control characters."""
    words = "".join(c for c in " ".join(text.split()) if c.isprintable())
    if not words:
        raise UnusableInput("句子不能为空；不要这一句时，请用“删去”。")
    if len(words) > LONGEST:
        raise UnusableInput(f"一句最多 {LONGEST} 字，请分成几句。")
    return words
