import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnusableInput
from corpus.read import read, read_bytes
from corpus.read.archive import Member, read_each, unpack_each
from corpus.read.member_names import is_litter, safe_label
from corpus.source import Source


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


def letter(text: str) -> bytes:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def named_raw(name: bytes, data: bytes, flags: int = 0, extra: bytes = b"", declared: int | None = None) -> bytes:
    """A zip file of one stored member, with whatever bytes for its name and whatever size in its headers."""
    size = len(data) if declared is None else declared
    common = struct.pack("<HHHHHIIIHH", 20, flags, 0, 0, 33, zlib.crc32(data), len(data), size, len(name), len(extra))
    local = b"PK\x03\x04" + common + name + extra + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def read_all(data: bytes, name: str = "来文.zip") -> list[Member]:
    return list(read_each(data, name))


def texts(members: list[Member]) -> dict[str, str]:
    return {member.name: member.content.text for member in members if isinstance(member.content, Source)}


def failures(members: list[Member]) -> dict[str, str]:
    return {member.name: member.content.message for member in members if isinstance(member.content, UnusableInput)}


def test_each_member_is_read_by_its_own_reader() -> None:
    data = zipped({"答复/一.docx": letter("答复一"), "二.txt": "答复二".encode("gb18030"), "空/": b""})
    assert texts(read_all(data)) == {"来文.zip!答复/一.docx": "答复一", "来文.zip!二.txt": "答复二"}


def test_one_bad_member_spoils_no_other() -> None:
    members = read_all(zipped({"坏.docx": b"PK\x03\x04 cut off", "空.txt": b"", "好.txt": "答复".encode()}))
    assert texts(members) == {"来文.zip!好.txt": "答复"}
    assert "已损坏" in failures(members)["来文.zip!坏.docx"]
    assert "“来文.zip!空.txt”是空文件" in failures(members)["来文.zip!空.txt"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_are_decoded(encoding: str) -> None:
    data = named_raw("关于养老的答复（联通）.txt".encode(encoding), "答复".encode())
    assert list(texts(read_all(data))) == ["来文.zip!关于养老的答复（联通）.txt"]


def test_the_name_in_unicode_beside_the_old_one_wins() -> None:
    old, new = b"????.txt", "答复.txt".encode()
    field = b"\x01" + struct.pack("<I", zlib.crc32(old)) + new
    data = named_raw(old, "答复".encode(), extra=struct.pack("<HH", 0x7075, len(field)) + field)
    assert list(texts(read_all(data))) == ["来文.zip!答复.txt"]


@pytest.mark.parametrize(
    "name", ["../../etc/答复.txt", "/etc/答复.txt", "C:\\答复.txt", "a/../../答复.txt", "..\\..\\答复.txt"]
)
def test_a_path_that_leads_out_is_only_a_label(name: str) -> None:
    [member] = read_all(zipped({name: "答复".encode()}))
    assert isinstance(member.content, Source)
    label = member.name.removeprefix("来文.zip!")
    assert ".." not in label
    assert not label.startswith(("/", "C:"))
    assert label.endswith("答复.txt")
    assert any("指向包外" in notice for notice in member.content.notices)


@given(st.text(max_size=60))
def test_any_name_gives_a_harmless_label(name: str) -> None:
    label, _ = safe_label(name)
    parts = label.split("/")
    assert label
    assert ".." not in parts
    assert "" not in parts
    assert "\\" not in label
    assert "\n" not in label
    assert not os.path.isabs(label)  # noqa: PTH117


def test_members_of_one_name_are_told_apart() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a/答复.txt", "一")
        made.writestr("../a/答复.txt", "二")
    assert texts(read_all(file.getvalue())) == {"来文.zip!a/答复.txt": "一", "来文.zip!a/答复（2）.txt": "二"}


def test_a_link_is_not_followed() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        info = zipfile.ZipInfo("链接.txt")
        info.external_attr = 0o120777 << 16
        made.writestr(info, "/etc/passwd")
        made.writestr("好.txt", "答复")
    members = read_all(file.getvalue())
    assert texts(members) == {"来文.zip!好.txt": "答复"}
    assert "链接" in failures(members)["来文.zip!链接.txt"]


@pytest.mark.parametrize(
    "name", ["__MACOSX/._一.docx", ".DS_Store", "a/.git/config", "~$一.docx", "Thumbs.db", "desktop.ini"]
)
def test_what_systems_leave_lying_about_is_passed_over(name: str) -> None:
    assert is_litter(name)
    assert list(texts(read_all(zipped({name: b"x", "一.txt": "一".encode()})))) == ["来文.zip!一.txt"]


def test_an_encrypted_member_is_named() -> None:
    members = read_all(named_raw(b"a.txt", b"x" * 20, flags=0x1))
    assert "设有解压密码" in failures(members)["来文.zip!a.txt"]


def test_a_method_that_python_lacks_is_named() -> None:
    data = bytearray(named_raw(b"a.txt", b"x" * 20))
    data[8:10] = struct.pack("<H", 9)  # deflate64, what Windows takes for large files
    at = data.index(b"PK\x01\x02")
    data[at + 10 : at + 12] = struct.pack("<H", 9)
    assert "不支持的压缩方法" in failures(read_all(bytes(data)))["来文.zip!a.txt"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_are_read(compression: int) -> None:
    assert texts(read_all(zipped({"一.txt": "答复".encode()}, compression))) == {"来文.zip!一.txt": "答复"}


def test_archives_are_read_two_deep() -> None:
    inner = zipped({"一.txt": "一".encode(), "三层.zip": zipped({"二.txt": "二".encode()})})
    members = read_all(zipped({"内.zip": inner}))
    assert texts(members) == {"来文.zip!内.zip!一.txt": "一"}
    assert "第三层压缩包" in failures(members)["来文.zip!内.zip!三层.zip"]


@pytest.mark.parametrize("keep", [30, 60, 120])
def test_a_truncated_archive_says_so(keep: int) -> None:
    data = zipped({"一.txt": os.urandom(200)})
    with pytest.raises(UnusableInput, match=r"“来文\.zip”已损坏或不完整.*重新压缩"):
        read_bytes(data[:keep], "来文.zip")


@pytest.mark.parametrize("data", [zipped({}), zipped({"空/": b"", ".DS_Store": b"x"})])
def test_an_empty_archive_says_so(data: bytes) -> None:
    with pytest.raises(UnusableInput, match=r"“来文\.zip”是空的压缩包"):
        read_bytes(data, "来文.zip")


def test_too_many_members_are_refused() -> None:
    data = zipped({f"{number}.txt": b"" for number in range(10_001)}, zipfile.ZIP_STORED)
    with pytest.raises(UnusableInput, match="10001 个文件，超过 10000 个"):
        list(unpack_each(data, "来文.zip"))


def test_a_size_that_lies_is_no_way_around_the_limit() -> None:
    members = read_all(named_raw(b"a.txt", b"x" * 5000, declared=10))
    assert "已损坏" in failures(members)["来文.zip!a.txt"]


def test_the_one_document_of_an_archive_is_read_with_what_could_not_be(tmp_path: Path) -> None:
    file = tmp_path / "来文.zip"
    file.write_bytes(zipped({"一.txt": "答复一".encode(), "图.gif": b"GIF89a\x00\x00"}))
    source = read(file)
    assert source.text == "答复一"
    assert any("图.gif" in notice for notice in source.notices)


def test_several_documents_are_listed_with_what_to_do() -> None:
    data = zipped({f"{number}.txt": f"答复{number}".encode() for number in range(3)})
    with pytest.raises(UnusableInput, match=r"有 3 个文件（来文\.zip!0\.txt、.*2\.txt）.*dafu ingest"):
        read_bytes(data, "来文.zip")


def test_an_archive_of_nothing_readable_gives_the_reasons() -> None:
    with pytest.raises(UnusableInput, match=r"没有可以读取的文件.*a\.gif.*GIF"):
        read_bytes(zipped({"a.gif": b"GIF89a\x00\x00"}), "来文.zip")
