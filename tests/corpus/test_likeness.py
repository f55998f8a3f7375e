import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cases.likeness import bigrams, likeness

BAGS = st.lists(st.text(alphabet="甲乙丙丁戊己庚，", max_size=12).map(bigrams), max_size=4)


def test_pairs_do_not_cross_punctuation() -> None:
    assert set(bigrams("停车难，治理")) == {"停车", "车难", "治理"}
    assert bigrams("停") == bigrams("，。")


def test_a_text_is_most_like_itself() -> None:
    texts = [bigrams(t) for t in ("增设公共停车泊位", "完善社区养老助餐", "推进垃圾分类")]
    table = likeness(texts, texts)
    assert all(table[i][i] == pytest.approx(1.0) for i in range(3))
    assert all(table[i][j] == 0 for i in range(3) for j in range(3) if i != j)


def test_rare_pairs_weigh_more() -> None:
    asks = [bigrams("加强管理充电桩"), bigrams("加强管理停车场"), bigrams("加强管理食堂")]
    row = likeness([bigrams("充电桩"), bigrams("加强管理")], asks)
    assert row[0][0] > row[0][1] == 0
    assert max(row[1]) == pytest.approx(min(row[1]), rel=0.2)


@given(BAGS, BAGS)
def test_shape_and_range(rows: list[dict[str, int]], columns: list[dict[str, int]]) -> None:
    table = likeness(rows, columns)  # type: ignore[arg-type]
    assert [len(row) for row in table] == [len(columns)] * len(rows)
    assert all(-1e-9 <= score <= 1 + 1e-9 for row in table for score in row)
