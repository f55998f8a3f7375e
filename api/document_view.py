"""A document for the command line: as the contract's JSON, and as lines for a person."""

from collections.abc import Iterator, Sequence
from typing import Any

from corpus.document import Document, Section
from corpus.storage.document_json import to_dict
from corpus.storage.stored import StoredDocument, StoredPassage

KINDS = {
    "reply": "答复",
    "opinion": "会办意见",
    "proposal": "提案、建议",
    "notice": "通知",
    "plan": "方案、规划",
    "measures": "办法、规定",
    "summary": "工作总结",
    "law": "法律法规",
    "ledger": "台账",
    "page": "网页",
    "other": "其他",
}


def stored_record(stored: StoredDocument, passages: Sequence[StoredPassage]) -> dict[str, Any]:
    """As ``dafu parse`` gives it, with the document's id and its passages."""
    return {
        "document": stored.id,
        "origin": stored.origin,
        "path": stored.path,
        "region": stored.region,
        **to_dict(stored.document),
        "passages": [
            {"passage": one.key, "start": one.start, "end": one.end, "heading": list(one.heading)} for one in passages
        ],
    }


def document_lines(document: Document) -> Iterator[str]:
    """What was recognised, a line each; what was not recognised is left out."""
    known = (
        ("种类", KINDS[document.kind]),
        ("标题", document.title),
        ("文号", document.doc_number),
        ("发文机关", document.issuer),
        ("主送", "、".join(document.addressees)),
        ("日期", document.date),
        ("公开方式", document.disclosure),
        ("抄送", "、".join(document.copies)),
        ("附件", "、".join(document.attachments)),
    )
    yield from (f"{name}：{value}" for name, value in known if value)
    yield from _case_lines(document)
    for section in document.sections:
        yield from _section_lines(section)
    counts = f"表格 {len(document.tables)} 个，引用 {len(document.references)} 处，数据 {len(document.figures)} 处"
    yield f"共 {len(document.text)} 字，{counts}。"


def _case_lines(document: Document) -> Iterator[str]:
    case = document.case
    if case is None:
        return
    yield f"案号：{case.item_no or '（没有认出）'}"
    yield f"案由：{case.title or '（没有认出）'}"
    yield f"会议：{case.session_text or '（没有认出）'}"
    yield f"提案者：{'、'.join(proposer.name for proposer in case.proposers) or '（没有认出）'}"
    for suggestion in case.suggestions:
        yield f"  建议 {suggestion.id}：{_short(suggestion.text)}"


def _section_lines(section: Section) -> Iterator[str]:
    yield f"{'  ' * section.level}{section.number}{_short(section.heading)}"
    for child in section.children:
        yield from _section_lines(child)


def _short(text: str, longest: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
