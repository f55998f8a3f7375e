"""Which copy of a letter is wanted (工作稿, 定稿, 注释稿, 公开稿, 修订稿), and the draft made ready for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from corpus.errors import Refused, UnusableInput
from drafting.draft import Draft, Paragraph, Sentence
from drafting.export.layout import LayoutName
from drafting.placeholder import placeholders
from drafting.publication import published

CopyName = Literal["working", "final", "annotated", "publication", "tracked"]
COPY_NAMES: dict[str, CopyName] = {
    "工作稿": "working",
    "定稿": "final",
    "注释稿": "annotated",
    "公开稿": "publication",
    "修订稿": "tracked",
}
LAYOUT_NAMES: dict[str, LayoutName] = {"信函": "letter", "文件": "document"}
# In which files a copy can be had; a copy that is not listed can be had in all.
_FILES = {"annotated": (".docx", ".pdf", ".html", ".md", ".json"), "tracked": (".docx", ".pdf")}
_SHOWN_GAPS = 3
T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Copy:
    """``earlier`` are the paragraphs that a tracked copy is held against, ``author`` and ``day`` sign its changes."""

    name: CopyName = "working"
    layout: LayoutName = "letter"
    earlier: tuple[str, ...] = ()
    author: str = "dafu"
    day: str = "2000-01-01"


WORKING = Copy()


def copy_named(name: str) -> CopyName:
    """The copy that is called so, in Chinese or as in the command contract; raises :class:`UnusableInput`."""
    return _named(name, COPY_NAMES, "副本")


def layout_named(name: str) -> LayoutName:
    """信函 or 文件, ``letter`` or ``document``; raises :class:`UnusableInput`."""
    return _named(name.removesuffix("格式"), LAYOUT_NAMES, "版式")


def _named(name: str, known: dict[str, T], what: str) -> T:
    for chinese, value in known.items():
        if name in (chinese, value):
            return value
    choices = "、".join(f"{value}（{chinese}）" for chinese, value in known.items())
    raise UnusableInput(f"不认识的{what}：{name}。可以是 {choices}。")


def check_file(copy: CopyName, suffix: str) -> None:
    """Refuses a file that cannot hold what makes up the copy."""
    files = _FILES.get(copy)
    if files and suffix not in files:
        chinese = next(name for name, value in COPY_NAMES.items() if value == copy)
        raise UnusableInput(f"{chinese}不能写成 {suffix} 文件，请改用 {'、'.join(files)}。")


def prepared(draft: Draft, copy: CopyName) -> Draft:
    """``draft`` as the copy shows it. A final copy raises :class:`Refused` while anything is open."""
    if copy == "publication":
        return published(draft)
    if copy == "final":
        if gaps := tuple(dict.fromkeys(placeholders(draft))):
            named = "、".join(gaps[:_SHOWN_GAPS]) + ("等" if len(gaps) > _SHOWN_GAPS else "")
            raise Refused(f"还有 {len(gaps)} 项待核实（{named}），不能导出定稿。请先补齐，或改导出工作稿。")
        return without_sources(draft)
    return draft


def without_sources(draft: Draft) -> Draft:
    """The same letter without what its sentences rest on, as it leaves the house."""
    return replace(
        draft,
        opening=_bare(draft.opening),
        sections=tuple(
            replace(section, heading=_sentence(section.heading), paragraphs=_bare(section.paragraphs), reason="")
            for section in draft.sections
        ),
        closing=_bare(draft.closing),
        basis=(),
    )


def _bare(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(tuple(map(_sentence, paragraph.sentences))) for paragraph in paragraphs)


def _sentence(sentence: Sentence) -> Sentence:
    return replace(sentence, sources=())
