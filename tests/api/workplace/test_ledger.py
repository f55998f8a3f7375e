"""The ledger: cases, their states and clocks, talks, imports and exports."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy.engine import Engine

from api.workplace.case import CaseFields, days_left, light
from api.workplace.ledger import (
    ChangedMeanwhile,
    Wanted,
    add_case,
    add_talk,
    case_of,
    change_case,
    list_cases,
    offices,
    talks,
)
from api.workplace.ledger_export import COLUMNS, to_csv, to_xlsx
from api.workplace.ledger_import import import_ledger
from api.workplace.states import Kind, clock_runs, following, require_step, states
from api.workplace.tables import lay
from api.workplace.trail import entries, verify
from corpus.errors import NotFound, UnusableInput
from corpus.storage.store import Store

OFFICE = "澜州市住房和城乡建设局"
CASE = CaseFields(
    "20260105", "提案", "关于完善加装电梯后续管理的提案", OFFICE, "主办", assigned="2026-03-02", due="2026-06-02"
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    store = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    lay(store.engine)
    yield store.engine
    store.close()


def no_rule(case: CaseFields) -> None:
    return None


def test_a_case_is_kept_as_given(engine: Engine) -> None:
    given = replace(CASE, proposers=("周立群", "陈雁秋"), co_handlers=("市财政局",), key_item=True)
    made = add_case(engine, given, "zhang")
    assert made.fields == given
    assert (made.state, made.revision) == ("已交办", 1)
    assert case_of(engine, made.id) == made
    assert offices(engine) == (OFFICE,)
    with pytest.raises(NotFound):
        case_of(engine, 99)


def test_an_office_has_a_number_once(engine: Engine) -> None:
    add_case(engine, CASE, "zhang")
    with pytest.raises(UnusableInput, match="已有第20260105号提案"):
        add_case(engine, CASE, "zhang")
    add_case(engine, replace(CASE, item_kind="建议"), "zhang")
    add_case(engine, replace(CASE, office="澜州市财政局", role="会办"), "zhang")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("item_no", " ", "案号"),
        ("title", "", "题目"),
        ("office", "", "承办单位"),
        ("item_kind", "议案", "类型"),
        ("role", "帮办", "办理角色"),
        ("assigned", "2026-02-30", "2026-02-30"),
        ("due", "三个月", "三个月"),
        ("due", "2026-01-01", "早于"),
        ("rating", "很好", "评价"),
        ("title", "长" * 600, "过长"),
    ],
)
def test_what_cannot_be_is_told(engine: Engine, field: str, value: str, told: str) -> None:
    with pytest.raises(UnusableInput, match=told):
        add_case(engine, replace(CASE, **{field: value}), "zhang")  # type: ignore[arg-type]
    assert list_cases(engine, Wanted()) == ([], 0)


def test_two_people_never_overwrite_each_other(engine: Engine) -> None:
    made = add_case(engine, CASE, "zhang")
    changed = change_case(engine, made.id, made.revision, "zhang", replace(CASE, owner="张维"))
    assert changed.revision == 2
    with pytest.raises(ChangedMeanwhile):
        change_case(engine, made.id, made.revision, "li", replace(CASE, owner="李娜"))
    assert case_of(engine, made.id).fields.owner == "张维"
    assert change_case(engine, made.id, 2, "li", changed.fields) == changed


def test_states_follow_one_another(engine: Engine) -> None:
    made = add_case(engine, CASE, "zhang")
    with pytest.raises(UnusableInput, match="可以转为"):
        change_case(engine, made.id, 1, "zhang", state="已答复")
    signed = change_case(engine, made.id, 1, "zhang", state="已签收")
    assert signed.state == "已签收"
    assert '"to": "已签收"' in entries(engine)[0].detail
    with pytest.raises(UnusableInput, match="没有“飞行”"):
        require_step("case", "已签收", "飞行")


def test_every_state_leads_to_known_ones() -> None:
    kinds: tuple[Kind, ...] = ("case", "draft")
    for kind in kinds:
        for state in states(kind):
            assert set(following(kind, state)) <= set(states(kind))
    assert clock_runs("办理中")
    assert not clock_runs("已办结")


@pytest.mark.parametrize(
    ("last", "days", "shown"),
    [("2026-06-20", 18, "正常"), ("2026-06-12", 10, "临近"), ("2026-06-02", 0, "临近"), ("2026-06-01", -1, "超期"), (None, None, "正常")],
)  # fmt: skip
def test_the_clock(last: str | None, days: int | None, shown: str) -> None:
    assert days_left(last, "2026-06-02") == days
    assert light(True, last, "2026-06-02") == shown
    assert light(False, last, "2026-06-02") == "已停"


def test_the_ledger_is_listed_by_what_is_due(engine: Engine) -> None:
    for number, due, office in (("1", "2026-07-01", OFFICE), ("2", "2026-06-01", OFFICE), ("3", None, "澜州市财政局")):
        add_case(engine, replace(CASE, item_no=number, due=due, office=office), "zhang")
    done = add_case(engine, replace(CASE, item_no="4", due="2026-05-01"), "zhang")
    change_case(engine, done.id, 1, "zhang", state="退办")
    assert [case.fields.item_no for case in list_cases(engine, Wanted())[0]] == ["2", "1", "3", "4"]
    assert [case.fields.item_no for case in list_cases(engine, Wanted(offices=(OFFICE,), open_only=True))[0]] == [
        "2",
        "1",
    ]
    assert list_cases(engine, Wanted(offices=()))[1] == 0
    assert list_cases(engine, Wanted(state="退办"))[1] == 1
    assert list_cases(engine, Wanted(due_before="2026-06-15", open_only=True))[1] == 1
    assert list_cases(engine, Wanted(words="加装电梯"))[1] == 4
    assert list_cases(engine, Wanted(words="%"))[1] == 4
    page, total = list_cases(engine, Wanted(), page=2, size=3)
    assert (len(page), total) == (1, 4)


def test_talks_are_written_down(engine: Engine) -> None:
    made = add_case(engine, CASE, "zhang")
    add_talk(engine, made.id, "zhang", "2026-04-10", "电话", "周立群", "说明补贴标准")
    add_talk(engine, made.id, "zhang", "2026-03-20", "走访", "周立群", "")
    assert [talk.day for talk in talks(engine, made.id)] == ["2026-03-20", "2026-04-10"]
    for day, way, person in (
        ("2026-4-1", "电话", "周立群"),
        ("2026-04-01", "托梦", "周立群"),
        ("2026-04-01", "电话", " "),
    ):
        with pytest.raises(UnusableInput):
            add_talk(engine, made.id, "zhang", day, way, person, "")
    assert verify(engine).broken is None


def sheet(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ["案号", "类型", "案由", "提案者", "办理方式", "会办单位", "交办日期", "状态"]


def test_a_sheet_is_imported_and_again_changes_nothing(engine: Engine) -> None:
    data = sheet(
        [
            ["市住房和城乡建设局2026年办理台账"],
            HEAD,
            [
                20260105,
                "提案",
                "关于加装电梯的提案",
                "周立群",
                "主办",
                "市财政局、市市场监管局",
                "2026-03-02",
                "办理中",
            ],
            ["第20260208号", None, "关于规范停车的建议", "林帆；苏明", None, None, "2026年3月5日", None],
            ["没有号", "提案", "关于某事的提案", None, None, None, None, None],
            ["20260300", "提案", "关于某事的提案", None, "旁观", None, None, None],
        ]
    )
    report = import_ledger(engine, data, "台账.xlsx", "zhang", OFFICE, no_rule)
    assert (report.added, [row.line for row in report.failed]) == (2, [5, 6])
    found = {case.fields.item_no: case for case in list_cases(engine, Wanted())[0]}
    assert found["20260105"].state == "办理中"
    assert found["20260105"].fields.co_handlers == ("市财政局", "市市场监管局")
    assert found["20260208"].fields.item_kind == "建议"
    assert found["20260208"].fields.role == "独办"
    assert found["20260208"].fields.assigned == "2026-03-05"
    again = import_ledger(engine, data, "台账.xlsx", "zhang", OFFICE, no_rule)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)


def test_an_import_completes_what_is_known(engine: Engine) -> None:
    add_case(engine, replace(CASE, owner="张维"), "zhang")
    data = "案号,类型,题目,评价\n20260105,提案,关于完善加装电梯后续管理的提案,满意\n".encode("gb18030")
    report = import_ledger(engine, data, "台账.csv", "zhang", OFFICE, no_rule)
    assert report.updated == 1
    fields = list_cases(engine, Wanted())[0][0].fields
    assert (fields.rating, fields.owner, fields.due) == ("满意", "张维", "2026-06-02")


def test_the_place_s_rule_gives_the_day(engine: Engine) -> None:
    data = "案号,类型,题目,交办日期\n1,提案,关于某事的提案,2026-03-02\n".encode()
    import_ledger(engine, data, "台账.csv", "zhang", OFFICE, lambda case: ("2026-06-02", "某规定第三条"))
    fields = list_cases(engine, Wanted())[0][0].fields
    assert (fields.due, fields.due_basis) == ("2026-06-02", "某规定第三条")


def test_a_line_of_another_unit_is_refused_to_an_officer(engine: Engine) -> None:
    data = "案号,类型,题目,承办单位\n1,提案,关于某事的提案,澜州市财政局\n".encode()
    report = import_ledger(engine, data, "台账.csv", "zhang", OFFICE, no_rule, only_office=True)
    assert (report.added, report.failed[0].line) == (0, 2)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("台账.pdf", b"%PDF"),
        ("台账.xlsx", b"PK\x03\x04broken"),
        ("台账.csv", "甲,乙\n1,2\n".encode()),
        ("台账.csv", b""),
    ],
)
def test_a_file_that_is_no_ledger_is_told(engine: Engine, name: str, data: bytes) -> None:
    with pytest.raises(UnusableInput):
        import_ledger(engine, data, name, "zhang", OFFICE, no_rule)


def test_exports_hold_no_formula(engine: Engine) -> None:
    given = replace(CASE, title='=HYPERLINK("http://x","a")提案', owner="@SUM(A1)", demands="-1+2|cmd")
    add_case(engine, given, "zhang")
    found, _ = list_cases(engine, Wanted())
    sheet_ = openpyxl.load_workbook(BytesIO(to_xlsx(found, "2026-05-20", "台账"))).active
    assert [cell.value for cell in sheet_[1]] == list(COLUMNS)
    assert all(cell.data_type in ("s", "n") for row in sheet_.iter_rows() for cell in row)
    assert sheet_.cell(2, 3).value == given.title
    assert sheet_.cell(2, COLUMNS.index("剩余天数") + 1).value == 13
    text = to_csv(found, "2026-05-20").decode("utf-8-sig")
    cells = list(csv.reader(StringIO(text)))[1]
    assert not any(cell.startswith(("=", "@", "-1+")) for cell in cells)


def test_an_export_can_be_imported_again(engine: Engine, tmp_path: Path) -> None:
    add_case(engine, replace(CASE, proposers=("周立群",), co_handlers=("市财政局",), key_item=True), "zhang")
    found, _ = list_cases(engine, Wanted())
    for name, data in (("a.csv", to_csv(found, "2026-05-20")), ("a.xlsx", to_xlsx(found, "2026-05-20", "台账"))):
        other = Store.open(f"sqlite:///{tmp_path / name}.db")
        lay(other.engine)
        report = import_ledger(other.engine, data, name, "zhang", OFFICE, no_rule)
        assert (report.added, report.failed) == (1, ())
        assert list_cases(other.engine, Wanted())[0][0].fields == found[0].fields
        other.close()
