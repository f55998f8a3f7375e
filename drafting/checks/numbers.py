"""R11: the form of document numbers, orders, standards and dates."""

import re
from collections.abc import Iterator
from datetime import date

from corpus.document import Reference
from drafting.checks.check import Check, Offenders
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.offence import Span, offence
from drafting.finding import Finding

_RULE = "R11"
# A number as people write it: any brackets (also two that do not match), 第, leading zeros, 号 left out.
_WRITTEN = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,12})\s?(?P<open>[〔\[【（(﹝［{])\s?(?P<year>\d{2,4})\s?(?P<close>[〕\]】）)﹞］}])\s?"
    r"(?P<nth>第)?\s?(?P<zeros>0*)(?P<number>\d{1,5})\s?(?P<hao>号)?"
)
# The number is still open: 澜住建函（2026）【待核实：序号】号.
_OPEN_NUMBER = re.compile(r"(?P<open>[\[【（(﹝［{])(?P<year>\d{4})(?P<close>[\]】）)﹞］}])(?=【待核实：)")
# One bracket lost: 澜府办〔2023 21号, 澜府办2023〕21号.
_HALF_OPEN = re.compile(
    r"(?<=[函发办规字令财库])(?:[〔\[［【](?P<y1>\d{4})\s?(?P<n1>\d{1,4})|(?P<y2>\d{4})[〕\]］】]\s?(?P<n2>\d{1,4}))\s?号"
)
_PLAUSIBLE_YEAR = re.compile(r"(?:19|20)\d{2}")
_MERELY_A_YEAR = re.compile(r"[年月日]|版|修[订正]|试行")
_ZERO_DATE = re.compile(r"(?<!\d)(?P<year>\d{4})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})(?P<unit>[日号]))?")
_HAN_DATE = re.compile(
    r"[二〇○Ｏ零一][〇○Ｏ零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_TURNED_DATE = re.compile(r"(?<![\d年])(?P<month>1[0-2]|[1-9])月(?P<year>20\d{2})年")
_SHORT_YEAR = re.compile(r"(?<![\d—\-～~至])(?<!第)[12]\d年(?=(?:1[0-2]|[1-9])月)")
_DOTTED_DATE = re.compile(r"(?<![\d.])20\d{2}\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?![\d.])")
_HAN_DIGITS = {char: str(at) for at, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "Ｏ": "0", "零": "0"}
_STANDARD_YEAR = re.compile(r"[—–\-－:：]\s?\d{4}")


def right_forms(letter: Letter, _dossier: Dossier) -> Offenders:
    """Every number, order, standard and date that is not written as the standards of official writing ask."""
    seen: set[int] = set()
    for reference in letter.document.references:
        if letter.is_open(reference.start, reference.end):
            continue
        if reference.kind in ("doc_number", "order", "standard"):
            seen |= set(range(reference.start, reference.end))
            yield from _reference(letter, reference)
    yield from _unread_numbers(letter, seen)
    yield from _open_numbers(letter)
    yield from _dates(letter)


def _reference(letter: Letter, reference: Reference) -> Iterator[Finding]:
    span = (reference.start, reference.end)
    raw = letter.text[slice(*span)]
    compact = "".join(raw.split())
    if reference.kind == "standard":
        right = reference.value
        if not _STANDARD_YEAR.search(right):
            yield offence(letter, _RULE, "W", f"标准号“{compact}”缺少年代号。", span, expected=f"{right}—年份")
        elif compact.replace(" ", "") != right.replace(" ", ""):
            yield offence(letter, _RULE, "W", "标准号写法不规范（年代号前用一字线）。", span, replacement=right)
        return
    if compact == reference.value or not reference.value.endswith("号"):
        return
    if reference.kind == "order":
        if "号令" in compact:
            yield offence(letter, _RULE, "W", "令的编号写作“××令第×号”。", span, replacement=reference.value)
        return
    yield offence(
        letter, _RULE, "W", f"发文字号写法不规范：{_what_is_wrong(compact)}。", span, replacement=reference.value
    )


def _what_is_wrong(compact: str) -> str:
    match = _WRITTEN.search(compact)
    if match is None:
        return "年份用六角括号〔〕，序号后加“号”"
    wrong = []
    if (match["open"], match["close"]) != ("〔", "〕"):
        wrong.append(f"年份用六角括号〔〕，不用{match['open']}{match['close']}")
    if match["nth"]:
        wrong.append("序号前不加“第”")
    if match["zeros"]:
        wrong.append("序号不编虚位")
    if not match["hao"]:
        wrong.append("序号后加“号”")
    return "，".join(wrong) or "年份写全四位"


def _unread_numbers(letter: Letter, seen: set[int]) -> Iterator[Finding]:
    """What looks like a number but is none that can be read: brackets that do not match, 号 left out."""
    for match in _WRITTEN.finditer(letter.text):
        span = match.span()
        if seen & set(range(match.start("year"), match.end("year"))) or letter.is_open(*span):
            continue
        pair = match["open"] + match["close"]
        if pair == "〔〕" and not match["hao"] and len(match["year"]) == len("2024"):
            end = match.end("number")
            yield offence(letter, _RULE, "W", "发文字号缺少“号”。", (match.start("open"), end),
                          replacement=letter.text[match.start("open") : end] + "号")  # fmt: skip
        elif match["hao"] and pair not in ("（）", "()") and not _MERELY_A_YEAR.search(match["code"][-2:]):
            yield from _misformed(letter, match)


def _misformed(letter: Letter, match: re.Match[str]) -> Iterator[Finding]:
    span = (match.start("open"), match.end())
    right = f"〔{match['year']}〕{match['number']}号"
    if not _PLAUSIBLE_YEAR.fullmatch(match["year"]):
        yield offence(letter, _RULE, "W", f"发文字号的年份“{match['year']}”有误。", span)
    elif letter.text[slice(*span)] != right:
        message = f"发文字号写法不规范：{_what_is_wrong(match.group())}。"
        yield offence(letter, _RULE, "W", message, span, replacement=right)


def _open_numbers(letter: Letter) -> Iterator[Finding]:
    for match in _HALF_OPEN.finditer(letter.text):
        year, number = match["y1"] or match["y2"], match["n1"] or match["n2"]
        yield offence(
            letter, _RULE, "W", "发文字号的六角括号不成对。", match.span(), replacement=f"〔{year}〕{number}号"
        )  # fmt: skip
    for match in _OPEN_NUMBER.finditer(letter.text):
        yield offence(
            letter, _RULE, "W", "发文字号的年份用六角括号〔〕。", match.span(), replacement=f"〔{match['year']}〕"
        )  # fmt: skip


def _dates(letter: Letter) -> Iterator[Finding]:
    for match in _ZERO_DATE.finditer(letter.text):
        yield from _date(letter, match)
    for match in _HAN_DATE.finditer(letter.text):
        yield offence(
            letter, _RULE, "W", "日期用阿拉伯数字。", match.span(), replacement=_arabic(match.group())
        )  # fmt: skip
    for match in _TURNED_DATE.finditer(letter.text):
        right = f"{match['year']}年{match['month']}月"
        yield offence(letter, _RULE, "W", "日期先写年、后写月。", match.span(), replacement=right)
    for match in _SHORT_YEAR.finditer(letter.text):
        yield offence(letter, _RULE, "W", "年份写全四位数字。", match.span(), expected=f"20{match.group()}")
    for match in _DOTTED_DATE.finditer(letter.text, *letter.body):
        year, month, day = match.group().split(".")
        yield offence(
            letter, _RULE, "W", "正文日期用年月日，不用点号。", match.span(),
            replacement=f"{year}年{int(month)}月{int(day)}日",
        )  # fmt: skip


def _date(letter: Letter, match: re.Match[str]) -> Iterator[Finding]:
    span: Span = match.span()
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 1)
    try:
        date(year, month, day)
    except ValueError:
        yield offence(letter, _RULE, "B", f"没有“{match.group()}”这一天。", span)
        return
    zeros = match["month"].startswith("0") or (match["day"] or "").startswith("0")
    if not zeros and match["unit"] != "号":
        return
    right = f"{year}年{month}月" + (f"{day}日" if match["day"] else "")
    yield offence(
        letter, _RULE, "W", "日期的月、日不编虚位。" if zeros else "日期写“日”，不写“号”。", span, replacement=right
    )  # fmt: skip


def _arabic(written: str) -> str | None:
    year, _, rest = written.partition("年")
    month, _, day = rest.rstrip("日").partition("月")
    values = [_small(month), _small(day)]
    if None in values:
        return None
    return f"{''.join(_HAN_DIGITS.get(char, char) for char in year)}年{values[0]}月{values[1]}日"


def _small(han: str) -> int | None:
    from corpus.grammar.ordinals import ordinal

    return ordinal(han)


CHECKS = (Check(_RULE, right_forms),)
