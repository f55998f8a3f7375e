"""Quality and speed of search on BEIR folders, and the time to index the national laws.

    python bench/search.py ../shared/bench/replies ../shared/bench/regulations [--laws] [--work DIR]

One document is one passage. Prints nDCG@10, MRR@10 and recall@100 of the fused ranking and milliseconds a query; the
indexes stay in the work folder, so a second run measures only the search.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from corpus.law_pack import load_pack  # noqa: E402
from corpus.store import Store  # noqa: E402
from corpus.stored import PassageRow, StoredDocument, StoredPassage  # noqa: E402
from index.encoder import Encoder, open_encoder  # noqa: E402
from index.update import refresh  # noqa: E402
from index.words import open_words  # noqa: E402
from retrieval.library import Library  # noqa: E402
from retrieval.search import search  # noqa: E402

Judgements = Mapping[str, Mapping[str, int]]


class BenchShelf:
    """The documents of a bench folder; nothing in them has a number or a name of its own."""

    def __init__(self, rows: Sequence[PassageRow]) -> None:
        self._rows = {row.key: row for row in rows}

    def passage_rows(self, keys: Sequence[str]) -> list[PassageRow]:
        return [self._rows[key] for key in keys]

    def find(self, name: str) -> StoredDocument | None:
        return None

    def by_item(self, item_no: str) -> list[str]:
        return []

    def law(self, title: str) -> StoredDocument | None:
        return None

    def article(self, id: str, anchor: str) -> StoredPassage | None:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="BEIR_FOLDER")
    parser.add_argument("--laws", action="store_true", help="time the index of the rules pack")
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/dafu").expanduser())
    parser.add_argument("--work", type=Path, default=Path("/tmp/dafu-bench"))
    options = parser.parse_args()
    encoder = open_encoder("default", options.cache)
    if options.laws:
        _time_laws(options.work, encoder, options.cache)
    for folder in options.folders:
        _measure(folder, options.work / folder.name, encoder, options.cache)


def _time_laws(work: Path, encoder: Encoder, cache: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    store = Store.open(f"sqlite:///{work / 'laws.db'}")
    load_pack(store)
    marks: list[float] = []
    began = time.perf_counter()
    snapshot = refresh(
        store.each_passage("pack"), work / "laws", encoder, 1, lambda *step: marks.append(time.perf_counter() - began),
        partial(open_words, cache),
    )  # fmt: skip
    print(f"laws: {snapshot.size} articles indexed in {time.perf_counter() - began:.0f} s")
    store.close()


def _measure(folder: Path, work: Path, encoder: Encoder, cache: Path) -> None:
    rows = [_row(json.loads(line)) for line in (folder / "corpus.jsonl").read_text("utf-8").splitlines()]
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    judged = _judgements(folder / "qrels.tsv")
    began = time.perf_counter()
    words = partial(open_words, cache)
    snapshot = refresh(rows, work, encoder, 1, words=words)
    indexed = time.perf_counter() - began
    library = Library(BenchShelf(rows), snapshot, None, encoder, words)
    search(queries[0]["text"], library)
    measures, seconds = [], []
    for query in queries:
        if wanted := judged.get(query["_id"]):
            began = time.perf_counter()
            hits = search(query["text"], library, top=100).hits
            seconds.append(time.perf_counter() - began)
            measures.append(_judge([hit.document for hit in hits], wanted))
    ndcg, mrr, recall = np.mean(measures, axis=0)
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    print(
        f"{folder.name}: {len(rows)} documents ({indexed:.0f} s), {len(measures)} queries, nDCG@10 {ndcg:.4f}, "
        f"MRR@10 {mrr:.4f}, recall@100 {recall:.4f}, p50 {p50:.0f} ms, p95 {p95:.0f} ms"
    )


def _row(document: Mapping[str, str]) -> PassageRow:
    name, text = document["_id"], document["text"]
    facts = dict.fromkeys(("issuer", "date", "disclosure", "doc_number", "region"))
    return PassageRow(f"{name}#0", name, (), text, document["title"] or None, "other", **facts, origin="ingested",
                      start=0, end=len(text))  # fmt: skip


def _judgements(path: Path) -> Judgements:
    judged: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for query, document, grade in list(csv.reader(file, delimiter="\t"))[1:]:
            judged.setdefault(query, {})[document] = int(grade)
    return judged


def _judge(ranked: Sequence[str], wanted: Mapping[str, int]) -> tuple[float, float, float]:
    """nDCG@10 (gain 2^grade - 1), MRR@10 and recall@100."""
    discounts = 1 / np.log2(np.arange(2, 12))
    gains = np.array([2.0 ** wanted.get(name, 0) - 1 for name in ranked[:10]])
    ideal = np.array([2.0**grade - 1 for grade in sorted(wanted.values(), reverse=True)[:10]])
    ndcg = (gains @ discounts[: len(gains)]) / (ideal @ discounts[: len(ideal)])
    first = next((1 / at for at, name in enumerate(ranked[:10], 1) if name in wanted), 0.0)
    return float(ndcg), first, sum(name in wanted for name in ranked[:100]) / len(wanted)


if __name__ == "__main__":
    main()
