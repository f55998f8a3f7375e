"""What has come into a letter from another place or another matter: foreign names, copied paragraphs, stale times."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpus.offices.organs import find_organs, parse_organ
from corpus.offices.regions import is_above, level_of, region_names, short_region
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter, Statement
from drafting.checks.lexicon import words
from drafting.checks.traced import Change, Traced, tracing
from drafting.finding import Finding, Severity

_COPIED = 30
_SAME = 0.6
_LEVELS = tuple("级民场政委直")
# Words this near to the name of another place say why it is named.
_AROUND = 14
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:自治州|街道|社区|[省市区县镇乡村州])")
_ENDINGS = "省市区县镇乡村州道"
_PERSON = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,3})(?P<title>委员|代表)(?![会团性人们大])")
_BEFORE_NAME = re.compile(
    r"[，。；：、,;:（(\s\u3000]$|^$|[与和及向请对据由经将]$|(?:感谢|听取|采纳|结合|联系|走访|拜访|征求|根据|按照|邀请)$"
)
_DUE = re.compile(
    r"(?:将|拟|计划|力争|争取|预计|确保)(?:于|在)?[^，,。；\d]{0,8}(?P<year>20\d{2})年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?(?:年?底|末)?(?:之|以)?前"
)


def from_elsewhere(letter: Letter, dossier: Dossier) -> Offenders:
    """R34: no names of another place or matter, no paragraph of another place's reply, no time that is long past."""
    found = tracing(letter, dossier)
    if not found.complete:
        yield Unchecked("R34", "没有可查的资料，照抄的段落无法比对")
    known = _known(letter, dossier)
    told: list[tuple[int, int]] = []
    for finding in (*_changed_places(found.traced, known), *_foreign_places(letter, dossier, known)):
        start, end = finding.start or 0, finding.end or 0
        if not any(a < end and start < b for a, b in told) and not letter.is_open(start, end):
            told.append((start, end))
            yield finding
    yield from _foreign_persons(letter, dossier, found.traced)
    yield from _copied(found.traced, letter)
    yield from _stale(letter)


def _known(letter: Letter, dossier: Dossier) -> str:
    """What may be named: all that the case and the opinions say, the issuer, the sources of the draft."""
    parts = [letter.document.issuer or "", dossier.issuer or "", letter.document.title or ""]
    parts += [dossier.case.text] if dossier.case else []
    parts += [opinion.document.text for opinion in dossier.opinions or ()]
    parts += [source.quote for statement in letter.statements for source in statement.sources]
    return "\n".join(parts)


def _own_regions(letter: Letter, dossier: Dossier) -> tuple[str, ...]:
    case = dossier.case.case if dossier.case else None
    found = [case.session.region] if case and case.session and case.session.region else []
    for name in (letter.document.issuer, dossier.issuer):
        organ = parse_organ(name) if name else None
        found += [organ.region] if organ and organ.region else []
    return tuple(dict.fromkeys(found))


def _changed_places(traced: tuple[Traced, ...], known: str) -> Iterator[Finding]:
    """A place in a sentence taken from a source that names another."""
    for one in traced:
        for change in one.changes:
            pair = _places(change, one.statement)
            if pair is None or pair[0] in known or any(pair[0] in match.told.text for match in one.matches):
                continue
            written, its = pair
            start = one.statement.start + one.statement.text.find(written, max(0, change.edit.start - len(written)))
            real = written in region_names() or short_region(written) is not None or its in known
            severity: Severity = "B" if real and (change.match.told.near or change.match.close >= _SAME) else "W"
            message = f"{change.match.told.name}中是“{its}”，文中写作“{written}”，不是本件的地方。"
            end = start + len(written)
            yield Finding("R34", severity, message, start, end, written, its, change.match.told.origin)


def _places(change: Change, statement: Statement) -> tuple[str, str] | None:
    """The place written and the place told, where a change of words turns one into the other."""
    if change.kind not in ("words", "organ") or not change.written or not change.told:
        return None
    if change.kind == "organ":
        one, other = parse_organ(change.written), parse_organ(change.told)
        if one is None or other is None or not one.region or not other.region or one.region == other.region:
            return None
        return one.place, other.place
    if short_region(change.written) and (short_region(change.told) or _ends(statement.text, change)):
        return change.written, change.told
    tail = _ends(statement.text, change)
    written, its = change.written + tail, change.told + tail
    if not (2 <= len(change.written) <= 4 and 2 <= len(change.told) <= 4) and not tail:
        return None
    return (written, its) if _is_place(written) and _is_place(its) else None


def _ends(text: str, change: Change) -> str:
    """The letter behind the change that makes both a place (市, 区 …)."""
    if change.written[-1:] in _ENDINGS and change.told[-1:] in _ENDINGS:
        return ""
    behind = text[change.edit.end : change.edit.end + 2]
    if behind[1:2] in _LEVELS:
        return ""  # 市级, 市民
    if behind[:1] in _ENDINGS and any(m.start == change.edit.end for m in find_organs(text)):
        return ""  # 市 of 市财政局
    return "街道" if behind == "街道" else behind[:1] if behind[:1] in _ENDINGS else ""


def _is_place(name: str) -> bool:
    return bool(_PLACE.fullmatch(name)) and not words("prior", "no_place").fullmatch(name) and len(name) >= 3


@cache
def _regions() -> re.Pattern[str]:
    """Full names of the known regions, the longest first."""
    names = sorted((name for name in region_names() if len(name) > 2), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def _foreign_places(letter: Letter, dossier: Dossier, known: str) -> Iterator[Finding]:
    """Known regions named in the body that are neither the own place nor one above or below it."""
    own = _own_regions(letter, dossier)
    if not own:
        return
    for statement in letter.statements:
        for match in _regions().finditer(statement.text):
            name = match.group()
            if name in known or any(_related(name, one) for one in own):
                continue
            around = statement.text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            example = words("prior", "learnt").search(around)
            start = statement.start + match.start()
            if not example:
                yield Finding("R34", "B", f"“{name}”不是本地，原件和会办意见中也没有，疑为照抄外地答复。", start,
                              start + len(name), name, "、".join(own))  # fmt: skip


def _related(name: str, own: str) -> bool:
    if name == own or is_above(name, own) or is_above(own, name) or own in name or name in own:
        return True
    return level_of(name) in ("国家", "全国")


@cache
def _surnames() -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_name("prior.toml").read_text("utf-8"))
    return frozenset(data["persons"]["surnames"])


def _foreign_persons(letter: Letter, dossier: Dossier, traced: tuple[Traced, ...]) -> Iterator[Finding]:
    """委员 or 代表 named in the body whom neither case nor opinions name."""
    if dossier.case is None:
        return
    texts = [dossier.case.text, *(opinion.document.text for opinion in dossier.opinions or ())]
    names = [p.name for p in dossier.case.case.proposers] if dossier.case.case else []
    addressed = list(letter.of_kind("addressee", "copies"))
    for one in traced:
        statement = one.statement
        for match in _PERSON.finditer(statement.text):
            name = _name(statement.text, match)
            if name is None or any(name in text for text in texts) or any(name in piece.text for piece in addressed):
                continue
            if name not in names and not any(name in m.told.text for m in one.matches if m.told.near):
                end = statement.start + match.start("title")
                yield Finding("R34", "B", f"“{name}{match['title']}”不是本件的提出者，疑为照抄其他答复。",
                              end - len(name), end, name)  # fmt: skip


def _name(text: str, match: re.Match[str]) -> str | None:
    """The name before 委员, of two or three characters, that begins with a surname behind a mark or a preposition."""
    for size in (3, 2):
        start = match.start("title") - size
        name = text[max(0, start) : match.start("title")]
        if start < 0 or name[0] not in _surnames() or words("prior", "persons").search(name):
            continue
        if _BEFORE_NAME.search(text[max(0, start - 2) : start]):
            return name
    return None


def _copied(traced: tuple[Traced, ...], letter: Letter) -> Iterator[Finding]:
    """A run of thirty characters from another place's reply."""
    organ = parse_organ(letter.document.issuer) if letter.document.issuer else None
    own = organ.region if organ else None
    for one in traced:
        for match in one.matches:
            told = match.told
            foreign = own is not None and told.region is not None and told.region != own
            if foreign and told.kind in ("reply", "opinion") and match.longest >= _COPIED and not told.near:
                yield Finding(
                    "R34", "W", f"与{told.region}的{told.name}有{match.longest}字以上相同，请改写并核对事实。",
                    one.statement.start, one.statement.end, one.statement.text, None, told.origin,
                )  # fmt: skip
                break


def _stale(letter: Letter) -> Iterator[Finding]:
    """Something still to be done by a day that lies before the letter's own."""
    drafted = any(letter.is_open(piece.start, piece.end) for piece in letter.of_kind("date"))
    if letter.document.date is None and not drafted:
        return  # an old letter without its date may be read today
    for statement in letter.statements:
        for match in _DUE.finditer(statement.text):
            last = f"{match['year']}-{int(match['month'] or 12):02d}"
            if last < letter.day[:7] and not re.search("原|曾|此前|当时|承诺", statement.text[: match.start()]):
                start = statement.start + match.start()
                yield Finding("R34", "W", f"“{match.group()}”早于答复日期，疑为沿用往年的文字。", start,
                              statement.start + match.end(), match.group())  # fmt: skip


CHECKS = (Check("R34", from_elsewhere),)
