"""Personal data of many forms is masked; what only looks like it stays."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.masking import folded, mask, personal_spans

WIDE = str.maketrans("0123456789-+()@.", "０１２３４５６７８９－＋（）＠．")
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
SPOKEN_TOO = str.maketrans("0123456789", "〇幺二三四五六七八九")
CAPITAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")


def grouped(number: str, form: str, separator: str) -> str:
    parts, at = [], 0
    for size in map(int, form.split("-")):
        parts.append(number[at : at + size])
        at += size
    return separator.join(parts)


def mobiles() -> list[str]:
    made = []
    for number in ("13800138000", "15912345678", "18688886666", "19176543210", "17012340987"):
        made += [number, number.translate(WIDE), number.translate(SPOKEN), number.translate(SPOKEN_TOO)]
        made += [number.translate(CAPITAL), f"+86{number}", f"+86 {number}", f"+86-{number}", f"0086{number}"]
        made += [f"86-{number}", f"（+86）{number}", f"(86){number}", f"＋８６ {number}".translate(WIDE)]
        made += [
            grouped(number, "3-4-4", mark)
            for mark in (" ", "-", "－", "—", ".", "·", "  ", "\u3000", "_", "\u200b", "/")
        ]
        made += [grouped(number, form, " ") for form in ("3-3-5", "4-3-4", "4-4-3", "3-8", "7-4", "5-6", "3-2-2-2-2")]
        made += [" ".join(number), "-".join(number), "+86 " + grouped(number, "3-4-4", "-")]
        made += [f"({number[:3]}){number[3:7]}-{number[7:]}", grouped(number.translate(SPOKEN), "3-4-4", " ")]
    made += [
        "138OO138OOO",
        "l38 0013 8000",
        "No.13800138000",
        "13800138000wx同号",
        "13800138000家住",
        "13800138000QQ",
        "+852 9123 4567",
    ]
    return made


def landlines() -> list[str]:
    made = []
    for area, number in (("0769", "22837123"), ("010", "66012345"), ("0755", "83456789"), ("0731", "8456123")):
        whole = f"{area}-{number}"
        made += [whole, whole.translate(WIDE), f"{area}{number}", f"({area}){number}", f"（{area}）{number}"]
        made += [
            f"{area} {number}",
            f"{area}—{number}",
            f"{area}–{number}",
            f"+86-{area[1:]}-{number}",
            f"+86 {area} {number}",
        ]
        made += [
            f"{whole}转8012",
            f"{whole}转分机801",
            f"{whole}-8012",
            f"{whole} ext. 12",
            f"{whole}分机23",
            f"{whole}#5",
        ]
        made += [f"{area}-{number[:-4]} {number[-4:]}", f"{area} {number[:-4]}-{number[-4:]}", whole.translate(SPOKEN)]
    made += [
        "电话22837123",
        "座机：2283 7123",
        "联系电话为2283-7123",
        "传真：８３４５６７８９",
        "22837123转802",
        "电话：22837123、22837124",
    ]
    made += [
        "400-830-1234",
        "4008301234",
        "400 8301 234",
        "400-8301234",
        "４００－８３０－１２３４",
        "800-820-5678",
        "400—830—1234",
    ]
    return made


def identities() -> list[str]:
    made = []
    for number in ("441900199003071234", "11010519491231002X", "440301198502290017", "43010220010915452x"):
        made += [
            number,
            number.translate(WIDE).replace("X", "Ｘ"),
            grouped(number, "6-8-4", " "),
            grouped(number, "6-8-4", "-"),
        ]
        made += [
            grouped(number, "4-4-4-4-2", " "),
            grouped(number, "3-3-4-4-4", " "),
            " ".join(number),
            grouped(number, "6-4-4-4", "—"),
        ]
        made += [f"身份证号码：{number}", f"身份证（{grouped(number, '6-8-4', ' ')}）", number.translate(SPOKEN)]
    made += [
        "440102800307123",
        "440102 800307 123",
        "身份证号440102800307123",
        "公民身份号码：４４０１０２８００３０７１２３",
    ]
    made += ["护照号E12345678", "港澳通行证号码：C01234567", "军官证号：1234567", "居住证编号44190020201234567"]
    return made


def mails() -> list[str]:
    made = []
    for name, host in (
        ("zhangsan", "163.com"),
        ("li_si.88", "qq.com"),
        ("wang-wu", "dg.gov.cn"),
        ("zhao6", "mail.sysu.edu.cn"),
    ):
        plain = f"{name}@{host}"
        made += [
            plain,
            plain.upper(),
            f"{name}＠{host}",
            plain.translate(WIDE),
            f"{name} @ {host}",
            f"{name} at {host}",
        ]
        made += [f"{name}(at){host}", f"{name}[at]{host}", f"{name}#{host}", f"{name}（at）{host}", f"{name}艾特{host}"]
        made += [
            f"{name}@{host.replace('.', ' dot ')}",
            f"{name} at {host.replace('.', ' dot ')}",
            f"{name}@{host.replace('.', '点')}",
        ]
        made += [f"{name}@{host.replace('.', '。')}", f"邮箱：{name}@{host}"]
    return made


def addresses() -> list[str]:
    homes = [
        "鸿福路12号3栋402室",
        "建设路５号２单元３０１",
        "东正街8号之一502房",
        "阳光花园3栋2单元402室",
        "世纪城二期A座1203",
        "金色家园5幢201",
    ]
    homes += [
        "中山大道128号碧桂苑6栋1单元902室",
        "新华巷三号二栋五〇二室",
        "石井村3组15号",
        "大塘村第三村民小组8号",
        "下坝村委会上屯12组7号",
    ]
    homes += [
        "东城花园 3栋 402室",
        "体育路12号-3-402",
        "丽日小区3-2-402",
        "滨江公寓12楼1205房",
        "西平社区二组26号",
        "工农路77号院2号楼3门501",
        "上沙村小组21号",
    ]
    made = (
        [f"家住{home}" for home in homes]
        + [f"东莞市莞城街道{home}" for home in homes]
        + [f"住址：{home}" for home in homes]
    )
    made += [
        "长宁路1027弄3号1201室",
        "甜水园胡同甲12号3门402",
        "东莞市莞城区东正路12号",
        "石龙镇黄洲村环岛路8号",
        "家住工农路12-3号",
    ]
    made += [
        "住址：建设路12号",
        "家住东正路8号",
        "现住云山镇大塘村12号",
        "户籍地址：石排镇田边村二组",
        "家庭住址：广东省东莞市石龙镇绿化路33号",
    ]
    made += ["通讯地址：广州市天河区体育西路1号", "通信地址:深圳市福田区莲花路7号"]
    return made


def accounts() -> list[str]:
    made = [
        "微信：zhang_san88",
        "微信号zs880088",
        "加微信 abc12345",
        "vx：lisi2020",
        "WeChat: wangwu_1",
        "ＱＱ：１２３４５６７８",
        "QQ12345678",
        "qq号 87654321",
    ]
    made += [
        "6222021234567890123",
        "6222 0212 3456 7890 123",
        "6228-4801-2345-6789-012",
        "银行卡号：6217001234567890",
        "账号44050112345678901234",
    ]
    made += [
        "开户账号 4405 0112 3456 7890",
        "卡号：４５６３５１２３４５６７８９０１２３４",
        "车牌号粤S12345",
        "支付宝账号：zs@alipay.com",
    ]
    return made


MORE = """手机为138-0013-8000（微信同号）|手机号：壹叁捌零零壹叁捌零零零|139一二三四五六七八|139*1234*5678|139~1234~5678|①③⑨①②③④⑤⑥⑦⑧|tel+8613912345678
86-769-22837123|+86(0)769-22837123|0769 - 2283 - 7123|电话：零七六九-二二八三七一二三|电话0769-22837123/22837124|（0769）22837123-801/802
身份证号码为441900 1990 0307 1234|身份证：四四一九零零一九九零零三零七一二三四|社会保障号码：441900199003071234|li.xiaolan_88@vip.sina.com|lixiaolan（at）163（dot）com
lixiaolan AT 163 DOT com|邮箱是lixiaolan艾特163点com|lixiaolan@ＱＱ．ＣＯＭ|住东城区花园新村12栋3单元502|住址：东莞市东城街道花园新村十二栋五〇二|宏图路 88 号 万科城 2 期 15 栋 1802 房
临川区云山镇大塘村委会下屋村小组23号|寄至：江西省抚州市临川区文昌大道188号江南国际3-1-502|户口所在地：抚州市临川区西大街24号附3号|地址：学府路36号教师公寓4-302
龙岗区布吉街道中海怡翠山庄8座12D|科苑路15号科兴科学园B栋3单元1201|建国路甲92号院3号楼2单元1101|浦东新区张江路665弄12号601室|民权路28号附5号12-3|景田北六街碧景园3栋B座801
V信lixl2020|QQ号：一二三四五六七八|粤S·12A45|粤S12345|家住幸福里小区""".replace("\n", "|").split("|")
PERSONAL = mobiles() + landlines() + identities() + mails() + addresses() + accounts() + MORE
CARRIERS = (
    "来电人提出，{}，请予回复。",
    "有关情况可与提案人联系（{}）。",
    "据反映，{}的情况属实",
    "提案人张三{}多次提出",
    "{}",
    "关于有关问题的答复：{}；其余工作已经完成。",
    "联系人：王小明，{}。",
)


def core(value: str) -> str:
    """What must not be left: the longest run of letters and digits, folded, without marks between."""
    return re.sub(r"[^0-9a-z零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]", "", folded(value))


def test_there_are_enough_of_them() -> None:
    assert len(set(PERSONAL)) >= 300


@pytest.mark.parametrize("carrier", CARRIERS)
def test_nothing_personal_survives(carrier: str) -> None:
    left = []
    for value in PERSONAL:
        masked, spans = mask(carrier.format(value))
        if value in masked or (core(value) and core(value) in core(masked)) or not spans:
            left.append((value, masked))
    assert left == []


def test_of_a_number_no_more_than_seven_digits_stay() -> None:
    left = []
    for value in (*mobiles(), *landlines(), *identities()):
        masked = re.sub("[a-z]", "", core(mask(f"来电人提出，{value}，请予回复。")[0]))
        if len(masked) > 8:
            left.append((value, masked))
    assert left == []


def test_of_an_address_neither_house_nor_room_stays() -> None:
    left = [(value, masked) for value in addresses() if re.search(r"\d", folded(masked := mask(value)[0]))]
    assert left == []


SURVIVE = """拨打12345热线|12315投诉举报平台|请拨打110、119、120|12333、12348、12366咨询|第20170411号提案|第20240118号提案收悉|第0123号（××类045号）
粤质监函〔2018〕823号|东府办〔2012〕173号|财库〔2019〕9号|临市监函〔2024〕12号|国发〔1986〕12号|粤府令第184号|国务院令第711号
2024年5月20日|2018年10月12日印发|2023年1月至2024年12月|2024-05-20|2024.05.20|2024/5/20 13:30:00|截至2024年6月30日|2018—2020年
投入3,450.6万元|15800000000元|13800138000元|1350.2—1480.36亿元|同比增长25.4%|27.79万亿元|0.15元/千瓦时|4008301234元|共138001人|18.5%—20.3%
《标准化法》第五条第二款第（三）项|第一百三十八条|第四十七条之一|GB/T 12366—2009|DB44/T 2155—2019|GB/T 9704—2012|ISO 9001:2015|T/GDBX 021—2020
办公地址：鸿福路99号市民服务中心3楼302室|我局地址：市民大道1号|办事地点：东城路12号政务服务大厅2楼201室|我局位于鸿福路99号|地铁2号线3号出口|S256省道K12+300路段
在建设路12号地块建设停车场|阳光花园3栋加装电梯|新建12栋教学楼400间|3号楼已封顶|大塘村第三村民小组道路硬化|5栋厂房|68栋5000余户|16栋08户型|建设路12号门前
统一社会信用代码：914419000073300001|项目代码：2018441900481234567|招标编号：441900199003071234|第1380013号|13路公交车|1号、3号、5号、7号、9号
13、15、17、18、19、20|市政协第十四届三次会议|一三五规划|三年九个月|二〇二四年五月二十日|第十三届全国人大一次会议|一是，二是，三是，四是|A类、B类、C类
微信公众号“东莞市场监管”|市委十届四次全会|邮政编码523000|国道G107线|全市1135个社区|完成整改1380件、办结1501件、满意率98.5%|400余家企业、800多个项目
（一）关于优先采购的建议|3.2万平方米|1:500地形图|每户不超过10万元|400万元|010203批次|“十四五”时期|8月15日前|五里村、三江口和六合社区""".replace(
    "\n", "|"
).split("|")


@pytest.mark.parametrize("carrier", ["{}", "据市财政局反馈，{}，下一步继续推进。", "2023年，我局认真办理{}。"])
def test_what_is_nobodys_stays(carrier: str) -> None:
    assert len(SURVIVE) >= 60
    changed = [(text, masked) for text in SURVIVE if (masked := mask(carrier.format(text))[0]) != carrier.format(text)]
    assert changed == []


@given(st.text(alphabet="1380-—（）路号栋室3住址：张三@.com微信转\u200b零一\n", max_size=60))
def test_masking_keeps_the_length_and_marks_what_it_changed(text: str) -> None:
    masked, spans = mask(text)
    assert len(masked) == len(text) == len(folded(text))
    assert all(first.end <= second.start for first, second in pairwise(spans))
    inside = {at for span in spans for at in range(span.start, span.end)}
    assert all(at in inside for at, (old, new) in enumerate(zip(text, masked, strict=True)) if old != new)


def test_a_span_names_kind_and_sources() -> None:
    text = "请致电158 2026 3666。"
    (span,) = personal_spans(text)
    assert text[span.start : span.end] == "158 2026 3666" and span.kind == "手机号码"
    assert any("政府信息公开条例第十五条" in source for source in span.sources)
    assert mask(text)[0] == "请致电158 **** 3666。"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("大塘村三组村民李某反映", ["大塘村三组"]),
        ("大塘村三组李大民家的房屋", ["大塘村三组"]),
        ("村民李大民（大塘村三组）反映", ["大塘村三组"]),
        ("张某住大塘村三组", ["大塘村三组"]),
        ("可拨8765432、8765433了解", ["8765432", "8765433"]),
        ("联系电话：3300120（李工）、3300121（王工）", ["3300120", "3300121"]),
        ("0700-3300120（办）、3300121（宅）", ["3300120", "3300121"]),
        ("可以联系13812345678、13912345678", ["12345678、", "1391234"]),
    ],
)
def test_a_group_of_a_village_and_the_second_of_two_numbers_are_masked(text: str, hidden: list[str]) -> None:
    assert not [one for one in hidden if one in mask(text)[0]]


@pytest.mark.parametrize(
    "text",
    ["大塘村三组村民反映强烈", "大塘村三组至五组道路硬化", "大塘村三组王家湾道路", "在大塘村三组新建公厕2座"],
)
def test_a_group_of_a_village_without_a_person_stays(text: str) -> None:
    assert mask(text)[0] == text
