"""The matter in hand: the case with everything settled that the letter's formulas need."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from corpus.document import Case, Document, UnitReply
from corpus.errors import UnusableInput
from corpus.grammar.sessions import find_sessions, session_wording
from corpus.offices.organs import Organ, find_organs, parse_organ, same_organ
from corpus.references import title_key
from corpus.rulebook.dating import item_year
from drafting.draft import HandlingRole, Source
from drafting.frame import Frame

_PRONOUNS = {
    "局": "局",
    "委员会": "委",
    "委": "委",
    "厅": "厅",
    "办公室": "办",
    "办": "办",
    "支队": "支队",
    "中心": "中心",
    "院": "院",
}
# Other words for a role (domain brief §1.2); 承办 is left out, it means 独办 in one place and any unit elsewhere.
_SAME_ROLE = {"牵头": "主办", "协办": "会办", "汇办": "会办", "分别办理": "分办"}
_PARTED = re.compile(r"分别?办理?单位\s*[：:\t]")
_DUTY = re.compile(r"结合(?:我|本)(?:局|委|办|厅|单位)(?P<duty>[\u4e00-\u9fff]{2,8}?)(?:工作)?职(?:能|责)")


@dataclass(frozen=True, slots=True)
class Opinion:
    """A co-handler's opinion as handed in; ``reference`` is ``opinion:N`` and ``unit`` as the letter may name it.

    ``unit_source`` is where another stored text names the unit, when the opinion itself does not.
    """

    reference: str
    unit: str | None
    document: Document
    reply: UnitReply
    title: str | None
    unit_source: Source | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """``as_of`` is the day on which rules must stand (ISO); ``date`` is the letter's own date or ``None``. ``frame`` is
    ``None`` where nobody settled it; the letter is then the one its role writes, in the ways known of the place."""

    text: str
    case: Case
    title: str | None
    role: HandlingRole
    issuer: str | None
    opinions: tuple[Opinion, ...]
    session: str | None
    session_sources: tuple[Source, ...]
    date: str | None
    as_of: str
    frame: Frame | None = None

    @property
    def year(self) -> int:
        return int(self.as_of[:4])

    @property
    def region(self) -> str | None:
        organ = parse_organ(self.issuer) if self.issuer else None
        return organ.region if organ else None

    @property
    def we(self) -> str:
        """How the issuer speaks of itself: 我局, 我委, 我厅 …"""
        return own_pronoun(self.issuer)


def own_pronoun(issuer: str | None, first: str = "我") -> str:
    """我局 / 该局 / 贵局 … by the ending of the unit's name; 我单位 where it shows none."""
    name = issuer or ""
    ending = next((word for suffix, word in _PRONOUNS.items() if name.endswith(suffix)), "单位")
    return first + ending


def settle_role(role: str | None, case: Case, issuer: str | None, text: str = "") -> HandlingRole:
    """The role as given, else by the units the case names: a co-handler 会办, units listed as 分办单位 in ``text``
    分办, one unit alone 独办, else 主办."""
    if role is not None:
        role = _SAME_ROLE.get(role, role)
        known: HandlingRole | None = next((r for r in get_args(HandlingRole) if r == role), None)
        if known is None:
            raise UnusableInput(f"办理角色“{role}”无法识别，请用 主办、分办、会办 或 独办。")
        return known
    if issuer and any(same_organ(issuer, unit) for unit in case.co_units):
        return "会办"
    if len(case.lead_units) > 1 and _PARTED.search(text):
        return "分办"
    return "主办" if case.co_units else "独办"


def settle_issuer(issuer: str | None, role: str, document: Document, case: Case) -> str | None:
    """Full name of the issuing unit: as given, else the case's lead unit; a level (市) is filled with the place the
    case names (澜州市), nothing else is added."""
    name = issuer or (case.lead_units[0] if case.lead_units and role != "会办" else None)
    organ = parse_organ(name) if name else None
    if name is None or organ is None or organ.region:
        return name
    region = _named_region(document, case, organ)
    return region + organ.stem if region else name


def _named_region(document: Document, case: Case, organ: Organ) -> str | None:
    places = [case.session.region] if case.session and case.session.region else []
    places += [m.organ.region for m in find_organs(document.text) if m.organ.region]
    return next((p for p in places if p and (not organ.level or p.endswith(organ.level))), None)


def settle_day(day: str | None, case: Case) -> tuple[str | None, str]:
    """(date of the letter, day on which rules must stand). Without a date, rules must stand at the end of the item's
    year, or today where that year is still running."""
    today = date.today()
    if day is not None:
        try:
            return date.fromisoformat(day).isoformat(), day
        except ValueError:
            raise UnusableInput(f"日期“{day}”无法识别，请写成 2026-05-20 的形式。") from None
    year = item_year(case.item_no)
    if year is None or year >= today.year:
        return None, today.isoformat()
    return None, f"{year}-12-31"


def opinion_unit(document: Document, reply: UnitReply, name: str) -> str | None:
    """Who gave the opinion: its issuer or label, the duty it names (结合我局财政职能), the name of its file."""
    if reply.unit or document.issuer:
        return reply.unit or document.issuer
    if match := _DUTY.search(document.text):
        unit = parse_organ(match["duty"] + "局")
        if unit is not None:
            return unit.name
    mention = next(iter(find_organs(name)), None)
    return mention.organ.name if mention else None


def stored_unit(
    reply: UnitReply, related: Sequence[tuple[str, Document]], level: str
) -> tuple[str | None, Source | None]:
    """Who gave the opinion, as a stored page with the same words shows, with the place where the page names it.

    ``level`` (市) is put in front where the page itself writes the name so elsewhere (市财政局).
    """
    words = title_key(reply.answers[0].text) if reply.answers else ""
    for key, other in related if words else ():
        for part in other.replies:
            if part.unit is None or words not in title_key(other.text[part.start : part.end]):
                continue
            unit = level + part.unit if level + part.unit in other.text else part.unit
            at = other.text.find(unit)
            return unit, Source(key, None, at, at + len(unit), unit, other.title, other.date)
    return None, None


def find_session(
    document: Document, case: Case, others: tuple[tuple[str, Document], ...]
) -> tuple[str | None, tuple[Source, ...]]:
    """Wording of the session and where it stands: in the case, else in another text that names the item number.

    Taken over from another text, it is written in the usual short form for the body the case belongs to.
    """
    for mention in find_sessions(document.text):
        if (mention.session.body == "政协") == (case.item_kind == "提案"):
            source = Source("case", None, mention.start, mention.end, mention.raw)
            return mention.raw, (source,)
    for reference, other in others:
        at = other.text.find(case.item_no) if case.item_no else -1
        near = sorted(find_sessions(other.text), key=lambda m: abs(m.start - at))
        for mention in near if at >= 0 else ():
            if (mention.session.body == "政协") == (case.item_kind == "提案"):
                source = Source(reference, None, mention.start, mention.end, mention.raw, other.title, other.date)
                return session_wording(mention.session), (source,)
    return None, ()
