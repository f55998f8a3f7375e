import pytest

from corpus.source import Block, Source
from corpus.structure.lines import lines
from corpus.structure.titles import find_title


def title(text: str, blocks: tuple[Block, ...] = ()) -> str | None:
    found = find_title(Source(text, blocks, "text"), list(lines(text)))
    assert found is None or text[: found.end].rstrip() == text[: found.end]
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "澜州市教育局\n澜教〔2024〕3号\n澜州市教育局关于做好暑期托管的通知\n各学校：\n",
            "澜州市教育局关于做好暑期托管的通知",
        ),
        ("市市场监管局2024年度政协提案\n\n办理工作总结\n根据通知要求。\n", "市市场监管局2024年度政协提案办理工作总结"),
        ("关于报送省政协十二届一次会议 提案办理情况的函\n", "关于报送省政协十二届一次会议提案办理情况的函"),
        ("**关于垃圾分类的建议**\n", "关于垃圾分类的建议"),
        ("澜州市停车管理办法（征求意见稿）\n第一条　为了\n", "澜州市停车管理办法（征求意见稿）"),
        (
            "市政府办公室\n关于印发《托育服务\n实施方案（2024—2026年）》的通知\n",
            "关于印发《托育服务实施方案（2024—2026年）》的通知",
        ),
        (
            "澜州市政府办公室关于对市政协\n八届三次会议第20240233号提案\n（关于推进城市更新的提案）\n答复的函\n某委员：\n",
            "澜州市政府办公室关于对市政协八届三次会议第20240233号提案（关于推进城市更新的提案）答复的函",
        ),
        ("澜府函〔2025〕5号　签发人：甲某\n关于养老的答复\n", "关于养老的答复"),
        ("市农业农村局文件\n对市八届人大四次会议第212号建议的\n答　　复\n", "对市八届人大四次会议第212号建议的答复"),
        ("现将情况答复如下。\n一、已完成。\n", None),
        ("附件：工作方案\n", None),
        ("", None),
    ],
)
def test_titles_of_plain_text(text: str, expected: str | None) -> None:
    assert title(text) == expected


def test_a_heading_the_format_marks_is_the_title() -> None:
    text = "澜州概况\n全文。\n"
    assert title(text, (Block("heading", 0, 4, 1),)) == "澜州概况"


def test_a_marked_heading_that_was_broken_is_joined() -> None:
    text = "燃气安全隐患排查和\n整治责任追究的规定\n（2016年3月28日公布）\n"
    blocks = (Block("heading", 0, 9, 1), Block("heading", 10, 19, 1), Block("heading", 20, 34, 1))
    assert title(text, blocks) == "燃气安全隐患排查和整治责任追究的规定"


@pytest.mark.parametrize("marked", ["（2012年8月13日公布）", "第一章　总则", "（一）制定计划；"])
def test_what_is_marked_as_a_heading_but_is_no_title(marked: str) -> None:
    text = f"消防产品监督规定\n{marked}\n"
    start = text.index(marked)
    assert title(text, (Block("heading", start, start + len(marked), 1),)) == "消防产品监督规定"
