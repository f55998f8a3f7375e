"""A comparison for the command line: as JSON, and as lines for a person."""

from collections.abc import Iterator
from typing import Any

from api.comparing import Compared
from corpus.title_marks import in_marks
from drafting.compare.comparison import (
    CHANGE_NAMES,
    RELATION_NAMES,
    Change,
    Comparison,
    Copied,
    Pair,
    Prior,
    Segment,
    SentencePair,
    Side,
    Unmentioned,
)

_LONGEST = 120
_MARKS = {"equal": "{}", "insert": "［增：{}］", "delete": "［删：{}］"}


def comparison_record(compared: Compared) -> dict[str, Any]:
    """The contract's ``pairs``, with what else was found. Offsets are into the letter's text, those of ``prior`` into
    the earlier letter's."""
    found = compared.comparison
    return {
        "priors": [_prior_record(prior) for prior in found.priors],
        "pairs": [_pair_record(pair, found) for pair in found.pairs],
        "open_commitments": [_promise_record(one) for one in found.open_commitments],
        "copied": [_copied_record(one) for one in found.copied],
    }


def _prior_record(prior: Prior) -> dict[str, Any]:
    document = prior.document
    return {
        "document": prior.id,
        "title": document.title,
        "issuer": document.issuer,
        "doc_number": document.doc_number,
        "date": document.date,
        "same_item": prior.whole,
        "foreign": prior.foreign,
    }


def _pair_record(pair: Pair, found: Comparison) -> dict[str, Any]:
    prior = found.prior(pair.prior_id)
    return {
        "suggestion": pair.suggestion,
        "compared_with": pair.prior_id,
        "draft": pair.draft.text if pair.draft else None,
        "start": pair.draft.start if pair.draft else None,
        "end": pair.draft.end if pair.draft else None,
        "prior": _earlier(pair.prior, prior) if pair.prior else None,
        "relation": pair.relation,
        "changes": [_change_record(change) for change in pair.changes],
        "sentences": [_sentence_record(one) for one in pair.sentences],
    }


def _earlier(side: Side, prior: Prior) -> dict[str, Any]:
    return {
        "document": prior.id,
        "title": prior.document.title,
        "issuer": prior.document.issuer,
        "text": side.text,
        "date": prior.document.date,
        "start": side.start,
        "end": side.end,
    }


def _change_record(change: Change) -> dict[str, Any]:
    return {"kind": change.kind, "draft": change.draft, "prior": change.prior, "contradicts": change.contradicts}


def _sentence_record(pair: SentencePair) -> dict[str, Any]:
    return {
        "relation": pair.relation,
        "draft": _side_record(pair.draft),
        "prior": _side_record(pair.prior),
        "redline": [{"operation": one.operation, "text": one.text} for one in pair.redline],
    }


def _side_record(side: Side | None) -> dict[str, Any] | None:
    return {"text": side.text, "start": side.start, "end": side.end} if side else None


def _promise_record(one: Unmentioned) -> dict[str, Any]:
    return {
        "id": one.id,
        "document": one.document,
        "date": one.date,
        "sentence": one.sentence,
        "measure": one.measure,
        "responsible_unit": one.unit,
        "deadline_text": one.deadline_text,
        "deadline_date": one.deadline_date,
        "overdue": one.overdue,
    }


def _copied_record(one: Copied) -> dict[str, Any]:
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "document": one.document,
        "title": one.title,
        "issuer": one.issuer,
    }


def comparison_lines(compared: Compared) -> Iterator[str]:
    found = compared.comparison
    for prior in found.priors:
        yield f"同{_prior_name(prior)}比较："
        for pair in found.pairs:
            if pair.prior_id == prior.id:
                yield from _pair_lines(pair)
        yield ""
    if found.open_commitments:
        yield "过去答复中的承诺，本稿没有交代："
        yield from (_promise_line(one) for one in found.open_commitments)
        yield ""
    if found.copied:
        yield "同外地材料逐字相同的文字："
        for one in found.copied:
            name = in_marks(one.title) if one.title else one.document
            yield f"  {one.issuer or ''}{name}：“{_short(one.text)}”（{len(''.join(one.text.split()))}字）"


def _prior_name(prior: Prior) -> str:
    document = prior.document
    facts = "，".join(fact for fact in (document.issuer, document.date, document.doc_number) if fact)
    name = in_marks(document.title) if document.title else prior.id
    return f"{name}{f'（{facts}）' if facts else ''}"


def _pair_lines(pair: Pair) -> Iterator[str]:
    side = pair.draft or pair.prior
    heading = _short((side.text if side else "").split("\n", 1)[0])
    whole = "（本稿没有对应的答复）" if pair.draft is None else "（过去没有对应的答复）" if pair.prior is None else ""
    yield f"  【{RELATION_NAMES[pair.relation]}】{heading}{whole}"
    redlines = {(one.draft.text, one.prior.text): one.redline for one in pair.sentences if one.draft and one.prior}
    for change in pair.changes:
        name = f"    {CHANGE_NAMES[change.kind]}{'（矛盾）' if change.contradicts else ''}"
        line = redlines.get((change.draft or "", change.prior or ""))
        if line:
            yield f"{name}：{_marked(line)}"
        elif change.prior is None:
            yield f"{name}：新增“{_short(change.draft or '')}”"
        elif change.draft is None:
            yield f"{name}：不再提“{_short(change.prior)}”"
        else:
            yield f"{name}：过去“{_short(change.prior)}”，现在“{_short(change.draft)}”"


def _marked(line: tuple[Segment, ...]) -> str:
    return "".join(_MARKS[one.operation].format(one.text) for one in line)


def _promise_line(one: Unmentioned) -> str:
    limit = f"，时限{one.deadline_text}" if one.deadline_text else "，没有时限"
    late = "，已过期" if one.overdue else ""
    return f"  {_short(one.measure)}（{one.date or '日期不详'}答复{limit}{late}）"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
