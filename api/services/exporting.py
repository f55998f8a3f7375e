"""A version of a draft as a file, in each of its copies."""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from api.desk.written import letter_of, sources_of
from api.services.cases import today
from api.services.drafting import Opened, opened
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace.permits import User, require
from corpus.document import Body
from corpus.errors import Refused, UnusableInput
from corpus.offices.organs import parse_organ
from drafting.export.copies import COPY_NAMES, Copy, CopyName
from drafting.export.layout import LayoutName

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """``name`` is the file's name without folder, ``media`` its type."""

    name: str
    data: bytes
    media: str


def exported(
    office: Office, user: User, id: int, copy: CopyName = "working", form: str = "docx",
    layout: LayoutName | None = None, number: int | None = None, against: int | None = None,
) -> Exported:  # fmt: skip
    """The letter as a file. ``against`` is the version that a tracked copy (修订稿) is held against, the one before
    where it is not given.

    Raises :class:`Refused` for a final copy while a 【待核实】 is open, and for a letter that rests on papers the user
    may not know of; :class:`UnusableInput` for a form the copy cannot be had in.
    """
    from drafting.export.write import content_of

    one = opened(office, user, id, number)
    require(user, "draft.export", one.case.fields.office)
    if form not in FORMS:
        raise UnusableInput(f"不认识的格式“{form}”，可以导出 {'、'.join(FORMS)}。")
    if copy not in get_args(CopyName):
        raise UnusableInput(f"不认识的副本“{copy}”，可以是{'、'.join(COPY_NAMES)}。")
    whole = letter_of(one.version.letter)
    if copy != "publication" and any(document in hidden_from(office, user) for document in sources_of(whole)):
        raise Refused("这份稿子引用了您无权查看的资料，请由有权查看的同事导出。")
    made = _copy(office, one, copy, layout or _layout(office, one), user, against)
    name = f"{one.row.letter}-{one.case.fields.item_no}-v{one.version.number}-{_chinese(copy)}.{form}"
    data = content_of(one.draft, Path(f"letter.{form}"), None, made)
    office.note(user, "draft.export", f"draft:{id}", version=one.version.number, copy=copy, form=form)
    return Exported(name, data, FORMS[form])


def _copy(office: Office, one: Opened, copy: CopyName, layout: LayoutName, user: User, against: int | None) -> Copy:
    earlier: tuple[str, ...] = ()
    if copy == "tracked":
        from drafting.export.word_tracked import printed_paragraphs

        before = against or one.version.number - 1
        if not 1 <= before <= one.row.version or before == one.version.number:
            raise UnusableInput("没有可以对照的版本：请选择与本版不同的一版。")
        held = opened(office, user, one.row.id, before)
        earlier = printed_paragraphs(held.draft, layout)
    return Copy(copy, layout, earlier, author=user.name, day=today())


def _layout(office: Office, one: Opened) -> LayoutName:
    """The layout of the place, else 信函格式."""
    organ = parse_organ(one.case.fields.office)
    body: Body = "政协" if one.case.fields.item_kind == "提案" else "人大"
    ways = office.places.of(organ.region if organ else None, body, int(today()[:4]), one.case.fields.office)
    return ways.layout.form if ways.layout is not None else "letter"


def _chinese(copy: CopyName) -> str:
    return next(name for name, value in COPY_NAMES.items() if value == copy)
