"""What a published letter must not disclose: unpublished papers, internal words, companies held up to blame."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.offices.organs import same_organ
from drafting.checks.aligned import Match
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.lexicon import words
from drafting.checks.traced import Traced, tracing
from drafting.finding import Finding, Severity

_PUBLIC = "主动公开"
# A run of this many letters, or most of a sentence, was taken over.
_RUN, _SHORT_RUN, _SHARE = 18, 12, 0.8


def undisclosed(letter: Letter, dossier: Dossier) -> Offenders:
    """R24: a letter for publication holds nothing from papers that are not, and no words of secrecy or of drafts."""
    public = letter.draft.disclosure if letter.draft else letter.document.disclosure
    if public is None:
        yield Unchecked("R24", "稿件没有标明公开方式，按主动公开核对")
    elif _PUBLIC not in public:
        for finding in _telling_words(letter):
            message = f"“{finding.quote}”不能公开：本件是{public}，有关内容不要写入公开的答复。"
            yield replace(finding, severity="I", message=message)
        return
    yield from _telling_words(letter)
    found = tracing(letter, dossier)
    if not found.complete:
        yield Unchecked("R24", "没有可查的资料，未核对出处的公开方式")
    opinions: dict[str, Finding] = {}
    for traced in found.traced:
        source = _closed_source(traced)
        if source is None:
            continue
        told, statement = source.told, traced.statement
        if told.near or _is_own(told.issuer, letter, dossier):
            message = f"内容来自{told.name}（{told.disclosure}），写入主动公开的答复前请核定。"
            opinions.setdefault(told.origin, Finding("R24", "W", message, statement.start, statement.end,
                                                     statement.text, None, told.origin))  # fmt: skip
            continue
        yield Finding(
            "R24", "B", f"内容来自{told.name}（{told.disclosure}），不能写入主动公开的答复。",
            statement.start, statement.end, statement.text, None, told.origin,
        )  # fmt: skip
    yield from opinions.values()


def _is_own(issuer: str | None, letter: Letter, dossier: Dossier) -> bool:
    """Whether the paper is the unit's own: it may itself decide to publish what it says there."""
    units = (dossier.issuer, letter.document.issuer)
    return issuer is not None and any(unit is not None and same_organ(issuer, unit) for unit in units)


def _closed_source(traced: Traced) -> Match | None:
    """The paper that is not public whose words these are, where no public one holds them as well."""
    taken = [match for match in traced.matches if _taken(match)]
    closed = [match for match in taken if match.told.disclosure not in (None, _PUBLIC)]
    if not closed:
        return None
    best = max(closed, key=lambda match: match.longest)
    opened = [m for m in taken if m.told.disclosure in (None, _PUBLIC) and m.told.origin != "case"]
    if any(match.longest >= best.longest for match in opened) or _in_case(traced, best):
        return None
    return best


def _in_case(traced: Traced, best: Match) -> bool:
    """Whether the proposal itself holds the words: they were known before."""
    return any(match.told.kind == "proposal" and match.longest >= best.longest for match in traced.matches)


def _taken(match: Match) -> bool:
    return match.longest >= _RUN or (match.share >= _SHARE and match.longest >= _SHORT_RUN)


def _telling_words(letter: Letter) -> Iterator[Finding]:
    allowed = [m.span() for m in words("secret", "allowed").finditer(letter.text, *letter.body)]
    grades: tuple[tuple[str, Severity], ...] = (("never", "B"), ("process", "W"))
    for entry, severity in grades:
        for match in words("secret", entry).finditer(letter.text, *letter.body):
            if any(a < match.end() and match.start() < b for a, b in allowed) or letter.is_open(*match.span()):
                continue
            why = "属于不公开的内容" if severity == "B" else "属于过程性信息"
            yield Finding(
                "R24", severity, f"“{match.group()}”{why}，主动公开的答复中请删去或者核定。", *match.span(),
                match.group(),
            )  # fmt: skip


def held_up(letter: Letter, dossier: Dossier) -> Offenders:
    """R26: companies named with words of blame."""
    for statement in letter.statements:
        named = words("secret", "company").search(statement.text)
        if named is None:
            continue
        blame = words("secret", "criticised").search(statement.text)
        if blame is not None:
            start = statement.start + named.start()
            yield Finding("R26", "W", f"点名企业并提到“{blame.group()}”，请核实并考虑隐去名称。", start,
                          statement.start + named.end(), named.group())  # fmt: skip


CHECKS = (Check("R24", undisclosed), Check("R26", held_up))
