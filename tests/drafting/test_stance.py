import pytest

from drafting.draft import Source
from drafting.limits import Limit
from drafting.stance import PROPOSED, Grounds, judge, outside, read_stance, refused, speaks

LAW = Source("law:1", "law:1#16", 0, 4, "不得设定", "中华人民共和国行政处罚法")


def limit(whole: bool, stance: str = "不属职权", provision: Source | None = LAW) -> Limit:
    return Limit("行政处罚的设定权限", stance, whole, "提高罚款", "请核对", "法", "第十六条", provision)  # type: ignore[arg-type]


def test_nothing_found_is_left_to_the_officer() -> None:
    judged = judge(Grounds(ask="开行校园无人机专线。"))
    assert judged.stance is None
    assert not judged.firm
    assert "承办人" in judged.reason


def test_an_everyday_ask_without_material_is_proposed_only() -> None:
    judged = judge(Grounds(ask="加强日常监管。"))
    assert judged.stance == "正在办理"
    assert not judged.firm
    assert judged.reason.startswith(PROPOSED)


def test_earlier_answers_are_a_hint_and_no_more() -> None:
    judged = judge(Grounds(earlier=("列入计划", "正在办理", "列入计划")))
    assert (judged.stance, judged.firm) == ("列入计划", False)
    assert "往年同类建议" in judged.reason


def test_a_rule_in_force_is_being_carried_out() -> None:
    assert judge(Grounds(rules=("应当签订书面协议。",))).stance == "正在办理"


def test_refusal_of_a_co_handler() -> None:
    no = ("暂无政策依据，该局建议暂不出台相关政策。",)
    assert judge(Grounds(opinions=no)).stance == "暂不具备条件"
    assert judge(Grounds(opinions=no, facts=("已建成3座。",))).stance == "部分采纳"
    assert judge(Grounds(opinions=(*no, "我局将配合做好试点。"))).stance == "部分采纳"


def test_consent_of_a_co_handler() -> None:
    assert judge(Grounds(opinions=("我局经测算，同意将补助调整为12万元。",))).stance == "采纳"
    assert judge(Grounds(opinions=("我局不同意本年度提高标准。",))).stance == "暂不具备条件"


def test_a_limit_of_power() -> None:
    assert judge(Grounds(limit=limit(whole=True))).stance == "不属职权"
    assert judge(Grounds(limit=limit(whole=False))).stance == "部分采纳"
    assert "第十六条" in judge(Grounds(limit=limit(whole=True))).reason
    money = limit(whole=True, stance="暂不具备条件", provision=None)
    assert judge(Grounds(limit=money)).firm is False
    assert judge(Grounds(limit=money, opinions=("我局同意安排资金。",))).stance == "采纳"


def test_work_done_and_under_way() -> None:
    assert judge(Grounds(facts=("相关办法已印发。",))).stance == "采纳"
    assert judge(Grounds(facts=("新增泊位3260个。",))).stance == "正在办理"
    assert judge(Grounds(plans=("2028年底前建成8个。",))).stance == "列入计划"
    assert judge(Grounds(plans=("2026年底前建成8个。",), begun=True)).stance == "正在办理"


def test_a_count_or_a_lack_is_no_progress() -> None:
    assert judge(Grounds(facts=("受理诉求3105件。",))).stance is None
    assert judge(Grounds(facts=("现有公园均未设置宠物活动区域。",))).stance is None


def test_cues() -> None:
    assert refused(("未安排管线迁改补助。",))
    assert not refused(("抽查比例不低于20%。",))
    assert not refused(("不予以处罚的情形已经公布。",))
    assert outside("其余建议不涉及我局职能。")
    assert outside("其余意见由贵局答复。")
    assert speaks("支持推行。")
    assert not speaks("关于综合保险。")


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("您的建议已经落实。2025年1月至4月，全市纳入送餐服务1740人。", "采纳"),
        ("截至4月底已建成6240个，12月底前完成1.8万个的目标。", "正在办理"),
        ("拟于明年编制实施方案。", "列入计划"),
        ("考虑到财力情况，全额保障的条件目前尚不成熟。", "暂不具备条件"),
        ("该项建议留作参考，暂不推行。", "留作参考"),
        ("地方标准的制定主体为省级卫生行政部门，市级没有制定权限。", "不属职权"),
    ],
)
def test_the_stance_of_an_earlier_answer(answer: str, stance: str) -> None:
    assert read_stance(answer) == stance
