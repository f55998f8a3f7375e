import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Kind
from corpus.offices.duties import duties, duties_about, part_of
from corpus.offices.duty import Duty, Respelt
from corpus.parse import parse
from corpus.read.plain import read_plain

Told = tuple[str, tuple[str, ...], tuple[str, ...], str | None]


def told(text: str, kind: Kind = "notice") -> list[Told]:
    return [(d.task, d.leads, d.participants, d.deadline) for d in duties(Document(text, kind))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "由市教育局牵头，市财政局、市人社局配合，制定校车管理办法。",
            ("制定校车管理办法", ("市教育局",), ("市财政局", "市人社局"), None),
        ),
        (
            "加强校车管理，由市教育局牵头，市财政局、人社局配合。",
            ("加强校车管理", ("市教育局",), ("市财政局", "市人社局"), None),
        ),
        (
            "1.加强校车管理。（牵头单位：市教育局；配合单位：市财政局、人社局）",
            ("加强校车管理", ("市教育局",), ("市财政局", "市人社局"), None),
        ),
        (
            "（一）改造老旧小区。\n责任单位：市住建局、财政局，各县（区）人民政府\n完成时限：2025年12月底",
            ("改造老旧小区", ("市住建局", "市财政局", "各县（区）人民政府"), (), "2025年12月底"),
        ),
        (
            "二是强化监管。市市场监管局牵头，市公安局、商务局等部门参与，2025年6月底前完成。",
            ("强化监管", ("市市场监管局",), ("市公安局", "市商务局"), "2025年6月底前"),
        ),
        ("校车管理工作由市教育局会同市公安局负责。", ("校车管理工作", ("市教育局",), ("市公安局",), None)),
        (
            "推进普惠园建设（市教育局牵头，市财政局、各镇街按职责分工负责）",
            ("推进普惠园建设", ("市教育局",), ("市财政局", "各镇街"), None),
        ),
    ],
)
def test_duties_in_running_text(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "我局负责全市质量工作。",
        "经市住建局牵头协调，小区业委会同意。",
        "负责人由会议选举产生。",
        "街道牵头单位较多。",
        "支持行业协会牵头制定标准。",
        "",
    ],
)
def test_what_lays_down_no_duty(text: str) -> None:
    assert told(text) == []


def test_what_members_ask_for_is_no_duty() -> None:
    assert told("建议由市教育局牵头，市财政局配合，制定校车管理办法。", "proposal") == []


TABLE = (
    "关于印发任务分工的通知\n任务分工表\n序号\t重点任务\t责任单位\t完成时限\n"
    "1\t增设泊位\t市城管局牵头，市公安局、交通运输局配合\t2025年6月\n"
    "2\t错时开放\t市教育局（牵头）、财政局\t\n"
    "3\t加强监管\t市食品药品监督管理局、环境保护\t长期\n"
    "4\t抽检\t市食品药品监管局\t\n"
    "5\t监测\t市食品药品监管局\t\n"
)


def test_duties_of_a_table() -> None:
    text = TABLE
    found = parse(read_plain(text)).duties
    assert [(d.task, d.leads, d.participants, d.deadline) for d in found] == [
        ("增设泊位", ("市城管局",), ("市公安局", "市交通运输局"), "2025年6月"),
        ("错时开放", ("市教育局",), ("市财政局",), None),
        ("加强监管", ("市食品药品监管局", "市环境保护局"), (), "长期"),
        ("抽检", ("市食品药品监管局",), (), None),
        ("监测", ("市食品药品监管局",), (), None),
    ]
    assert found[2].respelt == (
        Respelt("市食品药品监督管理局", "市食品药品监管局"),
        Respelt("市环境保护", "市环境保护局"),
    )
    assert all(duty.task in text[duty.start : duty.end] for duty in found)


def test_a_table_without_units_has_no_duties() -> None:
    assert parse(read_plain("情况表\n年份\t件数\t比例\n2024\t3\t1%\n2025\t4\t2%\n")).duties == ()


def test_who_leads_what() -> None:
    found = parse(read_plain(TABLE)).duties
    assert part_of("市教育局", found).alone == (1,)
    assert part_of("市公安局", found).participates == (0,)
    assert part_of("市市场监管局", found).leads == (2, 3, 4)
    assert [duty.task for duty in duties_about("谁牵头增设泊位？", found)] == ["增设泊位"]
    assert duties_about("谁负责？", found) == ()
    assert duties_about("", found) == ()


@pytest.fixture
def real(shared: Path) -> tuple[tuple[Duty, ...], list[dict[str, object]]]:
    """The duties found in a real notice with a task table of 35 rows, and what they are."""
    (path,) = (shared / "seeds").glob("003_*.txt")
    truth = json.loads((shared / "seeds" / "seed_truth.json").read_text("utf-8"))["seeds"]["003"]
    return parse(read_plain(path.read_text("utf-8"))).duties, truth["tables"][0]["rows"]


def test_every_row_of_a_real_task_table(real: tuple[tuple[Duty, ...], list[dict[str, object]]]) -> None:
    found, rows = real
    assert [(d.task, [*d.leads], [*d.participants]) for d in found] == [
        (row["重点工作任务"], row["lead"], row["participants"]) for row in rows
    ]


def test_the_parts_of_one_organ_in_a_real_task_table(real: tuple[tuple[Duty, ...], object]) -> None:
    part = part_of("广东省质量技术监督局", real[0])
    assert (len(part.leads), len(part.alone), len(part.participates)) == (22, 15, 9)
    (duty, *_) = duties_about("谁牵头 检验检测服务能力建设", real[0])
    assert duty.leads == ("省编办", "省质监局")


@given(st.text(alphabet="由市教育局财政牵头配合，。、：（）负责单位任务\n", max_size=60))
def test_any_text_is_read_and_spans_are_within_it(text: str) -> None:
    for duty in duties(Document(text, "notice")):
        assert 0 <= duty.start < duty.end <= len(text)
        assert duty.leads
