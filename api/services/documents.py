"""Stored papers: listed, opened, taken in, taken away."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from api.bootstrap import ingest_files, refresh_index
from api.services.jobs import Job
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace.permits import User, reader, require
from corpus.errors import NotFound, UnusableInput
from corpus.ingest_report import Overrides
from corpus.progress import Progress
from corpus.storage.listing import Listed, Sought, list_documents
from corpus.storage.stored import StoredDocument, StoredPassage
from retrieval.filters import PROTECTED

PAGE = 30
MOST_FILES = 200
MOST_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; ``name`` is only ever shown, never a path."""

    name: str
    data: bytes


def listed(office: Office, user: User, sought: Sought, page: int = 1, size: int = PAGE) -> tuple[list[Listed], int]:
    """A page of the documents the user may know of, and how many there are."""
    require(user, "document.read")
    return list_documents(office.engine, replace(sought, hidden=hidden_from(office, user)), page, size)


def opened(office: Office, user: User, name: str) -> StoredDocument:
    """The document by id, number or title. A protected one is written into the trail; one the user may not know of
    is not found, like one that does not exist. Raises :class:`NotFound`."""
    require(user, "document.read")
    stored = office.workbench.document(name)
    known = stored.document
    if not reader(user).sees(known.disclosure, known.issuer):
        raise NotFound(f"没有找到“{name}”。")
    if known.disclosure in PROTECTED:
        office.note(user, "document.read", f"document:{stored.id}", disclosure=known.disclosure, title=known.title)
    return stored


def passages(office: Office, id: str) -> Sequence[StoredPassage]:
    """The passages of a document that was opened."""
    return office.workbench.passages(id)


def taken_in(office: Office, user: User, files: Sequence[Upload], overrides: Overrides) -> Job:
    """Begin to take the files in; raises :class:`UnusableInput` for too many, too large or none.

    Each lies in the inbox under the hash of its bytes: what was handed in before is known again, and two files of one
    name never take each other's place.
    """
    require(user, "document.add")
    _check(files)
    paths = [_put(office.settings.workspace / "inbox", file) for file in files]
    names = "、".join(file.name for file in files[:3]) + (f"等 {len(files)} 个文件" if len(files) > 3 else "")

    def work(progress: Progress) -> dict[str, object]:
        report = ingest_files(
            office.settings, paths, overrides.issuer, overrides.region, overrides.disclosure, progress
        )
        refresh_index(office.settings, progress)
        for path in paths:
            path.unlink(missing_ok=True)
        return {
            **asdict(report),
            "failed": [{"file": Path(one.file).name, "reason": _by_name(one.reason, paths)} for one in report.failed],
            "notices": [{"file": Path(one.file).name, "notice": _by_name(one.notice, paths)} for one in report.notices],
        }

    return office.jobs.start(user, "ingest", names, work)


def removed(office: Office, user: User, id: str) -> Job:
    """Take a document out of the workspace and out of the index.

    Raises :class:`NotFound`, also for one that the user may not know of.
    """
    require(user, "document.remove")
    stored = opened(office, user, id)
    with office.recorded(user, "document.remove", f"document:{stored.id}", title=stored.document.title):
        pass
    office.workbench.remove(stored.id)

    def work(progress: Progress) -> dict[str, object]:
        refresh_index(office.settings, progress)
        return {}

    return office.jobs.start(user, "index", f"删除《{stored.document.title or stored.id}》后更新索引", work)


def reindexed(office: Office, user: User) -> Job:
    """Bring the index up to date."""
    require(user, "settings.edit")

    def work(progress: Progress) -> dict[str, object]:
        refresh_index(office.settings, progress)
        return {}

    return office.jobs.start(user, "index", "更新索引", work)


def jobs_of(office: Office, user: User, most: int = 30) -> list[Job]:
    """The latest jobs: of all users for an administrator, one's own for everybody else."""
    require(user, "document.add")
    return office.jobs.latest(most, None if "administrator" in user.roles else user.login)


def _by_name(told: str, paths: Sequence[Path]) -> str:
    """What is told of the files without the folders they lie in here."""
    for path in paths:
        told = told.replace(str(path), path.name)
    return told


def _check(files: Sequence[Upload]) -> None:
    if not files:
        raise UnusableInput("请选择要导入的文件。")
    if len(files) > MOST_FILES:
        raise UnusableInput(f"一次最多导入 {MOST_FILES} 个文件，请分几次，或者打成一个压缩包。")
    for file in files:
        if len(file.data) > MOST_BYTES:
            raise UnusableInput(f"“{plain_name(file.name)}”超过 {MOST_BYTES // 2**20} MB，请拆分后再导入。")


def _put(inbox: Path, file: Upload) -> Path:
    """The file under a name of our own making; of the sender's only letters that cannot lead elsewhere are kept."""
    folder = inbox / sha256(file.data).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / plain_name(file.name)
    path.write_bytes(file.data)
    return path


def plain_name(name: str) -> str:
    """The last part of a sender's file name, with letters only that cannot lead elsewhere."""
    last = re.split(r"[/\\\\]", name)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(". ")
    stem, dot, suffix = kept.rpartition(".")
    return f"{(stem or suffix)[:80]}{dot}{suffix[:10]}" if dot else kept[:80] or "未命名"
