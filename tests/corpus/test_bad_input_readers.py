"""Files made to do harm, or broken: each ends in a clear message, in bounded memory, and spoils nothing beside it."""

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from corpus.errors import UnusableInput
from corpus.read import read_bytes
from tests.corpus.compound_files import compound_file

GIGABYTE = 1 << 30
MEMORY = 1024 * 1024  # kB
CHILD = """
import json, sys
from pathlib import Path
from corpus.ingest import ingest
from corpus.storage.store import Store

folder = Path(sys.argv[1])
outcomes = {}
for bad in sorted((folder / "来文").iterdir()):
    place = folder / bad.name
    place.mkdir()
    store = Store.open(f"sqlite:///{place / 'dafu.db'}")
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted anew
    report = ingest([folder / "好.txt", *bad.iterdir()], store, place / "files")
    memory = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
    store.close()
    outcomes[bad.name] = {
        "memory": memory, "added": report.added, "documents": report.documents, "passages": report.passages,
        "failed": [[f.file, f.reason] for f in report.failed], "kept": len(list((place / "files").iterdir())),
    }
print(json.dumps(outcomes))
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an ingestion of a bad file beside a good one came to; ``memory`` is the peak in kB."""

    memory: int
    added: int
    documents: int
    passages: int
    failed: list[tuple[str, str]]
    kept: int


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """One process of its own ingests all bad files, one after another, each beside the good one."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("the peak of memory is read from Linux's /proc")
    folder = tmp_path_factory.mktemp("来件")
    (folder / "好.txt").write_text("关于养老的答复\n张三委员：\n现答复如下。\n", "utf-8")
    for case, (name, made, _) in BAD.items():
        (folder / "来文" / case).mkdir(parents=True)
        (folder / "来文" / case / name).write_bytes(made())
    run = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder)], capture_output=True, text=True, encoding="utf-8", timeout=600
    )
    assert run.returncode == 0, run.stderr
    return {case: Outcome(**outcome) for case, outcome in json.loads(run.stdout).items()}


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


def letter(text: str = "现答复如下。") -> bytes:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def deflated_zeros(megabytes: int) -> bytes:
    """A deflate stream of that many megabytes of zeros, put together from one block over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    assert block == again
    return block * megabytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def crafted(members: list[tuple[str, bytes, int]], *, overlapping: bool = False) -> bytes:
    """A zip file of deflated members (name, packed bytes, declared size), or of many names for the first one's bytes."""
    body, central = b"", b""
    for at, (name, packed, declared) in enumerate(members):
        raw = name.encode()
        place = 0 if overlapping else len(body)
        header = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 33, 0, len(packed), declared, len(raw), 0)
        if at == 0 or not overlapping:
            body += b"PK\x03\x04" + header + raw + packed
        central += b"PK\x01\x02" + struct.pack("<H", 20) + header + struct.pack("<HHHII", 0, 0, 0, 0, place) + raw
    count = len(members)
    return body + central + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(central), len(body), 0)


def container_bomb(part: str, declared: int) -> bytes:
    return crafted([(part, deflated_zeros(10 * 1024), declared)])


def overlapping_bomb() -> bytes:
    """Sixty names for one member that is large, but packed no tighter than real files are."""
    packed = zlib.compressobj(0, zlib.DEFLATED, -15)
    noise = b"".join(
        zlib.crc32(bytes([n % 256, n // 256 % 256, n // 65536])).to_bytes(4, "big") for n in range(200_000)
    )
    start = packed.compress(noise) + packed.flush(zlib.Z_FULL_FLUSH)
    stream = start + deflated_zeros(180)
    size = len(noise) + (180 << 20)
    return crafted([("大.txt", stream, size)] * 60, overlapping=True)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]>"
)


def with_prolog(data: bytes, part: str, prolog: bytes = BOMB) -> bytes:
    """The container with another prolog before the root of one part, and the last entity where its text was."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == part:
                root = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
                content = prolog + root.replace("现答复如下。".encode(), b"&m;")
            after.writestr(info.filename, content)
    return file.getvalue()


def workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["现答复如下。"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def page() -> bytes:
    return zipped(
        {"OFD.xml": '<OFD xmlns="http://www.ofdspec.org/2016"><DocBody>现答复如下。</DocBody></OFD>'.encode()}
    )


TEN = 10 * GIGABYTE & 0xFFFFFFFF  # what 32 bits hold of it, as archives without ZIP64 do

BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "encrypted docx": (
        "密.docx",
        lambda: compound_file({"EncryptionInfo": bytes(300), "EncryptedPackage": bytes(8000)}),
        "加密的 Office 文件.*去掉打开密码",
    ),
    "encrypted doc": (
        "密.doc",
        lambda: compound_file({"WordDocument": bytes(10) + b"\x00\x01" + bytes(500)}),
        "加密的 Office 文件.*去掉打开密码",
    ),
    "presentation": ("演示.ppt", lambda: compound_file({"PowerPoint Document": b"x"}), "PowerPoint"),
    "truncated docx": ("半.docx", lambda: letter()[:-500], "已损坏"),
    "truncated zip": ("半.zip", lambda: zipped({"a.txt": bytes(range(256)) * 40})[:-40], "已损坏或不完整"),
    "bomb in a zip": ("弹.zip", lambda: container_bomb("大.txt", 4 * GIGABYTE - 2), "4096 MB，超过 200 MB"),
    "bomb that lies": ("弹.zip", lambda: container_bomb("大.txt", 100), "已损坏"),
    "bomb of overlapping members": ("弹.zip", overlapping_bomb, "超过 1024 MB 的上限"),
    "bomb of archives in archives": (
        "弹.zip",
        lambda: zipped({"二.zip": zipped({"三.zip": container_bomb("大.txt", 4 * GIGABYTE - 2)})}),
        "第三层压缩包",
    ),
    "bomb in a docx": ("弹.docx", lambda: container_bomb("word/document.xml", 4 * GIGABYTE - 2), "解压后过大"),
    "lying bomb in a docx": ("弹.docx", lambda: container_bomb("word/document.xml", 5000), "已损坏"),
    "bomb in an xlsx": ("弹.xlsx", lambda: container_bomb("xl/workbook.xml", 4 * GIGABYTE - 2), "解压后过大"),
    "lying bomb in an xlsx": ("弹.xlsx", lambda: container_bomb("xl/workbook.xml", 5000), "已损坏"),
    "bomb in an ofd": ("弹.ofd", lambda: container_bomb("OFD.xml", 4 * GIGABYTE - 2), "解压后过大"),
    "entities in a docx": ("弹.docx", lambda: with_prolog(letter(), "word/document.xml"), "实体声明"),
    "entities in an xlsx": ("弹.xlsx", lambda: with_prolog(workbook(), "xl/worksheets/sheet1.xml"), "实体声明"),
    "entities in an ofd": ("弹.ofd", lambda: with_prolog(page(), "OFD.xml"), "实体声明"),
    "page without text": ("空.html", lambda: b"<div><p></p></div>\n" * (100 * 2**20 // 19), r"100 MB，超过.*上限"),
    "page of tags": ("空.html", lambda: b"<p>" * 6_000_000, "过于庞大"),
    "NUL bytes": ("空.txt", lambda: bytes(1 << 20), "不是文字"),
    "NUL bytes as docx": ("空.docx", lambda: bytes(1 << 20), r"不是有效的 \.docx"),
    "program": ("附件.txt", lambda: b"MZ\x90\x00\x03" + bytes(500), "Windows 程序"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_in_bounded_memory_and_nothing_is_stored_by_halves(
    case: str, outcomes: dict[str, Outcome]
) -> None:
    name, _, message = BAD[case]
    outcome = outcomes[case]
    assert (outcome.added, outcome.documents, outcome.passages, outcome.kept) == (1, 1, 1, 1)
    assert outcome.failed
    for file, reason in outcome.failed:
        assert name in file
        assert name in reason
    assert any(re.search(message, reason) for _, reason in outcome.failed), outcome.failed
    assert outcome.memory <= MEMORY, f"{outcome.memory / 1024:.0f} MB"


@pytest.mark.parametrize("encoding", ["utf-16", "UTF-7"])
def test_entities_hide_in_no_other_encoding(encoding: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{encoding}"?>' + BOMB.decode().partition("?>")[2]
    data = zipped({"word/document.xml": b"", "xl/workbook.xml": prolog.encode(encoding) + b"<x/>"})
    workbook_only = zipped({"xl/workbook.xml": (prolog + "<workbook>&m;</workbook>").encode(encoding)})
    for container, name in ((data, "弹.docx"), (workbook_only, "弹.xlsx")):
        with pytest.raises(UnusableInput):
            read_bytes(container, name)
    with pytest.raises(UnusableInput, match="实体声明"):
        read_bytes(workbook_only, "弹.xlsx")


def test_a_document_with_macros_is_read_and_told() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(letter())) as before, zipfile.ZipFile(file, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            if info.filename == "word/_rels/document.xml.rels":
                relation = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
                content = content.replace(
                    b"</Relationships>",
                    b'<Relationship Id="m1" Type="' + relation + b'" Target="vbaProject.bin"/></Relationships>',
                )
            after.writestr(info.filename, content)
        after.writestr("word/vbaProject.bin", b"Attribute VB_Name")
    for name in ("宏.docm", "宏.docx"):
        source = read_bytes(file.getvalue(), name)
        assert source.text == "现答复如下。"
        assert any("宏" in notice for notice in source.notices)


def test_nul_bytes_within_a_text_are_dropped() -> None:
    data = ("关于养老的答复\n" * 20).encode().replace("养".encode(), b"\x00" + "养".encode(), 1)
    assert read_bytes(data, "答复.txt").text == "关于养老的答复\n" * 20


def test_a_picture_of_a_cat_says_that_it_holds_no_text() -> None:
    pytest.importorskip("rapidocr", reason="the engine that reads pictures is not installed")
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (640, 480), (200, 220, 200))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((220, 160, 420, 360), fill=(90, 80, 70))
    draw.polygon([(240, 200), (230, 100), (300, 170)], fill=(90, 80, 70))
    draw.polygon([(400, 200), (410, 100), (340, 170)], fill=(90, 80, 70))
    for x in (270, 350):
        draw.ellipse((x, 220, x + 30, 260), fill=(240, 240, 80))
    file = io.BytesIO()
    picture.save(file, "PNG")
    with pytest.raises(UnusableInput, match=r"“猫\.png”.*文字"):
        read_bytes(file.getvalue(), "猫.png")
