"""Chinese numerals as amounts: 三十二, 一千二百, 十二万三千, 两三, 几十, 半."""

from dataclasses import dataclass

from corpus.grammar.ordinals import ordinal

_DIGITS = "零一二三四五六七八九"
_VAGUE = frozenset("几数")
_SCALES = {
    "十": 10.0,
    "百": 100.0,
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "十万": 1e5,
    "十几": 10.0,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """``low`` is below ``value`` in a range (两三), ``rough`` where the numeral says so itself (几十); ``scale`` where
    it is a bare 百, 千 or 万, which counts only after 近, 上 or 超."""

    value: float
    low: float | None = None
    rough: bool = False
    scale: bool = False


def amount(numeral: str) -> Amount | None:
    """The amount a numeral states, ``None`` where it states none (几, 一一, 九九)."""
    if numeral == "半":
        return Amount(0.5)
    if numeral[0] in _VAGUE:
        value = _SCALES.get(numeral[1:])
        return Amount(value, rough=True) if value else None
    if numeral[-1] == "几":
        value = _exact(numeral[:-1])
        return Amount(value, rough=True) if value and value % 10 == 0 else None
    if any(char in _VAGUE or char == "半" for char in numeral):
        return None
    if numeral[0] in "百千万亿":
        value = _SCALES.get(numeral)
        return Amount(value, scale=True) if value else None
    return _neighbours(numeral) or _plain(numeral)


def _plain(numeral: str) -> Amount | None:
    value = _exact(numeral)
    return Amount(value) if value else None


def _exact(numeral: str) -> float | None:
    """一百二十亿三千万: the parts before 亿 and 万, each a numeral up to 9999."""
    total = 0.0
    for mark, size in (("亿", 1e8), ("万", 1e4)):
        head, found, numeral = numeral.rpartition(mark) if mark in numeral else ("", "", numeral)
        if found:
            part = _part(head.removeprefix("零") if total else head)
            if part is None:
                return None
            total += part * size
    if not numeral:
        return total or None
    rest = _part(numeral.removeprefix("零") if total else numeral)
    return None if rest is None else total + rest


def _part(numeral: str) -> float | None:
    if not numeral or (len(numeral) > 1 and not any(char in "十百千" for char in numeral)):
        return None
    if numeral[-1] in _DIGITS and len(numeral) > 1 and numeral[-2] in "百千":
        numeral += "十" if numeral[-2] == "百" else "百"  # 一百五 is 150
    value = ordinal(numeral)
    return float(value) if value is not None else None


def _neighbours(numeral: str) -> Amount | None:
    """两三, 七八十, 三五百, 十七八: two digits side by side are the ends of a range."""
    for tail in ("", "十", "百", "千", "万", "十万", "百万"):
        stem = numeral.removesuffix(tail) if tail else numeral
        if tail and stem == numeral:
            continue
        lead, pair = stem[:-2], stem[-2:]
        if len(pair) < 2 or (lead and (lead[-1] != "十" or tail)):
            continue
        low, high = (_DIGITS.find("二" if char == "两" else char) for char in pair)
        if low < 1 or high < 1 or not (high == low + 1 or (low, high) == (3, 5)):
            continue
        base = _exact(lead) if lead else 0.0
        if base is None:
            return None
        size = _SCALES.get(tail, 1.0)
        return Amount((base + high) * size, low=(base + low) * size, rough=True)
    return None
