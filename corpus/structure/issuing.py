"""Who issued a document and when: the mark at its head, the signature and date at its foot, or their labels."""

import re
from dataclasses import dataclass

from corpus.document import RoleDate
from corpus.grammar.dates import PRINTED_DAY, iso_date
from corpus.offices.organs import find_organs, is_organ_name
from corpus.structure.lines import Line, unmarked
from corpus.structure.promulgation import is_unit, promulgation

_SIGNED = re.compile(rf"^(?P<unit>[^\d，。；：]{{0,60}}?)\s*(?P<day>{PRINTED_DAY})$")
_DAY_ALONE = re.compile(PRINTED_DAY)
_LABELLED = re.compile(r"(?:成文|发文|印发|制发)(?:日期|时间)\s{0,3}[：:]\s{0,3}([\d年月日\-./ ]{8,16})")
_PRINTED = re.compile(rf"({PRINTED_DAY})\s{{0,6}}印发")
_POSTED = re.compile(r"(?:发布|发文)(?:日期|时间)\s{0,3}[：:]\s{0,3}([\d年月日\-./ ]{8,16})")
_POSTED_BY = re.compile(
    r"(?:发布机构|发文机关|发文单位|发布单位|信息来源|来源)\s{0,3}[：:]\s{0,3}([\u4e00-\u9fff]{3,30})"
)
_SIGNER = re.compile(r"签\s{0,3}发\s{0,3}人\s{0,3}[：:]\s{0,3}(?P<name>[\u4e00-\u9fff·×]{2,6})")
_SEVERAL = re.compile(r"[\s\u3000、]+")
_DRAFT = re.compile(r"征求意见稿|公开征求意见")
_SIGNER_LINES = 20
_SIGNATURE_LINES = 4
_MARKS = 4  # of emphasis that may stand behind a day
_TAIL_LINES = 14


@dataclass(frozen=True, slots=True)
class Issue:
    """``date`` is ISO; ``None`` for what the document does not print. ``issuers`` are all of a joint document.

    ``written`` is the 成文日期 with its place, where one is signed or labelled.
    """

    date: str | None
    issuers: tuple[str, ...]
    signer: str | None = None
    written: RoleDate | None = None


def find_issue(text: str, all_lines: list[Line], head: list[Line], title: str | None, number: int | None) -> Issue:
    """Date and issuer of a letter, notice or rule.

    The date is that of the signature, else the one in brackets under the title, else a labelled one, else the day of
    printing; the day on which a page was posted counts for a draft alone, which has no other. ``number`` is the
    offset of the document's own number.
    """
    note = promulgation(all_lines)
    signed = next((at for at, line in enumerate(all_lines) if _is_signed(line.text)), None)
    written = _signed_day(all_lines[signed]) if signed is not None else None
    if written is None and note.date is None:
        written = _labelled_day(text)
    date = (written.value if written else note.date) or _first_date(_PRINTED, text)
    if date is None and _DRAFT.search(title or ""):
        date = _first_date(_POSTED, text)
    issuers = _mark(head, title, number)
    signed_by = _signature(all_lines, signed)
    if not issuers or (len(signed_by) > len(issuers) and issuers[0] in signed_by):
        issuers = signed_by  # the mark of a joint letter may name the lead alone (GB/T 9704 10.1)
    if not issuers and (named := _in_title(title)):
        issuers = (named,)
    issuers = issuers or note.organs
    last = note.adopted_by or _posted_by(text)
    signer = next((match["name"] for line in all_lines[:_SIGNER_LINES] if (match := _SIGNER.search(line.text))), None)
    return Issue(date, issuers or ((last,) if last else ()), signer, written)


def _is_signed(line: str) -> bool:
    """A line that holds a day and nothing else but the unit that signs."""
    if "日" not in line[-_MARKS:]:
        return False
    match = _SIGNED.match(unmarked(line))
    return match is not None and (not match["unit"] or bool(_units(match["unit"]))) and iso_date(line) is not None


def _signed_day(line: Line) -> RoleDate | None:
    match = next(_DAY_ALONE.finditer(line.text), None)
    value = iso_date(match.group()) if match else None
    return RoleDate("成文", value, line.start + match.start(), line.start + match.end()) if match and value else None


def _labelled_day(text: str) -> RoleDate | None:
    match = _LABELLED.search(text)
    value = iso_date(match[1]) if match else None
    return RoleDate("成文", value, match.start(1), match.start(1) + len(match[1].rstrip())) if match and value else None


def _units(line: str) -> tuple[str, ...]:
    """The units that fill a line, one or several side by side; empty where it holds anything else."""
    names = [name for name in _SEVERAL.split(line.strip()) if name]
    if len(names) > 1 and not all(map(is_unit, names)):
        names = ["".join(names)]  # 澜 州 市 教 育 局
    return tuple(names) if names and all(map(is_unit, names)) else ()


def _first_date(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return iso_date(match[1]) if match else None


def _mark(head: list[Line], title: str | None, number: int | None) -> tuple[str, ...]:
    """发文机关标志: lines above the title that are organs' names, or any unit's right above the number.

    A joint document names its organs in lines one below the other (GB/T 9704—2012 7.2.4), 文件 beside the last.
    """
    found: list[str] = []
    for at, line in enumerate(head):
        plain = unmarked(line.text).removesuffix("文件").strip()
        if title and not found and title.startswith(plain) and not _units(plain) and not is_organ_name(plain):
            return ()
        below = head[at + 1] if at + 1 < len(head) else None
        above_number = number is not None and below is not None and below.start <= number < below.end
        names = tuple(name for name in _units(plain) if is_organ_name(name) or above_number or found)
        if not names and found:
            break
        if found and _opens_title(head[at:], title):
            break
        found += names
    return tuple(dict.fromkeys(found))


def _opens_title(rest: list[Line], title: str | None) -> bool:
    """Whether the lines from here on are the title itself: an organ's name may be its first line."""
    joined = "".join(unmarked(line.text) for line in rest)
    return bool(title) and _SEVERAL.sub("", joined).startswith(_SEVERAL.sub("", title or ""))


def _signature(all_lines: list[Line], signed: int | None) -> tuple[str, ...]:
    """署名: the lines above the date, or with it on one line; else a line at the end."""
    if signed is None:
        closing = (unmarked(line.text) for line in reversed(all_lines[-_TAIL_LINES:]))
        return next(((name,) for name in closing if is_organ_name(name)), ())
    match = _SIGNED.match(unmarked(all_lines[signed].text))
    if match and match["unit"]:
        return _units(match["unit"])
    found: tuple[str, ...] = ()
    for line in reversed(all_lines[max(0, signed - _SIGNATURE_LINES) : signed]):
        names = _units(unmarked(line.text))
        if not names:
            break
        found = (*names, *found)
    return found


def _in_title(title: str | None) -> str | None:
    """The organ a title begins with, or the unit before its 关于."""
    before, about, _ = (title or "").partition("关于")
    if about and is_unit(before):
        return before
    mention = next(iter(find_organs(title or "")), None)
    return mention.organ.name if mention and mention.start == 0 else None


def _posted_by(text: str) -> str | None:
    match = _POSTED_BY.search(text)
    return match[1] if match and is_unit(match[1]) else None
