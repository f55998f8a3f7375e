"""Letters: begun, written, checked, compared, sent to review and exported."""

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from api.compare_view import comparison_record
from api.desk.desk_json import desk_record
from api.desk.written import letter_record
from api.precedent_view import ask_record
from api.services import checking, drafting, editing, exporting
from api.services.desk_asks import beside
from api.services.draft_results import past_answers
from api.services.drafting import Opened
from api.web.v1.draft_models import (
    BeginIn,
    CaseId,
    EvidenceIn,
    FieldIn,
    FieldName,
    Id,
    MendIn,
    Number,
    OrderIn,
    Place,
    RestoreIn,
    SentenceIn,
    StanceIn,
)  # fmt: skip
from api.web.v1.letter_models import (
    AskList,
    AskOut,
    DraftList,
    DraftOut,
    LetterOut,
    ReviewOut,
    RowOut,
    VersionList,
    VersionOut,
)  # fmt: skip
from api.web.v1.shared import IdempotencyKey, IfMatch, once, problems, revision_in, tagged
from api.web.visit import Asking, AtOffice
from corpus.errors import UnusableInput
from drafting.export.copies import CopyName
from drafting.export.layout import LayoutName
from drafting.placeholder import placeholders

router = APIRouter(prefix="/api/v1/drafts", tags=["拟稿"])
of_case = APIRouter(prefix="/api/v1/cases/{id}", tags=["拟稿"])
_EDIT = problems(404, 412, 428)
_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {media: {} for media in exporting.FORMS.values()}}}


def draft_out(one: Opened) -> DraftOut:
    """A version of a draft for programs."""
    version = one.version
    return DraftOut(
        **asdict(one.row), number=version.number, at=version.at, login=version.login, reason=version.reason,
        settled=desk_record(one.desk), content=LetterOut.model_validate(letter_record(one.draft)),
    )  # fmt: skip


def _saved(one: Opened) -> JSONResponse:
    return tagged(draft_out(one), one.row.version)


@of_case.get("/drafts", responses=problems(404))
def list_drafts(visit: Asking, office: AtOffice, id: CaseId) -> DraftList:
    """列出一件的稿子，新的在前。"""
    return DraftList(items=[RowOut(**asdict(row)) for row in drafting.listed(office, visit.user, id)])


@of_case.post("/drafts", status_code=201, responses=problems(404), response_model=DraftOut)
def begin_draft(
    request: Request, visit: Asking, office: AtOffice, id: CaseId, given: BeginIn, key: IdempotencyKey = None
) -> Response:
    """起草：按提案原文、会办意见和资料库写出第一稿，句句有出处，缺的写成【待核实：…】。"""

    def make() -> Response:
        one = drafting.begun(office, visit.user, id, given.letter, given.role, given.date, given.part)
        return tagged(draft_out(one), one.row.version, 201, f"/api/v1/drafts/{one.row.id}")

    return once(office, visit.user, key, request, given, make)


@router.get("/{id}", responses=problems(404), response_model=DraftOut)
def read_draft(visit: Asking, office: AtOffice, id: Id, version: Number = None) -> JSONResponse:
    """读取稿子。ETag 是最新一版的版本号，修改时写进 If-Match。"""
    return _saved(drafting.opened(office, visit.user, id, version))


@router.get("/{id}/versions", responses=problems(404))
def list_versions(visit: Asking, office: AtOffice, id: Id) -> VersionList:
    """列出各版，新的在前。"""
    found = drafting.history(office, visit.user, id)
    items = [VersionOut(number=number, at=at, login=login, reason=reason) for number, at, login, reason in found]
    return VersionList(items=items)


@router.get("/{id}/asks", responses=problems(404))
def list_asks(visit: Asking, office: AtOffice, id: Id) -> AskList:
    """逐项列出建议的态度、理由和依据，已用的在前。"""
    found = beside(office, visit.user, drafting.opened(office, visit.user, id))
    items = [
        AskOut.model_validate(
            {name: getattr(one, name) for name in ("stance", "reason", "chosen")}
            | {"id": one.ask.id, "text": one.ask.text, "evidence": [asdict(card) for card in one.cards]}
        )
        for one in found.asks
    ]
    return AskList(items=items, behind=found.behind)


@router.get("/{id}/precedents", responses=problems(404))
def list_precedents(visit: Asking, office: AtOffice, id: Id) -> list[dict[str, Any]]:
    """逐项列出过去对同类建议的答复和有关规定，仅供参考。"""
    one = drafting.opened(office, visit.user, id)
    return [ask_record(past) for past in past_answers(office, visit.user, one.case)]


@router.put("/{id}/stances/{ask}", responses=_EDIT, response_model=DraftOut)
def choose_stance(
    visit: Asking, office: AtOffice, id: Id, ask: Place, given: StanceIn, if_match: IfMatch = None
) -> Response:
    """选定对一项建议的态度。"""
    base = revision_in(if_match)
    if isinstance(base, Response):
        return base
    return _saved(editing.stance_chosen(office, visit.user, id, base, ask, given.stance))


@router.post("/{id}/evidence", responses=_EDIT, response_model=DraftOut)
def choose_evidence(visit: Asking, office: AtOffice, id: Id, given: EvidenceIn, if_match: IfMatch = None) -> Response:
    """采用或者不用一段材料。"""
    base = revision_in(if_match)
    if isinstance(base, Response):
        return base
    if not given.use:
        return _saved(editing.evidence_left(office, visit.user, id, base, given.passage, given.keys))
    if given.ask is None or given.passage is None:
        raise UnusableInput("采用材料时请写明 ask 和 passage。")
    return _saved(editing.evidence_taken(office, visit.user, id, base, given.ask, given.passage))


@router.post("/{id}/sentences", responses=_EDIT, response_model=DraftOut)
def edit_sentence(visit: Asking, office: AtOffice, id: Id, given: SentenceIn, if_match: IfMatch = None) -> Response:
    """改写、增加、删去一句，或者恢复原句。自拟的句子一字不改。"""
    base = revision_in(if_match)
    if isinstance(base, Response):
        return base
    if given.do in ("write", "add") and given.text is None:
        raise UnusableInput("请写明 text（句子的文字）。")
    if given.do != "add" and given.key is None:
        raise UnusableInput("请写明 key（句子的编号）。")
    who, key, text = (office, visit.user, id, base, given.place), given.key or "", given.text or ""
    if given.do == "write":
        return _saved(editing.sentence_written(*who, key, text))
    if given.do == "add":
        return _saved(editing.sentence_added(*who, given.key, text))
    if given.do == "remove":
        return _saved(editing.sentence_removed(*who, key))
    return _saved(editing.sentence_restored(*who, key))


@router.put("/{id}/fields/{name}", responses=_EDIT, response_model=DraftOut)
def write_field(
    visit: Asking, office: AtOffice, id: Id, name: FieldName, given: FieldIn,
    if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """填写版头、版尾的一项：doc_number、title、addressee、contact、disclosure、copies 等。"""
    base = revision_in(if_match)
    if isinstance(base, Response):
        return base
    return _saved(editing.field_written(office, visit.user, id, base, name, given.value))


@router.post("/{id}/renew", responses=_EDIT, response_model=DraftOut)
def renew_draft(visit: Asking, office: AtOffice, id: Id, given: OrderIn, if_match: IfMatch = None) -> Response:
    """按现在的材料重拟，保留全部取舍；也用来改成文日期。"""
    base = revision_in(if_match)
    if isinstance(base, Response):
        return base
    return _saved(editing.renewed(office, visit.user, id, base, given.date, given.part))


@router.post("/{id}/restore", responses=_EDIT, response_model=DraftOut)
def restore_version(visit: Asking, office: AtOffice, id: Id, given: RestoreIn, if_match: IfMatch = None) -> Response:
    """恢复以前的一版，作为新的一版保存。"""
    base = revision_in(if_match)
    if isinstance(base, Response):
        return base
    return _saved(drafting.restored(office, visit.user, id, base, given.version))


@router.get("/{id}/check", responses=problems(404))
def check_draft(visit: Asking, office: AtOffice, id: Id, version: Number = None) -> ReviewOut:
    """按审核目录检查，连同台账中的时限和沟通记录。"""
    found = checking.reviewed(office, visit.user, id, version)
    told = asdict(found.review) | {"number": found.opened.version.number, "blocks": found.review.blocks}
    return ReviewOut.model_validate(told | {"placeholders": list(dict.fromkeys(placeholders(found.opened.draft)))})


@router.post("/{id}/mends", responses=_EDIT, response_model=DraftOut)
def make_mends(visit: Asking, office: AtOffice, id: Id, given: MendIn, if_match: IfMatch = None) -> Response:
    """改正一处，或者改正全部有把握的问题。"""
    base = revision_in(if_match)
    if isinstance(base, Response):
        return base
    return _saved(checking.mend_made(office, visit.user, id, base, given.mend()))


@router.get("/{id}/compare", responses=problems(404))
def compare_draft(visit: Asking, office: AtOffice, id: Id, version: Number = None) -> dict[str, Any]:
    """与本单位过去的答复对照：态度、数据、依据、承诺的变化。"""
    return comparison_record(checking.compared(office, visit.user, id, version))


@router.post("/{id}/submit", responses=_EDIT, response_model=DraftOut)
def submit_draft(visit: Asking, office: AtOffice, id: Id, if_match: IfMatch = None) -> Response:
    """送审。"""
    base = revision_in(if_match)
    return base if isinstance(base, Response) else _saved(drafting.submitted(office, visit.user, id, base))


@router.get("/{id}/export", responses=problems(404) | _FILES, response_class=Response)
def export_draft(
    visit: Asking, office: AtOffice, id: Id, copy: CopyName = "working",
    form: Annotated[str, Query(pattern="^(docx|html|md|txt|pdf|json)$")] = "docx", layout: LayoutName | None = None,
    version: Number = None, against: Number = None,
) -> Response:  # fmt: skip
    """导出工作稿、定稿、注释稿、公开稿或者修订稿。还有待核实之处时，不能导出定稿。"""
    made = exporting.exported(office, visit.user, id, copy, form, layout, version, against)
    return Response(made.data, media_type=made.media, headers=attachment(made.name))


def attachment(name: str) -> dict[str, str]:
    """The header by which a browser saves an answer under ``name`` (RFC 6266)."""
    plain = f"letter.{name.rpartition('.')[2]}"
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"}
