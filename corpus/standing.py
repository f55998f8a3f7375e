"""Whether a rule stands on a given day: in force, expired, not yet in force, or only a draft."""

import re
from typing import Literal

from corpus.document import Document

Standing = Literal["有效", "已失效", "尚未施行", "征求意见"]
_DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|草案")
_PERIOD = re.compile(r"[（(](20\d{2})\s*[年]?\s*[—–\-－~至]+\s*(20\d{2})\s*年[)）]")
_ISSUING = re.compile(r"印发《(?P<name>.+?)》(?:的通知)?$")


def rule_name(title: str) -> str:
    """The name under which a rule is cited: what a 关于印发《…》的通知 carries, else the title itself."""
    match = _ISSUING.search(title)
    return match["name"] if match else title


def standing(document: Document, on: str) -> Standing:
    """Standing of a rule on the ISO day ``on``. A period in the title (2024—2026年) ends with its last year."""
    title = document.title or ""
    if _DRAFT.search(title):
        return "征求意见"
    if document.valid_from and document.valid_from > on:
        return "尚未施行"
    until = document.valid_to
    if until is None and (period := _PERIOD.search(title)):
        until = f"{period[2]}-12-31"
    return "已失效" if until is not None and until < on else "有效"
