"""Benchmark folders, good and bad."""

import json
from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from retrieval.beir import read_bench

DOCUMENTS = [{"_id": "d1", "title": "停车办法", "text": "停车收费"}, {"_id": "d2", "title": "", "text": "加装电梯"}]
QUERIES = [{"_id": "q1", "text": "停车怎么收费"}, {"_id": "q2", "text": "没有人评过"}]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td9\t1\n"


def lines(records: list[dict[str, str]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text(lines(DOCUMENTS), "utf-8")
    (tmp_path / "queries.jsonl").write_text(lines(QUERIES), "utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, "utf-8")
    return tmp_path


def test_documents_queries_and_grades_are_read(folder: Path) -> None:
    bench = read_bench(folder)
    assert [(row.document, row.title, row.text) for row in bench.documents] == [
        ("d1", "停车办法", "停车收费"),
        ("d2", None, "加装电梯"),
    ]
    assert bench.queries == (("q1", "停车怎么收费"),)
    assert bench.grades["q1"] == {"d1": 2, "d9": 1}


def test_judgements_may_lie_in_a_folder_without_a_heading(folder: Path) -> None:
    (folder / "qrels.tsv").unlink()
    (folder / "qrels").mkdir()
    (folder / "qrels" / "train.tsv").write_text("q2\td2\t1\n", "utf-8")
    assert read_bench(folder).queries == (("q2", "没有人评过"),)
    (folder / "qrels" / "test.tsv").write_text("q1\t0\td2\t1\n", "utf-8")  # four columns, as TREC has them
    assert read_bench(folder).grades == {"q1": {"d2": 1}}


def test_the_digest_changes_with_the_documents_alone(folder: Path) -> None:
    before = read_bench(folder).digest
    (folder / "queries.jsonl").write_text(lines(QUERIES[:1]), "utf-8")
    assert read_bench(folder).digest == before
    (folder / "corpus.jsonl").write_text(lines([{**DOCUMENTS[0], "text": "停车"}, DOCUMENTS[1]]), "utf-8")
    assert read_bench(folder).digest != before


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("corpus.jsonl", None, "找不到"),
        ("corpus.jsonl", '{"_id": "d1", "text": "a"}\n{"_id"', "第 2 行"),
        ("corpus.jsonl", "[1]\n", "第 1 行"),
        ("corpus.jsonl", '{"text": "a"}\n', "没有 _id"),
        ("corpus.jsonl", '{"_id": "d1"}\n', "第 1 行的 text"),
        ("corpus.jsonl", lines(DOCUMENTS[:1] * 2), "重复"),
        ("corpus.jsonl", "", "没有可以评测的内容"),
        ("queries.jsonl", lines(QUERIES[1:]), "没有可以评测的内容"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq1 d1 2\n", "第 2 行"),
        ("qrels.tsv", "q1\td1\t2\nq1\td2\tvery\n", "第 2 行"),
        ("qrels.tsv", None, "qrels"),
    ],
)
def test_bad_folders_are_told_by_file_and_line(folder: Path, file: str, content: str | None, told: str) -> None:
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content, "utf-8")
    with pytest.raises(UnusableInput, match=told):
        read_bench(folder)


def test_bytes_that_are_no_text_are_told(folder: Path) -> None:
    (folder / "corpus.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnusableInput, match="UTF-8"):
        read_bench(folder)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="找不到评测文件夹"):
        read_bench(tmp_path / "nowhere")
