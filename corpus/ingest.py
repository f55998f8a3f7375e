"""Takes files, folders and archives into the store: read, parse, keep the original, name every failure."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from time import perf_counter

from corpus.document import Document
from corpus.errors import DafuError, UnusableInput
from corpus.ingest_report import NOTHING_SAID, Failure, IngestReport, Notice, Overrides
from corpus.parse import parse
from corpus.progress import Progress, long_steps, silent
from corpus.read import read_bytes
from corpus.read.archive import unpack_each
from corpus.read.dispatch import load
from corpus.read.member_names import is_litter
from corpus.read.signatures import is_archive
from corpus.source import Source
from corpus.storage.database import DatabaseFailure
from corpus.storage.originals import keep, make_folder
from corpus.storage.store import Store, StoredDocument, document_id
from corpus.storage.stored import Outcome

__all__ = ["Failure", "IngestReport", "Notice", "Overrides", "find_files", "ingest"]

Parse = Callable[[Source, str], Document]

_LONG_FILE = 20  # pages: reading a shorter file is no step of its own


@dataclass(frozen=True, slots=True)
class _File:
    """Bytes to take in. ``shown`` is their name in messages, ``name`` the one they are known by in the store."""

    data: bytes
    shown: str
    name: str
    title: str
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """What one ingestion works with, and what it has come to so far."""

    store: Store
    files_folder: Path
    overrides: Overrides
    progress: Progress
    parse: Parse
    failed: list[Failure]
    outcomes: list[Outcome] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def ingest(
    paths: Sequence[Path],
    store: Store,
    files_folder: Path,
    overrides: Overrides = NOTHING_SAID,
    progress: Progress = silent,
    parse: Parse = parse,
) -> IngestReport:
    """Take in files, and folders with all below them; what has not changed since is not even parsed.

    Each member of an archive counts as a file of its own, known as ``archive!member``. Originals are copied into
    ``files_folder`` under the SHA-256 of their bytes. A file that fails is named in the report and stops nothing; each
    document is stored in a transaction of its own, so an interrupted run goes on where it stopped. Raises
    :class:`UnusableInput` where ``files_folder`` or the store cannot be written.
    """
    began = perf_counter()
    files, failed = find_files(paths)
    make_folder(files_folder)
    run = _Run(store, files_folder, overrides, long_steps(progress, _LONG_FILE), parse, failed)
    for done, path in enumerate(files):
        progress("正在导入文件", done, len(files))
        _take_in(path, run)
    progress("正在导入文件", len(files), len(files))
    whole, parts = store.counts()
    return IngestReport(
        added=run.outcomes.count("added"),
        updated=run.outcomes.count("updated"),
        unchanged=run.outcomes.count("unchanged"),
        failed=tuple(run.failed),
        documents=whole,
        passages=parts,
        seconds=perf_counter() - began,
        notices=tuple(run.notices),
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
        yield from (Path(root, name) for name in sorted(files) if not is_litter(name))


def _take_in(path: Path, run: _Run) -> None:
    """Take in one file, or each file of an archive; what fails is named and stops nothing."""
    name = os.path.abspath(path)  # noqa: PTH100  (a link keeps its own name)
    shown = str(path)
    try:
        data = load(path)
        if not is_archive(data):
            _take_in_file(_File(data, shown, name, path.name), run)
            return
        for packed in unpack_each(data, shown):
            if isinstance(packed.content, UnusableInput):
                run.failed.append(Failure(packed.name, packed.content.message))
                continue
            known_as = name + packed.name.removeprefix(shown)
            title = PurePosixPath(packed.name).name
            _take_in_file(_File(packed.content, packed.name, known_as, title, packed.notice), run)
    except DatabaseFailure:
        raise
    except UnusableInput as error:
        run.failed.append(Failure(shown, error.message))


def _take_in_file(file: _File, run: _Run) -> None:
    try:
        run.outcomes.append(_outcome(file, run))
    except DatabaseFailure:
        raise
    except DafuError as error:
        run.failed.append(Failure(file.shown, error.message))
    except Exception as error:  # a bad file must not stop the rest
        reason = f"无法解析“{file.title}”（{type(error).__name__}：{error}）。请把文件交给管理员检查。"
        run.failed.append(Failure(file.shown, reason))


def _outcome(file: _File, run: _Run) -> Outcome:
    digest = sha256(file.data).hexdigest()
    said = _heard(run.store.said(file.name, digest), run.overrides)
    known = run.store.original(file.name, digest)
    if known is not None:
        stored = run.store.document(known) if run.overrides else None
        return run.store.put(_overridden(stored, said), _told(said)) if stored is not None else "unchanged"
    source = read_bytes(file.data, file.shown, run.progress)
    document = run.parse(source, file.title)
    keep(file.data, digest, file.title, run.files_folder)
    stored = StoredDocument(document_id(document.text), document, "ingested", file.name, digest, None)
    outcome = run.store.put(_overridden(stored, said), _told(said))
    notices = (*source.notices, *([file.notice] if file.notice else []))
    run.notices.extend(Notice(file.shown, notice) for notice in notices)
    return outcome


def _told(said: Overrides) -> str:
    return json.dumps(asdict(said), ensure_ascii=False) if said else ""


def _heard(told: str, overrides: Overrides) -> Overrides:
    """``overrides``, with what was said of the same bytes before where they say nothing."""
    before = Overrides(**json.loads(told)) if told else Overrides()
    return Overrides(
        overrides.issuer or before.issuer,
        overrides.region or before.region,
        overrides.disclosure or before.disclosure,
    )


def _overridden(stored: StoredDocument, overrides: Overrides) -> StoredDocument:
    document = replace(
        stored.document,
        issuer=overrides.issuer or stored.document.issuer,
        disclosure=overrides.disclosure or stored.document.disclosure,
    )
    return replace(stored, document=document, region=overrides.region or stored.region)
