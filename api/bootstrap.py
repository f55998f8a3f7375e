"""The real parts put together, once, for command line, HTTP and tests alike."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from api.settings import Settings
from corpus.document import Disclosure
from corpus.errors import NotFound, UnusableInput
from corpus.progress import Progress, silent

if TYPE_CHECKING:
    from corpus.ingest import IngestReport
    from corpus.law_pack import PackReport
    from corpus.store import Store
    from corpus.stored import StoredDocument


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


def import_laws(settings: Settings, path: Path | None = None, progress: Progress = silent) -> "PackReport":
    """Loads the rules pack (or the database at ``path``) into the workspace; the same pack only once."""
    from corpus.law_pack import load_pack

    if path is not None and not path.is_file():
        raise UnusableInput(f"找不到法律数据库 {path}，请检查路径。")
    store = open_store(settings)
    try:
        return load_pack(store, progress, path)
    finally:
        store.close()


def find_document(store: "Store", name: str) -> "StoredDocument":
    """By id, document number, item number or title; raises :class:`NotFound`."""
    found = store.find(name)
    if found is None and (ids := store.by_item(name)):
        found = store.document(ids[0])
    if found is None:
        raise NotFound(f"工作区里没有“{name}”。请用编号、文号、案号或完整标题，或用 dafu search 按主题查找。")
    return found
