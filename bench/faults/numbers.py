"""Faults of numbers: figures, units, dates, numbers of items and documents, classes."""

import random
import re

from bench.faults.fault import Base, Fault, Injector, one_of, other_digit, replaced

_UNIT = "(?:万元|亿元|元|个|家|台|处|件|人|名|所|部|项|公里|吨|次|户|辆|条|%|个百分点)"
_FIGURE = rf"(?<![\d.〔第年月A-Za-z/])(\d{{2,}}(?:\.\d+)?)(?:余|多)?{_UNIT}"


def figure_digit(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, _FIGURE, known=True)
    if m is None:
        return None
    digits = [i for i in range(m.start(1), m.end(1)) if base.text[i].isdigit()]
    at = rng.choice(digits)
    new = other_digit(base.text[at], rng, at == m.start(1))
    return replaced(base, at, at + 1, new, "figure digit", "R12", "R13")


def figure_unit(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"\d(万元|亿元)", known=True)
    if m is None:
        return None
    new = "亿元" if m[1] == "万元" else "万元"
    return replaced(base, m.start(1), m.end(1), new, "figure unit", "R12", "R13")


def percentage(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(\d+(?:\.\d+)?)%", known=True)
    if m is None:
        return None
    value = str(round(float(m[1]) + rng.choice([-7, -3, 4, 9, 11]), 1)).removesuffix(".0")
    return replaced(base, m.start(1), m.end(1), value, "percentage", "R12", "R13")


def date_in_body(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<![〔\d])(20\d\d)年(?:(\d{1,2})月)?(?!度?工作)", known=True)
    if m is None:
        return None
    if m[2] and rng.random() < 0.6:
        new = str(rng.choice([n for n in range(1, 13) if n != int(m[2])]))
        return replaced(base, m.start(2), m.end(2), new, "date in the body", "R12", "R13", "R08", "R07", "R17", "R10")
    year = str(int(m[1]) + rng.choice([-2, -1, 1, 2]))
    return replaced(base, m.start(1), m.end(1), year, "date in the body", "R12", "R13", "R08", "R07", "R17", "R10")


def item_number(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, re.escape(base.values["item_no"]), inside=False)
    if m is None:
        return None
    at = m.end() - rng.randint(1, 3)
    return replaced(base, at, at + 1, other_digit(base.text[at], rng), "item number", "R03")


def item_year(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, re.escape(base.values["item_no"]), inside=False)
    if m is None:
        return None
    return replaced(base, m.start(), m.start() + 4, str(int(m[0][:4]) - 1), "year of the item number", "R03", "R04")


def number_bracket(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"〔(20\d\d)〕", inside=False)
    if m is None:
        return None
    left, right = rng.choice(["[]", "()", "（）", "【】", "［］"])
    return replaced(base, m.start(), m.end(), f"{left}{m[1]}{right}", "bracket of a number", "R11")


def number_form(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"〔20\d\d〕(\d+)号", inside=False)
    if m is None:
        return None
    new = rng.choice([f"0{m[1]}", f"第{m[1]}"])
    return replaced(base, m.start(1), m.end(1), new, "form of a number", "R11")


def rule_number(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"》（[\u4e00-\u9fff]{2,8}〔20\d\d〕(\d+)号）")
    if m is None:
        return None
    new = str(int(m[1]) + rng.choice([1, 2, 5, 10]))
    return replaced(base, m.start(1), m.end(1), new, "number of a rule", "R07")


def article_number(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"》(?:（[^）]*）)?第([一二三四五六七八九十]+)条规定[：，]?“")
    if m is None:
        return None
    new = rng.choice([n for n in ("三", "八", "十七", "二十六", "四十九") if n != m[1]])
    return replaced(base, m.start(1), m.end(1), new, "article of a quotation", "R10", "R07")


def letter_date(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=\n)[\s\u3000]*(20\d\d)年\d{1,2}月\d{1,2}日[\s\u3000]*(?=\n)", inside=False)
    if m is None:
        return None
    year = str(int(base.values["item_no"][:4]) - 1)
    return replaced(base, m.start(1), m.end(1), year, "date of the letter", "R04")


def leading_zero(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"20\d\d年(\d)月\d{1,2}日[\s\u3000]*(?=\n)", inside=False)
    return replaced(base, m.start(1), m.end(1), f"0{m[1]}", "leading zero in the date", "R11", "R27") if m else None


INJECTORS: tuple[Injector, ...] = (
    figure_digit,
    figure_unit,
    percentage,
    date_in_body,
    item_number,
    item_year,
    number_bracket,
    number_form,
    rule_number,
    article_number,
    letter_date,
    leading_zero,
)
