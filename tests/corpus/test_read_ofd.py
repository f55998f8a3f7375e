import io
import zipfile

import pytest

from corpus.errors import UnusableInput
from corpus.read import read_bytes
from corpus.read.ofd import read_ofd
from corpus.read.ofd_page import deltas
from tests.corpus.ofd_files import _laid_out, _Sheet, as_ofd, as_scanned_ofd, package, text_object
from tests.corpus.printed_pictures import LETTER, printed
from tests.corpus.same_letters import LETTERS, NOTICE, OPINION, printed_text

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def one_page(objects: str, extra: dict[str, bytes] | None = None) -> bytes:
    return package([[_Sheet([objects])]], extra)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_as_it_was_printed(name: str) -> None:
    source = read_bytes(as_ofd(LETTERS[name]), "函.ofd")
    assert source.media == "ofd"
    assert source.text == printed_text(LETTERS[name])
    assert source.notices == ()
    assert {block.confidence for block in source.blocks} == {1.0}


def test_places_are_points_on_pages() -> None:
    blocks = read_ofd(as_ofd(OPINION), "函.ofd").blocks
    assert [block.place.at for block in blocks if block.place] == sorted(b.place.at for b in blocks if b.place)
    first, last = blocks[0].place, blocks[-1].place
    assert first is not None and last is not None and last.at == 2
    assert first.box is not None and abs((first.box[0] + first.box[2]) / 2 - 106 / 25.4 * 72) < 2
    assert first.box[1] > 37 / 25.4 * 72 - 1


def test_the_table_keeps_its_grid() -> None:
    tables = [block.rows for block in read_ofd(as_ofd(NOTICE), "函.ofd").blocks if block.kind == "table"]
    assert tables == [next(part.rows for part in NOTICE if part.rows)]


@pytest.mark.parametrize(
    ("given", "meant"),
    [(None, []), ("5.5 5.5 2", [5.5, 5.5, 2.0]), ("g 3 5.5 2", [5.5, 5.5, 5.5, 2.0]), ("1 g 2 3", [1.0, 3.0, 3.0]),
     ("g", []), ("g 2", []), ("x", [0.0]), ("g -1 2", []), ("nan", [0.0])],
)  # fmt: skip
def test_steps_are_written_out_or_counted(given: str | None, meant: list[float]) -> None:
    assert deltas(given) == meant


def test_a_count_beyond_reason_is_bounded() -> None:
    assert len(deltas("g 999999999 1 g 999999999 1")) <= 200_000


def test_objects_are_scaled_and_moved() -> None:
    scaled = (
        '<ofd:TextObject ID="1" Boundary="50 40 100 20" CTM="2 0 0 2 0 0" Font="1" Size="3">'
        '<ofd:TextCode X="0" Y="3" DeltaX="g 5 3">放大一倍的字</ofd:TextCode></ofd:TextObject>'
    )
    block = read_ofd(one_page(scaled), "函.ofd").blocks[0]
    assert block.place is not None and block.place.box is not None
    left, _, right, bottom = (edge / 72 * 25.4 for edge in block.place.box)
    assert abs(left - 50) < 0.2 and abs(right - 86) < 0.2 and abs(bottom - 46.7) < 0.5


def test_several_runs_of_one_object_and_blocks_within_blocks() -> None:
    inner = (
        '<ofd:PageBlock ID="2"><ofd:PageBlock ID="3"><ofd:TextObject ID="1" Boundary="30 40 150 6" Font="1" Size="5">'
        '<ofd:TextCode X="0" Y="5" DeltaX="g 3 5">联系电话</ofd:TextCode>'
        '<ofd:TextCode X="20" Y="5">：0700</ofd:TextCode></ofd:TextObject></ofd:PageBlock></ofd:PageBlock>'
    )
    assert read_ofd(one_page(inner), "函.ofd").text == "联系电话：0700"


def test_watermarks_and_hidden_objects_are_left_out() -> None:
    slanting = (
        '<ofd:TextObject ID="1" Boundary="30 90 150 90" CTM="0.7 0.7 -0.7 0.7 0 0" Font="1" Size="9">'
        '<ofd:TextCode X="0" Y="5" DeltaX="g 3 9">内部资料</ofd:TextCode></ofd:TextObject>'
    )
    hidden = text_object("看不见的字", 30, 80, 5).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    text = read_ofd(one_page(slanting + hidden + text_object("看得见的字", 30, 40, 5)), "函.ofd").text
    assert text == "看得见的字"


def test_the_template_stands_under_the_page() -> None:
    document = (
        f"{HEAD}<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        '</ofd:PageArea><ofd:TemplatePage ID="4" BaseLoc="Tpls/Tpl_0.xml"/></ofd:CommonData><ofd:Pages>'
        '<ofd:Page ID="1" BaseLoc="/Doc_0/Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    template = (
        f"{HEAD}<ofd:Page {SPACE}><ofd:Content><ofd:Layer ID='3'>{text_object('澜州市民政局文件', 60, 40, 9)}"
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
    page = (
        f"{HEAD}<ofd:Page {SPACE}><ofd:Template TemplateID='4' ZOrder='Background'/><ofd:Content>"
        f"<ofd:Layer ID='2'>{text_object('关于养老服务的通知', 50, 80, 7)}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    extra = {"Doc_0/Document.xml": document, "Doc_0/Tpls/Tpl_0.xml": template, "Doc_0/Pages/Page_0/Content.xml": page}
    source = read_ofd(one_page("", {name: text.encode() for name, text in extra.items()}), "函.ofd")
    assert source.text.split("\n") == ["澜州市民政局文件", "关于养老服务的通知"]


def test_several_documents_are_read_in_order() -> None:
    source = read_ofd(package([_laid_out(OPINION), _laid_out(NOTICE)]), "函.ofd")
    assert source.text.startswith("澜州市教育局") and "澜州市城市管理和综合执法局" in source.text
    assert source.blocks[-1].place is not None and source.blocks[-1].place.at > 2


def test_seals_annotations_attachments_and_mute_glyphs_are_told() -> None:
    parts = {
        "OFD.xml": f"{HEAD}<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
        "Doc_0/Signs/Signatures.xml": f'{HEAD}<ofd:Signatures {SPACE}><ofd:Signature ID="1" Type="Seal"/></ofd:Signatures>',
        "Doc_0/Document.xml": f"{HEAD}<ofd:Document {SPACE}><ofd:CommonData/><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
        "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>",
        "Doc_0/Annots/Annotations.xml": f'{HEAD}<ofd:Annotations {SPACE}><ofd:Page PageID="1"/></ofd:Annotations>',
        "Doc_0/Attachs/Attachments.xml": f'{HEAD}<ofd:Attachments {SPACE}><ofd:Attachment ID="1" Name="清单.xlsx"/></ofd:Attachments>',
    }
    data = one_page(text_object("养老服务¤¤通知", 30, 40, 5), {name: text.encode() for name, text in parts.items()})
    notices = "\n".join(read_ofd(data, "函.ofd").notices)
    for words in ("1 个电子签章", "1 页带有批注", "清单.xlsx", "2 个字没有文字编码"):
        assert words in notices


def test_a_scan_is_recognised() -> None:
    buffer = io.BytesIO()
    printed(LETTER, size=(1240, 1754)).save(buffer, "JPEG")
    source = read_ofd(as_scanned_ofd([buffer.getvalue()]), "扫描件.ofd")
    assert source.text.split("\n") == [text for _, _, text in LETTER]
    assert any("1 页是扫描图片" in notice for notice in source.notices)
    place = source.blocks[0].place
    assert place is not None and place.box is not None and abs(place.box[0] - 420 / 1240 * 595.3) < 10


def test_a_scan_that_cannot_be_opened_is_told() -> None:
    with pytest.raises(UnusableInput, match=r"“扫描件\.ofd”里没有文字"):
        read_ofd(as_scanned_ofd([b"jb2"]), "扫描件.ofd")


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (as_ofd(OPINION)[:500], "已损坏"),
        (zipped({"a.txt": b"x"}), "缺少 OFD.xml"),
        (as_ofd(OPINION, {"Encryptions.xml": b"<x/>"}), "加密"),
        (as_ofd(OPINION, {"Doc_0/Document.xml": b"\x00\x01"}), "已损坏"),
        (as_ofd(OPINION, {"OFD.xml": as_ofd(OPINION)[:0] + b"<ofd"}), "已损坏"),
        (one_page(""), "里没有文字"),
        (one_page("", {"Doc_0/Pages/Page_0/Content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "实体"),
        (one_page("", {"Doc_0/Pages/Page_0/Content.xml": b"<a>" + b" " * (70 << 20) + b"</a>"}), "过大"),
    ],
    ids=["cut", "no ofd", "encrypted", "damaged", "damaged root", "empty", "entities", "bomb"],
)
def test_bad_files_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnusableInput, match=message):
        read_ofd(data, "函.ofd")


def test_a_missing_page_is_damage_and_paths_stay_inside() -> None:
    document = (
        f"{HEAD}<ofd:Document {SPACE}><ofd:CommonData/><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="../../../../etc/passwd"/></ofd:Pages></ofd:Document>'
    )
    with pytest.raises(UnusableInput, match="已损坏"):
        read_ofd(one_page("", {"Doc_0/Document.xml": document.encode()}), "函.ofd")
