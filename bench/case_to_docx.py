"""Milliseconds from a case file to the bytes of its .docx, every case drafted for the first time.

    python -m bench.case_to_docx [--workspace DIR] [--more FOLDER …] [--messages FILE.jsonl.gz] [--most 200]

The workspace holds the sample and the national laws, and what ``--more`` adds. The cases are the sample's, and with
``--messages`` citizens' messages besides, so that hardly a sentence has been encoded before. Wall time and the time
in which the process worked; results go to bench/results/case_to_docx.json.
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from api.bootstrap import ingest_files, open_workbench
from api.settings import read_settings
from api.work import DraftOrder
from api.workbench import Workbench
from drafting.export.docx import to_docx

RESULTS = Path(__file__).with_name("results") / "case_to_docx.json"
_SAMPLE = Path("corpus/sample")
_ISSUER = "澜州市住房和城乡建设局"
_WARM = 3


def cases(messages: Path | None, most: int) -> Iterator[str]:
    """Texts of cases: files of the sample by path, messages as pasted proposals."""
    yield from (str(path) for folder in ("cases", "proposals") for path in sorted((_SAMPLE / folder).iterdir()))
    if messages is None:
        return
    with gzip.open(messages, "rt", "utf-8") as file:
        for line, _ in zip(file, range(most), strict=False):
            record = json.loads(line)
            yield f"案由：关于{record['title'][:40]}的建议\n内容：{record['message']}\n建议：{record['message']}\n"


def timed(workbench: Workbench, case: str) -> tuple[float, float] | None:
    """(wall, worked) in seconds; ``None`` for a text that asks for nothing."""
    from corpus.errors import DafuError

    order = DraftOrder(None, _ISSUER, None)
    began, worked = time.perf_counter(), time.process_time()
    try:
        pasted = "\n" in case
        result = workbench.draft_text(case, [], order) if pasted else workbench.draft(case, [], order)
    except DafuError:
        return None
    to_docx(result.draft)
    return time.perf_counter() - began, time.process_time() - worked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("/tmp/dafu-bench/case_to_docx"))
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--messages", type=Path)
    parser.add_argument("--most", type=int, default=200)
    options = parser.parse_args()
    settings = read_settings(options.workspace)
    names = ("proposals", "cases", "replies", "opinions", "rules", "summaries")
    ingest_files(settings, [*(_SAMPLE / name for name in names), *options.more])
    workbench = open_workbench(settings)
    _, passages = workbench.counts()
    measured = [one for case in cases(options.messages, options.most) if (one := timed(workbench, case))][_WARM:]
    wall, worked = (np.percentile([one[at] for one in measured], [50, 95]) * 1000 for at in (0, 1))
    found = {
        "letters": len(measured), "passages of the workspace": passages, "articles of law": 26196,
        "p50_ms": round(float(wall[0]), 1), "p95_ms": round(float(wall[1]), 1),
        "cpu_p50_ms": round(float(worked[0]), 1), "cpu_p95_ms": round(float(worked[1]), 1),
    }  # fmt: skip
    print(json.dumps(found, indent=1, ensure_ascii=False))
    RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
