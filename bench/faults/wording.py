"""Faults of what the letter says: rules, quotations, answers, promises, form, personal data, writing."""

import random
import re

from bench.faults.fault import Base, Fault, Injector, one_of, replaced

_SENTENCE_END = r"(?<=。)(?=[\u4e00-\u9fff]{2})"
_QUOTED = (
    "根据《中华人民共和国政府采购法》第五条规定：“任何单位和个人不得采用任何方式，"
    "阻挠和限制供应商自由进入本地区和本行业的政府采购市场。”",
    "根据《中华人民共和国标准化法》第十八条第一款规定：“国家鼓励学会、协会、商会、联合会、产业技术联盟等社会团体"
    "协调相关市场主体共同制定满足市场和创新需要的团体标准，由本团体成员约定采用或者按照本团体的规定供社会自愿采用。”",
)


def put_in(base: Base, rng: random.Random, sentence: str, kind: str, *rules: str) -> Fault | None:
    """A sentence of its own behind another one, anywhere behind the opening."""
    start = re.search(r"如下[：。]|\n[\u3000\s]*一、", base.text)
    at = start.end() if start else 0
    ends = [m.start() for m in re.finditer(_SENTENCE_END, base.text) if at < m.start() < base.body[1]]
    chosen = rng.choice(ends) if ends else None
    return replaced(base, chosen, chosen, sentence, kind, *rules) if chosen is not None else None


def expired_rule(base: Base, rng: random.Random) -> Fault | None:
    names = base.values["expired"].split("|")
    return put_in(base, rng, f"我局根据《{rng.choice(names)}》开展相关工作。", "expired rule", "R08")


def unknown_rule(base: Base, rng: random.Random) -> Fault | None:
    name = rng.choice(["城乡公共空间治理若干规定", "社区便民设施配建管理办法", "行业自律信用评价暂行办法"])
    number = f"澜府办〔{rng.randint(2019, 2025)}〕{rng.randint(120, 190)}号"
    return put_in(base, rng, f"按照《澜州市{name}》（{number}）要求组织实施。", "rule that nobody knows", "R07")


def rule_title(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"《(?!关于)([\u4e00-\u9fff“”0-9—（）]{8,40}(?:办法|方案|计划|规定|法))》")
    if m is None or m[1] == base.values["title"]:
        return None
    at = rng.randint(m.start(1) + 3, m.end(1) - 4)
    return replaced(base, at, at + 1, "", "title of a rule", "R07")


def altered_quotation(base: Base, rng: random.Random) -> Fault | None:
    quoted = rng.choice(_QUOTED)
    inner = re.search("“(.+)”", quoted)
    assert inner is not None
    letters = [i for i in range(inner.start(1) + 2, inner.end(1) - 2) if quoted[i] not in "，、。"]
    at = rng.choice(letters)
    new = rng.choice("扰应可其须") if rng.random() < 0.6 else ""
    if quoted[at] == new:
        return None
    return put_in(base, rng, quoted[:at] + new + quoted[at + 1 :], "altered quotation", "R10")


def dropped_answer(base: Base, rng: random.Random) -> Fault | None:
    start, end = base.body
    if base.kind != "reply":  # an opinion speaks to the own part only
        return None
    heads = [m.start() for m in re.finditer(r"\n[\u3000\s]*[一二三四五六]、", base.text[:end]) if m.start() >= start]
    if len(heads) < 3:
        return None
    at = rng.randrange(len(heads) - 1)
    return replaced(base, heads[at], heads[at + 1], "", "dropped answer", "R01")


def dropped_time(base: Base, rng: random.Random) -> Fault | None:
    start, end = base.body
    pattern = r"([^。；\n]*)((?:于|在)?20\d\d年(?:\d{1,2}月)?(?:底)?前)(?=[^。；\n]*(?:完成|建成|启动|出台|印发|上线))"
    found = [m for m in re.finditer(pattern, base.text) if start <= m.start() and m.end() <= end]
    found = [m for m in found if re.search("将|拟|计划|下一步", m[1])]
    if not found:
        return None
    m = rng.choice(found)
    sentence = base.text[m.end() : base.text.find("。", m.end())]
    if re.search(r"\d+月|年底|20\d\d|季度", m[1] + sentence):
        return None
    return replaced(base, m.start(2), m.end(2), "", "promise without time", "R17")


def vague_promise(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["我局将尽快研究制定配套措施。", "下一步，我局将积极推进有关工作。", "我局将适时开展专项评估。"])
    return put_in(base, rng, new, "promise without time", "R17")


def phone(base: Base, rng: random.Random) -> Fault | None:
    number = f"1{rng.choice('35789')}{rng.randint(0, 9)}{rng.randint(10**7, 10**8 - 1)}"
    if rng.random() < 0.4:
        number = f"{number[:3]}{rng.choice(' -')}{number[3:7]}{rng.choice(' -')}{number[7:]}"
    return put_in(base, rng, f"群众代表可以拨打{number}了解情况。", "phone number", "R25")


def identity(base: Base, rng: random.Random) -> Fault | None:
    number = f"44010619{rng.randint(60, 99)}0{rng.randint(1, 9)}1{rng.randint(0, 9)}{rng.randint(100, 999)}X"
    return put_in(base, rng, f"经核对身份证号{number}，情况属实。", "identity number", "R25")


def mail(base: Base, rng: random.Random) -> Fault | None:
    name = rng.choice(["zhou.lq", "chen_yq88", "linfan"])
    return put_in(base, rng, f"有关材料已发送至{name}@163.com。", "mail address", "R25")


def wrong_closing(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, "专此(?:答复|函复)|此复|特此函复", inside=False)
    new = rng.choice(["特此报告", "特此请示", "妥否，请批示", "此致敬礼"])
    return replaced(base, m.start(), m.end(), new, "wrong closing", "R28", "R27") if m else None


def class_letter(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=类别：)[ABCD]|(?<=分类：)[ABCD]", inside=False)
    return replaced(base, m.start(), m.end(), rng.choice("EFG"), "class that does not exist", "R19") if m else None


def class_too_good(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, "(?<=类别：)[BC]|(?<=分类：)[BC]", inside=False)
    return replaced(base, m.start(), m.end(), "A", "class against the text", "R18") if m else None


def disclosure_gone(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"\n公开方式：\S+", inside=False)
    return replaced(base, m.start(), m.end(), "", "no 公开方式", "R23", "R27") if m else None


def disclosure_wrong(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=公开方式：)\S+?(?=[\s\u3000]|$)", inside=False)
    new = rng.choice(["公开", "部分公开", "网上公开", "全文公示"])
    return replaced(base, m.start(), m.end(), new, "公开方式 that does not exist", "R23") if m else None


def contact_gone(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"\n[\s\u3000]*（联系人[^）]*）", inside=False)
    return replaced(base, m.start(), m.end(), "", "no contact", "R27") if m else None


def quotation_mark(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, "[“”]")
    return replaced(base, m.start(), m.end(), "", "quotation mark without its pair", "R30") if m else None


def title_mark(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, "》")
    return replaced(base, m.start(), m.end(), "", "title mark without its pair", "R30") if m else None


def doubled(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, "[的了和与，。、；]")
    return replaced(base, m.start(), m.end(), m[0] * 2, "doubled character", "R30") if m else None


def narrow_mark(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])")
    return replaced(base, m.start(), m.end(), ",", "half-width mark", "R30") if m else None


def typo(base: Base, rng: random.Random) -> Fault | None:
    pairs = {"部署": "布署", "截至": "截止", "安排": "按排", "既要": "即要", "制定": "制订了定", "坚持": "坚特"}
    m = one_of(base, rng, "部署|截至|安排")
    return replaced(base, m.start(), m.end(), pairs[m[0]], "typing error", "R30") if m else None


def annex_missing(base: Base, rng: random.Random) -> Fault | None:
    if "附件" in base.text:
        return None
    return put_in(base, rng, "具体情况详见附件。", "annex that is not there", "R27")


def shifted_blame(base: Base, rng: random.Random) -> Fault | None:
    return put_in(base, rng, "该事项不属我局职责，与我局无关。", "blame shifted", "R31")


def arithmetic(base: Base, rng: random.Random) -> Fault | None:
    a, b = rng.randint(12, 90), rng.randint(12, 90)
    return put_in(base, rng, f"全年共办理{a + b + 3}件，其中主办{a}件、会办{b}件。", "sum that does not add up", "R12")


def undisclosed(base: Base, rng: random.Random) -> Fault | None:
    sentence = base.values.get("undisclosed", "")
    return put_in(base, rng, sentence, "sentence of an undisclosed paper", "R24") if sentence else None


def draft_paper(base: Base, rng: random.Random) -> Fault | None:
    return put_in(base, rng, "有关内容已写入正在内部征求意见的征求意见稿。", "internal paper told", "R24", "R09")


def copied(base: Base, rng: random.Random) -> Fault | None:
    place = rng.choice(["东莞市", "佛山市", "宁波市"])
    new = f"近年来，{place}坚持问题导向，{place}人民政府先后投入专项资金开展整治。"
    return put_in(base, rng, new, "paragraph of another city", "R34")


INJECTORS: tuple[Injector, ...] = (
    expired_rule,
    unknown_rule,
    rule_title,
    altered_quotation,
    dropped_answer,
    dropped_time,
    vague_promise,
    phone,
    identity,
    mail,
    wrong_closing,
    class_letter,
    class_too_good,
    disclosure_gone,
    disclosure_wrong,
    contact_gone,
    quotation_mark,
    title_mark,
    doubled,
    narrow_mark,
    typo,
    annex_missing,
    shifted_blame,
    arithmetic,
    undisclosed,
    draft_paper,
    copied,
)
