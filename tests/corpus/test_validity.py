import pytest

from corpus.document import Document
from corpus.parse import parse
from corpus.source import Source

SIGNED = "\n澜州市人民政府\n2024年2月29日\n"


def rule(body: str, title: str = "澜州市停车管理办法") -> Document:
    return parse(Source(f"{title}\n{body}{SIGNED}", (), "text"))


@pytest.mark.parametrize(
    ("body", "first", "last"),
    [
        ("第九条　本办法自2024年3月1日起施行，有效期五年。", "2024-03-01", "2029-02-28"),
        ("第九条　本办法自 2024 年 3 月 1 日起正式实施，有效期3年。", "2024-03-01", "2027-02-28"),
        ("本意见自2024年3月1日起试行，试行期两年。", "2024-03-01", "2026-02-28"),
        ("本通知自印发之日起施行，有效期1年。", "2024-02-29", "2025-02-28"),
        ("本办法自发布之日起30日后施行。", "2024-03-30", None),
        ("本办法自2024年3月1日起施行，有效期至2026年12月31日。", "2024-03-01", "2026-12-31"),
        ("本办法有效期为五年。", None, "2029-02-28"),
        ("食品经营许可证有效期为五年。本办法自2024年3月1日起施行。", "2024-03-01", None),
        ("原办法自2020年1月1日起施行。\n第九条　本办法自2024年3月1日起施行。", "2024-03-01", None),
        ("本办法自2024年13月1日起施行。", None, None),
        ("加强管理。", None, None),
    ],
)
def test_from_when_to_when(body: str, first: str | None, last: str | None) -> None:
    document = rule(body)
    assert (document.valid_from, document.valid_to) == (first, last)


def test_a_period_in_the_title_ends_with_its_last_year() -> None:
    assert rule("话。", "停车行动方案（2024—2026年）").valid_to == "2026-12-31"
    assert rule("本方案有效期至2025年6月30日。", "停车行动方案（2024—2026年）").valid_to == "2025-06-30"


@pytest.mark.parametrize(
    ("body", "repealed"),
    [
        ("《停车暂行办法》（澜府〔2018〕3号）同时废止。", ["澜府〔2018〕3号"]),
        ("《停车暂行办法》同时废止。", ["停车暂行办法"]),
        (
            "原《停车暂行办法》（澜府[2018]3号）、《泊位办法》（澜府〔2019〕4号），同时废止。",
            ["澜府〔2018〕3号", "澜府〔2019〕4号"],
        ),
        ("澜府办〔2020〕17号文同时废止。", ["澜府办〔2020〕17号"]),
        ("本办法施行之日起，同时废止《停车暂行办法》。", ["停车暂行办法"]),
        ("根据《行政许可法》，《停车暂行办法》即行废止。", ["停车暂行办法"]),
        ("根据《市政府关于废止部分文件的决定》修改。", []),
        ("《停车管理办法》有效期届满后自动失效。", []),
        ("《澜州市停车管理办法》同时废止。", []),
        ("依照《立法法》的规定，可以废止。", []),
    ],
)
def test_what_a_rule_repeals(body: str, repealed: list[str]) -> None:
    assert list(rule(body).repeals) == repealed


def test_letters_say_nothing_of_their_own_validity() -> None:
    letter = rule("本办法自2024年3月1日起施行，《暂行办法》同时废止。", "关于市政协八届二次会议第20240001号提案的答复")
    assert (letter.kind, letter.valid_from, letter.valid_to, letter.repeals) == ("reply", None, None, ())
