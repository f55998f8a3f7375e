"""Promises in the sentences of replies: found, with their time and who made them; and what is none."""

import pytest

from corpus.commitments.commitment import Commitment
from corpus.commitments.find import find_commitments

DAY = "2026-05-20"
OURS = "澜州市教育局"

# (sentence, time as printed, its last day)
PROMISES = [
    ("我局将于2026年9月底前完成校舍安全排查。", "2026年9月底前", "2026-09-30"),
    ("下一步，我局将在年底前建成充电桩120个。", "年底前", "2026-12-31"),
    ("下一步，我局将继续加强监督检查。", None, None),
    ("我局拟于2027年6月底前修订《澜州市校车管理办法》。", "2027年6月底前", "2027-06-30"),
    ("2026年计划新增公办学位3000个，新建学校2所。", "2026年", "2026-12-31"),
    ("我局计划明年上半年开展一次专项评估。", "明年上半年", "2027-06-30"),
    ("市财政局将在2027年预算中统筹安排所需经费。", "2027年", "2027-12-31"),
    ("争取2027年底前实现乡镇全覆盖。", "2027年底前", "2027-12-31"),
    ("力争早日建成投用。", None, None),
    ("我局将适时修订有关标准。", None, None),
    ("我们会加快推进项目前期工作，争取尽快开工。", None, None),
    ("目前路基已经整理完毕，即将开工建设。", None, None),
    ("我局将每季度通报一次整改情况。", "每季度", None),
    ("检查结果每年12月底前公示。", "12月底前", "2026-12-31"),
    ("剩余8处于6月底前完成整改。", "6月底前", "2026-06-30"),
    ("3月底前完成方案论证，报市政府审定。", "3月底前", "2027-03-31"),
    ("三是2026年三季度内选取5个社区开展试点。", None, None),
    ("我局将会同市公安局在第三季度开展联合整治。", "第三季度", "2026-09-30"),
    ("该项目已列入2027年市级重点项目计划。", "2027年", "2027-12-31"),
    ("今后，我局将进一步完善部门协作机制。", None, None),
    ("我局将尽快印发实施细则。", None, None),
    ("全市将新建社区长者食堂40家。", None, None),
    ("实施方案将于10月上旬印发。", "10月上旬", "2026-10-10"),
    ("我局将在“十五五”期间分批改造老旧管网。", "“十五五”期间", "2030-12-31"),
    ("我局将在三个月内提出处理意见。", "三个月内", "2026-08-20"),
    ("我局将在20个工作日内答复办理进展。", "20个工作日内", None),
    ("待批复后，我局将联合市财政局报市政府印发。", None, None),
    ("我局将把该路段纳入2027年度改造范围。", "2027年度", "2027-12-31"),
    ("预计2026年8月底前建成通车。", "2026年8月底前", "2026-08-31"),
    ("确保2026年底前完成全部改造任务。", "2026年底前", "2026-12-31"),
    ("市交通运输局会及时优化沿线站点。", None, None),
    ("今年下半年，我局将组织开展培训4期。", "今年下半年", "2026-12-31"),
    ("学校食堂“互联网+明厨亮灶”年内实现全覆盖。", "年内", "2026-12-31"),
    ("您提出的延长开放时间的建议，我局将酌情采纳。", None, None),
    ("根据您的建议，我局将调整线路走向。", None, None),
]

NO_PROMISES = [
    "我局已将您的意见转交市公安局。",
    "2025年，全市新增公办学位3200个。",
    "我局将补助标准由每台10万元调整为12万元。",
    "我局于2025年3月将该项目列入改造计划。",
    "《澜州市校车管理办法》第六条规定，学校应当于每年9月底前将名单报送备案。",
    "《实施方案》要求2026年底前完成5.2公里截污。",
    "您建议我局尽快出台补助办法。",
    "提案提出，应当尽快建立联席会议制度。",
    "关于将课后服务经费纳入财政预算的建议。",
    "感谢您对教育工作的关心和支持，欢迎继续提出宝贵意见。",
    "如有疑问，请与我局联系，我们将竭诚为您服务。",
    "请您继续关注，并提出宝贵意见。",
    "截至4月底已建成6240个。",
    "全市现有托位10880个，每千人口3.42个。",
    "该办法有效期至2026年12月31日。",
    "加装电梯后将极大方便居民出行。",
    "隔离护栏建成后，交通拥堵问题将得到有效缓解。",
    "全天候设置将影响其他车辆通行。",
    "我局积极推进课程改革，已开设课程82门。",
    "目前，各项工作正在稳步推进。",
    "按照人口与计划生育法的规定办理。",
    "现将有关情况答复如下：",
    "我局无权自行提高标准，该项建议不能采纳。",
    "年内无法达到3000个的规模，敬请理解。",
    "工程于去年年底竣工。",
    "2025年一季度运营补助已于4月25日前全部拨付。",
    "由学校书面报告拟采购的半成品名称和来源。",
    "初步拟定在原址新建2栋住宅楼。",
    "市民可将材料交至服务窗口。",
    "我局同意将1000元退还报名人。",
    "各单位应当将检查结果报我局备案。",
    "上半年检查商户216家，培训管理人员1940人。",
    "我局责令该企业于6月底前完成整改。",
    "近半年内未收到同类投诉。",
]


def one(sentence: str) -> Commitment | None:
    found = find_commitments(sentence, DAY, OURS)
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(("sentence", "printed", "day"), PROMISES)
def test_a_promise_is_found_with_its_time(sentence: str, printed: str | None, day: str | None) -> None:
    found = one(sentence)
    assert found is not None
    if "三季度内" in sentence:
        assert found.deadline_date == "2026-09-30"
    else:
        assert (found.deadline_text, found.deadline_date) == (printed, day)


@pytest.mark.parametrize("sentence", NO_PROMISES)
def test_what_is_done_asked_demanded_or_foretold_is_no_promise(sentence: str) -> None:
    assert one(sentence) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("我局将于年底前完成。", OURS),
        ("市公安局将于年底前完成12处路口改造。", "市公安局"),
        ("据市水务局反馈，2026年计划新建管网60公里。", "市水务局"),
        ("据市财政局反馈，经费已有安排。下一步，该局将按季度拨付。", "市财政局"),
        ("我局将会同市公安局开展整治。", OURS),
        ("检查要点将由市消防救援支队另行发布。", "市消防救援支队"),
    ],
)
def test_who_promises(text: str, unit: str) -> None:
    assert find_commitments(text, DAY, OURS)[-1].unit == unit


def test_a_time_is_needed_and_vague_words_are_none() -> None:
    vague = one("我局将尽快修订办法。")
    plain = one("我局将修订办法。")
    dated = one("我局将尽快修订办法，年底前印发。")
    assert vague and plain and dated
    assert (vague.vague, plain.vague, dated.vague) == (True, False, False)


def test_the_law_s_own_duty_is_told_apart() -> None:
    assert [c.duty for c in find_commitments("我局将依法查处。我局将依法查处，9月底前完成。", DAY, OURS)] == [
        True,
        False,
    ]


def test_each_point_under_next_steps_is_a_promise() -> None:
    text = "三、下一步工作打算\n一是加强巡查，落实网格责任。\n二是完善台账，每月更新。\n四、其他\n加强巡查取得成效。\n"
    assert [c.sentence for c in find_commitments(text, DAY, OURS)] == [
        "一是加强巡查，落实网格责任",
        "二是完善台账，每月更新",
    ]


def test_parts_between_semicolons_have_their_own_times() -> None:
    text = "下一步，我局将做好以下工作：一是9月底前印发方案；二是12月底前建成平台；三是加强宣传引导。"
    found = find_commitments(text, DAY, OURS)
    assert [c.deadline_date for c in found] == ["2026-09-30", "2026-12-31", None]


def test_offsets_are_those_of_the_text() -> None:
    text = "前言。\n\u3000\u3000我局将于9月底前完成；同时将加强宣传。\n"
    for found in find_commitments(text, DAY, OURS):
        assert text[found.start : found.end] == found.sentence


def test_what_is_to_be_done_is_told_without_its_time() -> None:
    measures = {
        "我局将在2026年9月底前编印办事指南。": "编印办事指南",
        "排查工作将于2026年9月底前全部完成。": "排查工作全部完成",
        "目前平台正在招标，计划11月底前上线。": "目前平台正在招标，计划上线",
    }
    assert {text: found.measure for text in measures if (found := one(text))} == measures


def test_without_a_date_of_the_letter_only_full_dates_have_a_day() -> None:
    found = find_commitments("我局将于9月底前完成。我局将于2026年9月底前完成。", None, OURS)
    assert [(c.deadline_text, c.deadline_date) for c in found] == [
        ("9月底前", None),
        ("2026年9月底前", "2026-09-30"),
    ]


@pytest.mark.parametrize(
    "text", ["", "。", "；；；", "将", "将" * 5000, "计划2026年" * 500, "《" * 200 + "将于年底前完成"]
)
def test_any_text_is_read_to_its_end(text: str) -> None:
    for found in find_commitments(text, DAY):
        assert text[found.start : found.end] == found.sentence
