import io
import os
import zipfile
from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from corpus.read import read, read_bytes
from corpus.read.dispatch import FILE_LIMIT

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
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG 图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG 图片"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), r"旧版 Office 文件.*另存为 \.docx"),
        (b"{\\rtf1\\ansi text}", "RTF 文件"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "Windows 程序"),
        (b"Rar!\x1a\x07\x00", "RAR 压缩包"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip 压缩包"),
        (bytes(257) + b"ustar\x00", "tar 压缩包"),
        (b"\x00\x00\x00\x18ftypmp42", "音视频文件"),
        (archive("xl/workbook.xml"), "Excel 表格"),
        (archive("ppt/presentation.xml"), "PowerPoint"),
        (archive("OFD.xml"), "OFD"),
        (archive("a.txt"), "ZIP 压缩包.*解压"),
    ],
)
def test_other_formats_are_called_by_name_whatever_the_suffix(data: bytes, what: str) -> None:
    with pytest.raises(UnusableInput, match=rf"“答复\.txt”是.*{what}"):
        read_bytes(data, "答复.txt")


def test_text_that_begins_like_a_program_is_text() -> None:
    assert read_bytes(("MZ 型电梯" + TEXT).encode(), "a.txt").text.startswith("MZ 型")


@pytest.mark.parametrize("name", ["答复.docx", "答复.pdf"])
def test_a_suffix_that_promises_too_much(name: str) -> None:
    with pytest.raises(UnusableInput, match="不是有效的"):
        read_bytes(TEXT.encode(), name)


@pytest.mark.parametrize("name", ["答复.py", "答复.json", "答复.xlsx"])
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


def test_a_name_is_shown_as_it_was_given(tmp_path: Path) -> None:
    odd = tmp_path / "a'b\"<c>\n.txt"
    with pytest.raises(UnusableInput) as caught:
        read(odd)
    assert str(odd) in caught.value.message
