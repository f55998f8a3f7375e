import pytest

from corpus.parse import parse
from corpus.read.plain import read_plain
from corpus.structure.date_roles import date_roles, printed_day


def roles(text: str) -> list[tuple[str, str, str]]:
    return [(mark.role, mark.value, text[mark.start : mark.end]) for mark in parse(read_plain(text)).dates]


def test_a_notice_tells_when_it_was_written_printed_posted_and_applies() -> None:
    text = (
        "关于做好停车工作的通知\n发布时间：2024-05-20 10:22 来源：市城管局\n各区：\n本通知自2024年6月1日起施行，有效期至2026年5月31日。\n"
        "市城管局\n2024年5月6日\n市城管局办公室　2024年5月8日印发\n"
    )
    assert roles(text) == [
        ("发布", "2024-05-20", "2024-05-20"),
        ("施行", "2024-06-01", "2024年6月1日"),
        ("失效", "2026-05-31", "2026年5月31日"),
        ("成文", "2024-05-06", "2024年5月6日"),
        ("印发", "2024-05-08", "2024年5月8日"),
    ]


def test_a_law_tells_when_it_was_adopted_and_approved() -> None:
    text = (
        "澜州市停车条例\n（2021年10月28日澜州市第八届人民代表大会常务委员会第三次会议通过　2021年12月1日云江省"
        "第十三届人民代表大会常务委员会第二十九次会议批准）\n第一条　为了停车。\n"
    )
    assert roles(text) == [("通过", "2021-10-28", "2021年10月28日"), ("批准", "2021-12-01", "2021年12月1日")]


def test_days_of_other_documents_have_no_role() -> None:
    text = "关于第20240118号提案的答复\n甲某委员：\n《停车办法》于2023年5月19日印发，自2023年6月1日起施行。\n此复。\n市城管局\n2024年2月6日\n"
    assert roles(text) == [("成文", "2024-02-06", "2024年2月6日")]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("09.07.2015", "2015-07-09"),
        ("2015-7-9", "2015-07-09"),
        ("二〇二四年七月八日", "2024-07-08"),
        ("31.02.2015", None),
    ],
)
def test_printed_days(printed: str, value: str | None) -> None:
    assert printed_day(printed) == value


def test_a_posting_stamp_of_an_old_portal() -> None:
    text = "质量年活动方案\n\n 09.07.2015  16:26\n\n一、目标\n"
    assert [(mark.role, mark.value) for mark in date_roles(text, {})] == [("发布", "2015-07-09")]
