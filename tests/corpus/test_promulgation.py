import pytest

from corpus.structure.lines import lines
from corpus.structure.promulgation import Promulgation, promulgation


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "（2023年2月25日国家市场监督管理总局令第72号公布）",
            Promulgation("2023-02-25", ("国家市场监督管理总局",)),
        ),
        (
            "（2019年11月10日交通运输部、公安部令2019年第29号公布）",
            Promulgation("2019-11-10", ("交通运输部", "公安部")),
        ),
        (
            "(1999年5月5日国务院批准　1999年6月7日国家档案局发布)",
            Promulgation("1999-06-07", ("国家档案局",)),
        ),
        (
            "（2021年10月28日澜州市第八届人民代表大会常务委员会第三次会议通过）",
            Promulgation("2021-10-28", (), "澜州市人民代表大会常务委员会"),
        ),
        (
            "（2018年12月29日第十三届全国人民代表大会常务委员会第七次会议通过）",
            Promulgation("2018-12-29", (), "全国人民代表大会常务委员会"),
        ),
        ("（此件公开发布）", Promulgation()),
    ],
)
def test_notes_under_a_title(note: str, expected: Promulgation) -> None:
    assert promulgation(list(lines(f"某某规定\n{note}\n第一条　为了安全。\n"))) == expected


def test_a_text_without_a_note() -> None:
    assert promulgation(list(lines("某某规定\n第一条　为了安全。\n"))) == Promulgation()
