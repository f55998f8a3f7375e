"""Reading order, furniture, broken words and twice-printed type of PDF pages."""

import pytest

from corpus.progress import silent
from corpus.read.pdf import read_pdf
from corpus.read.pdf_frame import Frame
from corpus.read.pdf_furniture import without_furniture
from corpus.read.pdf_lines import Line, joined_texts
from corpus.read.pdf_pages import in_words
from corpus.source import Place, Source
from tests.corpus.pdf_paper import FULL, LEFT, PITCH, SIZE, Placed, letter, pdf, show


def read(data: bytes) -> Source:
    return read_pdf(data, "函.pdf")


def lines_of(data: bytes) -> list[str]:
    return read(data).text.split("\n")


def column(x: float, top: float, first: str, count: int, last: str) -> list[Placed]:
    """A paragraph of narrow lines: 14 characters of 14 points."""
    words = [first, *[FULL[:14]] * count, last]
    return [(x + (28 if at == 0 else 0), top - at * 22, 14.0, text) for at, text in enumerate(words)]


def test_two_columns_are_read_one_after_the_other_and_a_paragraph_goes_on_in_the_next() -> None:
    title = [(180.0, 780.0, 26.0, "质量强市工作简报")]
    left = column(80, 740, "左栏第一段开头共有十二", 5, FULL[:14])
    right = [(320.0, 740 - at * 22, 14.0, text) for at, text in enumerate([*[FULL[14:28]] * 5, "右栏结束。"])]
    page = [*title, *left, *right]
    found = lines_of(pdf([page]))
    assert found == ["质量强市工作简报", "左栏第一段开头共有十二" + FULL[:14] * 6 + FULL[14:28] * 5 + "右栏结束。"]
    assert lines_of(pdf([sorted(page, key=lambda line: -line[1])])) == found


def test_a_heading_across_the_columns_parts_what_stands_above_from_what_stands_below() -> None:
    above = [
        *column(80, 760, "上左共有十二个字在此行", 3, "上左完。"),
        *column(320, 760, "上右共有十二个字在此行", 3, "上右完。"),
    ]
    below = [
        *column(80, 560, "下左共有十二个字在此行", 3, "下左完。"),
        *column(320, 560, "下右共有十二个字在此行", 3, "下右完。"),
    ]
    found = lines_of(pdf([[*above, (190.0, 610.0, 22.0, "工作动态与经验交流"), *below]]))
    assert [line[:2] for line in found] == ["上左", "上右", "工作", "下左", "下右"]


def test_notes_at_the_side_and_footnotes_stand_after_the_paragraph_they_interrupt() -> None:
    first = [(180.0, 740 - at * PITCH, SIZE, FULL[:22]) for at in range(10)]
    notes = [(70.0, 700.0, 9.0, "口径为全市"), (70.0, 688.0, 9.0, "常住人口")]
    foot = [(180.0, 120.0, 9.0, "① 数据来源：某市统计局年度公报。")]
    second = [(180.0, 740.0, SIZE, "道，已全部建成。"), (212.0, 740 - PITCH, SIZE, "专此答复。")]
    found = lines_of(pdf([[*first, *notes, *foot], second]))
    assert found == [
        FULL[:22] * 10 + "道，已全部建成。",
        "① 数据来源：某市统计局年度公报。",
        "口径为全市常住人口",
        "专此答复。",
    ]


@pytest.mark.parametrize(
    "number", ["— {} —", "第 {} 页 共 4 页", "{}/4", "- {} -", "·{}·", "第{}页/共4页", "共4页 第{}页", "Page {} of 4"]
)
def test_page_numbers_of_every_form_are_dropped(number: str) -> None:
    pages = [[*letter((2, f"第{han}部分的内容。")), (270.0, 40.0, 14.0, number.format(at))]
             for at, han in enumerate("一二三四", start=1)]  # fmt: skip
    assert lines_of(pdf(pages)) == [f"第{han}部分的内容。" for han in "一二三四"]


def test_heads_of_left_and_right_hand_pages_are_dropped_and_the_imprint_at_the_foot_is_kept() -> None:
    heads = ["某市人民政府公报", "质量强市工作方案"]
    pages = [[(LEFT, 800.0, 10.0, heads[at % 2]), *letter((2, f"第{han}章的内容。"), top=700)]
             for at, han in enumerate("一二三四五六")]  # fmt: skip
    imprint = [
        (LEFT, 70.0, 14.0, "抄送：市政协提案委。"),
        (LEFT, 45.0, 14.0, "某市民政局办公室"),
        (390.0, 45.0, 14.0, "2018年10月12日印发"),
    ]
    found = lines_of(pdf([*pages[:-1], [*pages[-1], *imprint]]))
    assert found[:6] == [f"第{han}章的内容。" for han in "一二三四五六"]
    assert found[6:] == ["抄送：市政协提案委。", "某市民政局办公室 2018年10月12日印发"]


def test_the_class_mark_and_the_copy_number_in_the_margin_are_no_page_numbers() -> None:
    marks = [Line("C", 500, 516, 800, 784, 16), Line("000012", 80, 160, 800, 784, 16), Line("3", 290, 300, 40, 30, 14)]
    assert [line.text for line in without_furniture([marks], 842)[0]] == ["C", "000012"]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["情况汇总起草贯彻落实粤发", "[2016] 9号文的情况"], "情况汇总起草贯彻落实粤发[2016] 9号文的情况"),
        (["于2018年10", "月12日印发"], "于2018年10月12日印发"),
        (["第20180", "800号提案"], "第20180800号提案"),
        (["the develop-", "ment of standards"], "the development of standards"),
        (["电话0769-", "22222222"], "电话0769-22222222"),
        (["It is done.", "Next year"], "It is done. Next year"),
        (["见http://www.gd.", "gov.cn"], "见http://www.gd.gov.cn"),
    ],
)
def test_what_a_line_end_broke_is_whole_again(lines: list[str], whole: str) -> None:
    assert joined_texts(lines) == whole


def test_a_date_broken_over_two_pages_is_whole_again() -> None:
    first = [*letter((2, FULL[:26]), (0, FULL[:20] + "截至2018年10")), (290.0, 40.0, 14.0, "— 1 —")]
    found = lines_of(pdf([first, letter((0, "月12日，已全部建成。"), (2, "专此答复。"))]))
    assert found == [FULL[:26] + FULL[:20] + "截至2018年10月12日，已全部建成。", "专此答复。"]


def test_list_items_stay_apart_from_the_full_line_above() -> None:
    found = lines_of(
        pdf([letter((2, FULL[:25] + "："), (0, FULL[:27] + "。"), (0, "1. 建成设施。"), (2, FULL[:26]), (0, "道。"))])
    )
    assert found[1] == "1. 建成设施。"


def test_type_printed_twice_at_one_place_is_read_once() -> None:
    bold = [(150.0 + step, 760.0, 22.0, "关于质量工作的函") for step in (0, 0.4, 0.8)]
    assert lines_of(pdf([[*bold, *letter((2, "人人参与，天天向上。"), top=700)]])) == [
        "关于质量工作的函",
        "人人参与，天天向上。",
    ]


def test_a_slanting_watermark_and_invisible_type_are_no_text() -> None:
    hidden = show(100, 500, 16, "看不见的字", mode=3)
    watermark = show(200, 300, 60, "内部资料", turn="0.7 0.7 -0.7 0.7")
    assert lines_of(pdf([letter((2, "看得见的内容，共有一段。"))], hidden + watermark)) == ["看得见的内容，共有一段。"]


def test_the_invisible_layer_of_a_scan_is_its_text() -> None:
    layer = "".join(show(80, 700 - at * 28, 16, FULL) for at in range(4))
    assert read(pdf([[]], layer)).text == FULL * 4


def test_quotation_marks_that_are_drawn_last_stand_at_their_places() -> None:
    words = [(100.0, 700.0, SIZE, "推广"), (148.0, 700.0, SIZE, "回头看"), (212.0, 700.0, SIZE, "的做法。")]
    marks = [(132.0, 700.0, SIZE, "“"), (196.0, 700.0, SIZE, "”")]
    assert lines_of(pdf([[*words, *marks]])) == ["推广“回头看”的做法。"]


def test_letters_spaced_out_form_one_word_and_words_kept_apart_do_not() -> None:
    spread = [(100.0 + 34 * at, 700.0, 22.0, char) for at, char in enumerate("某市民政局")]
    apart = [(100.0, 600.0, SIZE, "第一章"), (164.0, 600.0, SIZE, "总则")]
    assert lines_of(pdf([[*spread, *apart]])) == ["某市民政局", "第一章\u3000总则"]


def test_vertical_type_is_read_in_columns_from_the_right() -> None:
    text = "市民政局关于加强养老服务工作的意见已经市政府同意现印发给你们请认真贯彻执行"
    page = [(500.0 - (at // 20) * 30, 760.0 - (at % 20) * 20, SIZE, char) for at, char in enumerate(text)]
    assert read(pdf([page])).text == text


def test_pages_lying_on_their_side_are_read_upright_and_placed_as_they_are_shown() -> None:
    turned = show(120, 100, 16, FULL, turn="0 1 -1 0") + show(148, 100, 16, "道。", turn="0 1 -1 0")
    source = read(pdf([[]], turned, rotate=90))
    assert source.text == FULL + "道。"
    place = source.blocks[0].place
    assert place is not None and place.box is not None
    left, top, right, bottom = place.box
    assert (left, right) == pytest.approx((100, 548), abs=1)
    assert (top, bottom) == pytest.approx((106, 150), abs=1)
    assert read(pdf([[]], turned)).text == FULL + "道。"


@pytest.mark.parametrize("reading", [0, 90, 180, 270])
def test_a_frame_turns_its_boxes_back(reading: int) -> None:
    frame = Frame(0, 0, 600, 800, 0, reading)  # type: ignore[arg-type]
    ax, ay = frame.read(100, 700)
    bx, by = frame.read(150, 720)
    assert frame.spot(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)) == (100, 80, 150, 100)


def test_each_block_has_its_place_in_points_from_the_upper_left_corner() -> None:
    source = read(pdf([letter((2, "第一页。")), letter((2, "第二页。"))]))
    assert [block.place for block in source.blocks] == [
        Place("page", 1, "", (112.0, 67.9, 176.0, 83.9)),
        Place("page", 2, "", (112.0, 67.9, 176.0, 83.9)),
    ]
    assert {block.confidence for block in source.blocks} == {1.0}


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    read_pdf(pdf([letter((2, "内容。"))] * 3), "函.pdf", lambda step, done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    silent("", 0, 0)


def test_page_numbers_are_named_in_runs() -> None:
    assert in_words([3, 1, 2, 7]) == "第1—3、7页"
    assert in_words(range(1, 40, 2)).endswith("等20页")
