"""Building, updating, interrupting and damaging an index."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import DamagedIndex, UnusableInput
from index import update
from index.encoder import Vectors
from index.encoder_tiny import TinyEncoder
from index.manifest import NAME
from index.snapshot import Snapshot, has_snapshot, open_snapshot
from index.update import refresh
from index.vectors import PendingVectors

Make = Callable[..., Any]


class CountingEncoder(TinyEncoder):
    """Remembers what it was given; stops the run after ``patience`` batches."""

    def __init__(self, fingerprint: str = "tiny-1", patience: int = 10_000) -> None:
        self.fingerprint = fingerprint
        self.patience = patience
        self.seen: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        if self.patience == 0:
            raise KeyboardInterrupt
        self.patience -= 1
        self.seen.extend(texts)
        return super().passages(texts)


@pytest.fixture
def rows(make_row: Make) -> list[Any]:
    texts = ("既有住宅加装电梯补助办法", "食品安全监管责任", "公交线路优化调整", "老旧小区改造资金", "充电桩建设规划")
    facts = {"kind": "measures", "issuer": "东海市财政局", "date": "2019-05-01", "title": "关于补助的办法"}
    return [make_row(number, text, **(facts if number == 0 else {})) for number, text in enumerate(texts)]


def rows_holding(snapshot: Snapshot, word: str) -> list[str]:
    from index.words import open_words

    codes = np.array([open_words().code(word)], np.uint64)
    scores = snapshot.words.scores(codes, np.ones(1, np.float32))
    return [snapshot.keys[row] for row in np.flatnonzero(scores).tolist()]


def vector_of(snapshot: Snapshot, key: str) -> Vectors:
    assert snapshot.dense is not None
    row = snapshot.keys.index(key)
    place = int(np.flatnonzero(np.asarray(snapshot.dense.rows) == row)[0])
    vector: Vectors = snapshot.dense.vectors[place : place + 1][0]
    return vector


def must_not_be_asked() -> Iterator[Any]:
    return (pytest.fail("the rows were asked for") for _ in range(1))


def test_a_new_index_holds_words_vectors_and_facts(tmp_path: Path, rows: list[Any]) -> None:
    encoder = TinyEncoder()
    snapshot = refresh(rows, tmp_path, encoder, 3)
    assert (snapshot.complete, snapshot.size, snapshot.revision) == (True, 5, "3")
    assert tuple(snapshot.keys) == tuple(row.key for row in rows)
    assert rows_holding(snapshot, "加装电梯") == ["d0#0"]
    assert rows_holding(snapshot, "办法") == ["d0#0"]
    expected = encoder.passages(["关于补助的办法\n既有住宅加装电梯补助办法", "食品安全监管责任"])
    assert np.array_equal(vector_of(snapshot, "d0#0"), expected[0])
    assert np.array_equal(vector_of(snapshot, "d1#1"), expected[1])
    issuer, year = snapshot.categories["issuer"], snapshot.categories["year"]
    assert (issuer.values, issuer.codes.tolist()) == (("东海市财政局",), [0, -1, -1, -1, -1])
    assert (year.values, year.codes.tolist()) == (("2019",), [0, -1, -1, -1, -1])


def test_nothing_is_done_twice(tmp_path: Path, rows: list[Any]) -> None:
    first = refresh(rows, tmp_path, TinyEncoder(), 1)
    encoder = CountingEncoder()
    assert refresh(must_not_be_asked(), tmp_path, encoder, 1).folder == first.folder
    assert encoder.seen == []


def test_unchanged_texts_keep_their_vectors_and_words(tmp_path: Path, rows: list[Any], make_row: Make) -> None:
    before = refresh(rows, tmp_path, TinyEncoder(), 1)
    kept = vector_of(before, "d2#2").copy()
    encoder = CountingEncoder()
    after = refresh([make_row(9, "新的段落"), *rows[2:], rows[0]], tmp_path, encoder, 2)
    assert encoder.seen == ["新的段落"]
    assert np.array_equal(vector_of(after, "d2#2"), kept)
    assert rows_holding(after, "公交线路") == ["d2#2"]
    assert rows_holding(after, "食品") == []
    assert after.complete and after.size == 5


def test_an_updated_index_equals_a_new_one(tmp_path: Path, rows: list[Any], make_row: Make) -> None:
    now = [*rows[1:], make_row(7, "食品安全监管责任", document="d1"), make_row(8, "新的段落", heading=("一、背景",))]
    refresh(rows, tmp_path / "a", TinyEncoder(), 1)
    updated = refresh(now, tmp_path / "a", TinyEncoder(), 2)
    fresh = refresh(now, tmp_path / "b", TinyEncoder(), 2)
    assert updated.manifest.files == fresh.manifest.files


def test_equal_texts_are_encoded_once(tmp_path: Path, make_row: Make) -> None:
    encoder = CountingEncoder()
    snapshot = refresh([make_row(n, "本办法自公布之日起施行。") for n in range(4)], tmp_path, encoder, 1)
    assert len(encoder.seen) == 1 and snapshot.complete


def test_words_come_first(tmp_path: Path, rows: list[Any]) -> None:
    with pytest.raises(KeyboardInterrupt):
        refresh(rows, tmp_path, CountingEncoder(patience=0), 1)
    snapshot = open_snapshot(tmp_path)
    assert not snapshot.complete and snapshot.dense is None
    assert rows_holding(snapshot, "食品") == ["d1#1"]


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path, rows: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "_BATCH", 2)
    stopped = CountingEncoder(patience=1)
    with pytest.raises(KeyboardInterrupt):
        refresh(rows, tmp_path, stopped, 1)
    again = CountingEncoder()
    snapshot = refresh(rows, tmp_path, again, 1)
    assert len(stopped.seen) == 2 and len(again.seen) == 3
    assert snapshot.complete
    assert not (tmp_path / "pending").exists()


def test_without_an_encoder_known_vectors_stay(tmp_path: Path, rows: list[Any], make_row: Make) -> None:
    refresh(rows, tmp_path, TinyEncoder(), 1)
    snapshot = refresh([*rows, make_row(9, "新的段落")], tmp_path, None, 2)
    assert (snapshot.manifest.vectors, snapshot.size, snapshot.complete) == (5, 6, False)
    assert refresh([*rows, make_row(9, "新的段落")], tmp_path, TinyEncoder(), 2).complete


def test_another_encoder_makes_all_vectors_anew(tmp_path: Path, rows: list[Any]) -> None:
    refresh(rows, tmp_path, TinyEncoder(), 1)
    other = CountingEncoder("other-2")
    with pytest.raises(DamagedIndex, match="另一个编码模型（tiny）"):
        open_snapshot(tmp_path, other.fingerprint)
    assert refresh(rows, tmp_path, other, 1).complete
    assert len(other.seen) == 5


@pytest.mark.parametrize("name", ["vectors.npy", "words.parts.npy", "keys.txt", NAME, "categories.json"])
@pytest.mark.parametrize("damage", ["cut", "garbled", "gone"])
def test_a_damaged_index_is_refused_and_built_anew(tmp_path: Path, rows: list[Any], name: str, damage: str) -> None:
    path = refresh(rows, tmp_path, TinyEncoder(), 1).folder / name
    content = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes(content[: len(content) // 2] if damage == "cut" else bytes(b ^ 0x15 for b in content))
    with pytest.raises(DamagedIndex, match="重建"):
        open_snapshot(tmp_path)
    assert refresh(rows, tmp_path, TinyEncoder(), 1).complete
    assert open_snapshot(tmp_path, full=True).size == 5


@pytest.mark.parametrize("pointer", ["", "nowhere", "../elsewhere", "\xff"])
def test_a_wrong_pointer_is_refused(tmp_path: Path, rows: list[Any], pointer: str) -> None:
    refresh(rows, tmp_path, TinyEncoder(), 1)
    (tmp_path / "current").write_bytes(pointer.encode("latin-1"))
    with pytest.raises(DamagedIndex):
        open_snapshot(tmp_path)
    assert refresh(rows, tmp_path, TinyEncoder(), 1).complete


def test_no_index_yet(tmp_path: Path) -> None:
    assert not has_snapshot(tmp_path)
    with pytest.raises(DamagedIndex, match="需要建立"):
        open_snapshot(tmp_path / "index")


def test_other_rules_of_splitting_count_words_anew_and_keep_vectors(
    tmp_path: Path, rows: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(rows, tmp_path, TinyEncoder(), 1)
    monkeypatch.setattr("index.row.words_version", lambda: "changed")
    with pytest.raises(DamagedIndex, match="分词"):
        open_snapshot(tmp_path)
    encoder = CountingEncoder()
    assert refresh(rows, tmp_path, encoder, 1).complete
    assert encoder.seen == []


def test_only_the_snapshot_in_force_remains(tmp_path: Path, rows: list[Any]) -> None:
    (tmp_path / ".making-0123456789ab").mkdir()
    refresh(rows, tmp_path, TinyEncoder(), 1)
    place = refresh(rows[1:], tmp_path, TinyEncoder(), 2).folder
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [place]


def test_an_empty_corpus_has_an_index(tmp_path: Path) -> None:
    snapshot = refresh([], tmp_path, TinyEncoder(), 1)
    assert snapshot.size == 0 and snapshot.complete
    assert refresh(must_not_be_asked(), tmp_path, TinyEncoder(), 1).size == 0


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, rows: list[Any]) -> None:
    (tmp_path / "index").write_text("in the way", "utf-8")
    with pytest.raises(UnusableInput, match=r"index.*权限"):
        refresh(rows, tmp_path / "index", TinyEncoder(), 1)


def test_a_current_index_needs_no_right_to_write(
    tmp_path: Path, rows: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(rows, tmp_path, TinyEncoder(), 1)

    def refuse(self: object, *args: object, **options: object) -> None:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    assert refresh(must_not_be_asked(), tmp_path, TinyEncoder(), 1).complete


def test_progress_is_told(tmp_path: Path, rows: list[Any]) -> None:
    told: list[tuple[str, int, int]] = []
    refresh(rows, tmp_path, TinyEncoder(), 1, lambda *step: told.append(step))
    assert told[0] == ("建立词语索引", 0, 5) and told[-1] == ("计算语义向量", 5, 5)


def test_a_torn_batch_is_encoded_again(tmp_path: Path) -> None:
    pending = PendingVectors(tmp_path / "pending", "f" * 40, 1)
    pending.append([b"a" * 16, b"b" * 16], np.eye(2, 4, dtype=np.float32))
    pending.append([b"c" * 16], np.ones((1, 4), np.float32))
    first = min(tmp_path.rglob("*.npz"))
    first.write_bytes(first.read_bytes()[:-30])
    assert list(pending.load(4)) == [b"c" * 16]
    assert not first.exists()
    assert pending.load(5) == {}, "vectors of another dimension are no use"
    pending.clear()
    assert pending.load(4) == {}


def test_snapshots_survive_a_copy(tmp_path: Path, rows: list[Any]) -> None:
    refresh(rows, tmp_path / "a", TinyEncoder(), 1)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert open_snapshot(tmp_path / "b").complete
