"""The form on which the member says how content he or she is (征询意见表), filled from the draft.

Its fields are those of domain practice (浙江省人大代表建议办理规定 art. 23 and the forms in use): number, title,
proposer, unit, day, whether there was talk before, opinion of attitude and result, words, signature, return address.
"""

import re
from dataclasses import dataclass

from drafting.draft import Draft

_NAMES = re.compile(r"征询意见|征求意见|意见反馈|办理情况反馈|满意度")
_ITEM_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_HONORIFIC = re.compile(r"(?:委员|代表)$")
_TALK = "□电话　□走访　□座谈　□书面　□未沟通"
_CONTENT = "□满意　□基本满意　□不满意"
_DAY = "　　年　月　日"


@dataclass(frozen=True, slots=True)
class Cell:
    """``columns`` of the form's four are taken; a label names what the next cell holds."""

    text: str
    columns: int = 1
    label: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """``number`` is how the attachment is called (附件, 附件2); a row is high where words are to be written."""

    number: str
    title: str
    rows: tuple[tuple[Cell, ...], ...]
    high_row: int


def is_feedback_form(attachment: str) -> bool:
    return bool(_NAMES.search(attachment))


def feedback_forms(draft: Draft) -> tuple[FeedbackForm, ...]:
    """The forms among the letter's attachments; other attachments are files of their own."""
    several = len(draft.attachments) > 1
    return tuple(
        _form(draft, f"附件{at}" if several else "附件", name)
        for at, name in enumerate(draft.attachments, 1)
        if is_feedback_form(name)
    )


def _form(draft: Draft, number: str, title: str) -> FeedbackForm:
    suggestion = "建议" in draft.title and "提案" not in draft.title
    noun, who = ("建议", "建议人") if suggestion else ("提案", "提案者")
    day = draft.date if "【" not in draft.date else _DAY
    rows = (
        (_label(f"{noun}编号"), Cell(draft.case or ""), _label("答复日期"), Cell(day)),
        _wide(f"{noun}题目", item_title(draft)),
        _wide(who, _proposers(draft.addressee)),
        _wide("承办单位", draft.issuer if "【" not in draft.issuer else ""),
        _wide("答复前沟通", _TALK),
        _wide("对办理态度", _CONTENT),
        _wide("对办理结果", _CONTENT),
        _wide("具体意见", ""),
        (_label("签名"), Cell(""), _label("日期"), Cell(_DAY)),
        _wide("回寄地址", draft.issuer if "【" not in draft.issuer else ""),
    )
    return FeedbackForm(number, title, rows, high_row=7)


def item_title(draft: Draft) -> str:
    """The item's own title: what the opening names first in 《》."""
    for paragraph in draft.opening:
        if found := _ITEM_TITLE.search(paragraph.text):
            return found[1]
    return ""


def _proposers(addressee: str) -> str:
    return "" if "【" in addressee else _HONORIFIC.sub("", addressee.rstrip("：:"))


def _label(text: str) -> Cell:
    return Cell(text, label=True)


def _wide(label: str, text: str) -> tuple[Cell, ...]:
    return _label(label), Cell(text, columns=3)
