"""拟稿: the drafting desk."""

from collections.abc import Callable
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.desk.desk import FIELDS, HEADING
from api.desk.spots import FIELD
from api.document_view import KINDS
from api.services import checking, drafting, editing, exporting
from api.services.desk_asks import Beside, beside
from api.services.draft_results import checked, past_answers
from api.services.drafting import Opened
from api.services.office import Office
from api.web.desk_view import found_sentence, kept_name, letter_view, segments
from api.web.problems import problem_of
from api.web.render import page, part
from api.web.v1.draft_models import Id, Number
from api.web.v1.drafts import attachment
from api.web.visit import Asking, AtOffice, Visit
from api.workplace.drafts import comments_on
from api.workplace.ledger import ChangedMeanwhile
from api.workplace.permits import may
from corpus.errors import DafuError, NotFound, UnusableInput
from drafting.draft import Draft, Source, Stance
from drafting.export.copies import COPY_NAMES, CopyName
from drafting.export.layout import LayoutName
from drafting.finding import Mend

router = APIRouter(prefix="/drafts", include_in_schema=False)
Base = Annotated[int, Form(ge=0, le=1_000_000)]
Place = Annotated[str, Form(max_length=20)]
Short = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=8000)]
