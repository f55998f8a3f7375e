"""One text in several documents is one hit."""

from collections.abc import Callable
from typing import Any

import pytest

from retrieval.fold import same_text
from retrieval.library import Library
from retrieval.search import Options, search

Make = Callable[..., Any]
MakeLibrary = Callable[..., Library]

LONG = (
    "对既有住宅加装电梯，市财政按每台十五万元给予补助，由区住房城乡建设部门受理申请，经公示无异议后三十日内拨付到位。"
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LONG, LONG, True),
        (LONG, LONG.replace("，", ", ") + "\n", True),
        (LONG + LONG, LONG + LONG.replace("受理申请", "受理申請"), True),
        (LONG + LONG, LONG + LONG.replace("给予补助", "不给予补助"), False),
        (LONG, LONG.replace("十五万元", "十万元"), False),
        (LONG, LONG.replace("三十日", "二十日"), False),
        (LONG, LONG[:40], False),
        (LONG, LONG + "另外，对老旧小区改造项目中的电梯一并给予补助，具体标准另行制定并向社会公布。", False),
        ("。。。", "！！！", False),
    ],
)
def test_same_text(one: str, other: str, same: bool) -> None:
    assert same_text(one, other) is same_text(other, one) is same


def test_copies_are_folded_into_the_first_and_make_room(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(n, LONG, title=f"答复{n}") for n in range(4)]
    rows += [make_passage(n, f"加装电梯补助第{n}种情形的办理程序") for n in range(4, 8)]
    library = make_library(rows)
    found = search(LONG, library, top=3).hits
    folded = next(hit for hit in found if hit.text == LONG)
    assert len(found) == 3 and len({hit.text for hit in found}) == 3
    assert len(folded.also) == 3 and {also.document for also in folded.also} | {folded.document} == {
        f"d{n}" for n in range(4)
    }
    assert all(also.title and also.passage for also in folded.also)
    assert len(search(LONG, library, top=8, options=Options(fold=False)).hits) == 8


def test_equal_passages_of_one_document_stay(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(n, LONG, document="d0") for n in range(2)]
    assert len(search("加装电梯补助", make_library(rows)).hits) == 2
