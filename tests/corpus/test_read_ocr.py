import socket
from typing import Any

import numpy as np
import pytest

from corpus.read.blocks import TextBuilder
from corpus.read.ocr import recognise
from corpus.read.ocr_boxes import surplus
from corpus.read.ocr_page import read_page
from corpus.read.ocr_rules import find_rules
from corpus.read.ocr_text import mended, printed_ems, simplified, with_its_comma, without_marks
from corpus.read.pdf_compose import compose
from tests.corpus.printed_pictures import LETTER, printed, table


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("(一)下一步计划", "（一）下一步计划"),
        ("基本要求》（GB/T 33168—2016)，每个", "基本要求》（GB/T 33168—2016），每个"),
        ("现答复如下:", "现答复如下："),
        ("提案》 (第20230137号提案)", "提案》（第20230137号提案）"),
        ("1,500人,其中", "1,500人，其中"),
        ("2O26年l2月3l日", "2026年12月31日"),
        ("2 025年6 月 18 日", "2025年6月18日"),
        ("二O二0年", "二〇二〇年"),
        ("2024一2026年", "2024—2026年"),
        ("府办发[2025] 6 号", "府办发〔2025〕6号"),
        ("府办发【2016】9号", "府办发〔2016〕9号"),
        ("新建126 个，投入 350万元", "新建126个，投入350万元"),
        ('按照"一点一院"的思路', "按照“一点一院”的思路"),
        ('务"的原则', "务”的原则"),
        ("-2一", "— 2 —"),
        ("- 12 -", "— 12 —"),
    ],
)
def test_marks_and_digits_are_mended(recognised: str, meant: str) -> None:
    assert mended(recognised) == meant


@pytest.mark.parametrize(
    "text",
    [
        "（2016）粤01民终123号", "发(2016)9号", "电话：(0700)8651290", "f(x)", "1)加强", "一.关于设施", "A.某", "11月",
        "联系人：王某 13800000000", "第一〇五条", "Q&A", "GB/T 33168—2016", "比例为6：4", "附件 1",
    ],
)  # fmt: skip
def test_what_may_have_been_printed_so_stays(text: str) -> None:
    assert mended(text) == text


def test_traditional_forms_are_mended_in_a_simplified_page_only() -> None:
    plain = "关于政协会议第1号提案的答复，现将办理情况说明，我们对标国务院业务进展"
    assert simplified([plain, "委員會會議"]) == [plain, "委员会会议"]
    assert simplified(["關於委員會會議"]) == ["關於委員會會議"]


def test_a_lost_comma_after_a_number_is_told_by_its_room() -> None:
    assert with_its_comma("三加强督促检查", 1.0) == "三、加强督促检查"
    assert with_its_comma("三加强督促检查", 0.1) == "三加强督促检查"
    assert with_its_comma("一是加强督促检查", 1.0) == "一是加强督促检查"
    assert with_its_comma("十二个县区", 1.0) == "十二个县区"


def test_words_are_compared_without_marks() -> None:
    assert without_marks("顾明远、钱佩兰委员：") == without_marks("顾明远钱佩兰委员:") == "顾明远钱佩兰委员"
    assert printed_ems("（2025年）") == 4.0


def test_surplus_is_measured_in_ems_of_the_body() -> None:
    def quad(left: float, right: float, height: float) -> list[list[float]]:
        return [[left, 0], [right, 0], [right, height], [left, height]]

    texts = ["本市现有养老服务设施共计一千二百处", "三加强督促检查", "大标题"]
    quads = np.array([quad(0, 680, 40), quad(0, 320, 40), quad(0, 400, 90)])
    assert surplus(texts, quads).round(1).tolist() == [0.0, 1.0, 0.0]
    assert surplus(["短"], np.array([quad(0, 40, 40)])).tolist() == [0.0]


def test_lines_come_in_reading_order_with_places() -> None:
    lines = recognise(np.asarray(printed([*LETTER, (100, 700, "左边的话语"), (700, 700, "右边的话语")])))
    assert [line.text for line in lines] == [*(text for _, _, text in LETTER), "左边的话语", "右边的话语"]
    assert all(0.8 < line.confidence <= 1 for line in lines)
    left, top, right, bottom = lines[0].box
    assert abs(left - 420) < 12 and abs(right - (420 + 9 * 34)) < 12
    assert top < 125 < bottom and 26 < bottom - top < 46


def test_a_turned_page_is_read_upright_and_placed_as_it_was_given() -> None:
    page = np.asarray(printed(LETTER))
    upright = recognise(page)
    for turns in (1, 2, 3):
        turned = recognise(np.rot90(page, turns))
        assert [line.text for line in turned] == [line.text for line in upright]
        height, width = np.rot90(page, turns).shape[:2]
        assert all(0 <= line.spot[0] < line.spot[2] <= width and line.spot[3] <= height for line in turned)
    on_its_side = recognise(np.rot90(page))[0]
    assert on_its_side.spot[3] - on_its_side.spot[1] > 4 * (on_its_side.spot[2] - on_its_side.spot[0])


def test_a_slanting_page_has_level_lines() -> None:
    turned = printed(LETTER).rotate(2, fillcolor="white")
    lines = [
        line
        for line in recognise(np.asarray(turned))
        if line.text in {"一、关于设施建设", "您提出的建议收悉。现答复如下："}
    ]
    assert len(lines) == 2
    assert abs(lines[0].box[0] - lines[1].box[0]) < 8
    assert all(line.box[3] - line.box[1] < 46 for line in lines)


@pytest.mark.parametrize("shape", [(40, 40), (600, 800), (1, 1), (3, 2000), (2000, 3)])
def test_blank_paper_has_no_lines(shape: tuple[int, int]) -> None:
    assert recognise(np.full((*shape, 3), 255, dtype=np.uint8)) == ()


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.read import ocr

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("recognition asked for the network")

    ocr._engine.cache_clear()
    monkeypatch.setattr(socket, "socket", refuse)
    assert recognise(np.asarray(printed(LETTER)))[0].text == "关于养老服务的答复"


ROWS = (("序号", "任务", "单位"), ("1", "养老服务", "民政局"), ("2", "托育机构", "卫健局"))


def test_a_ruled_table_keeps_its_grid() -> None:
    builder = TextBuilder()
    compose([read_page(np.asarray(table(ROWS).rotate(0.7, fillcolor="white")), 0, 72 / 150)], builder)
    source = builder.build("image")
    assert [block.kind for block in source.blocks] == ["paragraph", "table"]
    assert source.blocks[1].rows == ROWS
    place = source.blocks[1].place
    assert place is not None and place.at == 1
    assert place.box is not None and abs(place.box[0] - 72) < 8 and abs(place.box[3] - 173) < 8


def test_rules_are_found_and_strokes_are_none() -> None:
    across, down = find_rules(np.asarray(table(ROWS)), 0.5)
    assert [rule.start for rule in across] == pytest.approx([75, 75, 75, 75], abs=1.5)
    assert sorted(rule.at for rule in down) == pytest.approx([75, 200, 325, 450], abs=1.5)
    assert find_rules(np.asarray(printed(LETTER)), 0.5) == ([], [])
