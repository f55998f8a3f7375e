import pytest

from corpus.document import Document
from corpus.references import find_references
from corpus.rulebook.rule_names import abbreviations, cited_name, law_key, part_of, short_names


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("市政府办公室关于印发《停车管理办法（试行）》的通知", "停车管理办法（试行）"),
        ("市政府关于公布《停车管理办法》的公告", "停车管理办法"),
        ("停车管理办法", "停车管理办法"),
        ("关于贯彻《停车管理办法》的通知", "关于贯彻《停车管理办法》的通知"),
    ],
)
def test_the_name_a_rule_is_cited_by(title: str, name: str) -> None:
    assert cited_name(title) == name


def test_full_and_short_titles_and_spellings_meet_in_one_key() -> None:
    assert law_key("《中华人民共和国政府采购法》") == law_key("政府采购法")
    assert law_key("东莞市实施技术标准战略“十三五”规划") == law_key("东莞市实施技术标准战略十三五规划")
    assert law_key("政府采购法") != law_key("政府采购法实施条例")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("中华人民共和国政府采购法", "政府采购法"),
        ("云江省停车条例（2021年修订）", "云江省停车条例"),
        ("国务院办公厅关于建立强制采购制度的通知", "关于建立强制采购制度的通知"),
        ("市政府关于印发《停车管理办法》的通知", "停车管理办法"),
    ],
)
def test_other_names_that_a_title_gives(title: str, short: str) -> None:
    assert short in short_names(title)
    assert title not in short_names(title)


@pytest.mark.parametrize(
    ("title", "upper"),
    [
        ("中华人民共和国政府采购法实施条例", "中华人民共和国政府采购法"),
        ("广东省实施〈中华人民共和国计量法〉办法", "中华人民共和国计量法"),
        ("义务教育法实施细则", "义务教育法"),
        ("停车管理办法", None),
    ],
)
def test_a_rule_that_carries_out_another_names_it(title: str, upper: str | None) -> None:
    assert part_of(title) == upper


def defined(text: str) -> list[tuple[str, str]]:
    document = Document(text, "notice", references=find_references(text))
    found = list(abbreviations(document))
    for one in found:
        assert text[one.start : one.end] == one.short
    return [(one.short, one.rule) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据《澜州市标准化条例》（以下简称《标准化条例》）", [("标准化条例", law_key("澜州市标准化条例"))]),
        (
            "《关于推进停车的若干措施》（澜府[2020]3号，以下简称“停车二十条”）",
            [("停车二十条", "澜府〔2020〕3号")],
        ),
        ("《澜州市停车管理办法》（以下简称《办法》）", []),
        ("《澜州市停车管理办法》（以下简称“本实施细则”）", []),
        ("市住房城乡建设局（以下简称市住建局）", []),
        ("《澜州市停车条例》已经施行。本局（以下简称市局停车办）", []),
    ],
)
def test_short_names_that_documents_define(text: str, expected: list[tuple[str, str]]) -> None:
    assert defined(text) == expected
