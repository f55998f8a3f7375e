"""The structure of an OFD file (GB/T 33190—2016, clause 7): its documents, their pages, templates and pictures."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import UnusableInput
from corpus.read.package import Element, Package

PAGE_LIMIT = 3000
"""Most pages of one file."""
_LONGEST_NAMES = 5  # attachments that are named
_A4 = (0.0, 0.0, 210.0, 297.0)

Area = tuple[float, float, float, float]
"""Left, top, width and height in millimetres."""


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page: the roots of its templates and of itself in the order in which they are drawn, and its area."""

    contents: tuple[Element, ...]
    area: Area


@dataclass(frozen=True, slots=True)
class OfdDocument:
    """One document of the file (DocBody). ``pictures`` are part names by resource ID; ``remarks`` for the officer."""

    page_parts: tuple[str, ...]
    template_parts: dict[str, str]
    area: Area
    pictures: dict[str, str]
    remarks: tuple[str, ...]


def documents(package: Package, name: str) -> Iterator[OfdDocument]:
    """The documents in order. Raises :class:`UnusableInput` for an encrypted file and one that is no OFD."""
    if "Encryptions.xml" in package:
        raise UnusableInput(f"“{name}”是加密的 OFD 文件，无法读取。请在 OFD 阅读器中解密另存后再导入。")
    if "OFD.xml" not in package:
        raise UnusableInput(f"“{name}”不是有效的 OFD 文件，缺少 OFD.xml。请用 OFD 阅读器重新保存后再导入。")
    bodies = list(package.xml("OFD.xml").iterfind("{*}DocBody"))
    for body in bodies:
        root = body.findtext("{*}DocRoot")
        if root:
            yield _document(package, body, _resolved("", root), name)


def open_page(package: Package, document: OfdDocument, part: str) -> OfdPage:
    """Read a page; raises :class:`UnusableInput` where it is missing or damaged."""
    root = _required(package, part)
    behind: list[Element] = []
    before: list[Element] = []
    for used in root.iterfind("{*}Template"):
        template = document.template_parts.get(used.get("TemplateID", ""))
        if template is not None and template in package:
            (before if used.get("ZOrder") == "Foreground" else behind).append(package.xml(template))
    area = _area(root.find("{*}Area/{*}PhysicalBox")) or document.area
    return OfdPage((*behind, root, *before), area)


def _document(package: Package, body: Element, part: str, name: str) -> OfdDocument:
    root = _required(package, part)
    pages = tuple(
        _resolved(part, page.get("BaseLoc")) for page in root.iterfind("{*}Pages/{*}Page") if page.get("BaseLoc")
    )
    if len(pages) > PAGE_LIMIT:
        raise UnusableInput(f"“{name}”有 {len(pages)} 页，超过 {PAGE_LIMIT} 页的上限。请拆分后再导入。")
    common = "{*}CommonData/{*}"
    templates = {
        template.get("ID", ""): _resolved(part, template.get("BaseLoc", ""))
        for template in root.iterfind(f"{common}TemplatePage")
    }
    resources = [
        _resolved(part, element.text or "")
        for kind in ("PublicRes", "DocumentRes")
        for element in root.iterfind(common + kind)
    ]
    return OfdDocument(
        page_parts=pages,
        template_parts=templates,
        area=_area(root.find(f"{common}PageArea/{{*}}PhysicalBox")) or _A4,
        pictures={key: file for resource in resources for key, file in _pictures(package, resource)},
        remarks=tuple(_remarks(package, body, root, part)),
    )


def _pictures(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Resource IDs and part names of the pictures that a resource file lists (clause 7.9)."""
    if part not in package:
        return
    root = package.xml(part)
    folder = posixpath.join(posixpath.dirname(part), root.get("BaseLoc") or "")
    for media in root.iterfind("{*}MultiMedias/{*}MultiMedia"):
        file = media.findtext("{*}MediaFile")
        if media.get("Type") == "Image" and file:
            yield media.get("ID", ""), _resolved(folder + "/", file)


def _remarks(package: Package, body: Element, root: Element, part: str) -> Iterator[str]:
    signatures = _resolved("", body.findtext("{*}Signatures") or "")
    if signatures in package and (count := len(package.xml(signatures).findall("{*}Signature"))):
        yield f"文件带有 {count} 个电子签章，只读取了正文，没有验证签章。"
    if (annotations := root.findtext("{*}Annotations")) and _resolved(part, annotations) in package:
        marked = package.xml(_resolved(part, annotations)).findall("{*}Page")
        if marked:
            yield f"有 {len(marked)} 页带有批注或水印，没有读取。"
    attachments = _resolved(part, root.findtext("{*}Attachments") or "")
    if attachments in package:
        names = [one.get("Name") or one.get("ID", "") for one in package.xml(attachments).iterfind("{*}Attachment")]
        if names:
            listed = "、".join(names[:_LONGEST_NAMES]) + ("等" if len(names) > _LONGEST_NAMES else "")
            yield f"附有 {len(names)} 个附件文件（{listed}），没有读取。需要的请在 OFD 阅读器中另存后单独导入。"


def _required(package: Package, part: str) -> Element:
    try:
        return package.xml(part)
    except KeyError as error:
        raise package.damaged() from error


def _resolved(part: str, location: str) -> str:
    """``location`` (ST_Loc, clause 7.3) as a name in the package: from the root with a slash, else beside ``part``."""
    location = location.strip().replace("\\", "/")
    if not location:
        return ""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), location)).lstrip("/")


def _area(element: Element | None) -> Area | None:
    numbers = numbers_of(element.text) if element is not None else []
    if len(numbers) != 4 or not (0 < numbers[2] < 5000 and 0 < numbers[3] < 5000):
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def numbers_of(text: str | None) -> list[float]:
    """The numbers of a list parted by blanks (ST_Array); what is no finite number ends it."""
    found: list[float] = []
    for word in (text or "").split():
        try:
            number = float(word)
        except ValueError:
            break
        if not abs(number) < 1e9:
            break
        found.append(number)
    return found
