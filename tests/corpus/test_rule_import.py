from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import UnusableInput
from corpus.rulebook.rule_import import import_list
from corpus.rulebook.rule_store import open_catalogue
from corpus.storage.store import Store, StoredDocument, document_id

CSV = """标题,文号,制定机关,位阶,发布日期,施行日期,失效日期,效力,替代文件,别名,出处
《停车管理办法》,澜府[2024]1号,澜州市人民政府,规范性文件,2024-02-20,2024年3月1日,2029/2/28,,,停车新规;停车二十条,市政府公报
停车条例,,澜州市人大常委会,地方性法规,2020,,,有效,,,
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    yield opened
    opened.close()


def listed(tmp_path: Path, text: str, name: str = "目录.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def counts(store: Store, path: Path) -> tuple[int, int, int]:
    report = import_list(store, path)
    assert report.failed == ()
    return report.added, report.updated, report.unchanged


def test_a_list_is_taken_in_once(store: Store, tmp_path: Path) -> None:
    path = listed(tmp_path, CSV)
    assert counts(store, path) == (2, 0, 0)
    assert counts(store, path) == (0, 0, 2)
    (rule,) = open_catalogue(store).find("停车二十条")
    assert (rule.title, rule.doc_number, rule.issued, rule.valid_from, rule.valid_to, rule.source) == (
        "停车管理办法", "澜府〔2024〕1号", "2024-02-20", "2024-03-01", "2029-02-28", "市政府公报",
    )  # fmt: skip
    (other,) = open_catalogue(store).find("停车条例")
    assert (other.level, other.issued, other.status, other.source) == (
        "地方性法规", "2020", "有效", "管理员导入：目录.csv",
    )  # fmt: skip


def test_an_empty_cell_loses_nothing(store: Store, tmp_path: Path) -> None:
    import_list(store, listed(tmp_path, CSV))
    later = "标题,文号,效力,别名\n停车管理办法,澜府〔2024〕1号,已废止,停车老规\n"
    assert counts(store, listed(tmp_path, later)) == (0, 1, 0)
    (rule,) = open_catalogue(store).find("停车新规")
    assert (rule.status, rule.valid_to, rule.issuer) == ("已废止", "2029-02-28", "澜州市人民政府")
    assert {"停车新规", "停车二十条", "停车老规"} <= set(rule.aliases)


def test_a_stored_document_is_completed_not_doubled(store: Store, tmp_path: Path) -> None:
    document = Document("停车管理办法", "measures", "停车管理办法", doc_number="澜府〔2024〕1号", issuer="市政府")
    put = StoredDocument(document_id("停车管理办法"), document, "ingested", "/a", "s", None)
    store.put(put)
    import_list(store, listed(tmp_path, CSV))
    (rule,) = open_catalogue(store).find("停车管理办法")
    assert (rule.id, rule.document, rule.valid_to, rule.issuer) == (put.id, put.id, "2029-02-28", "澜州市人民政府")


def test_a_list_in_toml(store: Store, tmp_path: Path) -> None:
    text = (
        '[[rule]]\ntitle = "停车办法"\naliases = ["停车新规"]\nvalid_from = 2024-03-01\nreplaced_by = "《停车条例》"\n'
        '[[rule]]\ntitle = "停车规划"\nstage = "拟制定"\n'
    )
    assert counts(store, listed(tmp_path, text, "rules.toml")) == (2, 0, 0)
    (rule,) = open_catalogue(store).find("停车新规")
    assert (rule.valid_from, rule.replaced_by) == ("2024-03-01", "停车条例")


def test_a_list_in_a_workbook(store: Store, tmp_path: Path) -> None:
    from datetime import date

    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ("标题", "文号", "施行日期"),
        ("停车办法", "澜府〔2024〕1号", date(2024, 3, 1)),
        ("停车规划", "", "2024"),
    ):
        book.active.append(row)
    book.save(tmp_path / "目录.xlsx")
    assert counts(store, tmp_path / "目录.xlsx") == (2, 0, 0)
    (rule,) = open_catalogue(store).find("停车办法")
    assert (rule.doc_number, rule.valid_from) == ("澜府〔2024〕1号", "2024-03-01")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",澜府〔2024〕1号,,,", "没有写标题"),
        ("停车办法,,2024-13-01,,", "日期“2024-13-01”无法识别"),
        ("停车办法,,明年,,", "日期“明年”无法识别"),
        ("停车办法,,,法令,", "位阶“法令”无法识别"),
        ("停车办法,,,,好", "效力“好”无法识别"),
    ],
)
def test_wrong_lines_are_named_and_stop_no_other(row: str, reason: str, store: Store, tmp_path: Path) -> None:
    text = f"标题,文号,施行日期,位阶,效力\n停车条例,,,,\n{row}\n停车规划,,,,\n"
    report = import_list(store, listed(tmp_path, text))
    assert report.added == 2
    (wrong,) = report.failed
    assert wrong.line == 3
    assert reason in wrong.reason
    assert [rule.title for rule in open_catalogue(store).rules] == ["停车条例", "停车规划"]


def test_an_end_before_the_beginning_is_refused(store: Store, tmp_path: Path) -> None:
    report = import_list(store, listed(tmp_path, "标题,施行日期,失效日期\n停车办法,2024-03-01,2023-03-01\n"))
    assert "早于施行日期" in report.failed[0].reason


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.toml", "rule = 3", "没有 .*rule"),
        ("b.toml", "title = ", "不是正确的 TOML"),
        ("c.csv", "甲,乙\n1,2\n", "没有找到“标题”一列"),
        ("d.toml", "rule = []", "没有一件政策法规"),
    ],
)
def test_a_list_that_is_none_is_refused(name: str, text: str, message: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=message):
        import_list(store, listed(tmp_path, text, name))
    assert open_catalogue(store).rules == ()
