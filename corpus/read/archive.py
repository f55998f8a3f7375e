"""Reads .zip: each member by itself, so that a bad one spoils none of the others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from corpus.errors import UnusableInput
from corpus.progress import Progress, silent
from corpus.read.member_names import is_link, is_litter, member_names, safe_label
from corpus.read.signatures import is_archive
from corpus.read.unpack import Budget, open_zip, unpacked
from corpus.source import Source

SEPARATOR = "!"
"""Parts the name of an archive from that of a member: ``来文.zip!答复/一.docx``."""
_DEEPEST = 2  # an archive within an archive is read, one within that is not
_MOST_NAMED = 10  # members listed in a message


@dataclass(frozen=True, slots=True)
class Packed:
    """One file in an archive, not read yet. ``name`` is its label, never a path; ``notice`` is ready to show."""

    name: str
    content: bytes | UnusableInput
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive, read; or why it cannot be."""

    name: str
    content: Source | UnusableInput


def unpack_each(data: bytes, name: str) -> Iterator[Packed]:
    """The files in the archive and in the archives within it, one at a time, called ``name!member``.

    Raises :class:`UnusableInput` where the archive itself cannot be opened or holds no file.
    """
    found = False
    for packed in _unpack(data, name, 1, Budget()):
        found = True
        yield packed
    if not found:
        raise UnusableInput(f"“{name}”是空的压缩包，没有可以读取的文件。")


def read_each(data: bytes, name: str, progress: Progress = silent) -> Iterator[Member]:
    """The members of the archive in order, each read or refused. Raises as :func:`unpack_each` does."""
    for packed in unpack_each(data, name):
        yield Member(packed.name, _read(packed, progress))


def _read(packed: Packed, progress: Progress) -> Source | UnusableInput:
    from corpus.read.dispatch import read_bytes

    if isinstance(packed.content, UnusableInput):
        return packed.content
    try:
        source = read_bytes(packed.content, packed.name, progress)
    except UnusableInput as error:
        return error
    return replace(source, notices=(*source.notices, packed.notice)) if packed.notice else source


def read_only_member(data: bytes, name: str, progress: Progress = silent) -> Source:
    """The one document in the archive; what else lies in it and cannot be read is told in the notices.

    Raises :class:`UnusableInput`, naming the members, where none or several can be read.
    """
    found: list[Source] = []
    names: list[str] = []
    failures: list[UnusableInput] = []
    for packed in unpack_each(data, name):
        names.append(packed.name)
        if len(found) > 1:  # it is known by now that there is no single one
            continue
        content = _read(packed, progress)
        if isinstance(content, UnusableInput):
            failures.append(content)
        else:
            found.append(content)
    if not found:
        raise UnusableInput(f"“{name}”里没有可以读取的文件：" + "".join(e.message for e in failures[:_MOST_NAMED]))
    if len(found) > 1:
        more = "等" if len(names) > _MOST_NAMED else ""
        raise UnusableInput(
            f"“{name}”里有 {len(names)} 个文件（{'、'.join(names[:_MOST_NAMED])}{more}），不知道用哪一个。"
            "请解压后指定其中一个；要全部存入工作区，请用 dafu ingest。"
        )
    return replace(found[0], notices=(*found[0].notices, *(error.message for error in failures)))


def _unpack(data: bytes, name: str, depth: int, budget: Budget) -> Iterator[Packed]:
    with open_zip(data, name) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        used: dict[str, int] = {}
        for info, meant in zip(infos, member_names(infos), strict=True):
            label, harmless = safe_label(meant)
            if budget.spent:  # the member that spent it was told
                return
            if is_litter(label):
                continue
            label = f"{name}{SEPARATOR}{_distinct(label, used)}"
            notice = None if harmless else f"“{label}”在压缩包里的路径“{meant}”指向包外，只作名称，没有按它写入。"
            if is_link(info):
                yield Packed(label, UnusableInput(f"“{label}”只是指向另一个文件的链接，没有读取。请放入文件本身。"))
                continue
            try:
                content = unpacked(archive, info, label, budget)
            except UnusableInput as error:
                yield Packed(label, error)
                continue
            if not is_archive(content):
                yield Packed(label, content, notice)
            elif depth == _DEEPEST:
                yield Packed(label, UnusableInput(f"“{label}”是第三层压缩包，没有打开。请解压外层后再导入。"))
            else:
                yield from _inner(content, label, depth, budget)


def _inner(content: bytes, label: str, depth: int, budget: Budget) -> Iterator[Packed]:
    try:
        yield from _unpack(content, label, depth + 1, budget)
    except UnusableInput as error:
        yield Packed(label, error)


def _distinct(label: str, used: dict[str, int]) -> str:
    """The label itself, or with a number where the archive holds several members of this name."""
    used[label] = used.get(label, 0) + 1
    if used[label] == 1:
        return label
    path = PurePosixPath(label)
    return str(path.with_name(f"{path.stem}（{used[label]}）{path.suffix}"))
