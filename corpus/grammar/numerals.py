"""Chinese numerals as they number headings, articles and sessions: 二十三 ↔ 23.

Own code rather than a package: the numbering of official documents needs 0 to 9999 with the literary forms
〇, ○, 零, 两, 廿, 卅 and digit-by-digit years (二〇一八), and nothing else.
"""

import re
import unicodedata

_DIGITS = {
    **{digit: value for value, digit in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BARE = 10  # the unit after which a digit may follow directly
_TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
_NUMERALS = "〇一二三四五六七八九"

NUMERAL_CLASS = "〇○零一二两三四五六七八九十百千廿卄卅卌"
"""The characters of a Chinese numeral, for use inside a regular expression's ``[…]``."""

_POSITIONAL = re.compile(rf"[{''.join(_DIGITS)}]+")


def chinese_to_int(text: str) -> int:
    """The value of a numeral of 0 to 9999: 二十三 → 23, 一百零五 → 105, 廿一 → 21, 二〇一八 → 2018, １２ → 12.

    Raises :class:`ValueError` when ``text`` is no such numeral (among them 十百, 一万 and the empty string).
    """
    numeral = text.strip()
    if numeral.isdecimal():
        return int(unicodedata.normalize("NFKC", numeral))
    if _POSITIONAL.fullmatch(numeral) and (len(numeral) == 1 or not numeral.startswith(("零", "两"))):
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    return _by_units(numeral)


def _by_units(numeral: str) -> int:
    """Read 三千零五十 from the left; units must fall, so 十百 and 五五十 are refused.

    A bare digit after 百 or 千 (一百一) is refused as well: it is 110 to some readers and 101 to others.
    """
    total, pending, ceiling, after_zero, bare = 0, None, 10000, False, False
    for char in numeral:
        if char in _TENS and pending is None and ceiling > 10:
            total, ceiling = total + _TENS[char], 10
        elif char in _UNITS and _UNITS[char] < ceiling and (pending or (pending is None and char == "十")):
            # 十二 and 一百十二 leave out the 一 before 十; 百 and 千 never do
            total, ceiling, pending = total + (pending or 1) * _UNITS[char], _UNITS[char], None
        elif _DIGITS.get(char) == 0 and total and pending is None and not after_zero:
            after_zero = True
        elif _DIGITS.get(char) and pending is None:
            pending, bare = _DIGITS[char], ceiling > _BARE and not after_zero and total > 0
            after_zero = False
        else:
            raise ValueError(f"not a Chinese numeral: {numeral!r}")
    if after_zero or not numeral or (pending and bare):
        raise ValueError(f"not a Chinese numeral: {numeral!r}")
    return total + (pending or 0)


def int_to_chinese(value: int) -> str:
    """The numeral of a heading or article: 5 → 五, 12 → 十二, 105 → 一百零五, 112 → 一百一十二, 0 → 〇.

    ``value`` is 0 to 9999; anything else raises :class:`ValueError`.
    """
    if not 0 <= value <= 9999:
        raise ValueError(f"no heading numeral for {value}")
    if value < 10:
        return _NUMERALS[value]
    if value < 20:
        return "十" + (_NUMERALS[value - 10] if value > 10 else "")
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            written += ("零" if gap and written else "") + _NUMERALS[digit] + name
        gap = digit == 0
    return written
