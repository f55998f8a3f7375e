"""The server-rendered pages: search, a document at its passage, and a pasted proposal to a draft."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, get_args

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.document_view import KINDS
from api.hit_view import hit_reason
from api.http_models import LONGEST_QUERY, LONGEST_TEXT
from api.search_filters import search_filters
from api.workbench import DraftOrder, Workbench
from corpus.document import Document
from corpus.errors import UnusableInput
from drafting.draft import HandlingRole

_FOLDER = Path(__file__).parent / "pages"
_HITS = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a document's text: a passage that can be pointed at, or what stands between two."""

    start: int | None
    text: str


def pages_router(workbench: Workbench) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/pages.css")
    def style() -> Response:
        return Response((_FOLDER / "pages.css").read_bytes(), media_type="text/css")

    @router.get("/")
    def search_page(q: str = "", kind: str = "", year: str = "", issuer: str = "") -> HTMLResponse:
        known = {"query": q[:LONGEST_QUERY], "kind": kind, "year": year, "issuer": issuer}
        if not q.strip():
            return _page("search", found=None, message=None, **known)
        try:
            filters = search_filters(kind or None, issuer or None, _year(year), None)
            found = workbench.search(q[:LONGEST_QUERY], filters, _HITS)
        except UnusableInput as error:
            return _page("search", 422, found=None, message=error.message, **known)
        message = None if found.hits else "没有找到。可以换一个说法，或者放宽筛选条件。"
        return _page("search", found=found if found.hits else None, message=message, **known)

    @router.get("/documents/{document}")
    def document_page(document: str) -> HTMLResponse:
        stored = workbench.document(document)
        known = stored.document
        facts = [known.doc_number, known.issuer, known.date, known.disclosure]
        return _page("document", stored=stored, pieces=pieces(known), facts=[fact for fact in facts if fact])

    @router.get("/draft")
    def draft_form() -> HTMLResponse:
        return _page("draft", message=None, text="", opinion="", role="", issuer="")

    @router.post("/draft")
    def draft_page(
        text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
        opinion: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
        role: Annotated[str, Form(max_length=20)] = "",
        issuer: Annotated[str, Form(max_length=200)] = "",
    ) -> HTMLResponse:
        from drafting.export.html import style_source, to_html

        opinions = [opinion] if opinion.strip() else []
        try:
            result = workbench.draft_text(text, opinions, DraftOrder(role or None, issuer or None))
        except UnusableInput as error:
            return _page("draft", 422, message=error.message, text=text, opinion=opinion, role=role, issuer=issuer)
        policy = f"default-src 'none'; style-src '{style_source()}'; base-uri 'none'; form-action 'none'"
        return HTMLResponse(to_html(result.draft), headers={"Content-Security-Policy": policy})

    return router


def message_page(message: str, status: int) -> HTMLResponse:
    """A page with one message, for what went wrong."""
    return _page("message", status, message=message)


def pieces(document: Document) -> list[Piece]:
    """The whole text, letter for letter, in runs that begin and end with the passages."""
    found: list[Piece] = []
    done = 0
    for passage in document.passages:
        if passage.start < done:
            continue
        if passage.start > done:
            found.append(Piece(None, document.text[done : passage.start]))
        found.append(Piece(passage.start, document.text[passage.start : passage.end]))
        done = passage.end
    if done < len(document.text):
        found.append(Piece(None, document.text[done:]))
    return found


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise UnusableInput("年份请写成四位数字，如 2024。")
    return int(text)


def _page(name: str, status: int = 200, /, **values: object) -> HTMLResponse:
    shared = {
        "here": name,
        "kinds": KINDS,
        "roles": get_args(HandlingRole),
        "longest": LONGEST_QUERY if name == "search" else LONGEST_TEXT,
        "reason": hit_reason,
    }
    return HTMLResponse(_templates().get_template(f"{name}.html.j2").render(shared | values), status)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
