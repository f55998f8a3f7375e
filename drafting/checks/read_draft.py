"""A draft read back from the JSON that ``dafu draft --out x.json`` writes (command contract)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast, get_args

from corpus.errors import UnusableInput
from drafting.draft import AnswerSection, Basis, Draft, LetterKind, Paragraph, Role, Sentence, Source, Stance

_NOT_A_DRAFT = (
    "{name} 不是 dafu draft 写出的 JSON 稿件：{reason}。请用 dafu draft --out 稿件.json 重新生成，或改交 .docx、.txt。"
)


def read_draft(text: str, name: str) -> Draft:
    """The draft that ``text`` records; ``name`` is the file's name for messages. Raises :class:`UnusableInput`."""
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"第 {error.lineno} 行不是有效的 JSON"
        raise UnusableInput(_NOT_A_DRAFT.format(name=name, reason=reason)) from error
    try:
        return draft_of(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"缺少或写错了“{error.args[0] if error.args else ''}”"
        raise UnusableInput(_NOT_A_DRAFT.format(name=name, reason=reason)) from error


def draft_of(record: Mapping[str, Any]) -> Draft:
    """The draft of a record of the contract. Paragraphs are cut where the text breaks the line between sentences."""
    text: str = record["text"]
    if not isinstance(text, str):
        raise TypeError("text")
    return Draft(
        case=record["case"],
        kind=_one_of(record["kind"], LetterKind),
        title=record["title"],
        addressee=record["addressee"],
        class_mark=record["class_mark"],
        issuer=record["issuer"],
        doc_number=record["doc_number"],
        opening=_paragraphs(record["opening"], text),
        sections=tuple(_section(section, text) for section in record["sections"]),
        closing=_paragraphs(record["closing"], text),
        signature=record["signature"],
        date=record["date"],
        contact=record["contact"],
        disclosure=record["disclosure"],
        copies=record["copies"],
        attachments=tuple(record["attachments"]),
        text=text,
        disclosure_reason=record.get("disclosure_reason", ""),
        basis=tuple(_basis(one) for one in record.get("basis", ())),
    )


def _one_of(value: str, allowed: Any) -> Any:
    if value not in get_args(allowed):
        raise ValueError(value)
    return value


def _section(record: Mapping[str, Any], text: str) -> AnswerSection:
    heading, *rest = record["sentences"]
    stance = None if record["stance"] is None else cast(Stance, _one_of(record["stance"], Stance))
    body = _paragraphs(rest, text)
    return AnswerSection(record["suggestion"], record["level"], _sentence(heading), stance, body, record["reason"])


def _paragraphs(records: Sequence[Mapping[str, Any]], text: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(tuple(group)) for group in _grouped([_sentence(one) for one in records], text))


def _grouped(sentences: Sequence[Sentence], text: str) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        if group and group[-1].text + sentence.text not in text:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _sentence(record: Mapping[str, Any]) -> Sentence:
    sources = tuple(_source(source) for source in record["sources"])
    role = cast(Role, _one_of(record["role"], Role))
    return Sentence(record["text"], role, sources, by="officer" if record.get("by") == "officer" else "dafu")


def _source(record: Mapping[str, Any]) -> Source:
    return Source(
        document=record["document"],
        passage=record["passage"],
        start=record["start"],
        end=record["end"],
        quote=record["quote"],
        title=record.get("title"),
        date=record.get("date"),
        disclosure=record.get("disclosure"),
        adaptation=record.get("adaptation", ""),
        number=record.get("number"),
    )


def _basis(record: Mapping[str, Any]) -> Basis:
    source = record.get("source")
    return Basis(record["field"], record["text"], record["rests_on"], _source(source) if source else None)
