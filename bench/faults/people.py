"""Faults of names: proposers, organs, places, sessions, titles, honorifics, the two tracks."""

import random
import re

from bench.faults.fault import Base, Fault, Injector, one_of, replaced

_ORGAN = r"(?:市|省)(?:财政|民政|教育|公安|水务|交通运输|生态环境|市场监督管理|卫生健康|住房和城乡建设|自然资源)局"
_TERMS = "一二三四五六七八九"


def addressee(base: Base, rng: random.Random) -> Fault | None:
    name = base.values["proposer"]
    m = one_of(base, rng, rf"(?<=\n){re.escape(name)}(?=委员|代表)", inside=False) if base.kind == "reply" else None
    if m is None:
        return None
    new = name[0] + rng.choice("伟强芳敏静磊洋") + name[2:]
    return replaced(base, m.start(), m.end(), new, "name of the proposer", "R05") if new != name else None


def honorific(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=\n)[\u4e00-\u9fff、]{2,12}(委员|代表)：", inside=False)
    if m is None or base.kind != "reply":
        return None
    new = "代表" if m[1] == "委员" else "委员"
    return replaced(base, m.start(1), m.end(1), new, "honorific", "R05")


def other_track(base: Base, rng: random.Random) -> Fault | None:
    noun = "提案" if base.values["item_kind"] == "提案" else "建议"
    m = one_of(base, rng, rf"号({noun})", inside=False)
    if m is None:
        return None
    new = "建议" if noun == "提案" else "提案"
    return replaced(base, m.start(1), m.end(1), new, "word of the other track", "R05", "R03")


def session_number(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"第([一二三四五六七])次会议|届([一二三四五六七])次会议", inside=False)
    if m is None:
        return None
    group = 1 if m[1] else 2
    new = rng.choice([n for n in _TERMS if n != m[group]])
    return replaced(base, m.start(group), m.end(group), new, "session", "R03", "R04")


def session_term(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"第([七八九])届", inside=False)
    if m is None:
        return None
    new = rng.choice([n for n in "六七八九" if n != m[1]])
    return replaced(base, m.start(1), m.end(1), new, "term of the session", "R03", "R04")


def item_title(base: Base, rng: random.Random) -> Fault | None:
    title = base.values["title"]
    m = one_of(base, rng, re.escape(title), inside=False)
    if m is None:
        return None
    at = m.start() + rng.randint(3, len(title) - 4)
    if rng.random() < 0.5:
        return replaced(base, at, at + 1, "", "title of the item", "R03")
    return replaced(base, at, at + 1, rng.choice("推建全新促化设提"), "title of the item", "R03")


def organ_typo(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, _ORGAN)
    if m is None:
        return None
    at = m.end() - rng.randint(2, min(3, len(m[0]) - 1))
    return replaced(base, at, at + 1, "", "organ short of a letter", "R29", "R15")


def organ_renamed(base: Base, rng: random.Random) -> Fault | None:
    old = {
        "市场监督管理局": "质量技术监督局",
        "卫生健康委员会": "卫生和计划生育委员会",
        "生态环境局": "环境保护局",
        "自然资源局": "国土资源局",
        "文化广电和旅游局": "文化广电新闻出版局",
    }
    m = one_of(base, rng, "|".join(old), inside=False)
    return replaced(base, m.start(), m.end(), old[m[0]], "organ that is no more", "R29", "R27", "R15") if m else None


def not_consulted(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=。)(?=[\u4e00-\u9fff]{2})")
    if m is None or base.kind != "reply":
        return None
    organ = rng.choice(["市审计局", "市气象局", "市退役军人事务局", "市林业局"])
    new = f"据{organ}反馈，该项工作可以结合其职能推进。"
    return replaced(base, m.start(), m.end(), new, "department that gave no opinion", "R15")


def foreign_place(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"全市|我市|本市")
    if m is None:
        return None
    new = rng.choice(["东莞市", "佛山市", "青岛市", "温州市"])
    return replaced(base, m.start(), m.end(), new, "place name of elsewhere", "R34", "R12", "R13")


def pronoun(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, "你们|贵委|贵会")
    collective = base.values["proposer"].endswith(("委会", "联", "委员会", "界别", "协会", "组"))
    return replaced(base, m.start(), m.end(), "您", "您 to a body", "R05") if m and collective else None


INJECTORS: tuple[Injector, ...] = (
    addressee,
    honorific,
    other_track,
    session_number,
    session_term,
    item_title,
    organ_typo,
    organ_renamed,
    not_consulted,
    foreign_place,
    pronoun,
)
