"""Fields at the head and the tail of a letter or notice: number, addressees, dates, disclosure, copies, contacts.

Positions follow GB/T 9704—2012 7.2 (版头), 7.3 (主体) and 7.4 (版记); the spellings are those seen in practice.
"""

import re
from datetime import date, timedelta
from typing import cast, get_args

from corpus.document import Contact, Disclosure, Reference
from corpus.lines import Line, lines
from corpus.organs import find_organs

HEAD_LINES = 14
_DISCLOSURE = re.compile(r"(?:公开方式|公开属性|信息公开选项|是否公开)\s*[：:]\s*(主动公开|依申请公开|不予公开)")
_PUBLIC_NOTE = re.compile(r"[（(]此件(主动公开|依申请公开|不予公开|公开发布|公开)[)）]")
_COPIES = re.compile(r"抄\s*[送报]\s*[：:]\s*([^\n]*(?:\n(?![^\n]*(?:印发|联系人|公开方式))[^\n。]+)*)")
_CONTACT = re.compile(
    r"联\s*系\s*人\s*[：:]\s*(?P<name>[\u4e00-\u9fff·]{2,6})?[^\n）)]{0,4}?"
    r"(?:(?:联系)?电\s*话|手机|联系方式)\s*[：:]\s*(?P<phones>[\d\-—－ 、,，/;；]{7,60})"
)
_CLASS_MARK = re.compile(r"^(?:(?:办理结果)?(?:分类|类别)\s*[：:]?\s*)?([ABCD])\s*类?$")
_ATTACHMENT = re.compile(r"附\s*件\s*\d{0,2}\s*[：:.]\s*(.*)")
_ATTACHMENT_ITEM = re.compile(r"(?:\d{1,2}[.．、]\s*)(.+)")
_IN_FORCE = re.compile(r"自\s*(?P<date>[\d年月日\s]{8,14}|发布之日|印发之日|公布之日)\s*起\s*(?:正式)?(?:施行|实施|执行|生效)")
_VALID_UNTIL = re.compile(r"(?:有效期(?:限)?(?:截至|截止|至|到)|执行至)\s*(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)")
_VALID_YEARS = re.compile(r"有效期(?:限)?(?:为)?\s*(?P<years>\d{1,2}|[一二三四五六七八九十])\s*年")
_HAN_YEARS = "一二三四五六七八九十"
_DATE_ONLY = re.compile(r"^\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:印发)?$")
_FULL_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ISSUED = re.compile(r"[（(](\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)[^（）()]{0,40}(?:通过|公布|发布|印发|修订|修正)")
_MANDATORY_PARTS = 3


def disclosure(text: str) -> Disclosure | None:
    """公开方式 as printed; （此件公开发布） means 主动公开."""
    if match := _DISCLOSURE.search(text):
        return cast(Disclosure, match[1])
    if match := _PUBLIC_NOTE.search(text):
        return cast(Disclosure, match[1] if match[1] in get_args(Disclosure) else "主动公开")
    return None


def copies(text: str) -> tuple[str, ...]:
    """Units after 抄送：, parted by ，、；."""
    match = _COPIES.search(text)
    if match is None:
        return ()
    listed = re.sub(r"\s+", "", match[1]).rstrip("。")
    return tuple(part for part in re.split(r"[，,、；;]", listed.split("。")[0]) if part)


def contacts(text: str) -> tuple[Contact, ...]:
    return tuple(
        Contact(m["name"], tuple(p for p in re.split(r"[、,，/;；\s]+", m["phones"]) if p), m.start(), m.end())
        for m in _CONTACT.finditer(text)
    )


def class_mark(head: list[Line]) -> str | None:
    """A, B, C or D in the first lines (domain brief §2.2: top right of the first page)."""
    return next((m[1] for line in head[:4] if (m := _CLASS_MARK.match(line.text))), None)


def own_number(head: list[Line], references: tuple[Reference, ...]) -> str | None:
    """The document's own number: one that fills its line in the head (GB/T 9704 7.2.5)."""
    for line in head:
        for reference in references:
            if reference.kind == "doc_number" and line.start <= reference.start < line.end:
                rest = line.text.replace(reference.raw, "", 1).strip(" \u3000（）()")
                if not rest or "签发人" in rest or "发文字号" in rest or "文号" in rest:
                    return reference.value
    return None


def addressees(text: str, after: int) -> tuple[str, ...]:
    """主送机关: the first short line after the title that ends with a colon, parted as printed."""
    for line in list(lines(text, after))[:6]:
        if line.text.endswith(("：", ":")) and "。" not in line.text and not re.search(r"\d{4}|如下|附件", line.text):
            return tuple(part for part in re.split(r"[，,、；;]", line.text.rstrip("：:").strip()) if part)
    return ()


def attachments(text: str) -> tuple[str, ...]:
    """附件说明: names after 附件：, with the numbered lines that follow (GB/T 9704 7.3.4)."""
    found: list[str] = []
    all_lines = list(lines(text))
    for at, line in enumerate(all_lines):
        match = _ATTACHMENT.match(line.text.lstrip("-* "))
        if match is None or not match[1].strip():
            continue
        first = _ATTACHMENT_ITEM.match(match[1])
        found.append((first[1] if first else match[1]).strip())
        for following in all_lines[at + 1 :]:
            item = _ATTACHMENT_ITEM.match(following.text.lstrip("-* "))
            if first is None or item is None:
                break
            found.append(item[1].strip())
        break
    return tuple(found)


def document_date(text: str, head: list[Line], references: tuple[Reference, ...]) -> str | None:
    """成文日期: a line that is only a date (last one before attachments), else the date in brackets under the title."""
    alone = [line for line in lines(text) if _DATE_ONLY.match(line.text) and not line.text.endswith("印发")]
    if alone:
        return _iso(alone[0].text)
    for line in head:
        if match := _ISSUED.search(line.text):
            return _iso(match[1])
    printed = re.search(r"(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印发", text)
    return _iso(printed[1]) if printed else None


def is_date_line(line: str) -> bool:
    """Whether a line holds a full date and nothing else."""
    return bool(_DATE_ONLY.match(line))


def _iso(printed: str) -> str | None:
    match = _FULL_DATE.search(printed)
    return "-".join([match[1], *(f"{int(p):02}" for p in match.groups()[1:])]) if match else None


def validity(text: str, issued: str | None) -> tuple[str | None, str | None]:
    """(in force from, until) as ISO dates, from 自…起施行 and 有效期; ``None`` where the text does not say."""
    start = _IN_FORCE.search(text)
    begin = None if start is None else (_iso(start["date"]) or issued)
    if until := _VALID_UNTIL.search(text):
        return begin, _iso(until["date"])
    years = _VALID_YEARS.search(text)
    basis = begin or issued
    if years is None or basis is None or basis.count("-") < _MANDATORY_PARTS - 1:
        return begin, None
    count = int(years["years"]) if years["years"].isdigit() else _HAN_YEARS.index(years["years"]) + 1
    first = date.fromisoformat(basis)
    last_day = 28 if (first.month, first.day) == (2, 29) else first.day
    return begin, (date(first.year + count, first.month, last_day) - timedelta(days=1)).isoformat()


def issuer(head: list[Line], tail: list[Line], title: str | None) -> str | None:
    """发文机关: the mark above the number, else the signature above the date, else the organ that opens the title."""
    for line in head:
        name = line.text.removesuffix("文件").strip()
        if title and line.text in title:
            break
        if any(m.start == 0 and m.end == len(name) for m in find_organs(name)):
            return name
    for line in reversed(tail):
        mentions = list(find_organs(line.text))
        if mentions and mentions[0].start == 0 and mentions[-1].end == len(line.text):
            return line.text
    mention = next(iter(find_organs(title or "")), None)
    return mention.organ.name if mention and mention.start == 0 else None
