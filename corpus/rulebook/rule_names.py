"""The names of a rule: the one it is cited by, its short forms, the abbreviations documents give it, its relations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Document
from corpus.references import normal_doc_number, title_key

_NATION = "中华人民共和国"
_ISSUING = re.compile(r"(?:印发|发布|公布|颁布|转发)《(?P<name>.+?)》(?:的(?:通知|决定|公告|函))?$")
# 《…法（2018年修正）》, （2021修订版）: the version, not the name
_VERSION = re.compile(
    r"[（(](?:19|20)\d{2}年?(?:\d{1,2}月)?(?:第[一二三四五六]次)?(?:最新)?(?:修正|修订|修改)?(?:版|本|文本)?[）)]$"
)
_ISSUER_AHEAD = re.compile(r"^[\u4e00-\u9fff、\s]{2,40}?(?:政府|办公厅|办公室|委员会|部|局|厅|院|委|署|会)(?=关于)")
_SHORT_FOR = re.compile(
    r"(?:以下|下)(?:统一)?(?:简称|称)(?:为|作)?[：:]?\s?[“\"「]?《?(?P<short>[^《》“”\"「」（）()，。；\s]{3,40})》?[”\"」]?"
)
# 《办法》, 《实施意见》 stand for another rule in every document.
_GENERIC = re.compile(
    r"(?:本|该)?(?:国家|省|市|县|区|我市|我省)?(?:实施|管理|暂行|试行|指导|若干|工作|总体|行动|专项)?"
    r"(?:办法|条例|规定|决定|通知|意见|方案|细则|规划|计划|纲要|通告|公告|标准|措施|要求|文件|指南|规范|清单|法|若干措施|实施细则)"
)
_PART_OF = re.compile(
    r"^(?P<law>.+?)(?:实施条例|实施细则|实施办法|实施规定|实施)$|实施[〈《<]?(?P<under>[^〉》>]+?)[〉》>]?(?:的)?(?:办法|细则|规定|条例)$"
)
_BEHIND = 60
_SHORTEST = 4
_NAMES_KEPT = 1 << 15


@lru_cache(_NAMES_KEPT)
def law_key(title: str) -> str:
    """Key under which the full and the short title of a law meet: :func:`title_key` without 中华人民共和国."""
    return title_key(title).removeprefix(_NATION)


def cited_name(title: str) -> str:
    """The name under which a rule is cited: what a 关于印发《…》的通知 carries, else the title itself."""
    match = _ISSUING.search(title)
    return match["name"] if match else title


@lru_cache(_NAMES_KEPT)
def short_names(title: str) -> tuple[str, ...]:
    """Other names that a title itself gives: without 中华人民共和国, the issuer or the year of a version."""
    name = cited_name(title)
    found = [name, _VERSION.sub("", name)]
    found += [one.removeprefix(_NATION) for one in found]
    found += [_ISSUER_AHEAD.sub("", one) for one in (title, name)]
    return tuple(dict.fromkeys(one for one in found if one and one != title))


def part_of(title: str) -> str | None:
    """The rule that this one carries out (《…法实施条例》, 《广东省实施〈…法〉办法》), as its title names it."""
    match = _PART_OF.search(cited_name(title))
    named = (match["law"] or match["under"]) if match else None
    return named.strip("〈〉《》") if named and len(named) >= _SHORTEST else None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short name that a document gives a rule (以下简称《…》): ``rule`` is the rule's key, a number or a law key."""

    short: str
    rule: str
    start: int
    end: int


def abbreviations(document: Document) -> Iterator[Abbreviation]:
    """Short names defined in ``document`` right behind a title; those that any rule may bear are left out."""
    titles = [r for r in document.references if r.kind == "title"]
    numbers = [r for r in document.references if r.kind in ("doc_number", "order")]
    for match in _SHORT_FOR.finditer(document.text) if "简称" in document.text or "下称" in document.text else ():
        named = [t for t in titles if t.end <= match.start() and match.start() - t.end < _BEHIND]
        if not named or _GENERIC.fullmatch(match["short"]):
            continue
        title = named[-1]
        number = next((n.value for n in numbers if title.end <= n.start < match.start()), None)
        if "。" not in document.text[title.end : match.start()]:
            rule = (normal_doc_number(number) or number) if number else law_key(title.value)
            yield Abbreviation(match["short"], rule, *match.span("short"))
