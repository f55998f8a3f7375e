"""Lists of units in which one place stands for several (省发展改革委、财政厅，广东、深圳海关).

Domain brief §4.2, pitfall 5: within a group parted by 、 the place in front of the first name holds for the rest; ，
begins a new group; names of places alone share the name of the unit behind them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.offices.organ_names import leading_place, resolve
from corpus.offices.organs import Organ, entries_of, find_organs, is_organ_name, looks_like_unit, parse_organ
from corpus.offices.regions import LEVELS, short_region

_GROUPS = re.compile(r"[，,；;\s]+")
_MEMBERS = re.compile(r"、(?![^（(]*[）)])|、(?=[^）)]*[（(])")
_BEFORE_EVERY = re.compile(r"[^各]{1,10}(?=各)")
_LEVEL = "(?:地级以上市|地级市|地市|市州|州市|县市区|区县|县区|市县|镇街|[县区市镇乡州])"
_EVERY_PLACE = re.compile(rf"各{_LEVEL}(?:[（(][县区市镇乡街、]{{1,4}}[）)])?(?=[\u4e00-\u9fff]{{3}})")
_EVERY_LEVEL = re.compile(rf"各{_LEVEL}(?:[（(][县区市镇乡街、]{{1,4}}[）)])?")
_LEVEL_UNIT = re.compile(
    rf"{_LEVEL}(?:[（(][县区市镇乡街、]{{1,4}}[）)])?(?:人民政府|政府|党委|[\u4e00-\u9fff]{{2,10}}[局委办])$"
)
_HONORIFIC = re.compile(r"(?:委员|代表)$")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_AND = re.compile(r"以及|[和及与]")
_ETC = re.compile(r"等(?:\d+个|[一二三四五六七八九十]+个)?(?:有关|相关)?(?:部门|单位|地区|部门和单位|部门、单位)?$")
_ROLE_NOTE = re.compile(r"[（(](?:牵头|主办|负责|主责|配合|协办|会办|参与|独办|分办)(?:单位|部门)?[）)]$")
# A name of its own place that no gazetteer holds (东城街道办事处, 松山湖管委会) takes no place from the group.
_OWN_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:[镇乡区县园]|街道|新城)(?!域)|(?:管委会|办事处|街道办)$")
_EITHER_LEVEL = re.compile(r"[县区市][（(][县区市镇乡街、]{1,4}[）)](?=[\u4e00-\u9fff]{2})")
_NAMES_LEVEL = re.compile(r"(?:共青)?团[省市区县]委")


def units_of(text: str) -> tuple[str, ...]:
    """The units and persons listed in ``text``, each with the place or the title of address it shares.

    Notes of a role (（牵头）) and a closing 等单位 are left out; every other word stays as it is printed.
    """
    found: list[str] = []
    for group in _GROUPS.split(_ETC.sub("", text.strip().rstrip("。：:"))):
        names = [plain for name in _members(group) if (plain := _ROLE_NOTE.sub("", name))]
        found += _with_honorific(_with_place(_with_shared_unit(_with_every(names))))
    return tuple(found)


def _members(group: str) -> Iterator[str]:
    """Names parted by 、 outside brackets, or by 和, 及 and 与 where both sides are names."""
    for name in _MEMBERS.split(_ETC.sub("", group)):
        yield from _parted(name)


def _parted(name: str) -> Iterator[str]:
    for match in _AND.finditer(name):
        before, after = name[: match.start()], name[match.end() :]
        if not is_organ_name(name) and _is_name(before) and _is_name(after):
            yield before
            yield from _parted(after)
            return
    if name:
        yield name


def _is_name(text: str) -> bool:
    """The name of an organ, or of units that a word gathers (各镇街, 有关单位), or several joined by 和."""
    if text.startswith("各") or text.endswith(("有关单位", "有关部门")):
        return len(text) > 1
    if is_organ_name(text):
        return True
    joints = ((text[: m.start()], text[m.end() :]) for m in _AND.finditer(text))
    return any(_is_name(before) and _is_name(after) for before, after in joints)


def _leading(name: str) -> str:
    """The place or level a name begins with (also 各县（区）, or 省政府 of 省政府各部门), else nothing."""
    if match := _BEFORE_EVERY.match(name) or _EVERY_PLACE.match(name) or _EITHER_LEVEL.match(name):
        return match.group()
    return leading_place(name)


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for the names that follow: the last place, and the last that shows its level (广东 shows none)."""

    last: str = ""
    shown: str = ""
    party: bool = False

    def after(self, name: str, own: str) -> "_Place":
        if name.startswith("国家"):
            return self
        party = own[-1] in "省市区县州" and name[len(own) : len(own) + 1] == "委"
        return _Place(own, self.shown if short_region(own) else own, party)


def _with_place(names: list[str]) -> list[str]:
    """Names without a place take the one before them. A bare place (广东) belongs to organs led from above; those of a
    government take the last place that shows its level."""
    place, full = _Place(), []
    for name in names:
        own = _leading(name)
        if short_region(name):
            place = _Place("", place.shown)
        elif own:
            place = place.after(name, own)
        elif place.last:
            name = _placed(name, place)
        full.append(name)
    return full


def _placed(name: str, place: _Place) -> str:
    if name.startswith("各"):
        return place.last + name if place.last.endswith(("政府", "委")) else name
    organ = parse_organ(place.last + name)
    if organ is None or organ.stem != name:
        if _OWN_PLACE.search(name):
            return name
        known = looks_like_unit(name) or resolve(place.last + name) is not None
        return place.last + name if known else name
    if _is_national(organ) or _NAMES_LEVEL.match(name):
        return name
    entries = entries_of(organ)
    if place.party and any(entry.kind == "党委" for entry in entries) and not name.startswith(("纪", "委")):
        return place.last + "委" + name
    return (place.last if entries[0].vertical or not place.shown else place.shown) + name


def _is_national(organ: Organ) -> bool:
    """A name that only a national organ bears (财政部 beside 省财政厅)."""
    return all(organ.stem in entry.national and organ.stem != entry.name for entry in entries_of(organ))


def _with_every(names: list[str]) -> list[str]:
    """各县、区人民政府: 各 holds for the levels behind it."""
    full: list[str] = []
    for name in names:
        every = bool(full) and _EVERY_LEVEL.fullmatch(full[-1]) is not None
        full.append("各" + name if every and _LEVEL_UNIT.match(name) else name)
    return full


def _with_shared_unit(names: list[str]) -> list[str]:
    """广东、深圳、珠海出入境检验检疫局; 省、市财政局: a unit belongs to the places right before it as well."""
    full: list[str] = []
    unit, shared = "", False
    for name in reversed(names):
        if short_region(name) or name in LEVELS or (shared and _EVERY_LEVEL.fullmatch(name)):
            full.append(name + unit)
            continue
        unit = name[len(_leading(name)) :] if _leading(name) else ""
        shared = name.startswith("各") and _LEVEL_UNIT.match(name[1:]) is not None
        full.append(name)
    return full[::-1]


def _with_honorific(names: list[str]) -> list[str]:
    """何志鹏、罗敏委员: the title of address at the end belongs to every person of the group."""
    title = _HONORIFIC.search(names[-1]) if names else None
    if title is None or any(list(find_organs(name)) for name in names):
        return names
    return [
        name + title.group() if _PERSON.fullmatch(name) and not name.endswith(title.group()) else name for name in names
    ]
