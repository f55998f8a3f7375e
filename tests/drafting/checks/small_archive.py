"""A handful of stored papers as an archive, without database, index or encoder."""

import re
from collections.abc import Collection, Sequence
from typing import Any, cast

from corpus.commitments.stored import StoredCommitment
from corpus.document import Document
from corpus.grammar.articles import article_number
from corpus.rulebook.catalogue import Catalogue, Rule
from corpus.rulebook.rule_names import law_key
from corpus.storage.stored import PassageRow, StoredPassage, document_id
from drafting.archive import Archive
from drafting.relevance import Relevance

_ARTICLE = re.compile(r"(?m)^\s*(第[一二三四五六七八九十百]+条)\s")


def rule(title: str, number: str | None = None, **facts: Any) -> Rule:
    """A rule of the catalogue; ``facts`` are fields of :class:`Rule` beside title and number."""
    known: dict[str, Any] = {
        "id": title, "title": title, "aliases": (), "doc_number": number, "issuer": None, "level": "规范性文件",
        "issued": "2023-01-01", "valid_from": "2023-01-01", "valid_to": None, "status": "有效", "replaced_by": None,
        "document": None, "source": "目录",
    }  # fmt: skip
    return Rule(**(known | facts))


def archive(
    papers: Sequence[Document] = (), rules: Sequence[Rule] = (), promises: Sequence[StoredCommitment] = ()
) -> Archive:
    """``papers`` are searched whole; the rules among them give their articles."""
    stored = {document_id(paper.text): paper for paper in papers}

    def alike(sentences: Sequence[str], exclude: Collection[str]) -> list[PassageRow]:
        return [
            PassageRow(
                f"{id}#0", id, (), paper.text, paper.title, paper.kind, paper.issuer, paper.date, paper.disclosure,
                paper.doc_number, None, "ingested", 0, len(paper.text),
            )
            for id, paper in stored.items()
            if id not in exclude
        ]  # fmt: skip

    def article(title: str, number: str) -> StoredPassage | None:
        for id, paper in stored.items():
            if paper.title and law_key(paper.title) == law_key(title):
                return _article(id, paper, article_number(number))
        return None

    def by_item(number: str) -> list[str]:
        named = {id: {r.value for r in paper.references if r.kind == "item_no"} for id, paper in stored.items()}
        return [id for id, numbers in named.items() if number in numbers]

    return Archive(
        find=lambda queries: [() for _ in queries],
        lookup=stored.__getitem__,
        by_item=by_item,
        relevance=cast(Relevance, None),
        article=article,
        catalogue=Catalogue(tuple(rules), ()),
        alike=alike,
        promises=lambda issuer: list(promises),
    )


def _article(id: str, paper: Document, anchor: str | None) -> StoredPassage | None:
    heads = list(_ARTICLE.finditer(paper.text))
    for at, head in enumerate(heads):
        if article_number(head[1]) == anchor:
            end = heads[at + 1].start() if at + 1 < len(heads) else len(paper.text)
            return StoredPassage(f"{id}#{at}", id, at, head.start(1), end, (), paper.text[head.start(1) : end].strip())
    return None
