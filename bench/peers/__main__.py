"""The program side by side with what a user would otherwise put together: python -m bench.peers [BEIR_FOLDER]

Every engine gets the same passages, tokens and vectors and runs in a process of its own, one after another, on one
core. Prints the table; keeps it as bench/results/peers.md and .json and the charts as bench/results/peers.*.svg.
docs/benchmarks.md says what the figures mean.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.progress import shown_progress
from api.settings import Settings, read_settings
from bench.peers.engines import ENTRIES, STUDIED, Entry
from bench.peers.inputs import load_ids
from bench.peers.prepare import prepare
from bench.peers.report import SEEN_NOTE, charts, ratios, table
from corpus.errors import UnusableInput
from retrieval.beir import Bench, read_bench
from retrieval.measures import mean_quality, quality

ROOT = Path(__file__).resolve().parent.parent.parent
USUAL = ROOT.parent / "shared" / "bench" / "regulations"
RESULTS = ROOT / "bench" / "results"
PEERS = ROOT / "bench" / ".venv-peers"
INSTALL = "bash bench/peers/install.sh"
MOST_SECONDS = 900
_NO_PEERS = f"对比软件的环境还没有建立，只测 dafu 自己。请联网运行一次 {INSTALL}，再运行 make bench。"
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS",
               "RAYON_NUM_THREADS", "LANCE_CPU_THREADS", "TOKIO_WORKER_THREADS")  # fmt: skip
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "LANCE_LOG": "error", "TOKENIZERS_PARALLELISM": "false"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=USUAL)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[], metavar="ENGINE", help="measure these and keep no results")
    options = parser.parse_args()
    try:
        bench = read_bench(options.folder)
    except UnusableInput as error:
        print(f"没有做并排对比：{error}\n用法：make bench BENCH=评测文件夹", file=sys.stderr)
        return 0 if options.folder == USUAL else 1
    if not (PEERS / "bin" / "python").is_file():
        print(_NO_PEERS, file=sys.stderr)
    chosen = [one for one in ENTRIES if not options.only or one.name in options.only]
    with tempfile.TemporaryDirectory(prefix="dafu-peers-") as work:
        measured = compare(bench, options.folder, Path(work), chosen, options.queries, options.rounds, read_settings())
    facts = told(bench, measured, options.queries)
    print(text(facts))
    if not options.only:
        keep(facts)
        print(f"\n图表（SVG）：{', '.join(str(p.relative_to(ROOT)) for p in sorted(RESULTS.glob('peers.*.svg')))}")
    return 0


def compare(
    bench: Bench, source: Path, work: Path, chosen: Sequence[Entry], number: int, rounds: int, settings: Settings
) -> list[dict[str, Any]]:
    """What every engine gave, in the order of ``chosen``."""
    with shown_progress() as progress:
        asked = prepare(bench, source, work, number, settings.encoder, settings.cache, progress)
        ids, measured, built = load_ids(work), [], {}
        for at, one in enumerate(chosen):
            progress("并排对比", at, len(chosen))
            folder = work / "indexes" / one.index
            if one.index not in built:
                folder.mkdir(parents=True)
                built[one.index] = child(one, "build", work, folder, rounds)
            found = built[one.index]
            if "failed" not in found:
                found = {**found, **child(one, "search", work, folder, rounds)}
            rows = found.pop("found", None)
            if rows is not None:
                ranked = ([ids[row] for row in each] for each in rows)
                mean = mean_quality([quality(r, bench.grades[id]) for id, r in zip(asked, ranked, strict=True)])
                found |= {"ndcg_10": round(mean.ndcg_10, 4), "recall_100": round(mean.recall_100, 4)}
            seen = {"seen": True} if one.learned and bench.name in STUDIED else {}
            measured.append({"name": one.name, **seen, **found})
        progress("并排对比", len(chosen), len(chosen))
    return measured


def child(one: Entry, stage: str, work: Path, folder: Path, rounds: int) -> dict[str, Any]:
    """One stage of one engine in a process of its own; ``{"failed": reason}`` where it did not come to its end."""
    python = Path(sys.executable) if one.own else PEERS / "bin" / "python"
    if not python.is_file():
        return {"failed": f"not installed; {INSTALL}"}
    environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), **_OFFLINE}
    command = [str(python), "-m", "bench.peers.measure", stage, one.name, str(work), str(folder), str(rounds)]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        return {"failed": f"{stage} took more than {MOST_SECONDS} s"}
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        return {"failed": not_installed(one) or f"{stage}: {said[-1]}"}
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def not_installed(one: Entry, path: Path = PEERS / "not-installed.txt") -> str | None:
    """Why a package of the engine could not be installed, if that was so."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    reasons = dict(line.split("\t", 1) for line in lines if "\t" in line)
    return next((f"not installed: {reasons[name]}" for name in one.packages if name in reasons), None)


def told(bench: Bench, measured: Sequence[dict[str, Any]], number: int) -> dict[str, Any]:
    """Everything that is kept."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": f"{processor()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": [round(one, 1) for one in os.getloadavg()],
        "bench": bench.name,
        "passages": len(bench.documents),
        "queries": min(number, len(bench.queries)),
        "ratios": ratios(measured),
        "measured": list(measured),
    }


def processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.is_file() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def text(facts: dict[str, Any]) -> str:
    """The table with what it was measured on, in Markdown."""
    about = (
        f"{facts['bench']}: {facts['passages']:,} passages, {facts['queries']} queries. {facts['date']}, "
        f"{facts['machine']}; one core a process; load of the machine {facts['load'][0]} when done."
    )
    shares = "\n".join(f"- {name}: {value}" for name, value in facts["ratios"].items())
    note = f"{SEEN_NOTE}\n\n" if any(one.get("seen") for one in facts["measured"]) else ""
    return f"{about}\n\n{table(facts['measured'])}\n\n{note}{shares}"


def keep(facts: dict[str, Any]) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "peers.json").write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (RESULTS / "peers.md").write_text(text(facts) + "\n", "utf-8")
    for name, drawn in charts(facts["measured"]).items():
        (RESULTS / f"peers.{name}.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
