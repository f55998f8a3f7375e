"""Adding, replacing and deleting documents beside an index that stands."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import DamagedIndex
from index import changes as sizes
from index.encoder import Vectors
from index.encoder_tiny import TinyEncoder
from index.snapshot import Snapshot, open_snapshot
from index.update import refresh
from index.words import open_words

Make = Callable[..., Any]
TEXTS = (
    "加装电梯补助",
    "食品安全监管",
    "公交线路调整",
    "老旧小区改造",
    "充电桩建设",
    "长者食堂",
    "课后服务",
    "垃圾分类",
)


class CountingEncoder(TinyEncoder):
    def __init__(self) -> None:
        self.seen: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.seen.extend(texts)
        return super().passages(texts)


class Corpus:
    """Documents of one passage each; every change has a number."""

    def __init__(self, make: Make) -> None:
        self._make, self._number = make, 0
        self._held: dict[str, tuple[int, Any]] = {}
        self.asked: list[str] = []

    def put(self, id: str, text: str) -> None:
        self._number += 1
        self._held[id] = (self._number, self._make(0, text, document=id))

    def drop(self, id: str) -> None:
        self._number += 1
        del self._held[id]

    def versions(self) -> Mapping[str, int]:
        return {id: number for id, (number, _) in self._held.items()}

    def rows(self, ids: Collection[str], /) -> Iterator[Any]:
        self.asked.extend(ids)
        return (self._held[id][1] for id in ids)

    def every(self) -> Iterator[Any]:
        self.asked.append("every")
        yield from (row for _, row in self._held.values())

    @property
    def revision(self) -> int:
        return self._number


@pytest.fixture
def corpus(make_row: Make, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    monkeypatch.setattr(sizes, "_FEWEST", 3)
    made = Corpus(make_row)
    for number, text in enumerate(TEXTS):
        made.put(f"d{number}", text)
    return made


def brought_up(corpus: Corpus, folder: Path, encoder: TinyEncoder | None = None) -> Snapshot:
    corpus.asked.clear()
    return refresh(corpus.every(), folder, encoder or TinyEncoder(), corpus.revision, changes=corpus)


def holding(snapshot: Snapshot, word: str) -> list[str]:
    """Documents that stand and hold a word."""
    found = []
    for segment in snapshot.segments:
        scores = segment.words.scores(np.array([open_words().code(word)], np.uint64), np.ones(1, np.float32))
        for row in np.flatnonzero(scores):
            document = segment.row_document[row]
            if segment.alive is None or segment.alive[document]:
                found.append(segment.documents[document])
    return found


def test_an_added_document_stands_beside_the_base(corpus: Corpus, tmp_path: Path) -> None:
    before = brought_up(corpus, tmp_path)
    corpus.put("new", "无障碍设施")
    encoder = CountingEncoder()
    after = brought_up(corpus, tmp_path, encoder)
    assert after.folder == before.folder and after.fresh is not None
    assert encoder.seen == ["无障碍设施"] and corpus.asked == ["new"]
    assert after.complete and after.revision == "9"
    assert holding(after, "无障碍") == ["new"] and holding(after, "加装电梯") == ["d0"]
    assert [tuple(segment.documents) for segment in after.segments][1] == ("new",)


def test_a_replaced_document_is_found_by_its_new_text_only(corpus: Corpus, tmp_path: Path) -> None:
    brought_up(corpus, tmp_path)
    corpus.put("d1", "药品安全监管")
    after = brought_up(corpus, tmp_path)
    assert holding(after, "食品") == [] and holding(after, "药品") == ["d1"]
    corpus.put("d1", "食品安全监管")
    encoder = CountingEncoder()
    assert holding(brought_up(corpus, tmp_path, encoder), "食品") == ["d1"]
    assert encoder.seen == [], "the base still has that vector"


def test_a_deleted_document_is_gone(corpus: Corpus, tmp_path: Path) -> None:
    brought_up(corpus, tmp_path)
    corpus.put("new", "无障碍设施")
    brought_up(corpus, tmp_path)
    corpus.drop("new")
    corpus.drop("d2")
    after = brought_up(corpus, tmp_path)
    assert holding(after, "无障碍") == [] and holding(after, "公交线路") == []
    assert after.alive is not None and after.alive.tolist() == [id != "d2" for id in after.documents]
    assert open_snapshot(tmp_path).alive is not None


def test_many_changes_are_merged_into_what_a_new_index_would_be(corpus: Corpus, tmp_path: Path) -> None:
    before = brought_up(corpus, tmp_path / "a")
    for number in range(3):
        corpus.put(f"n{number}", f"新的段落{number}")
        assert brought_up(corpus, tmp_path / "a").folder == before.folder
    corpus.put("d0", "加装电梯办法")
    encoder = CountingEncoder()
    merged = brought_up(corpus, tmp_path / "a", encoder)
    assert merged.fresh is None and encoder.seen == ["加装电梯办法"]
    assert merged.manifest.files == brought_up(corpus, tmp_path / "b").manifest.files
    assert len([path for path in (tmp_path / "a").iterdir() if path.is_dir()]) == 1


def test_scores_beside_the_base_go_by_its_lengths(corpus: Corpus, tmp_path: Path) -> None:
    brought_up(corpus, tmp_path)
    corpus.put("twin", TEXTS[0])
    after = brought_up(corpus, tmp_path)
    codes, weights = np.array([open_words().code("加装电梯")], np.uint64), np.ones(1, np.float32)
    first, second = (float(segment.words.scores(codes, weights).max()) for segment in after.segments)
    assert first == second > 0


def test_a_damaged_fresh_snapshot_is_made_again_beside_the_base(corpus: Corpus, tmp_path: Path) -> None:
    base = brought_up(corpus, tmp_path).folder
    corpus.put("new", "无障碍设施")
    fresh = brought_up(corpus, tmp_path).fresh
    assert fresh is not None
    path = fresh.folder / "words.parts.npy"
    path.write_bytes(bytes(byte ^ 0x15 for byte in path.read_bytes()))
    with pytest.raises(DamagedIndex, match="重建"):
        open_snapshot(tmp_path)
    encoder = CountingEncoder()
    again = brought_up(corpus, tmp_path, encoder)
    assert again.folder == base and holding(again, "无障碍") == ["new"]
    assert encoder.seen == [], "its vectors were sound"


def test_a_fresh_snapshot_of_another_base_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    for name in ("a", "b"):
        brought_up(corpus, tmp_path / name)
    corpus.put("new", "无障碍设施")
    fresh = brought_up(corpus, tmp_path / "a").fresh
    assert fresh is not None
    fresh.folder.rename(tmp_path / "b" / fresh.folder.name)
    with (tmp_path / "b" / "current").open("a") as pointer:
        pointer.write(fresh.folder.name + "\n")
    with pytest.raises(DamagedIndex, match="不属于"):
        open_snapshot(tmp_path / "b")
    assert holding(brought_up(corpus, tmp_path / "b"), "无障碍") == ["new"]


def test_vectors_of_another_format_are_kept(corpus: Corpus, tmp_path: Path) -> None:
    manifest = brought_up(corpus, tmp_path).folder / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(told | {"format": 1}), "utf-8")
    with pytest.raises(DamagedIndex):
        open_snapshot(tmp_path)
    encoder = CountingEncoder()
    assert brought_up(corpus, tmp_path, encoder).complete and encoder.seen == []


def test_an_empty_corpus_can_be_added_to(make_row: Make, tmp_path: Path) -> None:
    corpus = Corpus(make_row)
    assert brought_up(corpus, tmp_path).size == 0
    corpus.put("first", "无障碍设施")
    assert holding(brought_up(corpus, tmp_path), "无障碍") == ["first"]
