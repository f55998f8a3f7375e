from corpus.align import align
from corpus.document import Answer, Suggestion


def asks(*texts: str) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(str(at), str(at), text, 0, len(text)) for at, text in enumerate(texts, start=1))


def answers(*texts: str) -> tuple[Answer, ...]:
    return tuple(Answer(str(at), text, 0, len(text)) for at, text in enumerate(texts, start=1))


def ids(found: tuple[Answer, ...]) -> list[tuple[str, ...]]:
    return [answer.suggestions for answer in found]


PARKING = "增设老城区公共停车泊位，盘活桥下空间。"
CHARGING = "降低电动自行车充电服务费，规范收费公示。"
MEALS = "扩大社区长者食堂覆盖面，推进送餐上门。"


def test_words_win_over_order() -> None:
    found = align(answers("长者食堂送餐上门已覆盖全部社区。", "桥下空间已建成公共停车泊位。"), asks(PARKING, MEALS))
    assert ids(found) == [("2",), ("1",)]


def test_order_decides_where_no_word_is_shared() -> None:
    assert ids(align(answers("已经办结。", "尚在研究。"), asks(PARKING, MEALS))) == [("1",), ("2",)]


def test_an_answer_to_nothing_stays_open() -> None:
    assert ids(align(answers("感谢您的关心。"), asks(PARKING, MEALS))) == [()]


def test_the_opening_words_of_a_long_answer_count() -> None:
    long = "关于充电服务费\n" + "我局会同有关部门研究部署，明确分工，压实责任，稳步推进各项工作。" * 12
    assert ids(align(answers(long), asks(PARKING, CHARGING, MEALS))) == [("2",)]


def test_a_parent_is_answered_with_its_last_part() -> None:
    parent = Suggestion("1", "1", "健全机制。", 0, 1)
    parts = (
        Suggestion("1.1", "1.1", "建立供餐单位名录。", 0, 1, "1"),
        Suggestion("1.2", "1.2", "建立供餐单位退出机制。", 0, 1, "1"),
    )
    both = align(answers("已建立供餐单位名录和供餐单位退出机制。"), (parent, *parts))
    assert ids(both) == [("1", "1.1", "1.2")]
    apart = (parts[0], Suggestion("1.2", "1.2", "公布收费标准。", 0, 1, "1"))
    assert ids(align(answers("已建立供餐单位名录。"), (parent, *apart))) == [("1.1",)]


def test_nothing_to_align() -> None:
    assert align((), asks(PARKING)) == ()
    assert ids(align(answers("好。"), ())) == [()]


def test_what_is_no_letter_is_left_alone() -> None:
    many = answers(*["已办结。"] * 300)
    assert ids(align(many, asks(*[PARKING] * 300))) == [()] * 300
