"""LanceDB: hybrid search as its guide shows it, with vectors compared one by one and its own rank fusion.

Each leg gives as many rows as are wanted, no more.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.peers.inputs import Asked, load_passages

_TABLE = "passages"


class Lance:
    def __init__(self, table: Any) -> None:
        self._table = table

    def search(self, query: Asked, top: int) -> list[int]:
        search = self._table.search(query_type="hybrid", vector_column_name="vector", fts_columns="words")
        asked = search.vector(query.vector).text(" ".join(query.tokens)).distance_type("dot")
        rows: list[int] = asked.select(["row"]).limit(top).to_arrow()["row"].to_pylist()
        return rows

    def exact(self, query: Asked) -> list[int]:
        """With every passage as a candidate of both legs."""
        return self.search(query, self._table.count_rows())[:10]


def build(work: Path) -> Callable[[Path], None]:
    lancedb, pa, full_text = import_module("lancedb"), import_module("pyarrow"), import_module("lancedb.index")
    lists, vectors = load_passages(work)

    def write(folder: Path) -> None:
        listed = pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), vectors.shape[1])
        texts = pa.array([" ".join(words) for words in lists])
        columns = {"row": pa.array(range(len(lists))), "words": texts, "vector": listed}
        table = lancedb.connect(str(folder / "lance")).create_table(_TABLE, pa.table(columns))
        plain = full_text.FTS(
            base_tokenizer="whitespace", lower_case=False, stem=False, remove_stop_words=False, ascii_folding=False
        )
        table.create_index("words", config=plain)
        if not table.list_indices():
            raise RuntimeError("LanceDB made no full-text index: the search would read every text")

    return write


def open_index(work: Path, folder: Path, ranks: bool) -> Lance:
    return Lance(import_module("lancedb").connect(str(folder / "lance")).open_table(_TABLE))
