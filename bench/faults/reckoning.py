"""Faults of figures and times as a reviewer meets them: swapped figures, a point moved, a day that is none."""

import random
import re
from itertools import pairwise

from bench.faults.fault import Base, Fault, Injector, one_of, replaced
from bench.faults.wording import put_in

_UNIT = "(?:万|亿)?(?:元|个|家|台|处|件|人|名|所|部|项|公里|吨|次|户|辆|条)"
_FIGURE = rf"(?<![\d.〔第年月A-Za-z/—－-])\d{{2,}}(?:\.\d+)?(?={_UNIT})"


def undated_quantity(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["我局共检查企业313家，发现隐患87处。", "全市建成便民服务点219个。", "我局先后走访居民户1271户。"])
    return put_in(base, rng, new, "quantity without date", "R13")


def swapped_figures(base: Base, rng: random.Random) -> Fault | None:
    """Two figures of one sentence that the sources know change places."""
    start, end = base.body
    known = [
        m
        for m in re.finditer(_FIGURE, base.text)
        if start <= m.start()
        and m.end() <= end
        and re.sub(r"\s", "", base.text[max(0, m.start() - 6) : m.end() + 6]) in base.sources
    ]
    pairs = [
        (a, b) for a, b in pairwise(known) if a[0] != b[0] and not set("。；\n") & set(base.text[a.end() : b.start()])
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    new = b[0] + base.text[a.end() : b.start()] + a[0]
    return replaced(base, a.start(), b.end(), new, "two figures swapped", "R12", "R13")


def moved_point(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<![\d.])(\d+)\.(\d+)(?=万|亿|%|元|公里|个百分点)", known=True)
    if m is None:
        return None
    new = f"{m[1]}{m[2][0]}.{m[2][1:]}".rstrip(".") if rng.random() < 0.5 else f"{m[1]}{m[2]}"
    return replaced(base, m.start(), m.end(), new, "decimal point moved", "R12", "R13")


def month_and_day(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"20\d\d年(\d{1,2})月(\d{1,2})日", known=True)
    if m is None or m[1] == m[2] or int(m[2]) > 12:
        return None
    new = base.text[m.start() : m.start(1)] + f"{m[2]}月{m[1]}日"
    return replaced(base, m.start(), m.end(), new, "month and day swapped", "R12", "R13", "R34", "R08", "R07")


def year_behind_month(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(20\d\d)年(\d{1,2})月(?!\d)", inside=False)
    return replaced(base, m.start(), m.end(), f"{m[2]}月{m[1]}年", "year behind the month", "R11") if m else None


def no_such_day(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=\n)[\s\u3000]*20\d\d年(\d{1,2}月\d{1,2})日[\s\u3000]*(?=\n)", inside=False)
    new = rng.choice(["2月30", "6月31", "13月5", "11月31"])
    return replaced(base, m.start(1), m.end(1), new, "day that does not exist", "R11") if m else None


def stale_time(base: Base, rng: random.Random) -> Fault | None:
    return put_in(base, rng, "我局将于2019年12月底前完成有关设施改造。", "time that is long past", "R34")


def wrong_growth(base: Base, rng: random.Random) -> Fault | None:
    a, b = rng.randint(20, 60), rng.randint(70, 95)
    new = f"有关服务点由{a}处增加到{b}处，增加{b - a + rng.choice([-3, 4, 7])}处。"
    return put_in(base, rng, new, "growth that does not come out", "R12")


def wrong_partition(base: Base, rng: random.Random) -> Fault | None:
    one, other = rng.choice(
        [("市级", "县（区）级"), ("采纳", "未采纳"), ("男", "女"), ("新建", "改建"), ("城镇", "农村"), ("公办", "民办")]
    )
    a, b = rng.randint(11, 80), rng.randint(11, 80)
    new = f"2024年共有{a + b + rng.choice([-4, 5, 9])}个项目，其中{one}{a}个、{other}{b}个。"
    return put_in(base, rng, new, "parts that are not the whole", "R12")


def number_year(base: Base, rng: random.Random) -> Fault | None:
    """The letter's own number bears another year than its date."""
    m = re.search(r"(?m)^[^。，《\n]{2,20}〔(20\d\d)〕\d+号[\s\u3000]*$", base.text)
    if m is None or not re.search(r"(?m)^[\s\u3000]*20\d\d年\d{1,2}月\d{1,2}日", base.text):
        return None
    new = str(int(m[1]) + rng.choice([-2, -1, 1]))
    return replaced(base, m.start(1), m.end(1), new, "number of another year", "R04", "R11")


def rule_year(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"》（[\u4e00-\u9fff]{2,8}〔(20\d\d)〕\d+号）")
    new = str(int(m[1]) + rng.choice([-2, -1, 1])) if m else ""
    return replaced(base, m.start(1), m.end(1), new, "year of a rule's number", "R07") if m else None


def bare_number(base: Base, rng: random.Random) -> Fault | None:
    """A rule cited by its number alone, a digit off."""
    m = one_of(base, rng, r"(?<![（\u4e00-\u9fff])[\u4e00-\u9fff]{3,6}〔20\d\d〕(\d+)号(?=文|第|的|规定|要求|，)")
    new = str(int(m[1]) + rng.choice([1, 2, 30])) if m else ""
    return replaced(base, m.start(1), m.end(1), new, "bare number of a rule", "R07") if m else None


def plan_period(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"《[^》\n]{4,40}（(20\d\d)—(20\d\d)年）》")
    if m is None:
        return None
    new = str(int(m[2]) + rng.choice([-1, 1, 2]))
    return replaced(base, m.start(2), m.end(2), new, "period of a plan", "R07", "R12")


def standard_year(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["检验按照GB/T 12366进行。", "产品应当符合GB 17761要求。", "服务参照DB44/T 1234开展。"])
    return put_in(base, rng, new, "standard without year", "R11")


INJECTORS: tuple[Injector, ...] = (
    undated_quantity,
    swapped_figures,
    moved_point,
    month_and_day,
    year_behind_month,
    no_such_day,
    stale_time,
    wrong_growth,
    wrong_partition,
    number_year,
    rule_year,
    bare_number,
    plan_period,
    standard_year,
)
