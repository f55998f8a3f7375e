"""Numbers as Word writes them before list paragraphs, one form a name of ST_NumberFormat (ECMA-376, 17.18.59)."""

from collections.abc import Callable

from corpus.grammar.numerals import int_to_chinese

_LEGAL_DIGITS = str.maketrans("一二三四五六七八九〇十百千", "壹贰叁肆伍陆柒捌玖零拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGIT_BY_DIGIT = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LARGEST_CHINESE, _LARGEST_ROMAN = 9999, 3999
_MOST_LETTERS = 26 * 40  # beyond which the letters of a number would fill a line


def written(value: int, form: str) -> str:
    """``value`` in the form that Word calls ``form``; unknown ones give decimal digits, bullets nothing."""
    return _FORMS.get(form, str)(value)


def _chinese(value: int) -> str:
    return int_to_chinese(value) if 0 <= value <= _LARGEST_CHINESE else str(value)


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= _MOST_LETTERS else str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    numeral = ""
    for worth, sign in _ROMAN:
        numeral += sign * (value // worth)
        value %= worth
    return numeral


def _ordinal(value: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{value}{'th' if value // 10 % 10 == 1 else ends.get(value % 10, 'th')}"


def _row(first: int, count: int) -> Callable[[int], str]:
    """Characters that stand in a row in Unicode for 1 … ``count``; beyond them digits."""
    return lambda value: chr(first + value - 1) if 1 <= value <= count else str(value)


def _circled(value: int) -> str:
    for first, low, high in ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50)):
        if low <= value <= high:
            return chr(first + value - low)
    return str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting", "koreanDigital2"),
        _chinese,
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda n: _chinese(n).translate(_LEGAL_DIGITS),
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda n: str(n).translate(_DIGIT_BY_DIGIT),
    ),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda n: str(n).translate(_FULL_WIDTH)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _row(0x2474, 20),
    "decimalEnclosedFullstop": _row(0x2488, 20),
    "ideographEnclosedCircle": _row(0x3280, 10),
    "decimalZero": lambda n: f"{n:02}",
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": _ordinal,
    "hex": lambda n: f"{n:X}",
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12],
    "none": lambda n: "",
    "bullet": lambda n: "",
}  # fmt: skip
