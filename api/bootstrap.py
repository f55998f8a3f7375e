"""The real parts put together, once, for command line, HTTP and tests alike."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from api.settings import Settings
from corpus.document import Disclosure
from corpus.errors import UnusableInput
from corpus.progress import Progress, silent

if TYPE_CHECKING:
    from corpus.ingest import IngestReport
    from corpus.store import Store


def open_store(settings: Settings) -> "Store":
    """The workspace's database; the folder is made where it is missing."""
    from corpus.store import Store

    try:
        settings.workspace.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "同名的文件已经存在" if settings.workspace.is_file() else error.strerror
        raise UnusableInput(
            f"工作区 {settings.workspace} 用不了：{reason}。请用 --workspace 指定另一个文件夹。"
        ) from error
    return Store.open(settings.database_url)


def ingest_files(
    settings: Settings,
    paths: Sequence[Path],
    issuer: str | None = None,
    region: str | None = None,
    disclosure: str | None = None,
    progress: Progress = silent,
) -> "IngestReport":
    """Takes files and folders into the workspace. Raises :class:`UnusableInput` for an unknown ``disclosure``."""
    from corpus.ingest import Overrides, ingest

    known: dict[str, Disclosure] = {name: name for name in get_args(Disclosure)}
    if disclosure is not None and disclosure not in known:
        raise UnusableInput(f"公开方式“{disclosure}”无法识别，请用{'、'.join(known)}。")
    overrides = Overrides(issuer, region, known[disclosure] if disclosure else None)
    store = open_store(settings)
    try:
        return ingest(paths, store, settings.files, overrides, progress)
    finally:
        store.close()
