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
        ("省发展改革委、财政厅和教育厅", ["省发展改革委", "省财政厅", "省教育厅"]),
        ("市住房和城乡建设局及财政局", ["市住房和城乡建设局", "市财政局"]),
        ("市发展改革和教育局", ["市发展改革和教育局"]),
        ("市发改局、财政局等部门", ["市发改局", "市财政局"]),
        ("市教育局（牵头）、财政局", ["市教育局", "市财政局"]),
        ("各区教育局、卫健局", ["各区教育局", "各区卫健局"]),
        ("各镇（街）、市直有关单位", ["各镇（街）", "市直有关单位"]),
        ("市财政局、各镇街", ["市财政局", "各镇街"]),
        ("省、市财政局", ["省财政局", "市财政局"]),
        ("市、县（区）教育局", ["市教育局", "县（区）教育局"]),
        ("市财政局、东城街道办事处、松山湖管委会", ["市财政局", "东城街道办事处", "松山湖管委会"]),
        ("省财政厅、教育部、农业厅", ["省财政厅", "教育部", "省农业厅"]),
        ("省发展改革委、云江银监局、财政厅", ["省发展改革委", "云江银监局", "省财政厅"]),
        ("省委宣传部、编办、组织部", ["省委宣传部", "省委编办", "省委组织部"]),
        ("市妇联、团市委、残联", ["市妇联", "团市委", "市残联"]),
        ("省住房城乡建设厅、环境保护、商务厅", ["省住房城乡建设厅", "省环境保护", "省商务厅"]),
        ("省财政厅、国家税务总局云江省税务局、自然资源厅", ["省财政厅", "国家税务总局云江省税务局", "省自然资源厅"]),
        ("", []),
        ("，、；", []),
    ],
)
def test_lists_share_their_place(text: str, expected: list[str]) -> None:
    assert list(units_of(text)) == expected


def test_the_task_table_of_a_real_notice(shared: Path) -> None:
    """35 rows of lead and participating units; one cell lacks a 厅 in the source."""
    truth = json.loads((shared / "seeds" / "seed_truth.json").read_text("utf-8"))["seeds"]["003"]
    (table,) = truth["tables"]
    wrong = []
    for row in table["rows"]:
        for printed, expected in (("牵头单位", "lead"), ("参与单位", "participants")):
            found = units_of(row[printed])
            pairs = zip(found, row[expected], strict=True)
            wrong += [pair for pair in pairs if not same_organ(*pair)]
    assert wrong == [("省环境保护", "省环境保护厅")]
