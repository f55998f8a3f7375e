"""The note in brackets under a rule's title: when it was adopted or issued, and by whom.

立法法 art. 62 and 国务院 rules on 规章 ask for it: （2023年2月25日…总局令第72号公布　自2023年5月1日起施行）.
"""

import re
from dataclasses import dataclass

from corpus.grammar.dates import PRINTED_DAY, iso_date
from corpus.offices.organs import is_organ_name, looks_like_unit
from corpus.structure.lines import Line

_UNDER_TITLE = re.compile(
    rf"({PRINTED_DAY})(?:(?!\d{{4}}\s?年\d{{1,2}}\s?月)[^\n（）()]){{0,120}}?(?P<act>公布|发布|印发|通过)"
)
_DECREE = re.compile(
    rf"{PRINTED_DAY}\s?(?P<organs>[\u4e00-\u9fff、]{{2,160}}?)(?:令?\s?(?:\d{{4}}年)?\s?第\s?\d{{1,4}}\s?号令?)?(?:公布|发布|颁布)"
)
# 第十三届全国人民代表大会常务委员会第七次会议通过, 澜州市第八届人民代表大会常务委员会第三次会议通过
_ADOPTED = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,12}?)第[一二三四五六七八九十\d]{1,3}届(?P<inner>全国)?(?P<body>人民代表大会(?:常务委员会)?)第[^）)]{1,12}会议[^）)]{0,6}?(?:通过|修订)"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,10}(?:省|市|州|县|区|旗)$")
_HEAD_LINES = 8


@dataclass(frozen=True, slots=True)
class Promulgation:
    """``date`` is that of issuing, else of adoption; ``organs`` issued it; ``adopted_by`` is a congress."""

    date: str | None = None
    organs: tuple[str, ...] = ()
    adopted_by: str | None = None


def promulgation(all_lines: list[Line]) -> Promulgation:
    """What the first bracketed line of the head says; empty where there is none."""
    note = next((line.text for line in all_lines[:_HEAD_LINES] if line.text[0] in "（("), "")
    return Promulgation(_date(note), _organs(note), _adopted(note)) if note else Promulgation()


def is_unit(name: str) -> bool:
    """Whether ``name`` is an organ the gazetteer knows, or ends as units do."""
    return "关于" not in name and (is_organ_name(name) or looks_like_unit(name))


def _date(note: str) -> str | None:
    found = list(_UNDER_TITLE.finditer(note))
    issued = next((match for match in found if match["act"] != "通过"), found[0] if found else None)
    return iso_date(issued[1]) if issued else None


def _organs(note: str) -> tuple[str, ...]:
    decree = _DECREE.search(note)
    if decree is None:
        return ()
    names = tuple(name.removeprefix("中华人民共和国") for name in decree["organs"].split("、"))
    return names if all(map(is_unit, names)) else ()


def _adopted(note: str) -> str | None:
    match = _ADOPTED.search(note)
    if match is None:
        return None
    place = "全国" if match["inner"] else match["place"].rpartition("日")[2]
    return place + match["body"] if place == "全国" or _PLACE.fullmatch(place) else None
