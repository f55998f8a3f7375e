import json
from pathlib import Path

import pytest

from corpus.organs import same_organ
from corpus.unit_lists import units_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省发展改革委、财政厅、教育厅", ["省发展改革委", "省财政厅", "省教育厅"]),
        ("省农业厅、水利厅，云江银监局、保监局", ["省农业厅", "省水利厅", "云江银监局", "云江保监局"]),
        ("省商务厅、工商局，广东、深圳海关", ["省商务厅", "省工商局", "广东海关", "深圳海关"]),
        ("市教育局、市财政局", ["市教育局", "市财政局"]),
        ("各县（区）人民政府，市政府各部门、各直属机构：", ["各县（区）人民政府", "市政府各部门", "市政府各直属机构"]),
        ("各县（区）市场监管局、教育局", ["各县（区）市场监管局", "各县（区）教育局"]),
        ("市政协提案委员会，何某某、罗某委员。", ["市政协提案委员会", "何某某委员", "罗某委员"]),
        ("周某某委员", ["周某某委员"]),
        ("财政局,科技局", ["财政局", "科技局"]),
        ("", []),
        ("，、；", []),
    ],
)
def test_lists_share_their_place(text: str, expected: list[str]) -> None:
    assert list(units_of(text)) == expected


def test_the_task_table_of_a_real_notice(shared: Path) -> None:
    """35 rows of lead and participating units; one cell lacks a 厅 in the source and names no organ."""
    truth = json.loads((shared / "seeds" / "seed_truth.json").read_text("utf-8"))["seeds"]["003"]
    (table,) = truth["tables"]
    wrong = []
    for row in table["rows"]:
        for printed, expected in (("牵头单位", "lead"), ("参与单位", "participants")):
            found = units_of(row[printed])
            pairs = zip(found, row[expected], strict=True)
            wrong += [pair for pair in pairs if not same_organ(*pair)]
    assert wrong == [("环境保护", "省环境保护厅")]
