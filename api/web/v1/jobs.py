"""Background jobs and their progress."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api.services.documents import jobs_of
from api.services.jobs import Job
from api.web.row_id import RowId
from api.web.v1.shared import problems
from api.web.visit import Asking, AtOffice
from api.workplace.permits import require
from corpus.errors import NotFound

router = APIRouter(prefix="/api/v1/jobs", tags=["后台任务"])


class JobOut(BaseModel):
    """``report`` is what came of it: for an import the counts and the files that failed."""

    id: int
    kind: str = Field(examples=["ingest"])
    title: str
    login: str
    state: str = Field(examples=["进行"])
    step: str
    done: int
    total: int
    began: str
    ended: str | None
    report: dict[str, Any]


class JobList(BaseModel):
    items: list[JobOut]


def job_out(job: Job) -> JobOut:
    return JobOut(**asdict(job))


@router.get("", responses=problems())
def list_jobs(visit: Asking, office: AtOffice) -> JobList:
    """列出自己最近的后台任务；管理员看到全部。"""
    return JobList(items=[job_out(job) for job in jobs_of(office, visit.user)])


@router.get("/{id:int}", responses=problems(404))
def read_job(visit: Asking, office: AtOffice, id: RowId) -> JobOut:
    """读取一项后台任务。"""
    return job_out(_seen(visit, office, id))


@router.get(
    "/{id:int}/events",
    responses=problems(404) | {200: {"content": {"text/event-stream": {}}}},
    response_class=StreamingResponse,
)
def watch_job(visit: Asking, office: AtOffice, id: RowId) -> StreamingResponse:
    """任务的进度（server-sent events），任务结束时断开。"""
    _seen(visit, office, id)

    def events() -> Iterator[str]:
        for job in office.jobs.watch(id):
            yield f"event: {'end' if job.over else 'progress'}\ndata: {json.dumps(asdict(job), ensure_ascii=False)}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


def _seen(visit: Asking, office: AtOffice, id: int) -> Job:
    """A job is its owner's and the administrators' business."""
    require(visit.user, "document.add")
    job = office.jobs.of(id)
    if job.login != visit.user.login and "administrator" not in visit.user.roles:
        raise NotFound("没有这项后台任务。")
    return job
