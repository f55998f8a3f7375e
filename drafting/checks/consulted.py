"""The units that a letter says it consulted, against the opinions there are, and whose words it gives as whose."""

from collections.abc import Iterator, Sequence

from corpus.offices.organs import OrganMention, find_organs, same_organ
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.lexicon import words
from drafting.checks.traced import Change, Traced, tracing
from drafting.finding import Finding

_BEFORE = 2
_CLOSE = 0.5
_REST = 0.6


def consulted(letter: Letter, dossier: Dossier) -> Offenders:
    """R15: who is named as consulted gave an opinion, who gave one is mentioned, and each has its own words."""
    if letter.kind == "opinion":
        return
    if dossier.opinions is None:
        yield Unchecked("R15", "没有提供会办意见，无法核对会同、反馈的单位")
    given = _given(dossier)
    case = dossier.case.case if dossier.case else None
    asked = (*case.co_units, *case.lead_units) if case else ()
    told: list[str] = []
    for mention, claimed in _named(letter):
        name = mention.organ.name
        if _any_same(name, (*given, *told)) or _own(name, letter, dossier):
            continue
        told.append(name)
        if dossier.opinions is None and (not case or _any_same(name, asked)):
            continue
        known = _any_same(name, asked) or dossier.opinions is None
        message = (
            f"文中称会同{name}研究或者据其反馈，但没有收到它的会办意见。"
            if known
            else f"文中称会同{name}研究或者据其反馈，但它不是会办单位，也没有它的意见。"
        )
        yield Finding("R15", "B" if claimed and not known else "W", message, mention.start, mention.end, name)
    yield from _not_mentioned(letter, dossier)
    yield from _wrong_mouth(letter, dossier)


def _given(dossier: Dossier) -> list[str]:
    """Units whose opinion was handed in, or is stored for the item."""
    found = [opinion.unit for opinion in dossier.opinions or () if opinion.unit]
    case = dossier.case.case if dossier.case else None
    if dossier.archive is not None and case is not None and case.item_no:
        for id in dossier.archive.by_item(case.item_no):
            document = dossier.archive.lookup(id)
            if document.kind == "opinion" and document.issuer:
                found.append(document.issuer)
    return found


def _named(letter: Letter) -> Iterator[tuple[OrganMention, bool]]:
    """The organs named where the letter tells of consultation, each with whether it claims that they were heard on
    this very reply: in the opening, by giving their words, by 经会同 — work done together is no such claim."""
    start, end = letter.body
    openings = [(piece.start, piece.end) for piece in letter.of_kind("opening")]
    for match in words("consulted", "consulted").finditer(letter.text, start, end):
        opened = any(a <= match.start() < b for a, b in openings)
        before = letter.text[max(start, match.start() - _BEFORE) : match.start()]
        claimed = opened or match.group()[0] in "据经" or before.endswith(("经", "已"))
        for mention in letter.organs:
            if match.start() <= mention.start and mention.end <= match.end():
                yield mention, claimed


def _own(name: str, letter: Letter, dossier: Dossier) -> bool:
    own = (dossier.issuer, letter.document.issuer)
    return any(one is not None and same_organ(name, one) for one in own) or name.endswith(("政府", "委员会办公室"))


def _any_same(name: str, others: Sequence[str]) -> bool:
    return any(same_organ(name, other) for other in others)


def _not_mentioned(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    names = [mention.organ.name for mention in letter.organs if letter.body[0] <= mention.start < letter.body[1]]
    for opinion in dossier.opinions or ():
        unit = opinion.unit
        if unit and unit not in letter.text and not _any_same(unit, names):
            yield Finding(
                "R15", "W", f"{unit}提供了会办意见，答复中没有提到。", expected=unit, source=opinion.reference
            )


def _wrong_mouth(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    """Words of one co-handler given as another's."""
    units = {opinion.reference: opinion.unit for opinion in dossier.opinions or () if opinion.unit}
    for traced in tracing(letter, dossier).traced if len(units) else ():
        mention = _speaker(traced, letter)
        if mention is None:
            continue
        behind = [
            (match, units[match.told.origin])
            for match in traced.matches
            if match.told.origin in units and match.close >= _CLOSE
        ]
        if behind and not any(same_organ(mention.organ.name, unit) for _, unit in behind):
            unit, match = behind[0][1], behind[0][0]
            yield Finding(
                "R15", "B", f"这是{unit}会办意见中的内容，文中写成{mention.organ.name}。", mention.start, mention.end,
                mention.organ.name, unit, match.told.origin,
            )  # fmt: skip


def _speaker(traced: Traced, letter: Letter) -> OrganMention | None:
    statement = traced.statement
    match = words("consulted", "attributed").search(statement.text)
    if match is None:
        return None
    start, end = statement.start + match.start(), statement.start + match.end()
    inside = [m for m in letter.organs if start <= m.start and m.end <= end]
    return inside[0] if len(inside) == 1 else None


def organs_kept(letter: Letter, dossier: Dossier) -> Offenders:
    """R29: an organ in a sentence taken from a source is the one that the source names."""
    for traced in tracing(letter, dossier).traced:
        for change in traced.changes:
            pair = _organs(change)
            if pair is None or change.match.close < _REST or same_organ(*pair):
                continue
            told = change.match.told
            yield Finding(
                "R29", "B" if told.near else "W", f"{told.name}中是“{pair[1]}”，文中写作“{pair[0]}”。",
                change.start, change.end, pair[0], pair[1], told.origin,
            )  # fmt: skip


def _organs(change: Change) -> tuple[str, str] | None:
    """The organ written and the organ told; what is written may be one no more for a letter that is missing."""
    if change.kind == "organ":
        return change.written, change.told
    from rapidfuzz.distance import Levenshtein

    written = change.written.strip("，。；、（）()：")
    told = next((m.organ.name for m in find_organs(change.told)), None)
    if change.kind != "words" or told is None or not written or told in written:
        return None
    return (written, told) if Levenshtein.distance(written, told) <= 1 else None


CHECKS = (Check("R15", consulted), Check("R29", organs_kept))
