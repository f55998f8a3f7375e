import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import docx
import pytest
import sqlalchemy as sa

import corpus.storage.records
import corpus.storage.store
from corpus.document import Document, Passage
from corpus.errors import UnusableInput
from corpus.ingest import Failure, IngestReport, Overrides, find_files, ingest
from corpus.reading import PARSER_VERSION
from corpus.source import Source
from corpus.storage.database import DatabaseFailure, transaction
from corpus.storage.schema import readings
from corpus.storage.store import Store, StoredDocument


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    yield opened
    opened.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "来文"
    folder.mkdir()
    return folder


def plain_parse(source: Source, name: str) -> Document:
    """One passage a document; the first line is its title."""
    return Document(
        text=source.text,
        kind="reply",
        title=source.text.split("\n")[0],
        issuer="市民政局",
        passages=(Passage(0, len(source.text)),),
    )


def run(store: Store, *paths: Path, overrides: Overrides = Overrides()) -> IngestReport:  # noqa: B008
    return ingest(paths, store, paths[0].parent / "files", overrides, parse=plain_parse)


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.failed)


def test_takes_in_files_and_folders_and_keeps_the_originals(store: Store, inbox: Path) -> None:
    (inbox / "b").mkdir()
    (inbox / "b" / "二.txt").write_text("答复二\n内容", "gb18030")
    (inbox / "一.TXT").write_text("答复一\n内容", "utf-8")
    report = run(store, inbox)
    assert counts(report) == (2, 0, 0, 0)
    assert (report.documents, report.passages) == (2, 2)
    assert report.seconds > 0
    kept = {file.name: file.read_bytes() for file in (inbox.parent / "files").iterdir()}
    assert kept == {f"{sha256(data).hexdigest()}.txt": data for data in kept.values()}
    assert len(kept) == 2
    found = store.find("答复二")
    assert found is not None
    assert (found.path, found.origin) == (str(inbox / "b" / "二.txt"), "ingested")


def test_what_is_unchanged_is_not_read_again(store: Store, inbox: Path) -> None:
    (inbox / "一.txt").write_text("答复一", "utf-8")
    assert counts(run(store, inbox)) == (1, 0, 0, 0)
    revision = store.revision()

    def no_parse(source: Source, name: str) -> Document:
        raise AssertionError("parsed again")

    again = ingest([inbox], store, inbox.parent / "files", parse=no_parse)
    assert counts(again) == (0, 0, 1, 0)
    assert store.revision() == revision


def test_a_changed_file_is_updated(store: Store, inbox: Path) -> None:
    file = inbox / "一.txt"
    file.write_text("答复一", "utf-8")
    run(store, file)
    file.write_text("答复一\n补充", "utf-8")
    report = run(store, file)
    assert counts(report) == (0, 1, 0, 0)
    assert (report.documents, report.passages) == (1, 1)


def test_a_copy_is_no_second_document(store: Store, inbox: Path) -> None:
    for name in ("一.txt", "二.txt"):
        (inbox / name).write_text("答复一", "utf-8")
    report = run(store, inbox)
    assert counts(report) == (1, 0, 1, 0)
    assert report.documents == 1


def test_one_bad_file_stops_nothing(store: Store, inbox: Path) -> None:
    (inbox / "1.txt").write_text("答复一", "utf-8")
    (inbox / "2.txt").write_bytes(b"")
    (inbox / "3.gif").write_bytes(b"GIF89a" + bytes(50))
    (inbox / "4.txt").write_text("答复四", "utf-8")
    (inbox / "5.docx").write_bytes(b"PK\x03\x04 cut off")
    missing = inbox / "没有.txt"
    report = run(store, inbox, missing)
    assert counts(report) == (2, 0, 0, 4)
    reasons = {Path(f.file).name: f.reason for f in report.failed}
    assert "空文件" in reasons["2.txt"]
    assert "GIF 图片" in reasons["3.gif"]
    assert "已损坏" in reasons["5.docx"]
    assert "找不到" in reasons["没有.txt"]
    assert report.documents == 2


def test_a_parser_that_breaks_is_a_named_failure(store: Store, inbox: Path) -> None:
    (inbox / "1.txt").write_text("坏", "utf-8")
    (inbox / "2.txt").write_text("好", "utf-8")

    def picky(source: Source, name: str) -> Document:
        if source.text == "坏":
            raise IndexError("no such group")
        return plain_parse(source, name)

    report = ingest([inbox], store, inbox.parent / "files", parse=picky)
    assert counts(report) == (1, 0, 0, 1)
    assert report.failed[0].file == str(inbox / "1.txt")
    assert "no such group" in report.failed[0].reason
    assert "Traceback" not in report.failed[0].reason


def test_hidden_and_lock_files_are_passed_over(store: Store, inbox: Path) -> None:
    (inbox / ".git").mkdir()
    for name in (".DS_Store", "~$答复.docx", ".~lock.答复.docx#", ".git/config"):
        (inbox / name).write_text("锁", "utf-8")
    (inbox / "一.txt").write_text("答复一", "utf-8")
    assert counts(run(store, inbox)) == (1, 0, 0, 0)


def test_files_come_in_order_and_once(inbox: Path) -> None:
    for name in ("c.txt", "a.txt", "b/z.txt", "b/a.txt"):
        (inbox / name).parent.mkdir(exist_ok=True)
        (inbox / name).write_text("x", "utf-8")
    files, failed = find_files([inbox / "c.txt", inbox, inbox / "b"])
    assert [str(f.relative_to(inbox)) for f in files] == ["c.txt", "a.txt", "b/a.txt", "b/z.txt"]
    assert failed == []


def test_links_in_a_circle_end(store: Store, inbox: Path) -> None:
    (inbox / "一.txt").write_text("答复一", "utf-8")
    (inbox / "圈").symlink_to(inbox, target_is_directory=True)
    (inbox / "空.txt").symlink_to(inbox / "空.txt")
    report = run(store, inbox)
    assert counts(report) == (1, 0, 0, 1)
    assert Path(report.failed[0].file).name == "空.txt"


def test_a_folder_that_may_not_be_opened_is_named(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "锁").mkdir()
    (inbox / "一.txt").write_text("答复一", "utf-8")
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "锁":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    files, failed = find_files([inbox])
    assert files == [inbox / "一.txt"]
    assert failed == [Failure(str(inbox / "锁"), f"没有打开文件夹“{inbox / '锁'}”的权限，其中的文件没有导入。")]


def test_overrides_take_the_place_of_what_was_found(store: Store, inbox: Path) -> None:
    file = inbox / "一.txt"
    file.write_text("答复一", "utf-8")
    run(store, file, overrides=Overrides(issuer="市财政局", region="某市"))
    found = store.find("答复一")
    assert found is not None
    assert (found.document.issuer, found.region, found.document.disclosure) == ("市财政局", "某市", None)


def test_overrides_given_later_change_what_is_stored(store: Store, inbox: Path) -> None:
    file = inbox / "一.txt"
    file.write_text("答复一", "utf-8")
    run(store, file)
    secret = Overrides(disclosure="依申请公开")
    assert counts(run(store, file, overrides=secret)) == (0, 1, 0, 0)
    assert counts(run(store, file, overrides=secret)) == (0, 0, 1, 0)
    assert counts(run(store, file)) == (0, 0, 1, 0)
    found = store.find("答复一")
    assert found is not None
    assert (found.document.disclosure, found.document.issuer) == ("依申请公开", "市民政局")
    assert next(store.each_passage()).disclosure == "依申请公开"


def test_progress_is_told_to_the_end(store: Store, inbox: Path) -> None:
    for name in ("1.txt", "2.txt", "3.txt"):
        (inbox / name).write_text(name, "utf-8")
    seen: list[tuple[int, int]] = []
    ingest(
        [inbox],
        store,
        inbox.parent / "files",
        progress=lambda _, done, total: seen.append((done, total)),
        parse=plain_parse,
    )
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_an_interrupted_run_goes_on_where_it_stopped(store: Store, inbox: Path) -> None:
    for number in range(4):
        (inbox / f"{number}.txt").write_text(f"答复{number}", "utf-8")

    def interrupted(source: Source, name: str) -> Document:
        if name == "2.txt":
            raise KeyboardInterrupt
        return plain_parse(source, name)

    with pytest.raises(KeyboardInterrupt):
        ingest([inbox], store, inbox.parent / "files", parse=interrupted)
    assert counts(run(store, inbox)) == (2, 0, 2, 0)
    assert not list((inbox.parent / "files").glob(".keep-*"))


def test_a_database_that_fails_stops_the_run(store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "1.txt").write_text("答复一", "utf-8")

    def full(stored: StoredDocument, said: str) -> None:
        raise DatabaseFailure("磁盘已满")

    monkeypatch.setattr(store, "put", full)
    with pytest.raises(DatabaseFailure, match="磁盘已满"):
        run(store, inbox)


def test_a_files_folder_that_cannot_be_made_is_named(store: Store, inbox: Path) -> None:
    (inbox / "1.txt").write_text("答复一", "utf-8")
    with pytest.raises(UnusableInput, match="无法建立文件夹"):
        ingest([inbox], store, inbox / "1.txt" / "files", parse=plain_parse)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.DOCX", ".docx"), ("a", ""), ("a.;rm -r", ""), ("a.verylongsuffix", ""), ("a.答复", "")],
)
def test_originals_get_harmless_names(name: str, suffix: str, store: Store, inbox: Path) -> None:
    document = docx.Document()
    document.add_paragraph("答复一")
    document.save(str(inbox / name))
    assert counts(run(store, inbox)) == (1, 0, 0, 0)
    digest = sha256((inbox / name).read_bytes()).hexdigest()
    assert [file.name for file in (inbox.parent / "files").iterdir()] == [digest + suffix]


def test_the_real_seeds(store: Store, shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    report = ingest(files, store, tmp_path / "files")
    assert counts(report) == (5, 0, 0, 0)
    assert counts(ingest(files, store, tmp_path / "files")) == (0, 0, 5, 0)
    found = store.find("粤办函[2016]553号")
    assert found is not None
    assert found.document.disclosure == "主动公开"
    assert len(store.by_item("20170411")) == 1


def test_the_real_regulations(store: Store, shared: Path, tmp_path: Path) -> None:
    report = ingest([shared / "data" / "regulations_docx"], store, tmp_path / "files")
    assert counts(report) == (176, 0, 0, 0)
    assert report.documents == 176
    for row in store.each_passage():
        assert row.text.strip()
    again = ingest([shared / "data" / "regulations_docx"], store, tmp_path / "files")
    assert counts(again) == (0, 0, 176, 0)
    assert replace(again, seconds=0, added=176, unchanged=0) == replace(report, seconds=0, notices=())


def test_an_archive_is_taken_in_document_by_document(store: Store, inbox: Path) -> None:
    archive = inbox / "来文.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("答复/一.txt", "答复一")
        made.writestr("二.txt", "答复二")
        made.writestr("坏.gif", b"GIF89a\x00\x00")
    report = run(store, inbox)
    assert counts(report) == (2, 0, 0, 1)
    assert report.failed[0].file == f"{archive}!坏.gif"
    found = store.find("答复一")
    assert found is not None
    assert found.path == f"{archive}!答复/一.txt"
    kept = inbox.parent / "files" / f"{found.sha256}.txt"
    assert kept.read_text("utf-8") == "答复一"
    revision = store.revision()
    assert counts(run(store, inbox)) == (0, 0, 2, 1)
    assert store.revision() == revision


def test_a_changed_member_is_updated(store: Store, inbox: Path) -> None:
    for text in ("答复一", "答复一\n补充"):
        with zipfile.ZipFile(inbox / "来文.zip", "w") as made:
            made.writestr("一.txt", text)
            made.writestr("二.txt", "答复二")
        report = run(store, inbox)
    assert counts(report) == (0, 1, 1, 0)
    assert report.documents == 2


def test_a_damaged_archive_is_one_failure(store: Store, inbox: Path) -> None:
    (inbox / "来文.zip").write_bytes(b"PK\x03\x04 cut off")
    (inbox / "一.txt").write_text("答复一", "utf-8")
    report = run(store, inbox)
    assert counts(report) == (1, 0, 0, 1)
    assert report.failed[0].file == str(inbox / "来文.zip")


def test_notices_of_the_reading_are_reported(store: Store, inbox: Path) -> None:
    mixed = inbox / "一.txt"
    mixed.write_bytes("答复一，内容如下。\n".encode() * 3 + "联系人：张三。\n".encode("gb18030"))
    with zipfile.ZipFile(inbox / "二.zip", "w") as made:
        made.writestr("../二.txt", "答复二")
    report = run(store, inbox)
    assert counts(report) == (2, 0, 0, 0)
    told = {notice.file: notice.notice for notice in report.notices}
    assert "两种文字编码" in told[str(mixed)]
    assert "指向包外" in told[f"{inbox / '二.zip'}!二.txt"]
    assert run(store, inbox).notices == ()


def test_files_are_read_again_after_the_parser_has_changed(
    store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "一.txt").write_text("答复一", "utf-8")
    (inbox / "二.txt").write_text("答复二", "utf-8")
    run(store, inbox)
    for module in (corpus.storage.store, corpus.storage.records):
        monkeypatch.setattr(module, "PARSER_VERSION", PARSER_VERSION + 1)

    def better(source: Source, name: str) -> Document:
        return replace(plain_parse(source, name), issuer="市民政局" if "一" in source.text else "市财政局")

    again = ingest([inbox], store, inbox.parent / "files", parse=better)
    assert counts(again) == (0, 1, 1, 0)
    assert counts(ingest([inbox], store, inbox.parent / "files", parse=better)) == (0, 0, 2, 0)


def test_what_the_officer_said_outlives_a_new_reading(
    store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "一.txt").write_text("答复一", "utf-8")
    run(store, inbox, overrides=Overrides(disclosure="依申请公开"))
    run(store, inbox, overrides=Overrides(region="某市"))
    for module in (corpus.storage.store, corpus.storage.records):
        monkeypatch.setattr(module, "PARSER_VERSION", PARSER_VERSION + 1)
    assert counts(run(store, inbox)) == (0, 0, 1, 0)
    found = store.find("答复一")
    assert found is not None
    assert (found.document.disclosure, found.region) == ("依申请公开", "某市")


def test_a_workspace_without_readings_has_them_all_read_again(store: Store, inbox: Path) -> None:
    (inbox / "一.txt").write_text("答复一", "utf-8")
    run(store, inbox)
    with transaction(store._engine, write=True) as connection:
        connection.execute(sa.delete(readings))
    assert counts(run(store, inbox)) == (0, 0, 1, 0)
    digest = sha256((inbox / "一.txt").read_bytes()).hexdigest()
    assert store.original(str(inbox / "一.txt"), digest) is not None
