"""The comparison with other engines: the fusions a user would write, the inputs, the table."""

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.peers.blend import DEPTH, Rows, Scores, by_rank, by_score
from bench.peers.engines import ENTRIES, builder, opener
from bench.peers.glue import Glue, read_vectors, write_vectors
from bench.peers.inputs import keep_ragged, load_passages, load_queries, load_ragged, passage_tokens, ragged, tokens
from bench.peers.measure import agreement, peak_mb, timed
from bench.peers.report import charts, ratios, table

ROOT = Path(__file__).resolve().parent.parent
MEASURED: list[dict[str, Any]] = [
    {"name": "dafu", "index_s": 1.0, "p50_ms": 1.0, "p95_ms": 2.0, "cpu_ms": 1.0, "peak_mb": 90.0, "ndcg_10": 0.8},
    {"name": "faiss + bm25s, RRF", "index_s": 2.0, "p50_ms": 4.0, "p95_ms": 5.0, "cpu_ms": 2.0, "peak_mb": 80.0},
    {"name": "faiss + tantivy, RRF", "index_s": 2.0, "p50_ms": 5.0, "p95_ms": 5.0, "cpu_ms": 3.0, "peak_mb": 80.0},
    {"name": "txtai", "failed": "not installed | no wheel\nfor this machine"},
]


def rows(*values: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.array(values, np.int64)


def scores(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(values, np.float32)


def test_rank_fusion_adds_reciprocal_ranks() -> None:
    assert by_rank(rows(7, 3, 5), rows(3, 9), 4) == [3, 7, 9, 5]


def test_rank_fusion_of_one_empty_leg_is_the_other() -> None:
    assert by_rank(rows(7, 3, 5), rows(), 2) == [7, 3]


def test_score_fusion_weighs_what_stands_out() -> None:
    found = by_score(rows(1, 2, 3), scores(0.95, 0.81, 0.80), rows(3, 2, 1), scores(10.0, 9.9, 1.0), 3)
    assert found[0] == 1
    assert by_score(rows(1, 2), scores(0.9, 0.8), rows(2, 4), scores(9.0, 1.0), 3) == [1, 2, 4]


def test_score_fusion_counts_a_missing_row_as_the_last_of_the_leg() -> None:
    whole = by_score(rows(1, 2, 4), scores(0.9, 0.8, 0.8), rows(2, 4, 1), scores(9.0, 1.0, 1.0), 3)
    assert by_score(rows(1, 2), scores(0.9, 0.8), rows(2, 4), scores(9.0, 1.0), 3)[0] == whole[0]


def test_score_fusion_over_everything_keeps_the_scale_of_the_best() -> None:
    draw = np.random.default_rng(3)
    cosines = np.sort(draw.random(400).astype(np.float32))[::-1]
    bm25 = np.sort(draw.random(400).astype(np.float32))[::-1]
    dense, words = draw.permutation(400), draw.permutation(400)
    everything = by_score(dense, cosines, words, bm25, 400)
    sums = {row: 0.6 * (cosines[at] - cosines[:DEPTH].mean()) / cosines[:DEPTH].std() for at, row in enumerate(dense)}
    for at, row in enumerate(words):
        sums[row] += 0.4 * (bm25[at] - bm25[:DEPTH].mean()) / bm25[:DEPTH].std()
    assert everything[:10] == sorted(sums, key=lambda row: -sums[row])[:10]


def test_tokens_are_words_for_every_tokenizer_and_the_title_counts_by_its_weight() -> None:
    text, title = np.array([1, 2**64 - 1], np.uint64), np.array([7], np.uint64)
    found = passage_tokens(text, title, 2)
    assert found == ["w0000000000000001", "wffffffffffffffff", "w0000000000000007", "w0000000000000007"]
    assert all(one.isalnum() and one == one.lower() and len(one) < 40 for one in found)


def inputs(work: Path) -> Path:
    """Six passages whose words and vectors agree, and two queries."""
    texts = [np.array([row, 100], np.uint64) for row in range(6)]
    keep_ragged(work / "texts.npz", ragged(texts))
    keep_ragged(work / "titles.npz", ragged([np.empty(0, np.uint64)] * 6))
    keep_ragged(work / "queries.npz", ragged([texts[4], texts[1]]))
    vectors = np.eye(6, 8, dtype=np.float32)
    np.save(work / "vectors.npy", vectors)
    np.save(work / "queries.npy", vectors[[4, 1]])
    (work / "queries.json").write_text('["四", "一"]', "utf-8")
    (work / "settings.json").write_text(json.dumps({"k1": 0.9, "b": 0.75, "title": 2}), "utf-8")
    return work


def test_inputs_come_back_as_they_were_written(tmp_path: Path) -> None:
    lists, vectors = load_passages(inputs(tmp_path))
    asked = load_queries(tmp_path)
    assert lists[4] == tokens(np.array([4, 100], np.uint64)) and vectors.shape == (6, 8)
    assert [query.text for query in asked] == ["四", "一"] and asked[0].tokens == lists[4]
    assert len(load_ragged(tmp_path / "titles.npz")) == 6


class Counting:
    """An engine that finds the rows from 0 on and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def search(self, query: object, top: int) -> list[int]:
        self.asked.append((getattr(query, "number", -1), top))
        return list(range(top))


def test_every_query_is_asked_every_round(tmp_path: Path) -> None:
    engine, asked = Counting(), load_queries(inputs(tmp_path))
    told = timed(engine, asked, 3)
    assert engine.asked == [(0, 10), (1, 10)] * 4  # once to warm up
    assert 0 <= told["p50_ms"] <= told["p95_ms"] and set(told) == {"p50_ms", "p95_ms", "cpu_ms"}


def test_agreement_is_the_share_of_the_exact_ten() -> None:
    assert agreement([([1, 2], [2, 1]), ([1, 2], [3, 1])]) == 0.75
    assert peak_mb() > 1


def test_the_table_names_what_was_not_measured() -> None:
    lines = table(MEASURED).splitlines()
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1
    assert "not measured: not installed \\| no wheel for this machine" in lines[-1]
    assert "| 1.00 | 2.00 |" in lines[2]


def test_quality_on_queries_that_were_learned_from_is_marked_and_not_drawn() -> None:
    seen = [{**MEASURED[0], "seen": True}, {**MEASURED[1], "ndcg_10": 0.7}]
    assert "| 0.800* |" in table(seen) and "0.700 |" in table(seen) and "0.700*" not in table(seen)
    drawn = charts(seen)
    assert "not comparable" in drawn["quality"] and "0.800" not in drawn["quality"]
    assert "not comparable" not in drawn["latency"]


def test_ratios_are_to_the_faster_glue_of_the_run() -> None:
    found = ratios(MEASURED)
    assert found == {"dafu / the faster glue, p50": 0.25, "dafu / the faster glue, CPU": 0.5}
    assert ratios(MEASURED[1:]) == {}


def test_charts_name_every_engine() -> None:
    drawn = charts(MEASURED)
    assert set(drawn) == {"latency", "memory", "index", "quality"}
    assert all("txtai: not measured" in one for one in drawn.values())


def test_every_engine_can_be_opened_and_has_a_line_of_its_own() -> None:
    assert len({one.name for one in ENTRIES}) == len(ENTRIES)
    assert all(callable(builder(one)) and callable(opener(one)) for one in ENTRIES)


def test_the_peers_are_pinned_and_none_is_a_dependency_of_the_program() -> None:
    lines = (ROOT / "bench/peers/requirements.txt").read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    assert {name for one in ENTRIES for name in one.packages} <= {*pins, "faiss-cpu"}
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert [name for name in ("txtai", "tantivy", "lancedb", "bm25s") if f'"{name}==' in project] == []


def test_the_install_script_is_sound() -> None:
    done = subprocess.run(["bash", "-n", str(ROOT / "bench/peers/install.sh")], capture_output=True, timeout=30)
    assert done.returncode == 0, done.stderr


class Counted:
    """Stands for a word index: counts the tokens that a passage shares with the query."""

    def __init__(self, lists: list[list[str]]) -> None:
        self._lists = lists

    def search(self, tokens: list[str], top: int) -> tuple[Rows, Scores]:
        shared = np.array([len({*words} & {*tokens}) for words in self._lists], np.float32)
        best = np.argsort(-shared, kind="stable")[:top]
        return best, shared[best]


@pytest.mark.parametrize("ranks", [True, False])
def test_a_glue_finds_the_passage_that_was_asked_for(ranks: bool, tmp_path: Path) -> None:
    lists, vectors = load_passages(inputs(tmp_path))
    write_vectors(vectors, tmp_path)
    engine = Glue(read_vectors(tmp_path), Counted(lists), ranks)
    for query, row in zip(load_queries(tmp_path), (4, 1), strict=True):
        assert engine.search(query, 3)[0] == row
        assert sorted(engine.exact(query)) == list(range(6))
