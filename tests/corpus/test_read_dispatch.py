import io
import os
import tomllib
import zipfile
from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from corpus.read import dispatch, read, read_bytes, signatures
from corpus.read.dispatch import FILE_LIMIT
from corpus.read.signatures import recognise

TEXT = "关于加强养老服务工作的建议\n建议新建社区食堂。\n"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"找不到“.*没有\.txt”"):
        read(tmp_path / "没有.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"是文件夹.*dafu ingest"):
        read(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    with pytest.raises(UnusableInput, match="不是普通文件"):
        read(tmp_path / "管道.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    file = tmp_path / "锁.txt"
    file.write_text(TEXT, "utf-8")
    file.chmod(0)
    with pytest.raises(UnusableInput, match=r"没有读取“.*锁\.txt”的权限"):
        read(file)


def test_permission_errors_are_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "锁.txt"
    file.write_text(TEXT, "utf-8")

    def denied(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(UnusableInput, match=r"没有读取“.*锁\.txt”的权限"):
        read(file)


def test_a_path_that_cannot_be_is_refused() -> None:
    with pytest.raises(UnusableInput, match="无法读取"):
        read(Path("a\0b"))
    with pytest.raises(UnusableInput, match="无法读取"):
        read(Path("长" * 5000))


def test_a_giant_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "大.docx"
    with file.open("wb") as sparse:
        sparse.truncate(FILE_LIMIT + 1)
    with pytest.raises(UnusableInput, match="超过 200 MB 的上限"):
        read(file)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\u3000\n".encode(), b"<html><body></body></html>"]
)
@pytest.mark.parametrize("name", ["空.txt", "空.html"])
def test_an_empty_file_says_so(data: bytes, name: str) -> None:
    with pytest.raises(UnusableInput, match=rf"“{name}”(?:是空文件|里没有文字)"):
        read_bytes(data, name)


def archive(member: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(member, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"GIF89a\x01\x00\x01\x00", "GIF 图片.*PNG"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC 图片.*JPG"),
        (b"RIFF\x00\x00\x00\x00WAVE", "音视频文件"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "Windows 程序"),
        (b"Rar!\x1a\x07\x00", "RAR 压缩包"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip 压缩包"),
        (bytes(257) + b"ustar\x00", "tar 压缩包"),
        (b"\x00\x00\x00\x18ftypmp42", "音视频文件"),
        (archive("ppt/presentation.xml"), r"PowerPoint.*另存为 \.docx"),
    ],
)
def test_other_formats_are_called_by_name_whatever_the_suffix(data: bytes, what: str) -> None:
    with pytest.raises(UnusableInput, match=rf"“答复\.txt”是.*{what}"):
        read_bytes(data, "答复.txt")


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (b"junk %PDF-1.7\n", "pdf"),
        (archive("word/document.xml"), "word"),
        (archive("xl/workbook.xml"), "xlsx"),
        (archive("xl/workbook.bin"), "calc"),
        (archive("OFD.xml"), "ofd"),
        (archive("content.xml"), "opendocument"),
        (archive("a.txt"), "archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"II*\x00\x08\x00\x00\x00", "image"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00", "image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image"),
        (b"{\\rtf1\\ansi text}", "writer"),
    ],
)
def test_the_content_chooses_the_reader(data: bytes, reader: str) -> None:
    found = recognise(data, "答复.txt")
    assert found is not None
    assert found.reader == reader


def test_every_reader_named_by_a_signature_is_there() -> None:
    data = tomllib.loads((Path(signatures.__file__).parent / "signatures.toml").read_text("utf-8"))
    entries = [entry for kind in ("signature", "archive", "compound") for entry in data[kind]]
    assert {entry["reader"] for entry in entries if "reader" in entry} | {"pdf"} == set(dispatch._READERS)
    assert all(entry["advice"].endswith("。") for entry in entries if "reader" not in entry)


def test_text_that_begins_like_a_program_is_text() -> None:
    assert read_bytes(("MZ 型电梯" + TEXT).encode(), "a.txt").text.startswith("MZ 型")


@pytest.mark.parametrize("name", ["答复.docx", "答复.pdf", "答复.xlsx", "答复.zip", "答复.doc", "答复.ofd"])
def test_a_suffix_that_promises_too_much(name: str) -> None:
    with pytest.raises(UnusableInput, match="不是有效的"):
        read_bytes(TEXT.encode(), name)


@pytest.mark.parametrize("name", ["答复.py", "答复.json", "答复.eml"])
def test_an_unknown_suffix_names_what_is_supported(name: str) -> None:
    with pytest.raises(UnusableInput, match=r"不支持.*\.txt.*\.html.*\.docx.*PDF"):
        read_bytes(TEXT.encode(), name)


@pytest.mark.parametrize("name", ["答复.txt", "答复.md", "答复.TXT", "答复"])
def test_text_is_read_under_any_name_of_text(name: str) -> None:
    source = read_bytes(TEXT.encode("gb18030"), name)
    assert (source.text, source.media) == (TEXT, "text")


def test_content_decides_before_the_suffix() -> None:
    page = "<html><body><p>关于养老的答复</p></body></html>"
    assert read_bytes(page.encode(), "答复.txt").media == "html"
    assert read_bytes(TEXT.encode(), "答复.html").media == "html"


@pytest.mark.parametrize("name", ["导出.doc", "导出.xls", "导出.wps"])
def test_a_page_under_the_name_of_an_office_file_is_a_page(name: str) -> None:
    page = "<html><body><table><tr><th>案号</th><th>案由</th></tr><tr><td>0012</td><td>养老</td></tr></table></body></html>"
    source = read_bytes(page.encode(), name)
    assert source.media == "html"
    assert source.blocks[0].rows == (("案号", "案由"), ("0012", "养老"))


def test_a_list_under_the_name_of_a_workbook_is_a_list() -> None:
    source = read_bytes("案号\t案由\n0012\t养老\n".encode("gb18030"), "导出.xls")
    assert (source.media, source.blocks[0].rows) == ("sheet", (("案号", "案由"), ("0012", "养老")))


def test_a_text_of_too_many_lines_is_refused() -> None:
    with pytest.raises(UnusableInput, match=r"“长\.txt”超过 300000 行"):
        read_bytes("一\n".encode() * 300_001, "长.txt")


def test_two_encodings_in_one_file_are_told() -> None:
    data = (TEXT * 3).encode() + TEXT.encode("gb18030")
    source = read_bytes(data, "答复.txt")
    assert source.text == TEXT * 4
    assert len(source.notices) == 1
    assert "两种文字编码" in source.notices[0]


def test_a_name_is_shown_as_it_was_given(tmp_path: Path) -> None:
    odd = tmp_path / "a'b\"<c>\n.txt"
    with pytest.raises(UnusableInput) as caught:
        read(odd)
    assert str(odd) in caught.value.message
