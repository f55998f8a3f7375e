"""A BEIR folder into what every engine is given; see :mod:`bench.peers.inputs`."""

import json
import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.peers.inputs import keep_ragged, ragged
from corpus.progress import Progress
from index.encoder import open_encoder
from index.row import lexical_settings
from index.words import open_words
from retrieval.beir import Bench
from retrieval.evaluate import chosen_queries, prepare_bench
from retrieval.query import analyse, as_searched


def prepare(
    bench: Bench, source: Path, folder: Path, number: int, spec: str, cache: Path, progress: Progress
) -> Sequence[str]:
    """Write passages, vectors and ``number`` queries of the benchmark at ``source`` to ``folder``.

    Returns the ids of the queries. The vectors are those that ``dafu evaluate`` keeps in ``cache``; where there are
    none they are computed (minutes).
    """
    queries = chosen_queries(bench, number)
    encoder = open_encoder(spec, cache, progress)
    prepared = prepare_bench(bench, queries, encoder, cache, progress)
    dense = prepared.library.own.dense
    assert dense is not None, "the index of a benchmark has its vectors"
    place = {key: row for row, key in enumerate(prepared.library.own.keys)}
    order = np.array([place[document.key] for document in bench.documents], np.int64)
    np.save(folder / "vectors.npy", np.ascontiguousarray(dense.vectors[order], np.float32))
    texts = [as_searched(text) for _, text in queries]
    np.save(folder / "queries.npy", prepared.encoder.queries(texts))
    (folder / "queries.json").write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    splitter = open_words(cache)
    split = splitter.codes
    (folder / "analysed.pickle").write_bytes(pickle.dumps([analyse(text, splitter) for text in texts]))
    (folder / "ids.json").write_text(json.dumps([document.document for document in bench.documents]), "utf-8")
    keep_ragged(folder / "queries.npz", ragged([split(text) for text in texts]))
    keep_ragged(folder / "texts.npz", ragged([split(document.text) for document in bench.documents]))
    titles = {document.title or "" for document in bench.documents}
    codes = {title: split(title) for title in titles}
    keep_ragged(folder / "titles.npz", ragged([codes[document.title or ""] for document in bench.documents]))
    words = lexical_settings()
    settings = {
        "k1": words.parameters.k1,
        "b": words.parameters.b,
        "title": round(words.title),
        "fingerprint": encoder.fingerprint,
        "encoder": encoder.name,
        "max_tokens": encoder.max_tokens,
        "cache": str(cache),
        "folder": str(source.resolve()),
    }
    (folder / "settings.json").write_text(json.dumps(settings), "utf-8")
    return [id for id, _ in queries]
