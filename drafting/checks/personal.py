"""R25: personal data in a letter that everybody may read."""

import re
from collections.abc import Iterator

from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.offence import offence
from drafting.finding import Finding, Severity
from drafting.masking import Span, personal_spans

_RULE = "R25"
# What may be meant for everybody, or is known by its neighbourhood alone: warned of, not blocked.
_OFTEN_PUBLIC = ("固定电话", "服务电话", "联系人姓名", "住址（据上下文）")
_HOTLINE = re.compile(
    r"(?:致电|拨打|服务|咨询|投诉|举报|监督|热线|公开|值班|预约|报名)[^，。；\n]{0,8}(?:电话|热线|号码)?[：:为是]?\s?$"
)
_MASKED = re.compile(r"[*＊]")
_BEFORE = 16


def personal_data(letter: Letter, _dossier: Dossier) -> Offenders:
    """What the publication copy masks (``drafting.masking``). In a 主动公开 letter it blocks; the issuer's own contact
    line is told as what that copy leaves out."""
    public = letter.document.disclosure == "主动公开"
    contacts = tuple((p.start, p.end) for p in letter.of_kind("contact"))
    for span in personal_spans(letter.text):
        if not _MASKED.search(letter.text[span.start : span.end]):
            yield from _told(letter, span, public, any(start <= span.start < end for start, end in contacts))
    if letter.document.disclosure is None:
        yield Unchecked(_RULE, "稿件没有标明公开方式，按不一定公开检查。")


def _told(letter: Letter, span: Span, public: bool, contact: bool) -> Iterator[Finding]:
    place = (span.start, span.end)
    if contact:
        if public:
            yield offence(letter, _RULE, "I", f"联系人的{span.kind}在公开件中隐去（寄送件保留）。", place)
        return
    doubtful = span.kind in _OFTEN_PUBLIC
    if doubtful and _HOTLINE.search(letter.text[max(0, span.start - _BEFORE) : span.start]):
        return
    severity: Severity = "B" if public and not doubtful else "W"
    where = "主动公开的答复" if public else "稿件"
    yield offence(letter, _RULE, severity, f"{where}含有{span.kind}，应当删去或者隐去。", place)


CHECKS = (Check(_RULE, personal_data),)
