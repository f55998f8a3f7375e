from collections.abc import Sequence

import pytest

from corpus.cases.align import align, named_in
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


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("您提出的第二条建议很有针对性。", {"2"}),
        ("对于建议1、3，我局作了专题研究。", {"1", "3"}),
        ("关于建议（二），已经办结。", {"2"}),
        ("就第1至3条建议，一并答复如下。", {"1", "2", "3"}),
        ("现有泊位二百个。关于第三项建议，正在研究。", {"3"}),
        ("我局将进一步听取各方意见建议，3月底前办结。", set()),
        ("第1幢楼已经加装电梯。", set()),
    ],
)
def test_an_answer_names_its_ask(text: str, named: set[str]) -> None:
    assert named_in(text, asks(PARKING, CHARGING, MEALS)) == named


def test_a_name_wins_over_words() -> None:
    assert ids(align(answers("关于建议3，桥下空间的公共停车泊位正在研究。"), asks(PARKING, CHARGING, MEALS))) == [
        ("3",)
    ]


def test_one_sentence_is_enough_for_an_ask_left_over() -> None:
    long = (
        "桥下空间已建成公共停车泊位，老城区盘活地块十二处，增设泊位八百个。" * 3
        + "社区长者食堂覆盖面扩大到九成，送餐上门全面推进。"
    )
    (found,) = ids(align(answers(long), asks(PARKING, CHARGING, MEALS)))
    assert set(found) == {"1", "3"}


def test_meaning_joins_the_words() -> None:
    def similar(rows: Sequence[str], columns: Sequence[str]) -> list[list[float]]:
        return [[0.95 if "充电" in row and "补能" in column else 0.7 for column in columns] for row in rows]

    given = answers("补能服务价格已经公示。", "已经办结。", "正在研究。", "另行答复。")
    assert ids(align(given, asks(PARKING, CHARGING, MEALS), similar))[0] == ("2",)


def test_a_general_paragraph_answers_nothing() -> None:
    general = "近年来，我市始终坚持以人民为中心，城区停车、新能源充电、社区养老等民生实事有序推进，群众获得感不断增强。"
    found = align(
        answers(general, "桥下空间停车泊位已建成。", "充电服务费已公示。", "长者食堂已覆盖。"),
        asks(PARKING, CHARGING, MEALS),
    )
    assert ids(found) == [(), ("1",), ("2",), ("3",)]


def test_a_point_between_two_that_keep_the_order() -> None:
    given = answers(
        "桥下空间停车泊位已建成。", "价格已经规范，见附表，另有说明一份。", "长者食堂已覆盖。", "感谢支持，欢迎监督。"
    )
    assert ids(align(given, asks(PARKING, CHARGING, MEALS))) == [("1",), ("2",), ("3",), ()]
