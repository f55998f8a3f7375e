"""What the HTTP interface takes in. Everything else is refused before any work is done."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LONGEST_TEXT = 400_000
LONGEST_QUERY = 2_000

CaseText = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
Short = Annotated[str, StringConstraints(max_length=200)]


class NewDraft(BaseModel):
    """A proposal as pasted text, with the co-handlers' opinions and what the officer has settled."""

    model_config = ConfigDict(extra="forbid")

    text: CaseText
    opinions: Annotated[list[CaseText], Field(max_length=30)] = []
    role: Short | None = None
    issuer: Short | None = None
    date: Short | None = None
