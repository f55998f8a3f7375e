"""The units that handle a case, by role, as portals and forms print them (主办：…；会办：…, …（主办）)."""

import re
from dataclasses import dataclass

from corpus.offices.unit_lists import units_of

_LEAD = "主办|独办|分办|牵头|承办|单办|单独办理|分别办理"
_CO = "会办|协办|汇办|配合|参与|会同"
_ROLE = re.compile(
    rf"(?:^|(?<=[\s；;，,。、）)]))(?:(?P<lead>{_LEAD})|(?P<co>{_CO}))(?:单位|部门|机关)?(?:\s{{0,4}}[：:]|\s+)"
)
_MARKED = re.compile(rf"(?P<names>[^（）()；;：:\n\t]+?)[（(](?:(?P<lead>{_LEAD})|(?P<co>{_CO}))(?:单位|部门)?[）)]")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_BLANK = re.compile(r"^(?:无|没有|/|-|—+|待定|暂无)$")


@dataclass(frozen=True, slots=True)
class Units:
    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()


def units_by_role(raw: str, co: bool = False) -> Units:
    """The units of one field. Those without a role of their own have the field's: leading, or with ``co`` helping."""
    plain = raw.strip().strip("。")
    parts = [(match.start(), match.end(), match["co"] is not None) for match in _ROLE.finditer(plain)]
    if not parts:
        return _marked(plain, co)
    found = _marked(plain[: parts[0][0]], co)
    for (_, begin, helps), stop in zip(parts, [*(start for start, _, _ in parts[1:]), len(plain)], strict=True):
        found = joined(found, _marked(plain[begin:stop], helps))
    return found


def joined(one: Units, other: Units) -> Units:
    return Units(_once(one.lead, other.lead), _once(one.co, other.co))


def _once(*lists: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))


def _marked(raw: str, co: bool) -> Units:
    """Units with their role in brackets behind them; a role holds for the names of its own group only."""
    lead: tuple[str, ...] = ()
    helping: tuple[str, ...] = ()
    position = 0
    for match in _MARKED.finditer(raw):
        names = _names(match["names"])
        lead, helping = (lead, _once(helping, names)) if match["co"] else (_once(lead, names), helping)
        position = match.end()
    rest = _names(raw[position:])
    return Units(lead, _once(helping, rest)) if co else Units(_once(lead, rest), helping)


def _names(raw: str) -> tuple[str, ...]:
    plain = _NOTE.sub("", raw).strip(" \u3000\xa0、，,；;。：:")
    return tuple(name for name in units_of(plain) if not _BLANK.match(name)) if plain else ()
