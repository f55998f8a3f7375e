"""``dafu evaluate`` from end to end on a small benchmark."""

import json
from pathlib import Path

import pytest

from tests.api.conftest import Dafu

TEXTS = [
    "既有住宅加装电梯由业主自行筹集资金，财政给予补助",
    "停车收费标准由价格主管部门制定",
    "食品安全抽检结果每周公布一次",
    "公交专用道在早晚高峰时段启用",
]
QUERIES = {"q1": ("加装电梯的补助", 0), "q2": ("停车怎么收费", 1), "q3": ("食品抽检结果在哪里看", 2)}


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    documents = [{"_id": f"d{n}", "title": "", "text": text} for n, text in enumerate(TEXTS)]
    queries = [{"_id": id, "text": text} for id, (text, _) in QUERIES.items()]
    for name, records in (("corpus", documents), ("queries", queries)):
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    judged = "".join(f"{id}\td{n}\t1\n" for id, (_, n) in QUERIES.items())
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + judged, "utf-8")
    return folder


def test_quality_and_time_of_every_leg(dafu: Dafu, bench: Path) -> None:
    done = dafu("evaluate", bench, "--json")
    assert done.code == 0
    found = done.value
    assert (found["bench"], found["queries"], found["documents"]) == ("small", 3, 4)
    assert set(found["by_leg"]) == {"lexical", "dense", "fused"}
    figures = ("ndcg_10", "mrr_10", "recall_10", "recall_100", "p50_ms", "p95_ms")
    for leg in found["by_leg"].values():
        assert tuple(leg) == figures
        assert leg["recall_100"] == 1
    assert {name: found[name] for name in figures} == found["by_leg"]["fused"]
    assert found["by_leg"]["lexical"]["ndcg_10"] == 1
    assert found["index_seconds"] >= 0 and found["p95_ms"] >= found["p50_ms"] > 0


def test_a_second_run_finds_the_index_and_gives_the_same(dafu: Dafu, bench: Path) -> None:
    first = dafu("evaluate", bench, "--json").value
    again = dafu("evaluate", bench, "--json")
    assert "建立词语索引" not in again.err
    assert again.value["index_seconds"] == first["index_seconds"]
    assert again.value["ndcg_10"] == first["ndcg_10"]


def test_a_subset_is_spread_evenly(dafu: Dafu, bench: Path) -> None:
    assert dafu("evaluate", bench, "--subset", "2", "--json").value["queries"] == 2
    assert dafu("evaluate", bench, "--subset", "99", "--json").value["queries"] == 3


def test_fewer_than_a_hundred_documents_tell_no_recall_at_a_hundred(dafu: Dafu, bench: Path) -> None:
    done = dafu("evaluate", bench, "--top", "10", "--json")
    assert done.value["recall_100"] is None and done.value["recall_10"] == 1


def test_the_report_holds_the_same_figures(dafu: Dafu, bench: Path, tmp_path: Path) -> None:
    done = dafu("evaluate", bench, "--json", "--report", tmp_path / "report")
    written = json.loads((tmp_path / "report" / "search-small.json").read_text("utf-8"))
    assert written == done.value
    table = (tmp_path / "report" / "search-small.md").read_text("utf-8")
    assert "| 合并 |" in table and f"{written['ndcg_10']:.4f}" in table
    assert "search-small.md" in done.err


def test_a_bad_folder_is_told_in_chinese(dafu: Dafu, tmp_path: Path) -> None:
    done = dafu("evaluate", tmp_path / "nowhere")
    assert done.code == 2 and "找不到评测文件夹" in done.err and not done.out
