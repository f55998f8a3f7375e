"""The real parts put together, once, for command line, HTTP and tests alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from api.settings import Settings
from corpus.document import Disclosure
from corpus.errors import DamagedIndex, UnusableInput
from corpus.progress import Progress, silent

if TYPE_CHECKING:
    from api.services.office import Office
    from api.workbench import Workbench
    from corpus.ingest import IngestReport
    from corpus.rulebook.law_pack import PackReport
    from corpus.storage.store import Store
    from index.encoder import Encoder
    from index.snapshot import Snapshot
    from retrieval.evaluate import Evaluation


@dataclass(frozen=True, slots=True)
class Ready:
    """What is prepared: the encoder's name, and how much the rules pack holds (0 without one)."""

    encoder: str
    laws: int
    articles: int


@dataclass(frozen=True, slots=True)
class _PackPlace:
    """The folder of a rules pack's index, and the mark of the pack that it must hold."""

    folder: Path
    mark: str


def open_store(settings: Settings) -> "Store":
    """The workspace's database; the folder is made where it is missing."""
    from corpus.storage.store import Store

    try:
        settings.workspace.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        known = {FileExistsError: "同名的文件已经存在", PermissionError: "没有权限"}
        reason = known.get(type(error), error.strerror)
        raise UnusableInput(
            f"工作区 {settings.workspace} 用不了：{reason}。请用 --workspace 指定另一个文件夹。"
        ) from error
    return Store.open(settings.database_url)


def import_laws(settings: Settings, path: Path | None = None, progress: Progress = silent) -> "PackReport":
    """Loads the rules pack (or the database at ``path``) into the workspace; the same pack only once."""
    from corpus.rulebook.law_pack import load_pack

    if path is not None and not path.is_file():
        raise UnusableInput(f"找不到法律数据库 {path}，请检查路径。")
    store = open_store(settings)
    try:
        return load_pack(store, progress, path)
    finally:
        store.close()


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


def prepare(settings: Settings, progress: Progress = silent) -> Ready:
    """Makes what all workspaces share: the encoder, and the index of the rules pack."""
    store, encoder = _open(settings, progress)
    try:
        _pack_index(settings, store, encoder, progress)
        return Ready(encoder.name, *store.counts("pack"))
    finally:
        store.close()


def refresh_index(settings: Settings, progress: Progress = silent) -> None:
    """Brings the workspace's index up to date: words first, then vectors. Goes on where it was interrupted."""
    store, encoder = _open(settings, progress)
    try:
        _own_index(settings, store, encoder, progress)
        _pack_index(settings, store, encoder, progress)
    finally:
        store.close()


def evaluate_folder(
    settings: Settings, folder: Path, top: int, subset: int | None, progress: Progress = silent
) -> "Evaluation":
    """Runs a benchmark folder through search with the encoder in use; nothing is read from the workspace."""
    from index.encoder import open_encoder
    from retrieval.beir import read_bench
    from retrieval.evaluate import evaluate

    bench = read_bench(folder)
    encoder = open_encoder(settings.encoder, settings.cache, progress)
    return evaluate(bench, encoder, settings.cache, top, subset, progress)


def open_workbench(settings: Settings, progress: Progress = silent) -> "Workbench":
    """Store, indexes and encoder of the workspace, ready to search and draft.

    An index that is missing, damaged, of another encoder or behind the database is made anew first. One that only
    lacks vectors is used as it is; its searches say that they are incomplete.
    """
    from api.workbench import Workbench
    from corpus.rulebook.rule_store import kept_catalogue
    from drafting.jurisdiction_register import jurisdictions
    from index.snapshot import open_snapshot
    from index.words import open_words
    from retrieval.library import Library

    places = jurisdictions(*settings.own_places)
    store, encoder = _open(settings, progress)
    try:
        own = open_snapshot(settings.index, encoder.fingerprint)
    except DamagedIndex:
        own = _own_index(settings, store, encoder, progress)
    if own.revision != str(store.revision()):
        own = _own_index(settings, store, encoder, progress)
    pack = _standing_pack(settings, store, encoder) or _pack_index(settings, store, encoder, progress)
    words = partial(open_words, settings.cache)
    bench = Workbench(store, Library(store, own, pack, encoder, words, kept_catalogue(store)), encoder, places)
    bench.warm()
    return bench


def open_office(settings: Settings, progress: Progress = silent) -> "Office":
    """The workplace over the workspace: its workbench, its tables, its jobs."""
    from api.services.jobs import Jobs
    from api.services.office import Office
    from api.workplace.tables import lay
    from drafting.jurisdiction_register import jurisdictions

    bench = open_workbench(settings, progress)
    lay(bench.engine)
    places = jurisdictions(*settings.own_places)
    return Office(bench, bench.engine, settings, places, Jobs(bench.engine, settings.error_log))


def _open(settings: Settings, progress: Progress) -> "tuple[Store, Encoder]":
    """The store with the rules pack in it, and the encoder."""
    from corpus.rulebook.law_pack import load_pack
    from index.encoder import open_encoder

    encoder = open_encoder(settings.encoder, settings.cache, progress)
    store = open_store(settings)
    if settings.rules != "none":
        load_pack(store, progress, None if settings.rules == "default" else Path(settings.rules))
    return store, encoder


def _own_index(settings: Settings, store: "Store", encoder: "Encoder", progress: Progress) -> "Snapshot":
    from corpus.storage.changes import StoredChanges
    from index.update import refresh
    from index.words import open_words

    words, changes = partial(open_words, settings.cache), StoredChanges(store)
    return refresh(store.each_passage("ingested"), settings.index, encoder, store.revision(), progress, words, changes)


def _pack_index(settings: Settings, store: "Store", encoder: "Encoder", progress: Progress) -> "Snapshot | None":
    """The index of the rules pack in the cache: one for each pack and encoder, shared by all workspaces."""
    from index.update import refresh
    from index.words import open_words

    place = _pack_place(settings, store, encoder)
    if place is None:
        return None
    words = partial(open_words, settings.cache)
    return refresh(store.each_passage("pack"), place.folder, encoder, place.mark, progress, words)


def _standing_pack(settings: Settings, store: "Store", encoder: "Encoder") -> "Snapshot | None":
    """The pack's index as it stands: while another program still computes its vectors, nobody waits for them."""
    from index.snapshot import open_snapshot

    place = _pack_place(settings, store, encoder)
    try:
        found = open_snapshot(place.folder, encoder.fingerprint) if place else None
    except DamagedIndex:
        return None
    return found if found is not None and place is not None and found.revision == place.mark else None


def _pack_place(settings: Settings, store: "Store", encoder: "Encoder") -> _PackPlace | None:
    """Where the index of the workspace's rules pack lies: a folder for each pack and encoder."""
    mark = store.mark("law_pack")
    if settings.rules == "none" or mark is None:
        return None
    name = f"{sha256(mark.encode()).hexdigest()[:8]}-{encoder.fingerprint[:16]}"
    return _PackPlace(settings.cache / "laws" / name, mark)
