"""Times what an officer waits for, on the sample corpus: opening, searching, drafting. Usage: make bench

Prints one table; nothing is compared and nothing fails here. The workspace is a temporary one, the cache the usual.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from api.bootstrap import ingest_files, open_workbench
from api.progress import shown_progress
from api.sample import read_sample
from api.settings import read_settings
from api.work import DraftOrder
from api.workbench import Workbench
from retrieval.filters import Filters

QUERIES = (
    "加装电梯 补助标准",
    "课后服务由谁提供",
    "电动自行车充电设施消防安全",
    "长者食堂",
    "中小企业数字化转型",
    "政府采购法第五条",
)
ROUNDS = 5


def timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def searches(workbench: Workbench) -> list[float]:
    return [
        timed(lambda query=query: workbench.search(query, Filters(), 10)) for _ in range(ROUNDS) for query in QUERIES
    ]


def drafts(workbench: Workbench) -> list[float]:
    cases = sorted((read_sample().demo.case.parent).iterdir())
    return [workbench.draft(str(case), [], DraftOrder()).seconds for _ in range(ROUNDS) for case in cases]


def row(name: str, seconds: list[float]) -> str:
    spread = sorted(seconds)
    last = spread[min(len(spread) - 1, round(0.95 * len(spread)))]
    return f"{name:<24}{len(seconds):>6}{statistics.median(spread) * 1000:>12.1f}{last * 1000:>12.1f}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(Path(folder))
        with shown_progress() as progress:
            report = ingest_files(settings, read_sample().past, progress=progress)
            open_workbench(settings, progress).close()
        opened = timed(lambda: open_workbench(settings).close())
        workbench = open_workbench(settings)
        workbench.search(QUERIES[0], Filters(), 10)
        print(f"{report.documents} documents, {report.passages} passages; ingestion {report.seconds:.1f} s")
        print(f"{'':<24}{'runs':>6}{'p50 ms':>12}{'p95 ms':>12}")
        print(row("open a workspace", [opened]))
        print(row("search", searches(workbench)))
        print(row("draft", drafts(workbench)))
        workbench.close()


if __name__ == "__main__":
    main()
