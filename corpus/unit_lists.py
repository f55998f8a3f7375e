"""Lists of units in which one place stands for several (省发展改革委、财政厅，广东、深圳海关).

Domain brief §4.2, pitfall 5: within a group parted by 、 the place in front of the first name holds for the rest; ，
begins a new group; names of places alone share the name of the unit at the end of their group.
"""

import re

from corpus.organs import find_organs, looks_like_unit, parse_organ
from corpus.regions import LEVELS, LONGEST_NAME, region_names, short_region

_GROUPS = re.compile(r"[，,；;\s]+")
_BEFORE_EVERY = re.compile(r"[^各]{1,10}(?=各)")
_EVERY_PLACE = re.compile(r"各[县区市镇乡](?:[（(][县区市镇乡、]{1,4}[）)])?(?=[\u4e00-\u9fff]{3})")
_HONORIFIC = re.compile(r"(?:委员|代表)$")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}")


def units_of(text: str) -> tuple[str, ...]:
    """The units and persons listed in ``text``, each with the place or the title of address it shares."""
    found: list[str] = []
    for group in _GROUPS.split(text.strip().rstrip("。：:")):
        names = [name for name in group.split("、") if name]
        found += _with_honorific(_with_shared_unit(_with_place(names)))
    return tuple(found)


def _leading_place(name: str) -> str:
    """The place or level a name begins with (also 各县（区）, or 省政府 of 省政府各部门), else nothing."""
    if match := _BEFORE_EVERY.match(name) or _EVERY_PLACE.match(name):
        return match.group()
    for length in range(min(LONGEST_NAME, len(name) - 1), 0, -1):
        place = name[:length]
        if place in region_names() or place in LEVELS or short_region(place):
            return place
    return ""


def _with_place(names: list[str]) -> list[str]:
    place, full = "", []
    for name in names:
        own = _leading_place(name)
        if own or short_region(name):
            place = own
        elif place and (parse_organ(name) or looks_like_unit(name) or name.startswith("各")):
            name = place + name
        full.append(name)
    return full


def _with_shared_unit(names: list[str]) -> list[str]:
    """广东、深圳、珠海出入境检验检疫局: the unit at the end belongs to the places before it."""
    if not names or not any(short_region(name) for name in names[:-1]):
        return names
    last = names[-1]
    unit = last[len(_leading_place(last)) :]
    return [name + unit if short_region(name) else name for name in names]


def _with_honorific(names: list[str]) -> list[str]:
    """何志鹏、罗敏委员: the title of address at the end belongs to every person of the group."""
    title = _HONORIFIC.search(names[-1]) if names else None
    if title is None or any(list(find_organs(name)) for name in names):
        return names
    return [
        name + title.group() if _PERSON.fullmatch(name) and not name.endswith(title.group()) else name for name in names
    ]
