"""The files that fuzzing begins with: the sample's, and of each other format one made here."""

import datetime
import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench.fuzz_mutations import LARGEST

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "sample"
GRAMMAR = "grammar"
NAMES = ["a.txt", "a.html", "a.docx", "a.pdf", "a.xlsx", "a.xls", "a.csv", "a.zip", "a.ofd", "a.doc", "a.png", "a.tif"]
"""The names that choose a reader, with :data:`GRAMMAR` for text that goes to the grammar and the parser alone."""


def seeds() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of real files: the sample's, and of each other format one made here."""
    letters: list[str] = []
    for path in sorted(SAMPLE.rglob("*")):
        name = f"a{path.suffix}"
        if path.is_file() and name in NAMES and path.stat().st_size <= LARGEST:
            yield name, path.read_bytes()
            if path.suffix == ".txt":
                letters.append(path.read_text("utf-8"))
    text = letters[0] if letters else "关于加强养老服务工作的答复\n张三委员：\n现答复如下：\n一、关于社区食堂。\n"
    for letter in letters or [text]:
        yield GRAMMAR, letter.encode()
    yield "a.txt", text.encode("gb18030")
    yield "a.csv", '序号,提案号,案由\n1,0012,"关于“养老”\n服务"\n2,0013,停车\n'.encode("gb18030")
    yield (
        "a.html",
        f"<html><body><table><tr><td>{'</p><p>'.join(text.splitlines())}</td></tr></table></body></html>".encode(),
    )
    yield "a.docx", _word(text)
    yield "a.xlsx", (workbook := _workbook())
    yield "a.pdf", (page := _page())
    yield "a.ofd", _ofd()
    yield "a.zip", _zipped({"答复/一.docx": _word(text), "二.txt": text.encode(), "三.pdf": page, "四.xlsx": workbook})
    yield from _pictures()
    yield from _old({"a.doc": ("docx", _word(text)), "a.xls": ("xlsx", workbook)})


def _word(text: str) -> bytes:
    import docx

    document = docx.Document()
    for line in text.splitlines()[:40]:
        document.add_paragraph(line, style="List Number" if line.startswith("一") else None)
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "承办单位"
    table.cell(1, 1).text = "市民政局"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["提案办理台账"])
    sheet.append(["序号", "提案号", "案由", "办结日期", "办结率"])
    for number in range(1, 6):
        sheet.append([number, f"00{number}", "关于养老", datetime.date(2024, 5, number), 0.5])
        sheet.cell(number + 2, 5).number_format = "0.0%"
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("C3:C5")
    book.create_sheet("说明").append(["填写说明"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _page() -> bytes:
    """A PDF of one page with a line of text, a rule and a second page that is empty."""
    content = b"BT /F1 12 Tf 72 700 Td (Reply 2018) Tj 0 -20 Td (No. 20170411) Tj ET 72 600 m 300 600 l S"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]  # fmt: skip
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def _ofd() -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    text = "".join(
        f'<ofd:TextObject ID="{n}" Boundary="20 {n * 10} 150 8" Font="2" Size="5">'
        '<ofd:TextCode X="0" Y="5" DeltaX="g 5 5">现答复如下：</ofd:TextCode></ofd:TextObject>'
        for n in range(10, 20)
    )
    return _zipped(
        {
            "OFD.xml": f"<ofd:OFD {space} DocType='OFD' Version='1.0'><ofd:DocBody><ofd:DocInfo/>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
            "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
            "<ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>".encode(),
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer ID='3'>{text}</ofd:Layer>"
            "</ofd:Content></ofd:Page>".encode(),
        }
    )


def _pictures() -> Iterator[tuple[str, bytes]]:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (300, 60), 255)
    ImageDraw.Draw(picture).text((10, 20), "Reply No. 20170411", fill=0)
    for name, form in (("a.png", "PNG"), ("a.tif", "TIFF")):
        file = io.BytesIO()
        picture.save(file, form)
        yield name, file.getvalue()


def _old(made: dict[str, tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Files of the old formats, where LibreOffice is there to make them."""
    for name, (suffix, data) in made.items() if shutil.which("soffice") else ():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / f"a.{suffix}").write_bytes(data)
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
            subprocess.run([*command, name[2:], f"a.{suffix}"], cwd=folder, capture_output=True, timeout=120)
            if (Path(folder) / name).exists():
                yield name, (Path(folder) / name).read_bytes()


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()
