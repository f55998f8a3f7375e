"""Whether a rule stands on a given day: in force, expired, not yet in force, or only a draft."""

import re
from typing import Literal

from corpus.document import Document

Standing = Literal["有效", "已失效", "尚未施行", "征求意见"]
_DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|草案")
_ISSUING = re.compile(r"印发《(?P<name>.+?)》(?:的通知)?$")


def rule_name(title: str) -> str:
    """The name under which a rule is cited: what a 关于印发《…》的通知 carries, else the title itself."""
    match = _ISSUING.search(title)
    return match["name"] if match else title


def standing(document: Document, on: str) -> Standing:
    """Standing of a rule on the ISO day ``on``; a rule that its catalogue calls repealed without a day is not cited."""
    title = document.title or ""
    if _DRAFT.search(title):
        return "征求意见"
    if document.valid_from and document.valid_from > on:
        return "尚未施行"
    if document.valid_to is None:
        return "已失效" if document.status == "已废止" else "有效"
    return "已失效" if document.valid_to < on else "有效"
