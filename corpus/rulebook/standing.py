"""Whether a rule stands on a given day: in force, ended, not yet in force, or only planned."""

from typing import Literal

from corpus.document import Document
from corpus.rulebook.rule_levels import rule_stage
from corpus.rulebook.rule_names import cited_name

Standing = Literal["有效", "已失效", "已废止", "已被替代", "尚未施行", "征求意见", "拟制定", "未知"]
STANDINGS: tuple[Standing, ...] = Standing.__args__  # type: ignore[attr-defined]

rule_name = cited_name
"""The name under which a rule is cited (:func:`corpus.rulebook.rule_names.cited_name`)."""


def standing(document: Document, on: str) -> Standing:
    """Standing of a rule's text on the ISO day ``on``, as the text alone tells it.

    A rule that its catalogue calls repealed without a day is not cited. What other documents and the administrator
    know of it is asked of :func:`corpus.rulebook.rules.rule_on`.
    """
    if rule_stage(document.title or ""):
        return "征求意见"
    if document.valid_from and document.valid_from > on:
        return "尚未施行"
    if document.valid_to is None:
        return "已失效" if document.status == "已废止" else "有效"
    return "已失效" if document.valid_to < on else "有效"
