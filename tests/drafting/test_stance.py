from drafting.stance import Grounds, outside, refused, speaks, stance_of


def grounds(**texts: tuple[str, ...]) -> Grounds:
    empty: dict[str, tuple[str, ...]] = {"facts": (), "plans": (), "rules": (), "opinions": ()}
    return Grounds(**{**empty, **texts})


def test_nothing_found_is_left_to_the_officer() -> None:
    stance, reason = stance_of(grounds())
    assert stance is None
    assert "承办人" in reason


def test_a_rule_alone_settles_nothing() -> None:
    assert stance_of(grounds(rules=("应当签订书面协议。",)))[0] is None


def test_refusal_of_a_co_handler() -> None:
    no = ("暂无政策依据，该局建议暂不出台相关政策。",)
    assert stance_of(grounds(opinions=no))[0] == "暂不具备条件"
    assert stance_of(grounds(opinions=no, facts=("已建成3座。",)))[0] == "部分采纳"


def test_work_done_and_under_way() -> None:
    assert stance_of(grounds(facts=("相关办法已印发。",)))[0] == "采纳"
    assert stance_of(grounds(facts=("新增泊位3260个。",)))[0] == "正在办理"
    assert stance_of(grounds(plans=("2026年底前建成8个。",)))[0] == "列入计划"


def test_a_count_or_a_lack_is_no_progress() -> None:
    assert stance_of(grounds(facts=("受理诉求3105件。",)))[0] is None
    assert stance_of(grounds(facts=("现有公园均未设置宠物活动区域。",)))[0] is None


def test_cues() -> None:
    assert refused(("未安排管线迁改补助。",))
    assert not refused(("抽查比例不低于20%。",))
    assert outside("其余建议不涉及我局职能。")
    assert speaks("支持推行。")
    assert not speaks("关于综合保险。")
