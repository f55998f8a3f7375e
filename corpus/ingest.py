"""Takes files and folders into the store: read, parse, keep the original, name every failure."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import perf_counter

from corpus.database import DatabaseFailure
from corpus.document import Disclosure, Document
from corpus.errors import DafuError, UnusableInput
from corpus.parse import parse
from corpus.progress import Progress, silent
from corpus.read import read_bytes
from corpus.read.dispatch import load
from corpus.source import Source
from corpus.store import Store, StoredDocument, document_id
from corpus.stored import Outcome

Parse = Callable[[Source, str], Document]

_LOCKS = ("~$", ".~")  # what Word, WPS and LibreOffice put beside an open file
_LONGEST_SUFFIX = 10


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the officer says of all files handed in; it takes the place of what the parser found."""

    issuer: str | None = None
    region: str | None = None
    disclosure: Disclosure | None = None

    def __bool__(self) -> bool:
        return any((self.issuer, self.region, self.disclosure))


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, as it was handed in, and why (Chinese, ready to show)."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one run did. ``documents`` and ``passages`` count all that was ever ingested into the workspace."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    documents: int
    passages: int
    seconds: float


def ingest(
    paths: Sequence[Path],
    store: Store,
    files_folder: Path,
    overrides: Overrides = Overrides(),
    progress: Progress = silent,
    parse: Parse = parse,
) -> IngestReport:
    """Take in files, and folders with all below them; what has not changed since is not even parsed.

    Originals are copied into ``files_folder`` under the SHA-256 of their bytes. A file that fails is named in the
    report and stops nothing; each document is stored in a transaction of its own, so an interrupted run goes on
    where it stopped. Raises :class:`UnusableInput` where ``files_folder`` or the store cannot be written.
    """
    began = perf_counter()
    files, failed = find_files(paths)
    _make_folder(files_folder)
    outcomes: list[Outcome] = []
    for done, path in enumerate(files):
        progress("正在导入文件", done, len(files))
        try:
            outcomes.append(_take_in(path, store, files_folder, overrides, parse))
        except DatabaseFailure:
            raise
        except DafuError as error:
            failed.append(Failure(str(path), error.message))
        except Exception as error:  # a bad file must not stop the rest
            failed.append(
                Failure(
                    str(path), f"无法解析“{path.name}”（{type(error).__name__}：{error}）。请把文件交给管理员检查。"
                )
            )
    progress("正在导入文件", len(files), len(files))
    counted = {outcome: outcomes.count(outcome) for outcome in ("added", "updated", "unchanged")}
    whole, parts = store.counts()
    return IngestReport(
        **counted, failed=tuple(failed), documents=whole, passages=parts, seconds=perf_counter() - began
    )


def find_files(paths: Sequence[Path]) -> tuple[list[Path], list[Failure]]:
    """The files meant by ``paths``, each once, folders in order of name; and what could not be looked into.

    Below a folder, hidden files and lock files are passed over. A file named directly is always meant.
    """
    found: dict[str, Path] = {}  # by the real place, so that a file handed in twice is read once
    failed: list[Failure] = []
    for path in paths:
        for file in _below(path, failed) if _is_folder(path) else [path]:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values()), failed


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # whatever is wrong with it, reading it will tell
        return False


def _below(folder: Path, failed: list[Failure]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        failed.append(Failure(str(error.filename), f"没有打开文件夹“{error.filename}”的权限，其中的文件没有导入。"))

    for root, folders, files in os.walk(folder, onerror=note):  # links to folders are not followed
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(files) if not name.startswith((".", *_LOCKS)))


def _take_in(path: Path, store: Store, files_folder: Path, overrides: Overrides, parse: Parse) -> Outcome:
    data = load(path)
    digest = sha256(data).hexdigest()
    name = os.path.abspath(path)  # noqa: PTH100  (a link keeps its own name)
    known = store.original(name, digest)
    if known is not None:
        stored = store.document(known) if overrides else None
        return store.put(_overridden(stored, overrides)) if stored is not None else "unchanged"
    document = parse(read_bytes(data, str(path)), path.name)
    _keep(data, files_folder / (digest + _safe_suffix(path)))
    stored = StoredDocument(document_id(document.text), document, "ingested", name, digest, None)
    return store.put(_overridden(stored, overrides))


def _overridden(stored: StoredDocument, overrides: Overrides) -> StoredDocument:
    document = replace(
        stored.document,
        issuer=overrides.issuer or stored.document.issuer,
        disclosure=overrides.disclosure or stored.document.disclosure,
    )
    return replace(stored, document=document, region=overrides.region or stored.region)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableInput(f"无法建立文件夹“{folder}”（{error.strerror}），请检查工作区的权限和磁盘空间。") from error


def _safe_suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _LONGEST_SUFFIX else ""


def _keep(data: bytes, target: Path) -> None:
    """Write the original whole or not at all; one that is there already is the same by its name."""
    if target.exists():
        return
    temporary: str | None = None
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".keep-", delete=False) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise UnusableInput(f"无法把原文件存入“{target.parent}”（{error.strerror}），请检查权限和磁盘空间。") from error
