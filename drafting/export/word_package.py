"""The parts of a .docx as one ZIP package (ECMA-376, part 2). Equal parts give equal bytes."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from drafting.export.word_xml import escaped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_FORMATS}/package/2006/relationships"
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Of each part beside word/document.xml: its content type, which is also the kind of the relation that leads to it.
_KINDS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footnotes": "footnotes",
    "footerFirst": "footer",
    "footerOdd": "footer",
    "footerEven": "footer",
}
# The file carries no time of its making.
_NO_TIME = "2000-01-01T00:00:00Z"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class About:
    title: str
    author: str
    subject: str


def relation_id(name: str) -> str:
    """The id by which word/document.xml names the part ``name``."""
    return f"rId{list(_KINDS).index(name) + 1}"


def package(document: bytes, parts: Mapping[str, bytes], about: About) -> bytes:
    """The .docx of ``word/document.xml`` and its other ``parts`` by name (``styles``, ``footerFirst`` …)."""
    names = tuple(parts)
    files = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(about),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _document_relations(names),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return buffer.getvalue()


@cache
def _content_types(names: tuple[str, ...]) -> bytes:
    parts = {"document": "document.main", **{name: _KINDS[name] for name in names}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in parts.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_FORMATS}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    ).encode()


@cache
def _package_relations() -> bytes:
    core = f"{_FORMATS}/package/2006/relationships/metadata/core-properties"
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    ).encode()


@cache
def _document_relations(names: tuple[str, ...]) -> bytes:
    relations = "".join(
        f'<Relationship Id="{relation_id(name)}" Type="{_OFFICE}/{_KINDS[name]}" Target="{name}.xml"/>'
        for name in names
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode()


def _core(about: About) -> bytes:
    properties = f"{_FORMATS}/package/2006/metadata/core-properties"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{properties}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(about.title[:_LONGEST])}</dc:title>"
        f"<dc:subject>{escaped(about.subject[:_LONGEST])}</dc:subject>"
        f"<dc:creator>{escaped(about.author[:_LONGEST])}</dc:creator><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_NO_TIME}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_NO_TIME}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()
