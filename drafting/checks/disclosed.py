"""R23: how the letter may be published is said, is one of the three ways, has a reason, and the proposer was asked."""

import re
from typing import get_args

from corpus.document import Disclosure
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.known import is_whole
from drafting.checks.letter import Letter, Piece
from drafting.checks.offence import offence

_RULE = "R23"
_VALUE = re.compile(r"[：:]\s*\**(?P<value>[^\s（(，。；*]{1,14})")
_REASON = re.compile(r"理由|原因|因|属于?|涉及|依据|第十[三四五六]条|过程性|国家秘密|商业秘密|个人隐私|工作秘密|[（(]")
_OTHER_WORDS = {
    **dict.fromkeys(("公开", "全文公开", "公开发布", "主动", "是"), "主动公开"),
    **dict.fromkeys(("不公开", "否"), "不予公开"),
    **dict.fromkeys(("依申请", "申请公开"), "依申请公开"),
}


def disclosed(letter: Letter, dossier: Dossier) -> Offenders:
    """公开方式 of the letter and, where the record tells, whether the proposer was asked."""
    lines = tuple(letter.of_kind("disclosure"))
    if not lines:
        yield offence(
            letter, _RULE, "B" if is_whole(letter) else "W", "没有标明公开方式。", expected="公开方式：主动公开"
        )
    values = set()
    for line in lines:
        match = _VALUE.search(line.text)
        if match is None or letter.is_open(line.start, line.end):
            continue
        value = match["value"].rstrip("）)")
        span = (line.start + match.start("value"), line.start + match.start("value") + len(value))
        values.add(value)
        if value not in get_args(Disclosure):
            right = _OTHER_WORDS.get(value)
            yield offence(
                letter, _RULE, "B", f"公开方式“{value}”不是主动公开、依申请公开、不予公开之一。", span,
                expected=right, replacement=right,
            )  # fmt: skip
        elif value != "主动公开" and letter.kind != "opinion" and not _reasoned(letter, line, match.end()):
            yield offence(letter, _RULE, "W", f"{value}要写明理由（政府信息公开条例第十四条至第十六条）。", span)
    if len(values) > 1:
        yield offence(
            letter, _RULE, "B", f"公开方式前后不一：{'、'.join(sorted(values))}。", (lines[-1].start, lines[-1].end)
        )
    yield from _asked(letter, dossier)


def _reasoned(letter: Letter, line: Piece, behind: int) -> bool:
    """Whether the line itself, from ``behind`` on, or the next one gives a reason."""
    if letter.draft is not None and letter.draft.disclosure_reason:
        return True
    following = next((p.text for p in letter.pieces if p.start > line.end), "")
    return bool(_REASON.search(line.text, behind)) or following.lstrip("（(").startswith(("理由", "不公开理由", "原因"))


def _asked(letter: Letter, dossier: Dossier) -> Offenders:
    if letter.kind == "opinion":
        return
    asked = dossier.record.disclosure_asked if dossier.record else None
    if asked is None:
        yield Unchecked(_RULE, "没有办理记录，不知道是否征求过提出者对公开的意见。")
    elif not asked:
        yield offence(letter, _RULE, "B", "没有征求提出者对答复公开的意见。")


CHECKS = (Check(_RULE, disclosed),)
