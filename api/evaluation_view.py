"""The result of an evaluation as JSON, as lines for a reader, and as a report."""

import json
from pathlib import Path
from typing import Any

from corpus.errors import UnusableInput
from retrieval.evaluate import Evaluation, Leg

_LEGS = (("lexical", "词语"), ("dense", "语义"), ("fused", "合并"))
_WHOLE_RECALL = 100


def evaluation_record(found: Evaluation) -> dict[str, Any]:
    """The figures of the fused ranking, and those of every leg; ``recall_100`` is null where fewer were taken."""
    return {
        "bench": found.bench,
        "queries": found.queries,
        "documents": found.documents,
        **_figures(found.fused, found.top),
        "index_seconds": round(found.index_seconds, 2),
        "encoder": found.encoder,
        "encoder_p50_ms": round(found.encoder_ms, 2),
        "top": found.top,
        "by_leg": {name: _figures(_leg(found, name), found.top) for name, _ in _LEGS},
    }


def evaluation_lines(found: Evaluation) -> list[str]:
    """A Markdown table, which reads as well in a terminal."""
    return [
        f"{found.bench}：{found.queries} 条查询，{found.documents} 个文档；建立索引 {found.index_seconds:.1f} 秒，"
        f"编码一条查询 {found.encoder_ms:.1f} 毫秒（{found.encoder}）",
        "",
        "| 检索方式 | nDCG@10 | MRR@10 | R@10 | R@100 | p50 毫秒 | p95 毫秒 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(label, _leg(found, name), found.top) for name, label in _LEGS),
    ]


def write_report(found: Evaluation, folder: Path) -> list[Path]:
    """Writes ``search-BENCH.json`` and ``search-BENCH.md``; gives their paths.

    Raises:
        UnusableInput: the folder cannot be written.
    """
    contents = {
        ".json": json.dumps(evaluation_record(found), ensure_ascii=False, indent=2) + "\n",
        ".md": "\n".join(evaluation_lines(found)) + "\n",
    }
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, content in contents.items():
            path = folder / f"search-{found.bench}{ending}"
            path.write_text(content, "utf-8")
            paths.append(path)
    except OSError as error:
        raise UnusableInput(f"结果写不进 {folder}（{error.strerror or error}），请换一个文件夹。") from error
    return paths


def _leg(found: Evaluation, name: str) -> Leg:
    legs: dict[str, Leg] = {"lexical": found.lexical, "dense": found.dense, "fused": found.fused}
    return legs[name]


def _figures(leg: Leg, top: int) -> dict[str, float | None]:
    quality = leg.quality
    return {
        "ndcg_10": round(quality.ndcg_10, 4),
        "mrr_10": round(quality.mrr_10, 4),
        "recall_10": round(quality.recall_10, 4),
        "recall_100": round(quality.recall_100, 4) if top >= _WHOLE_RECALL else None,
        "p50_ms": round(leg.p50_ms, 2),
        "p95_ms": round(leg.p95_ms, 2),
    }


def _row(label: str, leg: Leg, top: int) -> str:
    figures = _figures(leg, top)
    whole = figures["recall_100"]
    shown = [f"{figures[name]:.4f}" for name in ("ndcg_10", "mrr_10", "recall_10")]
    shown += ["—" if whole is None else f"{whole:.4f}", f"{leg.p50_ms:.1f}", f"{leg.p95_ms:.1f}"]
    return f"| {label} | {' | '.join(shown)} |"
