"""Writes letters as OFD the way real writers do: a text object for each run of one font, every step of it given."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import escape

from tests.corpus.same_letters import Letter, Part

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_LEFT, _TOP, _WIDTH, _FOOT = 28.0, 37.0, 156.0, 262.0  # millimetres (GB/T 9704—2012, 5.2.1)
_BODY, _PITCH = 5.57, 9.88
_SIZES = {"issuer": 10.58, "title": 7.76, "annex title": 7.76, "foot": 4.94}
_CENTRED = {"issuer", "number", "title", "annex title"}
_RIGHT = {"mark", "signature", "date"}
_INDENTED = {"heading", "subheading", "body", "attachment", "note"}
_NEVER_FIRST = "，。、；：）》”〕？！"


@dataclass(slots=True)
class _Sheet:
    """The objects of one page in drawing order."""

    objects: list[str] = field(default_factory=list)


def as_ofd(letter: Letter, extra: Mapping[str, bytes] | None = None) -> bytes:
    """The letter as an OFD file of one document; ``extra`` are parts to add or to put in place of others."""
    return package([_laid_out(letter)], extra)


def package(bodies: Sequence[Sequence[_Sheet]], extra: Mapping[str, bytes] | None = None) -> bytes:
    """An OFD file of several documents, given the pages of each."""
    docs = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{at:032}</ofd:DocID></ofd:DocInfo>"
        f"<ofd:DocRoot>Doc_{at}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for at in range(len(bodies))
    )
    parts = {"OFD.xml": _xml("OFD", docs, ' Version="1.0" DocType="OFD"')}
    for at, sheets in enumerate(bodies):
        pages = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(sheets)))
        parts[f"Doc_{at}/Document.xml"] = _xml(
            "Document",
            "<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
            f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>",
        )
        parts[f"Doc_{at}/PublicRes.xml"] = _xml(
            "Res", '<ofd:Fonts><ofd:Font ID="1" FontName="仿宋" FamilyName="仿宋"/></ofd:Fonts>', ' BaseLoc="Res"'
        )
        for n, sheet in enumerate(sheets):
            layer = f'<ofd:Content><ofd:Layer ID="5" Type="Body">{"".join(sheet.objects)}</ofd:Layer></ofd:Content>'
            parts[f"Doc_{at}/Pages/Page_{n}/Content.xml"] = _xml("Page", layer)
    parts |= extra or {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def as_scanned_ofd(jpegs: Sequence[bytes]) -> bytes:
    """Pages that hold a picture each, as scanners with OFD output write them."""
    media = "".join(
        f'<ofd:MultiMedia ID="{at + 50}" Type="Image" Format="JPEG"><ofd:MediaFile>scan_{at}.jpg</ofd:MediaFile>'
        "</ofd:MultiMedia>"
        for at in range(len(jpegs))
    )
    sheets = [
        _Sheet([f'<ofd:ImageObject ID="7" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="{at + 50}"/>'])
        for at in range(len(jpegs))
    ]
    extra = {f"Doc_0/Res/scan_{at}.jpg": jpeg for at, jpeg in enumerate(jpegs)}
    extra["Doc_0/DocumentRes.xml"] = _xml("Res", f"<ofd:MultiMedias>{media}</ofd:MultiMedias>", ' BaseLoc="Res"')
    return package([sheets], extra)


def text_object(text: str, x: float, y: float, size: float) -> str:
    """A run of one font whose base line begins at (x, y) in millimetres; equal steps are written as ``g``."""
    steps = [round(size if char >= "\u2e80" else size / 2, 3) for char in text]
    runs = [(value, len(list(run))) for value, run in groupby(steps[:-1])]
    deltas = " ".join(f"g {times} {value}" if times > 1 else f"{value}" for value, times in runs)
    delta = f' DeltaX="{deltas}"' if deltas else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x:.3f} {y - 0.88 * size:.3f} {sum(steps):.3f} {size:.3f}" Font="1" '
        f'Size="{size}"><ofd:TextCode X="0" Y="{0.88 * size:.3f}"{delta}>{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _xml(root: str, inner: str, attributes: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} {_NAMESPACE}{attributes}>{inner}</ofd:{root}>'.encode()


def _laid_out(letter: Letter) -> list[_Sheet]:
    sheets = [_Sheet()]
    y = _TOP
    for part in letter:
        size = _SIZES.get(part.role, _BODY)
        if part.role == "table":
            y = _table(sheets[-1], part, y)
            continue
        if part.role == "signature":
            y += _PITCH
        for at, line in enumerate(_lines(part, size)):
            if y + _PITCH > _FOOT:
                sheets.append(_Sheet())
                y = _TOP
            y += max(_PITCH, 1.4 * size)
            _print(sheets[-1], line, _start(part, line, size, at), y, size)
        if part.role in {"number", "title"}:
            y += _PITCH / 2
    for number, sheet in enumerate(sheets, start=1):
        _print(sheet, f"— {number} —", 97.0, 275.0, 4.94)
    return sheets


def _start(part: Part, line: str, size: float, at: int) -> float:
    free = _WIDTH - _width(line, size)
    if part.role in _CENTRED:
        return _LEFT + free / 2
    if part.role in _RIGHT:
        return _LEFT + free
    return _LEFT + (2 * size if part.role in _INDENTED and at == 0 else 0)


def _lines(part: Part, size: float) -> Iterator[str]:
    """Broken where the measure is full; numbers stay whole and closing marks never begin a line."""
    line = ""
    room = _WIDTH - (2 * size if part.role in _INDENTED else 0)
    for word in _words(part.text):
        if _width(line + word, size) > room + 0.1 and word not in _NEVER_FIRST:
            yield line
            line, room = "", _WIDTH
        line += word
    yield line


def _words(text: str) -> Iterator[str]:
    for ascii_run, run in groupby(text, key=lambda char: char.isascii() and char.isalnum()):
        if ascii_run:
            yield "".join(run)
        else:
            yield from run


def _width(text: str, size: float) -> float:
    return sum(size if char >= "\u2e80" else size / 2 for char in text)


def _print(sheet: _Sheet, line: str, x: float, y: float, size: float) -> None:
    """Chinese and Latin runs are of two fonts, so they are two objects."""
    for _, run in groupby(line, key=lambda char: char >= "\u2e80"):
        text = "".join(run)
        sheet.objects.append(text_object(text, x, y, size))
        x += _width(text, size)


def _table(sheet: _Sheet, part: Part, top: float) -> float:
    """Ruled, one line a row; rules are drawn as paths relative to their boundaries."""
    columns = len(part.rows[0])
    wide, high, size = _WIDTH / columns, 9.0, 4.2
    top += 3.0
    for at in range(len(part.rows) + 1):
        sheet.objects.append(_rule(_LEFT, top + at * high, _WIDTH, 0.0))
    for at in range(columns + 1):
        sheet.objects.append(_rule(_LEFT + at * wide, top, 0.0, len(part.rows) * high))
    for r, row in enumerate(part.rows):
        for c, text in enumerate(row):
            _print(sheet, text, _LEFT + c * wide + 1.0, top + r * high + 6.0, min(size, (wide - 2) / max(len(text), 1)))
    return top + len(part.rows) * high


def _rule(x: float, y: float, wide: float, high: float) -> str:
    return (
        f'<ofd:PathObject ID="8" Boundary="{x:.3f} {y:.3f} {max(wide, 0.3):.3f} {max(high, 0.3):.3f}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {wide:.3f} {high:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )
