"""The report of an ingestion: as the contract's JSON, and as lines for a person."""

from collections.abc import Iterator
from typing import Any

from corpus.ingest import IngestReport


def report_record(report: IngestReport) -> dict[str, Any]:
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "failed": [{"file": failure.file, "reason": failure.reason} for failure in report.failed],
        "notices": [{"file": notice.file, "notice": notice.notice} for notice in report.notices],
        "documents": report.documents,
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
    }


def report_lines(report: IngestReport) -> Iterator[str]:
    yield (
        f"新增 {report.added} 份，更新 {report.updated} 份，没有变化 {report.unchanged} 份，"
        f"未能导入 {len(report.failed)} 份（用时 {report.seconds:.1f} 秒）。"
    )
    yield f"工作区现有资料 {report.documents} 份、{report.passages} 段。"
