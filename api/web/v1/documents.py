"""Stored papers."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Query, UploadFile
from pydantic import BaseModel, Field

from api.document_view import stored_record
from api.services import documents as service
from api.services.documents import Upload
from api.web.v1.jobs import JobOut, job_out
from api.web.v1.shared import Page, Size, problems
from api.web.visit import Asking, AtOffice
from corpus.document import Disclosure, Kind
from corpus.ingest_report import Overrides
from corpus.storage.listing import Sought

router = APIRouter(prefix="/api/v1/documents", tags=["资料"])
Said = Annotated[str, Form(max_length=200)]


class ListedOut(BaseModel):
    """A document without its text."""

    id: str
    title: str | None
    kind: str = Field(examples=["reply"])
    doc_number: str | None = Field(examples=["澜住建函〔2025〕41号"])
    issuer: str | None
    date: str | None
    disclosure: str | None
    class_mark: str | None


class DocumentList(BaseModel):
    items: list[ListedOut]
    total: int
    page: int
    size: int


@router.get("", responses=problems())
def list_documents(
    visit: Asking,
    office: AtOffice,
    kind: Kind | None = None,
    year: Annotated[int | None, Query(ge=1949, le=2200)] = None,
    disclosure: Disclosure | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    page: Page = 1,
    size: Size = 30,
) -> DocumentList:
    """列出资料，新的在前；无权知悉的不列出，也不计数。"""
    found, total = service.listed(office, visit.user, Sought(kind, year, disclosure, q), page, size)
    items = [ListedOut(**{name: getattr(one, name) for name in ListedOut.model_fields}) for one in found]
    return DocumentList(items=items, total=total, page=page, size=size)


@router.post("", status_code=202, responses=problems())
async def add_documents(
    visit: Asking,
    office: AtOffice,
    files: Annotated[
        list[UploadFile],
        File(min_length=1, max_length=service.MOST_FILES, description="一个或多个文件，压缩包也可以。"),
    ],
    issuer: Said = "",
    region: Said = "",
    disclosure: Annotated[Disclosure | Literal[""], Form()] = "",
) -> JobOut:
    """导入资料。立即返回一项后台任务，进度和失败的文件都在任务里。"""
    uploads = [Upload(file.filename or "未命名", await file.read()) for file in files]
    overrides = Overrides(issuer or None, region or None, disclosure or None)
    return job_out(service.taken_in(office, visit.user, uploads, overrides))


@router.get("/{id}", responses=problems(404))
def read_document(visit: Asking, office: AtOffice, id: str) -> dict[str, Any]:
    """读取一份资料：正文、层次、引用、段落。可以用编号、文号或完整标题。"""
    stored = service.opened(office, visit.user, id)
    return stored_record(stored, service.passages(office, stored.id))


@router.delete("/{id}", status_code=202, responses=problems(404))
def remove_document(visit: Asking, office: AtOffice, id: str) -> JobOut:
    """删除一份资料。返回更新索引的后台任务。"""
    return job_out(service.removed(office, visit.user, id))
