"""The catalogue of rules for the command line."""

from typing import Any

from corpus.errors import NotFound
from corpus.store import Store
from corpus.stored import StoredDocument, StoredPassage

RULE_KINDS = {"law", "measures", "plan", "notice"}


def rules_in(store: Store, words: str | None = None) -> list[StoredDocument]:
    """Every rule of the workspace, own ones first, then by title; ``words`` must stand in the title."""
    seen = dict.fromkeys(
        row.document
        for row in store.each_passage()
        if row.kind in RULE_KINDS and (words is None or words in (row.title or ""))
    )
    found = [stored for key in seen if (stored := store.document(key)) is not None]
    return sorted(found, key=lambda rule: (rule.origin, rule.document.title or "", rule.document.date or ""))


def find_rule(store: Store, title: str, on: str | None = None) -> StoredDocument:
    """By title (short or full), number or id; ``on`` picks the version that applied on that ISO day."""
    found = store.law(title, on) or store.find(title)
    if found is None:
        raise NotFound(f"没有找到政策法规“{title}”。可用 dafu rules list 查看目录，或用 dafu search 按主题查找。")
    return found


def find_article(store: Store, rule: StoredDocument, number: str) -> StoredPassage:
    """One article of ``rule``; raises :class:`NotFound` where it has none of that number."""
    from corpus.articles import article_number

    anchor = article_number(number)
    found = store.article(rule.id, anchor) if anchor else None
    if found is None:
        raise NotFound(f"《{rule.document.title}》中没有“{number}”。条号请写成 第五条 或 5。")
    return found


def rule_record(rule: StoredDocument) -> dict[str, Any]:
    known = rule.document
    return {
        "document": rule.id,
        "title": known.title,
        "kind": known.kind,
        "doc_number": known.doc_number,
        "issuer": known.issuer,
        "date": known.date,
        "valid_from": known.valid_from,
        "valid_to": known.valid_to,
        "status": known.status,
        "origin": rule.origin,
    }


def rule_line(rule: StoredDocument) -> str:
    known = rule.document
    until = f"有效期至 {known.valid_to}" if known.valid_to else None
    facts = (known.doc_number, known.issuer, known.date, known.status, until)
    return f"《{known.title or rule.id}》（{'，'.join(fact for fact in facts if fact) or '没有认出文号和日期'}）"
