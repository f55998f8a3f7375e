"""What was measured as a table, as ratios, and as charts."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.charts import Bar, bar_chart
from bench.peers.engines import ENTRIES

Measured = Mapping[str, Any]
"""What one engine gave, by the names of :data:`COLUMNS`; ``name`` always, ``failed`` in place of the rest."""

COLUMNS = (
    ("index_s", "index s", "{:.1f}"),
    ("p50_ms", "p50 ms", "{:.2f}"),
    ("p95_ms", "p95 ms", "{:.2f}"),
    ("cpu_ms", "CPU ms", "{:.2f}"),
    ("peak_mb", "memory MB", "{:.0f}"),
    ("disk_mb", "disk MB", "{:.0f}"),
    ("agreement_10", "agreement", "{:.3f}"),
    ("ndcg_10", "nDCG@10", "{:.3f}"),
    ("recall_100", "R@100", "{:.3f}"),
)
_CHARTS = (
    ("latency", "p50_ms", "Hybrid top 10, median milliseconds a query (shorter is better)", "{:.2f} ms"),
    ("memory", "peak_mb", "Memory of the searching process, MB (shorter is better)", "{:.0f} MB"),
    ("index", "index_s", "Seconds to index (shorter is better)", "{:.1f} s"),
    ("quality", "ndcg_10", "nDCG@10 (longer is better)", "{:.3f}"),
)
_QUALITY = ("ndcg_10", "recall_100")
SEEN_NOTE = (
    "\\* Not comparable: the matrix was learned from these very queries. What it gives on queries it has not seen is "
    "told by cross-validation in bench/results/fusion.md; the line without the matrix holds but a few learned weights."
)
OWN = ENTRIES[0].name


def table(measured: Sequence[Measured]) -> str:
    """The Markdown table; an engine that gave nothing stands in it with the reason."""
    lines = ["| engine | " + " | ".join(head for _, head, _ in COLUMNS) + " |", "| --- |" + " ---: |" * len(COLUMNS)]
    for one in measured:
        if "failed" in one:
            cells = [f"not measured: {_cell(one['failed'])}"] + [""] * (len(COLUMNS) - 1)
        else:
            cells = [_told(one.get(key), form) + _mark(one, key) for key, _, form in COLUMNS]
        lines.append(f"| {_cell(one['name'])} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def ratios(measured: Sequence[Measured]) -> dict[str, float]:
    """The program's median time by that of the faster glue, of txtai and of LanceDB, in wall and in CPU time."""
    by_name = {one["name"]: one for one in measured if "failed" not in one}
    own = by_name.get(OWN)
    found: dict[str, float] = {}
    if own is None:
        return found
    glue = [by_name[entry.name] for entry in ENTRIES if entry.glue and entry.name in by_name]
    others = {name: [by_name[name]] for name in ("txtai", "LanceDB") if name in by_name}
    peers: dict[str, list[Measured]] = {"the faster glue": glue, **others}
    for key, kind in (("p50_ms", "p50"), ("cpu_ms", "CPU")):
        for name, candidates in peers.items():
            if candidates:
                found[f"dafu / {name}, {kind}"] = round(own[key] / min(one[key] for one in candidates), 3)
    return found


def charts(measured: Sequence[Measured]) -> dict[str, str]:
    """SVG texts by name; engines that were not measured are named in each."""
    return {name: _chart(measured, name, key, title, form) for name, key, title, form in _CHARTS}


def _chart(measured: Sequence[Measured], name: str, key: str, title: str, form: str) -> str:
    shown = [one for one in measured if not (key in ("index_s", "peak_mb") and one["name"].endswith("RRF"))]
    bars = [_bar(one, key, form) for one in shown]
    told = "; ".join(f"{bar.name}: {bar.told}" for bar in bars)
    return bar_chart(title, f"Bar chart. {told}.", bars, f"peers-{name}")


def _bar(one: Measured, key: str, form: str) -> Bar:
    if key not in one:
        return Bar(one["name"], None, "not measured", _is_own(one))
    if _mark(one, key):
        return Bar(one["name"], None, "not comparable: learned from these queries", _is_own(one))
    return Bar(one["name"], one[key], _told(one[key], form), _is_own(one))


def _mark(one: Measured, key: str) -> str:
    return "*" if one.get("seen") and key in _QUALITY and key in one else ""


def _is_own(one: Measured) -> bool:
    name: str = one["name"]
    return name.startswith(OWN)


def _told(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
