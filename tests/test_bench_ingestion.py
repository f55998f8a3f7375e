"""The measures of ingestion and of encoded queries, on a small index with the tiny encoder."""

from pathlib import Path

import pytest

from bench import encoded, ingestion
from index.encoder_tiny import TinyEncoder
from index.update import refresh
from retrieval.beir import BenchShelf, bench_row
from retrieval.library import Library

ROWS = [bench_row(f"p{n}", "加装电梯办法", f"第{n}条　对既有住宅加装电梯给予补助，每台{n}万元。") for n in range(40)]


def test_ingestion_is_told_beside_the_bare_encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ingestion, "CACHE", tmp_path)
    measured = ingestion.measure(ROWS, TinyEncoder(), 2)
    assert measured["encoder"]["cpu"] > measured["ingestion"]["cpu"] > 0
    assert 0 < measured["share"]["cpu"] < 1
    assert [line.split("|")[1].strip() for line in ingestion.table(measured).splitlines()[2:]] == [
        "encoder", "ingestion", "ingestion / encoder",
    ]  # fmt: skip


def test_a_query_is_told_beside_its_encoding(tmp_path: Path) -> None:
    library = Library(BenchShelf(ROWS), refresh(ROWS, tmp_path, TinyEncoder(), 1), None, TinyEncoder())
    measured = encoded.measure(encoded.actions(library, TinyEncoder()), ["加装电梯补助", "电梯"] * 30)
    assert measured["encoder"]["wall"]["p50_ratio"] == measured["encoder"]["cpu"]["mean_ratio"] == 1
    assert measured["search"]["wall"]["p50_ratio"] > 1 and measured["hybrid"]["cpu"]["mean_ms"] > 0
    assert len(encoded.table(measured).splitlines()) == 5
