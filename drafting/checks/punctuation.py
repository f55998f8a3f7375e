"""R30: marks that pair, full-width marks, marks that stand twice, blanks within Chinese text."""

import re
import unicodedata
from collections.abc import Iterator

from drafting.checks.check import Check, Offenders
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.offence import offence
from drafting.finding import Finding

_RULE = "R30"
_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "【": "】", "〔": "〕", "〈": "〉", "「": "」"}
_NAMES = {
    "“": "双引号", "‘": "单引号", "《": "书名号", "（": "圆括号", "【": "方头括号", "〔": "六角括号", "〈": "单书名号",
    "「": "直角引号",
}  # fmt: skip
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
# Half-width brackets pair with full-width ones where both kinds are mixed.
_WIDTH = {"(": "（", ")": "）"}
_MARKS = re.compile("[" + re.escape("".join((*_PAIRS, *_OPENING, *_WIDTH))) + "]")
_NUMBERED_POINT = re.compile(r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]")
_HAN = r"[\u4e00-\u9fff”》）】〕]"
_HALF = re.compile(
    rf"(?<={_HAN})[,;:?!](?=[\u4e00-\u9fff“《（【\d\s]|$)|(?<=\d)[,;](?=[\u4e00-\u9fff“《])", re.MULTILINE
)
_HALF_BRACKET = re.compile(r"\((?=[^()\n]*[\u4e00-\u9fff])(?P<inner>[^()\n]*)(?P<close>\))")
_FULL_LETTERS = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]+")
_DOUBLE = re.compile(r"([，。、；：？])\1+|！{4,}|…{3,}")
_CLASH = re.compile(r"(?P<first>[，、；：])(?P<second>[。，；：、])|(?P<stop>[。])(?P<after>[，、；：])")
_COMMA_ETC = re.compile(
    r"、(?=等(?:[，。、；）]|\d|[\u4e00-\u9fff]{0,6}(?:部门|单位|方面|工作|问题|措施|地区|项目|内容)))|、(?=和(?![苑谐平睦合美风]))"
)
_BLANK_BEFORE = re.compile(rf"(?<={_HAN})[ \u00a0\u3000]+(?=[，。；：、？！）》”】])")
_BLANK_WITHIN = re.compile(r"(?<=[\u4e00-\u9fff，。；：、])[ \u00a0\u3000]{1,3}(?=[\u4e00-\u9fff])")
_STRAIGHT = re.compile(r'"(?=[^"\n]*[\u4e00-\u9fff])(?P<inner>[^"\n]{1,60})(?P<close>")')
_NO_STOP = re.compile(r"(?:[\u4e00-\u9fff\d）》％%]$|(?<![。！？…])”$)")
_DAY_AT_END = re.compile(r"\d\s?日$")
_LONG = 30


def right_marks(letter: Letter, _dossier: Dossier) -> Offenders:
    """Every mark that lacks its other half, is of the wrong width, stands twice, or has a blank before it."""
    yield from _unpaired(letter)
    yield from _widths(letter)
    yield from _clashes(letter)
    yield from _blanks(letter)
    yield from _paragraph_ends(letter)


def _unpaired(letter: Letter) -> Iterator[Finding]:
    for piece in letter.pieces:
        if piece.kind == "remark":
            continue
        stack: list[tuple[str, int]] = []
        numbered = _NUMBERED_POINT.match(piece.text)
        begin = piece.start + (numbered.end() if numbered else 0)
        for match in _MARKS.finditer(letter.text, begin, piece.end):
            mark, at = _WIDTH.get(match.group(), match.group()), match.start()
            if mark in _PAIRS:
                stack.append((mark, at))
            elif stack and stack[-1][0] == _OPENING[mark]:
                stack.pop()
            elif any(opening == _OPENING[mark] for opening, _ in stack):
                while stack and stack[-1][0] != _OPENING[mark]:
                    yield _lonely(letter, *stack.pop())
                stack.pop()
            else:
                yield _lonely(letter, mark, at)
        for mark, at in stack:
            yield _lonely(letter, mark, at)


def _lonely(letter: Letter, mark: str, at: int) -> Finding:
    opens = mark in _PAIRS
    missing = _PAIRS[mark] if opens else _OPENING[mark]
    name = _NAMES[mark if opens else missing]
    message = f"{name}不成对：有前半，缺后半。" if opens else f"{name}不成对：有后半，缺前半。"
    return offence(letter, _RULE, "W", message, (at, at + 1), expected=missing)


def _widths(letter: Letter) -> Iterator[Finding]:
    wide = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
    for match in _HALF.finditer(letter.text):
        if not letter.is_open(*match.span()):
            yield offence(letter, _RULE, "W", "中文中用了半角标点。", match.span(), replacement=wide[match.group()])
    for match in _HALF_BRACKET.finditer(letter.text):
        for at, right in ((match.start(), "（"), (match.start("close"), "）")):
            yield offence(letter, _RULE, "W", "中文中用了半角括号。", (at, at + 1), replacement=right)
    for match in _STRAIGHT.finditer(letter.text):
        for at, right in ((match.start(), "“"), (match.start("close"), "”")):
            yield offence(letter, _RULE, "W", "中文引号用“”。", (at, at + 1), replacement=right)
    for match in _FULL_LETTERS.finditer(letter.text):
        if match.group() != "％" and not letter.is_open(*match.span()):
            right = unicodedata.normalize("NFKC", match.group())
            yield offence(letter, _RULE, "W", "数字和字母用半角。", match.span(), replacement=right)


def _clashes(letter: Letter) -> Iterator[Finding]:
    for match in _DOUBLE.finditer(letter.text):
        once = match.group()[:2] if match.group()[0] == "…" else match.group()[0]
        yield offence(letter, _RULE, "W", f"标点重复“{match.group()}”。", match.span(), replacement=once)
    for match in _CLASH.finditer(letter.text):
        if match.group()[0] == match.group()[1]:
            continue
        right = "。" if "。" in match.group() else None
        yield offence(letter, _RULE, "W", f"标点连用不当“{match.group()}”。", match.span(), replacement=right)
    for match in _COMMA_ETC.finditer(letter.text):
        yield offence(letter, _RULE, "W", "“等”“和”之前不用顿号。", match.span(), replacement="")


def _blanks(letter: Letter) -> Iterator[Finding]:
    for match in _BLANK_BEFORE.finditer(letter.text):
        yield offence(letter, _RULE, "W", "标点之前有空格。", match.span(), replacement="")
    for match in _BLANK_WITHIN.finditer(letter.text, *letter.body):
        if not _after_number(letter, match.start()):
            yield offence(letter, _RULE, "W", "文字之间有空格。", match.span(), replacement="")


def _after_number(letter: Letter, at: int) -> bool:
    """Whether a blank parts the number of a paragraph from its words (一、 关于…)."""
    line = letter.text.rfind("\n", 0, at) + 1
    return len(letter.text[line:at].strip()) <= len("（十一）、")


def _paragraph_ends(letter: Letter) -> Iterator[Finding]:
    """A long paragraph of the body ends with a mark."""
    for piece in letter.of_kind("body", "thanks"):
        if _DAY_AT_END.search(piece.text) or "\t" in piece.text:
            continue  # a signature and date that ran into the paragraph, a row of a table
        if len(piece.text) > _LONG and _NO_STOP.search(piece.text) and not letter.is_open(piece.end - 1, piece.end):
            yield offence(
                letter, _RULE, "W", "段末没有句号。", (piece.end - 1, piece.end), replacement=piece.text[-1] + "。"
            )  # fmt: skip


CHECKS = (Check(_RULE, right_marks),)
