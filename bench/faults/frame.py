"""Faults of the letter's frame: whom it is from and to, what it is, what stands below it."""

import random
import re

from bench.faults.fault import Base, Fault, Injector, one_of, replaced
from bench.faults.wording import put_in

_DATE_LINE = r"\n[\s\u3000]*20\d\d年\d{1,2}月\d{1,2}日[\s\u3000]*(?=\n)"


def session_pair(base: Base, rng: random.Random) -> Fault | None:
    """Term and number of the session exchanged."""
    m = one_of(base, rng, r"第([一二三四五六七八九])届([\u4e00-\u9fff]{2,12}?)第([一二三四五六七八九])次会议", False)
    if m is None or m[1] == m[3]:
        return None
    return replaced(
        base, m.start(), m.end(), f"第{m[3]}届{m[2]}第{m[1]}次会议", "term and number swapped", "R03", "R04"
    )


def copies_other_track(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(r"(?<=抄送：)[^\n]*?(?P<body>市政协提案委员会|市人大常委会代表工作委员会)", base.text)
    if m is None or base.kind != "reply":
        return None
    new = "市人大常委会代表工作委员会" if "政协" in m["body"] else "市政协提案委员会"
    return replaced(base, m.start("body"), m.end("body"), new, "copies to the other track", "R27")


def copies_gone(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(r"\n抄送：[^\n]*", base.text) if base.kind == "reply" else None
    return replaced(base, m.start(), m.end(), "", "no copies", "R27") if m else None


def copies_old_organ(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(r"(?<=\n抄送：)", base.text)
    new = rng.choice(["市质量技术监督局，", "市国土资源局，", "市旅游局，", "市卫生和计划生育委员会，"])
    return replaced(base, m.start(), m.end(), new, "organ that is no more in the copies", "R29") if m else None


def other_signature(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(rf"\n[\s\u3000]*(澜州市[\u4e00-\u9fff]{{2,14}}?(?:局|委员会)){_DATE_LINE}", base.text)
    if m is None:
        return None
    new = rng.choice([one for one in ("澜州市审计局", "澜州市气象局", "澜州市林业局") if one != m[1]])
    return replaced(base, m.start(1), m.end(1), new, "signature of another unit", "R27", "R28")


def inner_signature(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(rf"\n[\s\u3000]*(澜州市[\u4e00-\u9fff]{{2,14}}?(?:局|委员会)){_DATE_LINE}", base.text)
    new = rng.choice(["办公室", "综合科", "政策法规科"])
    return replaced(base, m.end(1), m.end(1), new, "signature of an office within", "R28") if m else None


def signature_gone(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(rf"\n[\s\u3000]*(澜州市[\u4e00-\u9fff]{{2,14}}?(?:局|委员会))(?={_DATE_LINE})", base.text)
    return replaced(base, m.start(), m.end(), "", "no signature", "R27") if m else None


def date_gone(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(_DATE_LINE, base.text)
    return replaced(base, m.start(), m.end(), "", "no date", "R27") if m else None


def contact_without_phone(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(r"（联系人：[\u4e00-\u9fff]{2,4}(，联系电话：[^）\n]*)）", base.text)
    return replaced(base, m.start(1), m.end(1), "", "contact without phone", "R27") if m else None


def sir(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=\n)[\u4e00-\u9fff]{2,3}(委员|代表)：", inside=False)
    if m is None or base.kind != "reply":
        return None
    return replaced(base, m.start(1), m.end(1), rng.choice(["先生", "女士", "同志"]), "先生 for 委员", "R05")


def other_person(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=\n)([\u4e00-\u9fff]{2,3})(?=委员：|代表：)", inside=False)
    if m is None or base.kind != "reply":
        return None
    return replaced(base, m.start(), m.end(), rng.choice(["赵立群", "钱文博", "吴晓"]), "another proposer", "R05")


def for_reference(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"专此答复。|此复。", inside=False) if base.kind == "reply" else None
    return replaced(base, m.start(), m.end(), "以上意见供参考。", "以上意见供参考 in a reply", "R28") if m else None


def answers_in_opinion(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"专此函复。|以上意见供参考。", inside=False) if base.kind == "opinion" else None
    return replaced(base, m.start(), m.end(), "专此答复。", "专此答复 in an opinion", "R28") if m else None


def you_in_opinion(base: Base, rng: random.Random) -> Fault | None:
    if base.kind != "opinion":
        return None
    return put_in(base, rng, "感谢您提出的宝贵意见，您的提案很有针对性。", "您 in an opinion", "R28")


def class_on_opinion(base: Base, rng: random.Random) -> Fault | None:
    if base.kind != "opinion":
        return None
    return replaced(base, 0, 0, f"　　　　　　　　　　类别：{rng.choice('ABC')}\n", "class on an opinion", "R19")


def opinion_to_member(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(r"(?<=\n)市[\u4e00-\u9fff]{2,14}(?:局|委员会)：(?=\n)", base.text) if base.kind == "opinion" else None
    return replaced(base, m.start(), m.end(), "赵立群委员：", "opinion to the member", "R28") if m else None


def two_closings(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"专此答复。|专此函复。", inside=False)
    new = rng.choice(["\n　　特此函复。", "\n　　此复。"])
    return replaced(base, m.end(), m.end(), new, "two closings", "R27") if m else None


def closing_gone(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"\n[\s\u3000]*专此答复。", inside=False) if base.kind == "reply" else None
    return replaced(base, m.start(), m.end(), "", "no closing", "R27") if m else None


def number_skipped(base: Base, rng: random.Random) -> Fault | None:
    marks = re.findall(r"(?<=\n　　)[一二三四五六](?=、)", base.text)
    m = one_of(base, rng, r"(?<=\n　　)([二三])(?=、)")
    if m is None or len(marks) < 2:
        return None
    new = {"二": "三", "三": "五"}[m[1]]
    return replaced(base, m.start(), m.end(), new, "number of a part skipped", "R27")


def report_title(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(r"(?m)^关于[^\n]*号(?:提案|建议)的(答复|会办意见)$", base.text)
    new = rng.choice(["报告", "请示", "通知", "批复"])
    return replaced(base, m.start(1), m.end(1), new, "title of another kind", "R27", "R28") if m else None


def annex_number(base: Base, rng: random.Random) -> Fault | None:
    if "附件" in base.text:
        return None
    tail = re.search(r"\n[\s\u3000]*专此(?:答复|函复)。", base.text)
    at = one_of(base, rng, r"(?<=。)(?=[\u4e00-\u9fff]{2})")
    if tail is None or at is None:
        return None
    note = "\n　　附件：1. 任务分工表\n　　　　　2. 项目清单"
    start, end = at.start(), tail.end()
    new = "具体项目见附件3。" + base.text[start:end] + note
    return replaced(base, start, end, new, "annex number that is not listed", "R27")


def closed_without_reason(base: Base, rng: random.Random) -> Fault | None:
    m = re.search(r"(?<=公开方式：)主动公开(?=[\s\u3000]|$)", base.text) if base.kind == "reply" else None
    new = rng.choice(["不予公开", "依申请公开"])
    return replaced(base, m.start(), m.end(), new, "not public, no reason", "R23") if m else None


INJECTORS: tuple[Injector, ...] = (
    session_pair,
    copies_other_track,
    copies_gone,
    copies_old_organ,
    other_signature,
    inner_signature,
    signature_gone,
    date_gone,
    contact_without_phone,
    sir,
    other_person,
    for_reference,
    answers_in_opinion,
    you_in_opinion,
    class_on_opinion,
    opinion_to_member,
    two_closings,
    closing_gone,
    number_skipped,
    report_title,
    annex_number,
    closed_without_reason,
)
