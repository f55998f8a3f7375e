"""Promises for the command line: as JSON, and as lines for a person."""

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from corpus.commitments.follow import Report
from corpus.commitments.ledger import Followed
from corpus.commitments.stored import Status
from corpus.errors import UnusableInput

_LONGEST = 100


def settle_day(day: str | None) -> str | None:
    """An ISO day as given; raises :class:`UnusableInput` for what is none."""
    try:
        return date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        raise UnusableInput(f"日期“{day}”无法识别，请写成 2026-12-31 的形式。") from None


def settle_status(name: str) -> Status:
    """A status by its name; raises :class:`UnusableInput`."""
    known: dict[str, Status] = {one: one for one in get_args(Status)}
    if name not in known:
        raise UnusableInput(f"状态“{name}”无法识别，请用{'、'.join(known)}。")
    return known[name]


def commitment_record(followed: Followed) -> dict[str, Any]:
    """The ledger's record (domain brief §1.5). ``status`` is what an officer set; ``proposed`` is what later papers
    speak for and never more than a proposal."""
    one, state = followed.commitment, followed.commitment.state
    return {
        "id": one.id,
        "case_no": one.case_no,
        "reply_docno": one.reply_docno,
        "reply_date": one.reply_date,
        "document": one.document,
        "issuer": one.issuer,
        "sentence": one.sentence,
        "start": one.start,
        "end": one.end,
        "suggestion_id": one.suggestion_id,
        "measure": one.measure,
        "deadline_text": one.deadline_text,
        "deadline_date": one.deadline_date,
        "responsible_unit": one.responsible_unit,
        "vague": one.vague,
        "status": state.status if state else None,
        "evidence": state.evidence if state else None,
        "second_reply_docno": state.second_reply_docno if state else None,
        "checked_at": state.checked_at if state else None,
        "proposed": {"status": followed.proposed, "reports": [report_record(r) for r in followed.reports]},
    }


def report_record(report: Report) -> dict[str, Any]:
    return {
        "status": report.status,
        "text": report.text,
        "document": report.document,
        "doc_number": report.doc_number,
        "date": report.date,
        "start": report.start,
        "end": report.end,
        "same_item": report.same_item,
        "score": round(report.score, 4),
    }


def commitment_lines(followed: Followed) -> Iterator[str]:
    one = followed.commitment
    yield f"{one.id}　{_short(one.measure)}"
    yield f"   {'，'.join(_facts(followed))}"
    yield f"   {_standing(followed)}"


def commitment_page(followed: Followed) -> Iterator[str]:
    one, state = followed.commitment, followed.commitment.state
    yield from (f"编号：{one.id}", f"原句：{one.sentence}", f"措施：{one.measure}")
    yield f"责任单位：{one.responsible_unit or '原文没有写明'}"
    yield f"时限：{_limit(followed)}"
    number = f"，{one.reply_docno}" if one.reply_docno else ""
    yield f"答复：{one.issuer or '机关不详'}，{one.reply_date or '日期不详'}{number}（查看：dafu show {one.document}）"
    ask = f"，建议{one.suggestion_id}" if one.suggestion_id else ""
    yield f"办理件：{f'第{one.case_no}号{ask}' if one.case_no else '原文没有写明'}"
    yield f"落实情况：{_standing(followed)}"
    if state is not None:
        yield f"依据：{state.evidence or '没有登记'}"
        if state.second_reply_docno:
            yield f"二次答复：{state.second_reply_docno}"
    for report in followed.reports:
        told = "同一件的答复" if report.same_item else "本机关后来的材料"
        yield f"后来的材料（{report.date or '日期不详'}，{told}）：{report.text}"


def _facts(followed: Followed) -> Iterator[str]:
    one = followed.commitment
    if one.case_no:
        yield f"第{one.case_no}号"
    if one.issuer:
        yield one.issuer
    if one.responsible_unit and one.responsible_unit != one.issuer:
        yield f"责任单位：{one.responsible_unit}"
    yield f"时限：{_limit(followed)}"


def _limit(followed: Followed) -> str:
    one = followed.commitment
    if one.deadline_text is None:
        return "没有写明"
    return f"{one.deadline_text}（{one.deadline_date}）" if one.deadline_date else one.deadline_text


def _standing(followed: Followed) -> str:
    state = followed.commitment.state
    if state is not None:
        return f"{state.status}（{state.checked_at[:10]}登记）"
    if followed.proposed is None:
        return "没有登记"
    report = followed.reports[0]
    return f"没有登记；建议登记为“{followed.proposed}”，见{report.date or ''}“{_short(report.text)}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
