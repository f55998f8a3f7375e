"""What the built-in jurisdictions say, value by value against the rules they rest on."""

import re
from pathlib import Path
from typing import Any

import pytest

from corpus.offices.regions import region_names
from drafting.jurisdiction_files import read_place
from drafting.jurisdiction_register import jurisdictions
from drafting.jurisdiction_review import oddities
from drafting.jurisdiction_values import NATION, ClockKind, Deadline, Meaning

PLACES = jurisdictions()
FOLDER = Path(__file__).parents[2] / "drafting" / "jurisdictions"


def ways(region: str | None, body: str, year: int = 2026, issuer: str | None = None) -> Any:
    return PLACES.of(region, "政协" if body == "政协" else "人大", year, issuer)


def said(deadline: Deadline | None) -> tuple[str, str, int] | None:
    return (deadline.start, deadline.unit, deadline.n) if deadline else None


@pytest.mark.parametrize(
    ("region", "year", "kind", "expected"),
    [
        (NATION, 2025, "reply", ("交办", "month", 3)),
        (NATION, 2026, "extension", ("交办", "month", 6)),
        (NATION, 2020, "reply", ("交办", "month", 3)),
        (NATION, 2012, "reply", None),
        (NATION, 2026, "publication", ("答复", "working_day", 20)),
        ("浙江省", 2026, "reply", ("收到", "month", 3)),
        ("浙江省", 2026, "opinion", ("收到", "month", 2)),
        ("浙江省", 2026, "return", ("收到", "calendar_day", 10)),
        ("浙江省", 2026, "redo", ("未载明", "month", 1)),
        ("上海市", 2026, "reply", ("交办", "month", 3)),
        ("上海市", 2026, "extension", ("交办", "month", 3)),
        ("上海市", 2026, "opinion", ("收到", "month", 1)),
        ("上海市", 2026, "return", ("收到", "working_day", 7)),
        ("北京市", 2026, "extension", ("交办", "month", 6)),
        ("北京市", 2026, "member_feedback", ("收到答复", "working_day", 15)),
        ("北京市", 2026, "redo", ("未载明", "month", 2)),
        ("北京市", 2026, "opinion", None),
        ("山东省", 2026, "opinion", ("收到", "month", 1)),
        ("山东省", 2026, "return", ("收到", "calendar_day", 5)),
        ("青岛市", 2026, "return", ("收到", "working_day", 5)),
        ("青岛市", 2026, "reply", ("交办", "month", 3)),
        ("河南省", 2026, "opinion", ("收到", "month", 2)),
        ("河南省", 2026, "return", ("交办", "working_day", 10)),
        ("河南省", 2026, "member_feedback", ("收到答复", "working_day", 10)),
        ("重庆市", 2026, "opinion", ("未载明", "working_day", 30)),
        ("重庆市", 2026, "opinion_redo", ("未载明", "working_day", 5)),
        ("重庆市", 2026, "redo", ("未载明", "month", 2)),
        ("重庆市", 2017, "opinion", None),
        ("福建省", 2024, "opinion", ("交办", "month", 1)),
        ("福建省", 2025, "opinion", None),
        ("宁波市", 2026, "opinion", ("收到", "month", 1)),
        ("四川省", 2026, "reply", ("未载明", "month", 3)),
        ("四川省", 2026, "redo", ("未载明", "month", 3)),
        ("澜州市", 2026, "opinion", ("交办", "month", 1)),
        ("澜州市", 2026, "return", ("收到", "working_day", 5)),
    ],
)
def test_deadlines_for_suggestions_of_deputies(
    region: str, year: int, kind: ClockKind, expected: tuple[str, str, int] | None
) -> None:
    assert said(ways(region, "人大", year).deadline(kind)) == expected


def test_a_deadline_may_differ_by_occasion() -> None:
    sichuan = ways("四川省", "政协")
    assert said(sichuan.deadline("reply", "会议")) == ("未载明", "month", 5)
    assert said(sichuan.deadline("reply", "平时")) == ("未载明", "month", 3)
    assert sichuan.deadline("reply") is None
    assert said(sichuan.deadline("extension")) == ("未载明", "month", 6)


def test_an_extension_is_the_whole_time_or_time_added() -> None:
    assert ways("上海市", "人大").deadline("extension").counts == "added"
    assert ways("福建省", "人大", 2024).deadline("extension").counts == "added"
    assert ways("青岛市", "人大").deadline("extension").counts == "total"


@pytest.mark.parametrize(
    ("region", "body", "year", "issuer", "expected"),
    [
        (NATION, "人大", 2026, None, {"solved": "A", "constrained": "C", "reference_only": "D"}),
        (NATION, "政协", 2026, None, None),
        ("深圳市", "政协", 2021, None, {"solved": "A", "in_progress_or_planned": "B", "reference_only": "D"}),
        ("深圳市", "政协", 2019, None, None),
        ("佛坪县", "政协", 2024, None, {"in_progress_or_planned": "B", "reference_only": "C", "constrained": None}),
        ("铜陵市", "政协", 2026, None, {"solved": "A", "in_progress_or_planned": "B", "constrained": None}),
        ("澜州市", "政协", 2026, None, {"solved": "A", "in_progress_or_planned": "B", "constrained": "C"}),
        ("澜州市", "政协", 2021, None, None),
        ("浙江省", "政协", 2016, "浙江省海洋与渔业局", {"constrained": "C", "reference_only": "C", "solved": "A"}),
        ("浙江省", "政协", 2016, "浙江省教育厅", None),
    ],
)
def test_class_letters_mean_what_the_place_says(
    region: str, body: str, year: int, issuer: str | None, expected: dict[Meaning, str | None] | None
) -> None:
    scheme = ways(region, body, year, issuer).classes
    if expected is None:
        assert scheme is None
        return
    for meaning, mark in expected.items():
        entry = scheme.entry(meaning)
        assert (entry.mark if entry else None) == mark


def test_c_is_not_the_same_everywhere() -> None:
    assert ways("佛坪县", "政协", 2024).classes.meaning("C") == ("reference_only",)
    assert ways("澜州市", "政协").classes.meaning("C") == ("constrained",)
    assert not ways("佛坪县", "政协", 2024).classes.legal("D")


def test_shanghai_classes_in_words() -> None:
    scheme = ways("上海市", "人大").classes
    assert scheme.marks == ()
    assert scheme.entry("in_progress_or_planned", ["列入计划"]).wording == "计划解决"
    assert scheme.entry("in_progress_or_planned") is None
    assert ways("上海市", "政协").classes.entry("in_progress_or_planned").wording == "列入计划拟解决"


@pytest.mark.parametrize(
    ("region", "way"),
    [
        ("上海市", "each"),
        ("浙江省", "each"),
        ("河南省", "each"),
        ("青岛市", "relay"),
        ("澜州市", "lead"),
        ("北京市", None),
    ],
)
def test_whom_a_joint_suggestion_is_answered(region: str, way: str | None) -> None:
    joint = ways(region, "人大").joint
    assert (joint.way if joint else None) == way


def test_copies_belong_to_their_own_place() -> None:
    assert ways("浙江省", "人大").copies.to[0].name == "省人大常委会代表与选举任免工作委员会"
    assert ways("杭州市", "人大").copies is None
    assert ways("青岛市", "人大").copies is None
    assert [one.generic for one in ways("上海市", "人大").copies.to] == [True, False]


def test_numbers_of_the_fishery_bureau() -> None:
    series = {one.letter: one.code for one in ways("浙江省", "政协", 2016, "浙江省海洋与渔业局").series}
    assert series == {"reply": "浙海渔提", "opinion": "浙海渔提函"}
    assert ways("浙江省", "政协", 2016, "浙江省教育厅").series == ()


def test_a_fixed_day_holds_in_its_year_only() -> None:
    assert ways("佛坪县", "政协", 2024).fixed_day("reply").day == "2024-08-05"
    assert ways("佛坪县", "政协", 2025).fixed_day("reply") is None


def test_disclosure() -> None:
    lanzhou = ways("澜州市", "政协")
    assert lanzhou.disclosed("reply").value == "主动公开"
    assert (lanzhou.disclosed("opinion").value, lanzhou.disclosed("opinion").reason) == ("不予公开", "过程性信息")
    assert lanzhou.reason("过程性信息").cite == "《中华人民共和国政府信息公开条例》第十六条第二款"
    assert ways("东莞市", "政协").disclosed("opinion").value == "主动公开"
    assert ways("东莞市", "人大").disclosed("opinion").value == "不予公开"
    assert ways("揭阳市", "政协").publishing.ask_proposer and ways("广州市", "政协").publishing.ask_proposer
    assert ways("广州市", "政协", 2016).publishing.form == "摘要"
    assert lanzhou.disclosed("interim") is None


def test_the_places_above_fill_in_and_are_named() -> None:
    qingdao = ways("青岛市", "人大")
    assert qingdao.chain == ("青岛市", "山东省", NATION)
    assert qingdao.deadline("reply").scope.region == "青岛市"
    assert qingdao.deadline("redo").scope.region == "山东省"
    assert qingdao.classes.scope.region == NATION
    assert not qingdao.citable(qingdao.deadline("redo").scope) and qingdao.citable(qingdao.classes.scope)
    assert ways("佛坪县", "政协").chain == ("佛坪县", "汉中市", "陕西省", NATION)


def test_an_unknown_place_gets_what_holds_everywhere() -> None:
    nowhere = ways("无名市", "人大")
    assert nowhere.chain == ("无名市", NATION) and nowhere.deadline("reply").rule_id == "代表法2025-51"
    assert ways(None, "政协").region == NATION
    assert ways("全国", "人大").region == NATION


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_reads_and_names_its_place(path: Path) -> None:
    file = read_place(path)
    assert file.region == path.stem
    assert file.region == NATION or file.region in region_names() or file.above
    assert all(record.scope.source.strip() for record in file.records)
    known = ("没有与", "没有写 reason")
    assert [odd for odd in oddities(file, PLACES) if not any(part in odd for part in known)] == []


def test_what_a_letter_cites_is_a_printable_rule() -> None:
    for file in PLACES.files:
        for record in file.records:
            cite = getattr(record, "cite", None)
            assert cite is None or re.search(r"第[一二三四五六七八九十]+条|号$", cite), cite
            assert "示例" not in (cite or "")
