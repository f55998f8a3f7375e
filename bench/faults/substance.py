"""Faults of what is said: views turned round or put in another mouth, rules misquoted, things nobody may say."""

import random
import re

from bench.faults.fault import Base, Fault, Injector, one_of, replaced
from bench.faults.wording import put_in

_ATTRIBUTED = r"据(市[\u4e00-\u9fff]{2,12}?(?:局|委员会))(?:反馈|答复|函告)"


def other_mouth(base: Base, rng: random.Random) -> Fault | None:
    """The words of one co-handler given as those of another."""
    units = [unit for unit in base.values.get("units", "").split("|") if unit]
    m = one_of(base, rng, _ATTRIBUTED)
    others = [unit.removeprefix("澜州") for unit in units if m is not None and not unit.endswith(m[1])]
    if m is None or not others or not any(unit.endswith(m[1]) for unit in units):
        return None
    return replaced(base, m.start(1), m.end(1), rng.choice(others), "views of co-handlers swapped", "R15")


def turned_round(base: Base, rng: random.Random) -> Fault | None:
    """不 or 未 dropped or put in where a source has the words."""
    choices = [(r"[不未](?=同意|支持|建议|具备|提高|新增|宜|得|予(?!公开)|超过|低于|少于)", ""),
               (r"(?<![不未])(?:同意|支持|建议)(?=[\u4e00-\u9fff]{3})", "不")]  # fmt: skip
    pattern, new = rng.choice(choices)
    m = one_of(base, rng, pattern, known=True)
    if m is None:
        return None
    end = m.end() if not new else m.start()
    return replaced(base, m.start(), end, new, "不/未 dropped or put in", "R16", "R32", "R10", "R12")


def paragraph_number(base: Base, rng: random.Random) -> Fault | None:
    quoted = (
        "根据《中华人民共和国标准化法》第十八条第{0}款规定：“国家鼓励学会、协会、商会、联合会、产业技术联盟等社会团体"
        "协调相关市场主体共同制定满足市场和创新需要的团体标准，由本团体成员约定采用或者按照本团体的规定供社会自愿采用。”"
    )
    return put_in(base, rng, quoted.format(rng.choice("二三四")), "paragraph of an article", "R10", "R07")


def local_quotation(base: Base, rng: random.Random) -> Fault | None:
    """A letter changed in words quoted from a rule of the place."""
    quotes = list(re.finditer(r"条(?:第[一二三]款)?规定[：，]?“([^”]{16,})”", base.text))
    if not quotes:
        return None
    m = rng.choice(quotes)
    at = rng.choice([i for i in range(m.start(1) + 2, m.end(1) - 2) if "\u4e00" <= base.text[i] <= "\u9fff"])
    new = rng.choice([one for one in "应可其须并及" if one != base.text[at]])
    return replaced(base, at, at + 1, new, "quotation of a local rule altered", "R10")


def no_such_article(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, r"》(?:（[^）]*）)?第([一二三四五六七八九十]+)条")
    new = rng.choice(["一百八十", "三百零五", "四百二十"])
    return replaced(base, m.start(1), m.end(1), new, "article that does not exist", "R10", "R07") if m else None


def planned_basis(base: Base, rng: random.Random) -> Fault | None:
    name = base.values.get("planned", "")
    return (
        put_in(base, rng, f"根据《{name}》，我局组织实施有关工作。", "planned rule as basis", "R09") if name else None
    )


def foreign_person(base: Base, rng: random.Random) -> Fault | None:
    name = rng.choice(["王建国", "李文静", "赵立群"])
    return put_in(base, rng, f"结合{name}委员的意见，我局已作调整。", "person of another matter", "R34")


def foreign_organ(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["东莞市财政局", "佛山市教育局", "青岛市住房和城乡建设局"])
    return put_in(base, rng, f"有关资金由{new}统筹安排。", "organ of another city", "R34")


def shifted_otherwise(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["请您自行向有关部门反映解决。", "该事项不归我局管理。", "此事超出我局职责范围，我局无权处理。"])
    return put_in(base, rng, new, "blame shifted in other words", "R31")


def over_promise(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["我局保证在年底前彻底解决该问题。", "我局确保今后绝不再发生此类问题。", "我局将一律予以解决。"])
    return put_in(base, rng, new, "promise too full", "R31")


def empty_words(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["我局将予以高度重视。", "待时机成熟时再予以考虑。", "我局将在今后的工作中加以重视。"])
    return put_in(base, rng, new, "empty words", "R31", "R17")


def company(base: Base, rng: random.Random) -> Fault | None:
    name = rng.choice(["澜州市恒泰物业服务有限公司", "云江鼎盛建筑工程有限公司"])
    return put_in(base, rng, f"{name}因拖欠工程款多次被投诉并受到处罚。", "company held up to blame", "R26")


def internal_words(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["上述数据为内部资料，尚未对外公布。", "有关方案见会议纪要（2024）8号，不宜公开。"])
    return put_in(base, rng, new, "internal words", "R24")


def home_address(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["反映人家住望澜区解放路18号3栋502室。", "来信居民住在文昌街道幸福小区7栋2单元301室。"])
    return put_in(base, rng, new, "home address", "R25")


def bank_account(base: Base, rng: random.Random) -> Fault | None:
    number = f"6222{rng.randint(10**11, 10**12 - 1)}{rng.randint(100, 999)}"
    return put_in(base, rng, f"补助已发放至银行卡{number}。", "bank account", "R25")


def village_group(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["大塘村三组村民李某反映的问题已办结。", "已向住在石桥村五组的张大民说明情况。"])
    return put_in(base, rng, new, "village group of a person", "R25")


def two_phones(base: Base, rng: random.Random) -> Fault | None:
    one, other = (f"13{rng.randint(10**8, 10**9 - 1)}" for _ in range(2))
    return put_in(base, rng, f"居民可以联系{one}、{other}。", "two phones", "R25")


def country_wording(base: Base, rng: random.Random) -> Fault | None:
    new = rng.choice(["我局学习借鉴了香港、台湾等国家的经验。", "有关做法参考了港澳台等国家和地区。"])
    return put_in(base, rng, new, "political wording", "R35")


def swapped_letters(base: Base, rng: random.Random) -> Fault | None:
    title = base.values["title"]
    m = one_of(base, rng, re.escape(title), inside=False)
    at = rng.randint(2, len(title) - 4)
    if m is None or title[at] == title[at + 1] or not title[at : at + 2].isalpha():
        return None
    start = m.start() + at
    return replaced(base, start, start + 2, title[at + 1] + title[at], "letters of the title swapped", "R03")


def expired_by_number(base: Base, rng: random.Random) -> Fault | None:
    numbers = [number for number in base.values.get("expired_numbers", "").split("|") if number]
    return (
        put_in(base, rng, f"按照{rng.choice(numbers)}文要求开展工作。", "expired rule by number", "R08")
        if numbers
        else None
    )


def unpaired_bracket(base: Base, rng: random.Random) -> Fault | None:
    m = one_of(base, rng, "）")
    return replaced(base, m.start(), m.end(), "", "bracket without its pair", "R30", "R11") if m else None


INJECTORS: tuple[Injector, ...] = (
    other_mouth,
    turned_round,
    paragraph_number,
    local_quotation,
    no_such_article,
    planned_basis,
    foreign_person,
    foreign_organ,
    shifted_otherwise,
    over_promise,
    empty_words,
    company,
    internal_words,
    home_address,
    bank_account,
    village_group,
    two_phones,
    country_wording,
    swapped_letters,
    expired_by_number,
    unpaired_bracket,
)
