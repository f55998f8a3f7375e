"""Regions and levels: which place belongs to which, and which level stands above which."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

LEVELS = ("国家", "全国", "自治区", "省", "自治州", "市", "自治县", "区", "县", "州", "旗")
_HEIGHT = {
    "国家": 4, "全国": 4, "省": 3, "自治区": 3, "市": 2, "自治州": 2, "州": 2, "区": 1, "县": 1, "自治县": 1, "旗": 1,
}  # fmt: skip
_PEOPLES = (
    "(?:朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古|哈萨克|柯尔克孜)族?"  # of the 30 prefectures
)
_LEVEL_ENDING = re.compile(
    rf"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?<=..)(?:{_PEOPLES}){{1,2}}自治州|地区|[省市区县盟])$"
)
LONGEST_NAME = 12
"""More characters than the name of any region has."""
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _parents() -> dict[str, str]:
    return {child: parent for table in _data().values() for parent, children in table.items() for child in children}


@cache
def region_names() -> frozenset[str]:
    """Every known region's full name."""
    return frozenset(_data()["provinces"]) | frozenset(_parents())


@cache
def _short_names() -> dict[str, str]:
    """Names without their level (广东, 深圳), as units under a ministry bear them; of two alike the higher one."""
    shorts: dict[str, str] = {}
    for name in sorted(region_names(), key=lambda n: -height(level_of(n))):
        short = _LEVEL_ENDING.sub("", name)
        if len(short) > 1:
            shorts.setdefault(short, name)
            if name.endswith("自治州"):
                shorts.setdefault(f"{short}州", name)
    return shorts


def short_region(name: str) -> str | None:
    """The region whose name without its level is ``name`` (广东 → 广东省), or ``None``."""
    return _short_names().get(name)


def level_of(place: str) -> str:
    """The level a place stands at (``省``, ``市`` …); empty where ``place`` is empty or shows none."""
    if place in _MUNICIPALITIES:
        return "省"
    return next((level for level in sorted(LEVELS, key=len, reverse=True) if place.endswith(level)), "")


def height(level: str) -> int:
    """4 nation, 3 province, 2 city, 1 district or county, 0 unknown."""
    return _HEIGHT.get(level, 0)


def region_in(text: str) -> str | None:
    """The first known region that ``text`` begins with or names."""
    hits = [(text.find(name), -len(name), name) for name in region_names() if name in text]
    return min(hits)[2] if hits else None


@cache
def _spellings(level: str) -> re.Pattern[str]:
    """Names of the regions of a level, with or without the level (深圳市, 深圳)."""
    names = sorted((n for n in region_names() if level_of(n) == level), key=len, reverse=True)
    return re.compile("|".join(f"(?:{re.escape(n.removesuffix(level))})(?:{level})?" for n in names) or r"(?!)")


def main_region(text: str, like: str) -> str | None:
    """The region of the level of ``like`` that ``text`` speaks of most; ``like`` itself where it is among the first.

    ``None`` where the text names no region of that level.
    """
    level = level_of(like)
    counts = Counter(m.group().removesuffix(level) + level for m in _spellings(level).finditer(text))
    counts[like] = text.count(like.removesuffix(level))
    most = max(counts.values())
    if most == 0:
        return None
    return like if counts[like] == most else max(counts, key=lambda name: counts[name])


def is_above(upper: str, lower: str) -> bool:
    """Whether region ``upper`` is the nation or an ancestor of ``lower`` (广东省 is above 东莞市)."""
    if upper in ("国家", "全国"):
        return True
    parent = _parents().get(lower)
    while parent is not None:
        if parent == upper:
            return True
        parent = _parents().get(parent)
    return False


def region_above(region: str) -> str | None:
    """The region that ``region`` belongs to (广东省 for 东莞市); ``None`` for a province and for what is not known."""
    return _parents().get(region)
