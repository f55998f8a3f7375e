"""Who issued a document and when: the mark at its head, the signature and date at its foot, or their labels."""

import re
from dataclasses import dataclass

from corpus.dates import iso_date
from corpus.lines import Line, unmarked
from corpus.organs import find_organs, is_organ_name, looks_like_unit

_DAY = (
    r"(?:\d{4}\s{0,3}年\s{0,3}\d{1,2}\s{0,3}月\s{0,3}\d{1,2}\s{0,3}日"
    r"|[一二][一二三四五六七八九〇○零0ＯO]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_SIGNED = re.compile(rf"^(?P<unit>[^\d，。；：]{{0,60}}?)\s*(?P<day>{_DAY})$")
_UNDER_TITLE = re.compile(rf"({_DAY})[^\n（）()]{{0,120}}?(?P<act>公布|发布|印发|通过)")
_DECREE = re.compile(rf"{_DAY}(?P<organs>[\u4e00-\u9fff、]{{2,120}})令\s?第")
_LABELLED = re.compile(r"(?:成文|发文|印发|制发)(?:日期|时间)\s{0,3}[：:]\s{0,3}([\d年月日\-./ ]{8,16})")
_PRINTED = re.compile(rf"({_DAY})\s{{0,6}}印发")
_POSTED = re.compile(r"(?:发布|发文)(?:日期|时间)\s{0,3}[：:]\s{0,3}([\d年月日\-./ ]{8,16})")
_POSTED_BY = re.compile(
    r"(?:发布机构|发文机关|发文单位|发布单位|信息来源|来源)\s{0,3}[：:]\s{0,3}([\u4e00-\u9fff]{3,30})"
)
_DRAFT = re.compile(r"征求意见稿|公开征求意见")
_HEAD_LINES = 8
_SIGNATURE_LINES = 4
_TAIL_LINES = 14


@dataclass(frozen=True, slots=True)
class Issue:
    """``date`` is ISO; ``None`` for what the document does not print."""

    date: str | None
    issuer: str | None


def find_issue(text: str, all_lines: list[Line], head: list[Line], title: str | None, number: int | None) -> Issue:
    """Date and issuer of a letter, notice or rule.

    The date is that of the signature, else the one in brackets under the title, else a labelled one, else the day of
    printing; the day on which a page was posted counts for a draft alone, which has no other. ``number`` is the
    offset of the document's own number.
    """
    signed = next((at for at, line in enumerate(all_lines) if _is_signed(line.text)), None)
    date = iso_date(all_lines[signed].text) if signed is not None else None
    date = date or _promulgated(all_lines)
    date = date or _first_date(_LABELLED, text) or _first_date(_PRINTED, text)
    if date is None and _DRAFT.search(title or ""):
        date = _first_date(_POSTED, text)
    issuer = _mark(head, title, number) or _signature(all_lines, signed) or _in_title(title)
    issuer = issuer or _decreed(all_lines)
    return Issue(date, issuer or _posted_by(text))


def _is_signed(line: str) -> bool:
    """A line that holds a day and nothing else but the unit that signs."""
    match = _SIGNED.match(unmarked(line))
    return match is not None and (not match["unit"] or _is_unit(match["unit"].strip())) and iso_date(line) is not None


def _is_unit(name: str) -> bool:
    return is_organ_name(name) or looks_like_unit(name)


def _promulgated(all_lines: list[Line]) -> str | None:
    """The day in brackets under a rule's title: that of 公布 or 发布, else that on which it was adopted (通过)."""
    line = next((line.text for line in all_lines[:_HEAD_LINES] if line.text[0] in "（("), "")
    found = list(_UNDER_TITLE.finditer(line))
    issued = next((match for match in found if match["act"] != "通过"), found[0] if found else None)
    return iso_date(issued[1]) if issued else None


def _decreed(all_lines: list[Line]) -> str | None:
    """The (first) organ of the decree in brackets under a rule's title: （2023年2月25日…总局令第72号公布）."""
    line = next((line.text for line in all_lines[:_HEAD_LINES] if line.text[0] in "（("), "")
    decree = _DECREE.search(line)
    return decree["organs"].partition("、")[0].removeprefix("中华人民共和国") if decree else None


def _first_date(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return iso_date(match[1]) if match else None


def _mark(head: list[Line], title: str | None, number: int | None) -> str | None:
    """发文机关标志: a line above the title that is an organ's name, or any unit's right above the number."""
    for at, line in enumerate(head):
        name = unmarked(line.text).removesuffix("文件").strip()
        if title and title.startswith(name) and not is_organ_name(name):
            return None
        below = head[at + 1] if at + 1 < len(head) else None
        above_number = number is not None and below is not None and below.start <= number < below.end
        if is_organ_name(name) or (above_number and looks_like_unit(name)):
            return name
    return None


def _signature(all_lines: list[Line], signed: int | None) -> str | None:
    """署名: the lines above the date (the first of several units), or with it on one line; else a line at the end."""
    if signed is None:
        closing = (unmarked(line.text) for line in reversed(all_lines[-_TAIL_LINES:]))
        return next((name for name in closing if is_organ_name(name)), None)
    match = _SIGNED.match(unmarked(all_lines[signed].text))
    if match and match["unit"]:
        return match["unit"].strip()
    found: str | None = None
    for line in reversed(all_lines[max(0, signed - _SIGNATURE_LINES) : signed]):
        name = unmarked(line.text)
        if not _is_unit(name):
            break
        found = name
    return found


def _in_title(title: str | None) -> str | None:
    """The organ a title begins with, or the unit before its 关于."""
    before, about, _ = (title or "").partition("关于")
    if about and _is_unit(before):
        return before
    mention = next(iter(find_organs(title or "")), None)
    return mention.organ.name if mention and mention.start == 0 else None


def _posted_by(text: str) -> str | None:
    match = _POSTED_BY.search(text)
    return match[1] if match and _is_unit(match[1]) else None
