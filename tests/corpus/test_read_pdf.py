from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from corpus.read import read, read_bytes
from corpus.read.pdf_column import column_of
from corpus.read.pdf_furniture import without_furniture
from corpus.read.pdf_lines import Line, joined
from corpus.read.pdf_paragraphs import paragraphs
from tests.corpus.pdf_paper import FULL, LEFT, PITCH, RIGHT, SIZE, letter, pdf


def read_lines(data: bytes) -> list[str]:
    return read_bytes(data, "函.pdf").text.split("\n")


def test_lines_become_paragraphs_again() -> None:
    page = letter(
        (9, "关于养老的答复"),
        (0, "李某委员："),
        (2, FULL[:26]),
        (0, FULL),
        (0, "道。"),
        (2, "一、关于设施"),
        (2, FULL[:26]),
        (0, "道，已全部建成。"),
        (2, "专此答复。"),
    )
    source = read_bytes(pdf([page]), "函.pdf")
    assert source.media == "pdf"
    assert source.text.split("\n") == [
        "关于养老的答复",
        "李某委员：",
        FULL[:26] + FULL + "道。",
        "一、关于设施",
        FULL[:26] + "道，已全部建成。",
        "专此答复。",
    ]
    assert "\n".join(source.text[b.start : b.end] for b in source.blocks) == source.text


def test_a_paragraph_runs_over_the_page_and_page_numbers_do_not() -> None:
    first = [*letter((2, FULL[:26]), (0, FULL)), (290.0, 40.0, 14.0, "— 1 —")]
    second = [*letter((0, "道，仍需努力。"), (2, "专此答复。")), (290.0, 40.0, 14.0, "— 2 —")]
    assert read_lines(pdf([first, second])) == [FULL[:26] + FULL + "道，仍需努力。", "专此答复。"]


def test_running_heads_are_dropped_and_the_first_line_of_a_letter_is_not() -> None:
    pages = [[(LEFT, 800.0, 10.0, "某市人民政府公报"), *letter((2, f"第{n}页的内容。"), top=700)] for n in "一二三四"]
    assert read_lines(pdf(pages)) == [f"第{n}页的内容。" for n in "一二三四"]
    one = [[(LEFT, 800.0, 10.0, "某市民政局文件"), *letter((2, "内容。"), top=700)]]
    assert read_lines(pdf(one)) == ["某市民政局文件", "内容。"]


def test_a_title_over_two_lines_is_one() -> None:
    title = [(140.0, 760.0, 22.0, "关于政协某市委员会第四次会"), (228.0, 725.0, 22.0, "议提案的答复")]
    body = letter((2, FULL[:26]), (0, FULL), (0, "道。"), top=680)
    assert read_lines(pdf([[*title, *body]]))[0] == "关于政协某市委员会第四次会议提案的答复"


def test_a_ruled_table_keeps_its_grid() -> None:
    rules = "".join(f"{LEFT} {y} m {RIGHT} {y} l S\n" for y in (700, 660, 620, 580))
    rules += "".join(f"{x} 700 m {x} 580 l S\n" for x in (LEFT, 230, 380, RIGHT))
    words = [("序号", "任务", "单位"), ("1", "养老服务", "民政局"), ("2", "托育", "卫健局")]
    cells = [
        (x + 6, 675 - 40 * row, 12.0, word)
        for row, line in enumerate(words)
        for x, word in zip((LEFT, 230, 380), line, strict=True)
    ]
    page = [*letter((2, "任务分工如下。")), *cells, *letter((2, "特此通知。"), top=540)]
    source = read_bytes(pdf([page], drawing=rules), "通知.pdf")
    assert [b.kind for b in source.blocks] == ["paragraph", "table", "paragraph"]
    assert source.blocks[1].rows == tuple(words)
    assert source.text == "任务分工如下。\n序号\t任务\t单位\n1\t养老服务\t民政局\n2\t托育\t卫健局\n特此通知。"


@pytest.mark.parametrize("keep", [20, 300])
def test_a_damaged_file_is_refused(keep: int) -> None:
    with pytest.raises(UnusableInput, match=r"“函\.pdf”(?:已损坏|是扫描件|里没有文字)"):
        read_bytes(pdf([letter((0, "文字"))])[:keep], "函.pdf")


def test_the_sample_pdfs_read_as_letters() -> None:
    folder = Path(__file__).resolve().parents[2] / "corpus" / "sample"
    files = sorted(folder.rglob("*.pdf"))
    if not files:
        pytest.skip("the sample corpus has no PDF")
    for file in files:
        found = read(file).text.split("\n")
        assert all(not line.strip("—- ").isdigit() for line in found), file.name
        endings = [line for line in found if len(line) > 60 and line[-1] not in "。：；）】”！？"]
        assert endings == [], file.name


def line(text: str, left: float = LEFT, right: float = RIGHT, bottom: float = 700, page: int = 0) -> Line:
    return Line(text, left, right, bottom + SIZE, bottom, SIZE, page)


def test_a_number_kept_whole_leaves_the_line_above_short() -> None:
    lines = [
        line("上年度会议第", right=RIGHT - 5 * SIZE),
        line("20240145号提案收悉。", right=300, bottom=700 - PITCH),
        line("满行的文字满行的文字", bottom=700 - 2 * PITCH),
    ]
    groups = [joined(group) for group in paragraphs(lines, column_of(lines))]
    assert groups[0] == "上年度会议第20240145号提案收悉。"


def test_a_wider_gap_ends_a_paragraph() -> None:
    lines = [line("一", bottom=700), line("二", bottom=700 - PITCH), line("三", bottom=700 - 4 * PITCH)]
    groups = [joined(group) for group in paragraphs(lines, column_of(lines))]
    assert groups == ["一二", "三"]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("养老", "服务", "养老服务"),
        ("GB/T", "Standard", "GB/T Standard"),
        ("2024", "0145", "20240145"),
        ("共", "3", "共3"),
    ],
)
def test_lines_meet_without_a_space_unless_words_would_run_together(first: str, second: str, whole: str) -> None:
    assert joined([line(first), line(second)]) == whole


def test_page_numbers_inside_the_text_stay() -> None:
    pages = [[line("12", bottom=400), line("— 3 —", bottom=30)]]
    assert [[x.text for x in page] for page in without_furniture(pages, 842)] == [["12"]]
