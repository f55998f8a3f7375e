"""The forms in which people type a number: without 号, in any bracket, in full width, with blanks or leading zeros."""

import re
import unicodedata

from corpus.grammar.numerals import NUMERAL_CLASS

_QUOTES = " \t\u3000“”‘’\"'「」『』"
_PAIRS = ("()", "[]", "【】", "〔〕", "<>", "{}", "《》", "〈〉", "﹝﹞")
_YEAR = r"[\[【(〔﹝{<〈]?\s*(?P<year>(?:19|20)\d{2})\s*年?\s*[\]】)〕﹞}>〉]?"
_NUMBER = re.compile(
    rf"(?P<code>[A-Z\u4e00-\u9fff][^\d\[\]【】〔〕﹝﹞{{}}<>〈〉]{{0,19}}?)\s*{_YEAR}\s*[-—]?\s*第?\s*0*(?P<serial>[1-9]\d{{0,5}})\s*号?"
)
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff、]{1,40}?)\s*(?P<form>令|公告|通告)\s*第?\s*0*(?P<serial>[1-9]\d{0,3})\s*号?"
)
_ITEM = re.compile(
    r"(?:案号|编号|提案号|建议号|(?:政协)?(?:提案|建议|议案))?[::]?\s*[(\[【〔]?第?\s*(?P<number>[A-Z]{0,2}\d{3,12})\s*[)\]】〕]?\s*号?\s*"
    r"(?:重点)?(?:提案|建议|议案)?"
)
_ARTICLE = re.compile(
    rf"《?(?P<title>[\u4e00-\u9fff（）()〈〉]{{2,60}}?)》?\s*第?\s*(?P<place>[{NUMERAL_CLASS}\d]{{1,7}})\s*条(?:规定)?"
)
_BLANKS = re.compile(r"\s+")


def narrow(text: str) -> str:
    """``text`` in half width, without the quotation marks or the one pair of brackets around it."""
    plain = unicodedata.normalize("NFKC", text).strip(_QUOTES)
    pair = plain[:1] + plain[-1:]
    inner = plain[1:-1]
    if pair in _PAIRS and pair[0] not in inner and pair[1] not in inner:
        plain = inner.strip(_QUOTES)
    return plain


def typed_number(text: str) -> str | None:
    """The normal form of a document number that fills ``text`` (澜府办2024 15 → 澜府办〔2024〕15号), or ``None``.

    Whether such a number exists is for the caller to find out: 会议室2024 3 has the form of one too.
    """
    match = _NUMBER.fullmatch(narrow(text))
    if match is None:
        return None
    return f"{_BLANKS.sub('', match['code'])}〔{match['year']}〕{match['serial']}号"


def typed_order(text: str) -> str | None:
    """The normal form of a decree's number that fills ``text`` (国务院令 752 → 国务院令第752号), or ``None``."""
    match = _ORDER.fullmatch(narrow(text))
    organ = match["organ"].removeprefix("中华人民共和国") if match else ""
    return f"{organ}{match['form']}第{match['serial']}号" if match and organ else None


def typed_article(text: str) -> tuple[str, str] | None:
    """Title and number of the article that fills ``text``, where it lacks its 第 (食品安全法34条), or ``None``."""
    match = _ARTICLE.fullmatch(narrow(text))
    return (match["title"], match["place"]) if match else None


def typed_items(text: str) -> tuple[str, ...]:
    """The item numbers that ``text`` as a whole may mean, as typed and with fewer or more zeros ahead; empty for none.

    第0123号 is 123 in one register and 00123 in another.
    """
    match = _ITEM.fullmatch(narrow(text))
    return item_spellings(match["number"]) if match else ()


def item_spellings(number: str) -> tuple[str, ...]:
    """An item number as given, and with fewer or more zeros ahead of a short one."""
    if not number.isdigit() or len(number) > 5:
        return (number,)
    plain = number.lstrip("0")
    return tuple(dict.fromkeys((number, plain, *(plain.zfill(width) for width in (3, 4, 5))))) if plain else (number,)
