"""Mends what recognition does to Chinese print: the characters are right, the width of marks and blanks often not.

Only what is certain is changed; a round bracket is taken for a full-width one wherever Chinese stands by it, as
GB/T 15834—2011 prints it. Rules work on one printed line.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_HAN = "\u3400-\u9fff"
_MARKS = "，。、；：？！（）《》〈〉“”‘’〔〕【】…—"
_HAN_DIGIT = "一二三四五六七八九"
_BARE_NUMBER = re.compile(rf"^([{_HAN_DIGIT}十]{{1,3}})(?=[{_HAN}]{{3}})(?![{_HAN_DIGIT}十是要个批部])")
_ROOM = (0.6, 1.5)  # in ems
_MOSTLY = 3  # times as many simplified characters as traditional ones make a page of simplified print
_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}

_PAGE_NUMBER = re.compile(r"[-－—–一~·.]{1,2}\s?(\d{1,4})\s?[-－—–一~·.]{1,2}")
_WIDE = re.compile(f"[{_HAN}{_MARKS}]")
_BLANK = re.compile(rf"\s+(?=[{_MARKS}])|(?<=[，。、；：？！（）《》“”〔〕])\s+(?=[{_HAN}{_MARKS}])")
_ROUND = re.compile(r"([(（])([^()（）]*)([)）])")
_YEAR = re.compile(
    rf"(?<=[{_HAN}])\s?[\[【〔〖{{「『（(]\s?((?:19|20)\d\d)\s?[\]】〕〗}}」』）)]\s?(?=第?\s?\d{{1,5}}\s?号)"
)
_ROUND_YEAR = re.compile(r"[（(]\s?(?:19|20)\d\d\s?[)）]")
_QUOTE = re.compile(r'["＂]')
_BEFORE_OPENING = ("", *"：，、。；（《")
_AFTER_CLOSING = ("", *"，、。；：？！）》")

# (what recognition gives, what was printed), in the order in which they are applied
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # letters that are digits: between digits, or before the unit that only a number has
    (re.compile(r"(?<=\d)[OoＯ○〇](?=[\dOo]*[\d年月日号])"), "0"),
    (re.compile(r"(?<=\d)[lI|](?=[\dlI|]*[\d年月日号])"), "1"),
    (re.compile(r"(?<=[年月第])[lI|](?=\d?[月日号])"), "1"),
    # the round zero of a year in Chinese numerals
    (re.compile(rf"(?<=[{_HAN_DIGIT}〇])[0OoＯ○°](?=[{_HAN_DIGIT}0OoＯ○〇年])"), "〇"),
    # a dash between numbers is none of the number one
    (re.compile(r"(?<=\d)一(?=\d)"), "—"),
    (re.compile(r"(?<=\d年)一(?=(?:19|20)\d\d年)"), "—"),
    # blanks inside a date or a number
    (re.compile(r"(?<=\d)\s+(?=[年月日号条款项%％万亿元])"), ""),
    (re.compile(r"(?<=[年月第〔〕])\s+(?=\d)"), ""),
    (re.compile(rf"(?<=[{_HAN}，。、；：（])(\d[\d.,]*)\s(?=[{_HAN}])"), r"\1"),
    (re.compile(rf"(?<=[{_HAN}])\s(?=\d[\d.,—-]*[%％{_HAN}])"), ""),
    (re.compile(r"(?<!\d)([12])\s?([09])\s?(\d)\s?(\d)\s?(?=年)"), r"\1\2\3\4"),
    # half-width marks where Chinese stands before them or after
    (re.compile(rf"(?<=[{_HAN}）》”〕])\s?([,:;?!])\s?"), "full"),
    (re.compile(rf"(?<=[^\s\d])([,;?!])(?=[{_HAN}])"), "full"),
    (re.compile(rf"(?<=[%％\d])([,;])(?=[{_HAN}《“])"), "full"),
    (re.compile(rf"(?<=[{_HAN}）》”])(?<!^[{_HAN_DIGIT}十])\.(?=$|[{_HAN}])"), "full"),
)


def mended(text: str) -> str:
    """The line with digits, marks and blanks as Chinese print has them; a page number between dashes gets both."""
    text = text.strip()
    if number := _PAGE_NUMBER.fullmatch(text):
        return f"— {number[1]} —"
    for pattern, printed in _RULES:
        text = pattern.sub(_full if printed == "full" else printed, text)
    text = _YEAR.sub(_year, text)
    if not _WIDE.search(text):
        return text
    return _BLANK.sub("", _quotes(_round_brackets(text)))


def without_marks(text: str) -> str:
    """The words of a line alone."""
    return re.sub(rf"[\s,.:;?!(){_MARKS}]", "", text)


def printed_ems(text: str) -> float:
    """How wide a line prints, in ems, from the ink of its first character to that of its last."""
    ems = sum(0.5 if char.isascii() else 1.0 for char in text)
    return ems - 0.5 * (text.endswith(tuple("，。、；：）》”〕】？！")) + text.startswith(tuple("（《“〔【")))


def with_its_comma(text: str, surplus: float) -> str:
    """A heading whose 、 was overlooked (三加强督查), with it: the line is wider by ``surplus`` ems than its
    characters, the room of one mark."""
    if not _ROOM[0] <= surplus <= _ROOM[1]:
        return text
    return _BARE_NUMBER.sub(r"\1、", text)


def simplified(lines: Sequence[str]) -> list[str]:
    """The lines of one page; in a page of simplified print, characters taken for their traditional forms are mended."""
    pairs = _pairs()
    text = "".join(lines)
    traditional = sum(char in pairs for char in text)
    plain = sum(char in _plain_forms() for char in text)
    if not traditional or plain < _MOSTLY * traditional:
        return list(lines)
    table = str.maketrans(pairs)
    return [line.translate(table) for line in lines]


@cache
def _pairs() -> dict[str, str]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {pair[0]: pair[1] for row in data["pairs"] for pair in row.split()}


@cache
def _plain_forms() -> frozenset[str]:
    return frozenset(_pairs().values())


def _full(match: re.Match[str]) -> str:
    return _FULL[match.group().strip()]


def _year(match: re.Match[str]) -> str:
    """发〔2016〕9号: tortoise-shell brackets, whatever they were taken for; but round ones may have been printed."""
    return match.group() if _ROUND_YEAR.fullmatch(match.group()) else f"〔{match[1]}〕"


def _round_brackets(text: str) -> str:
    """Round brackets as wide as a character, but for those that hold a dialling code or part of a formula."""
    text = _ROUND.sub(_round_pair, text)
    if not text.startswith("（"):
        text = re.sub(r"\((?=[^()]*$)", "（", text)
    closing = re.match(r"\s?\w{1,3}\)", text)  # 1) is a number of its own
    head = closing.end() if closing else 0
    return text[:head] + re.sub(r"(?<=[^\x00-\x7f])\)|\)(?=[^\x00-\x7f]|$)", _full, text[head:])


def _round_pair(match: re.Match[str]) -> str:
    text, inner = match.string, match[2]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    in_formula = inner.isascii() and (after.isdigit() or (before.isascii() and before.isalnum()))
    if in_formula and match[1] == "(" and match[3] == ")":
        return match.group()
    return f"（{inner}）"


def _quotes(text: str) -> str:
    """Straight quotation marks as opening and closing ones, told by their neighbours or by the mark before."""
    marks = [match.start() for match in _QUOTE.finditer(text)]
    characters = list(text)
    opens = len(marks) != 1  # one mark alone, amid words, ends a quotation of the line above
    for at in marks:
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        if before in _BEFORE_OPENING:
            opens = True
        elif after in _AFTER_CLOSING:
            opens = False
        characters[at] = "“" if opens else "”"
        opens = not opens
    return "".join(characters)
