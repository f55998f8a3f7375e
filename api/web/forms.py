"""Forms of the pages as they come in: every field a text, so that what was typed can be shown again."""

import re
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from api.workplace.case import CaseFields

Short = Annotated[str, StringConstraints(max_length=500)]
_LISTED = re.compile(r"[、，,;；\n]+")


class CaseForm(BaseModel):
    """A case as typed; lists are parted by 、."""

    item_no: Short = ""
    item_kind: Short = "提案"
    title: Short = ""
    office: Short = ""
    role: Short = "主办"
    proposers: Short = ""
    co_handlers: Short = ""
    session: Short = ""
    lead: Short = ""
    section: Short = ""
    owner: Short = ""
    assigned: Short = ""
    due: Short = ""
    extended_to: Short = ""
    key_item: bool = False
    class_mark: Short = ""
    rating: Short = ""
    demands: Short = ""
    revision: int = 0

    def fields_(self, due_basis: str | None = None, document: str | None = None) -> CaseFields:
        """The case as the ledger takes it, blanks as nothing; what is wrong in it the ledger tells."""
        values = {name: getattr(self, name) or None for name in CaseFields.__slots__ if hasattr(self, name)}
        given = values | {"key_item": self.key_item, "due_basis": due_basis, "document": document}
        names = {name: _names(getattr(self, name)) for name in ("proposers", "co_handlers")}
        return CaseFields(**given | names)  # type: ignore[arg-type]


def case_form(given: CaseFields, revision: int) -> CaseForm:
    """The case as a form shows it."""
    values = {name: getattr(given, name) for name in CaseForm.model_fields if hasattr(given, name)}
    shown = {name: "、".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
    known = {name: value for name, value in shown.items() if value is not None}
    return CaseForm.model_validate(known | {"revision": revision})


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _LISTED.split(text) if part.strip())
