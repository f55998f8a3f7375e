"""Input that cannot be used: a clear message, the right exit code, and nothing lost that was stored."""

import os
from pathlib import Path

import pytest

from tests.api.conftest import PROPOSAL, Dafu

NOTICE = (
    "关于加强电动自行车充电设施建设的通知\n\n各区人民政府：\n　　一、加快建设。各区应当在2024年底前完成充电设施布点。\n"
)


def stored_count(dafu: Dafu, folder: Path) -> int:
    """How many documents the workspace holds, told by an ingestion of nothing new."""
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(NOTICE, "utf-8")
    return int(dafu("ingest", folder, "--json").value["documents"])


@pytest.fixture
def filled(dafu: Dafu, tmp_path: Path) -> Dafu:
    assert stored_count(dafu, tmp_path / "good") == 1
    return dafu


BAD_FILES = {
    "missing.txt": (None, "找不到"),
    "empty.txt": (b"", "空文件"),
    "blank.txt": ("　\n\n \t".encode(), "没有"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "无法打开"),
    "noise.txt": (bytes(range(256)) * 64, "picture"),
    "broken.docx": (b"PK\x03\x04" + b"\0" * 100, "损坏"),
    "text.docx": ("不是文档".encode(), "不是有效的"),
    "broken.pdf": (b"%PDF-1.7\n" + b"\0" * 100, "broken.pdf"),
    "sheet.xyz": ("甲".encode(), "不支持"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file(filled: Dafu, tmp_path: Path, name: str) -> None:
    content, said = BAD_FILES[name]
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    parsed = filled("parse", file, "--json")
    assert parsed.code == 2 and parsed.out == "" and parsed.err
    if said != "picture":
        assert said in parsed.err
    ingested = filled("ingest", file, "--json")
    assert ingested.code == 2
    assert [failure["file"] for failure in ingested.value["failed"]] == [str(file)]
    assert ingested.value["failed"][0]["reason"] in ingested.err
    drafted = filled("draft", file)
    assert drafted.code == 2 and drafted.out == ""
    assert stored_count(filled, tmp_path / "good") == 1


def test_one_bad_file_does_not_stop_the_rest(dafu: Dafu, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.docx").write_bytes(b"PK\x03\x04")
    (folder / "good.txt").write_text(NOTICE, "utf-8")
    done = dafu("ingest", folder, "--json")
    assert done.code == 3
    assert done.value["added"] == 1 and len(done.value["failed"]) == 1
    assert str(folder / "bad.docx") in done.err
    again = dafu("ingest", folder, "--json")
    assert again.code == 3 and again.value["unchanged"] == 1 and again.value["added"] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_read_the_same(dafu: Dafu, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "提案.txt"
    file.write_bytes(PROPOSAL.encode(encoding))
    done = dafu("parse", file, "--json")
    assert done.code == 0
    assert done.value["text"].strip() == PROPOSAL.strip()
    assert done.value["case"]["item_no"] == "20240118"
    assert [one["id"] for one in done.value["case"]["suggestions"]] == ["1", "2", "3"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_folder_without_permission(filled: Dafu, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text(NOTICE, "utf-8")
    closed.chmod(0)
    try:
        done = filled("ingest", closed, "--json")
    finally:
        closed.chmod(0o700)
    assert done.code == 2 and "权限" in done.err
    assert stored_count(filled, tmp_path / "good") == 1


def test_a_file_in_place_of_the_workspace(dafu: Dafu, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("甲")
    for command in (["ingest", str(tmp_path / "file")], ["show", "甲"], ["search", "甲"], ["rules", "list"]):
        done = dafu(*command, "--workspace", tmp_path / "file")
        assert done.code == 2 and "工作区" in done.err
    assert (tmp_path / "file").read_text() == "甲"


def test_a_database_that_is_none(dafu: Dafu, tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / "dafu.db").write_bytes(b"not a database at all" * 100)
    done = dafu("show", "甲")
    assert done.code == 2 and "dafu.db" in done.err
    assert (tmp_path / "workspace" / "dafu.db").read_bytes().startswith(b"not a database")


def test_a_text_with_no_asks(dafu: Dafu, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("案由:(20240119)关于某事的提案\n\n内    容:\n  情况如此。\n\n提案者 王小明\n", "utf-8")
    done = dafu("draft", file, "--out", tmp_path / "a.docx")
    assert done.code == 2 and "建议" in done.err
    assert not (tmp_path / "a.docx").exists()


def test_a_text_of_fifty_megabytes(dafu: Dafu, tmp_path: Path) -> None:
    """Read whole or refused, within a test's patience; never a fault."""
    file = tmp_path / "big.txt"
    line = "　　各区应当加快充电设施建设，完善管理制度。\n".encode()
    file.write_bytes(line * (50 * 2**20 // len(line)))
    done = dafu("parse", file, "--json")
    assert done.code in (0, 2)
    assert done.code == 0 or "big.txt" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--role", "主持"], "主持"),
        (["--date", "明天"], "明天"),
        (["--out", "letter.odp"], "不认识的输出格式"),
        (["--opinion", "missing.txt"], "missing.txt"),
    ],
)
def test_bad_options_of_draft(dafu: Dafu, proposal: Path, arguments: list[str], said: str) -> None:
    done = dafu("draft", proposal, *arguments)
    assert done.code == 2 and said in done.err and done.out == ""


def test_a_case_that_is_neither_file_nor_stored(dafu: Dafu) -> None:
    done = dafu("draft", "20249999")
    assert done.code == 2 and "20249999" in done.err


def test_an_unknown_disclosure(dafu: Dafu, proposal: Path) -> None:
    done = dafu("ingest", proposal, "--disclosure", "公开")
    assert done.code == 2 and "主动公开" in done.err


def test_out_that_cannot_be_written(dafu: Dafu, proposal: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("甲")
    done = dafu("draft", proposal, "--issuer", "澜州市住房和城乡建设局", "--out", tmp_path / "out" / "a.docx")
    assert done.code == 2 and "写不了文件" in done.err
    assert (tmp_path / "out").read_text() == "甲"


def test_an_unknown_encoder(dafu: Dafu, proposal: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DAFU_ENCODER", str(tmp_path / "no-such-model"))
    done = dafu("search", "充电设施")
    assert done.code == 2 and "no-such-model" in done.err
