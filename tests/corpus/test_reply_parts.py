import pytest

from corpus.document import UnitReply
from corpus.parse import parse
from corpus.source import Source

HEAD = "关于市政协六届三次会议第0077号提案的答复\n冯雪梅委员：\n"
PAGE = """案由：关于加强校园安全的提案
内容：校园周边治安复杂。
建议：
1.增设护学岗。
2.安装一键报警装置。
部门答复
【市教育局答复】
冯雪梅委员：
您的提案收悉，现答复如下：
一、关于一键报警装置。全市中小学已全部安装并联网。
二、关于护学岗。据市公安局反馈，已设护学岗九十六个。
特此答复。
市公安局会办意见：
市教育局：
贵局转来的提案收悉，提出如下会办意见：
护学岗方面，我局在上下学时段安排警力三百余人次。
"""


def units(text: str) -> tuple[UnitReply, ...]:
    return parse(Source(text, (), "text")).replies


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        (
            "感谢您的关心。您提出的提案收悉，现答复如下：\n近年来成效明显。\n一、关于师资。已招三百人。\n二、关于校舍。\n正在扩建。\n感谢您的支持！\n澄江市教育局\n2024年5月8日\n",
            [("一", "一、关于师资。已招三百人。"), ("二", "二、关于校舍。\n正在扩建。")],
        ),
        (
            "提案收悉。答复如下：一、关于增加线路的问题，已开通两条。二、关于延长时间的问题，已延至22时。感谢您的支持。\n",
            [("一", "一、关于增加线路的问题，已开通两条。"), ("二", "二、关于延长时间的问题，已延至22时。")],
        ),
        (
            "提案收悉，现答复如下：\n您关于增设红绿灯的建议，我队已采纳。\n关于加强执法的建议。我队每周开展夜查。\n专此答复。\n",
            [(None, "您关于增设红绿灯的建议，我队已采纳。"), (None, "关于加强执法的建议。我队每周开展夜查。")],
        ),
        (
            "提案收悉，现答复如下：\n一、工作情况\n成效明显。\n二、对建议的答复\n（一）关于师资。已招三百人。\n（二）关于校舍。正在扩建。\n三、下一步工作\n继续推进。\n",
            [
                ("一", "一、工作情况\n成效明显。"),
                ("（一）", "（一）关于师资。已招三百人。"),
                ("（二）", "（二）关于校舍。正在扩建。"),
                ("三", "三、下一步工作\n继续推进。"),
            ],
        ),
    ],
)
def test_answers(body: str, answers: list[tuple[str | None, str]]) -> None:
    (unit,) = units(HEAD + body)
    assert unit.addressee == "冯雪梅委员"
    assert [(a.number, a.text) for a in unit.answers] == answers
    assert all((HEAD + body)[a.start : a.end] == a.text for a in unit.answers)


def test_a_letter_of_thanks_alone_answers_nothing() -> None:
    assert units(HEAD + "您提出的提案收悉。\n感谢您的支持。\n") == ()


def test_departments_of_a_page_whose_labels_say_more_than_their_names() -> None:
    reply, opinion = units(PAGE)
    assert [(u.unit, u.kind, u.addressee) for u in (reply, opinion)] == [
        ("市教育局", "reply", "冯雪梅委员"),
        ("市公安局", "opinion", "市教育局"),
    ]
    assert [a.suggestions for a in reply.answers] == [("2",), ("1",)]
    assert [a.suggestions for a in opinion.answers] == [("1",)]
