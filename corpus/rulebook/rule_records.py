"""Rules, their other names and the facts on them as rows: what a document brings into the catalogue."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.document import Document
from corpus.references import find_references, normal_doc_number
from corpus.rulebook.rule_facts import RuleFact, fact_key, rule_facts
from corpus.rulebook.rule_levels import is_rule, rule_level, rule_stage
from corpus.rulebook.rule_names import abbreviations, cited_name, law_key
from corpus.rulebook.validity import find_validity
from corpus.storage.schema import documents, rule_aliases, rule_decisions, rules
from corpus.storage.schema import rule_facts as facts_table
from corpus.storage.stored import Outcome, StoredDocument

_TAIL = 3  # a law repeals others in its last articles
_HEAD = 600
_ID_DIGITS = 12
_DECREED = re.compile(r"[^，。；\n]{0,8}(?:公布|发布|颁布)")


def insert_rules(connection: Connection, stored: StoredDocument, place: int) -> None:
    """What the document at ``place`` brings into the catalogue: itself if it is a rule, short names, and facts."""
    if row := _rule_values(stored, place):
        connection.execute(sa.insert(rules), row)
    names = [
        {"alias": one.short, "rule": one.rule, "source": stored.document.title or stored.id, "document": place}
        for one in abbreviations(stored.document)
    ]
    if names:
        connection.execute(sa.insert(rule_aliases), names)
    if found := _fact_values(stored, place):
        connection.execute(sa.insert(facts_table), found)


def fact_id(fact: RuleFact) -> str:
    """The name of a fact: the same wherever the same is said of the same rule."""
    told = "|".join((fact.kind, fact_key(fact), fact.day or "", law_key(fact.value or "")))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def entry_id(title: str, number: str | None, issued: str | None) -> str:
    """The name of a catalogue entry without a document: its number, else its title with its day."""
    key = normal_doc_number(number or "") or number or f"{law_key(title)}|{issued or ''}"
    return "rule-" + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def read_rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """All that the catalogue is made of: ``rules``, ``aliases``, ``facts`` (with their documents) and ``decisions``."""
    named = (documents.c.id.label("source"), documents.c.title.label("source_title"),
             documents.c.doc_number.label("source_number"))  # fmt: skip
    whole = sa.select(rules, documents.c.id.label("document_id")).outerjoin(documents)
    told = sa.select(facts_table, *named).join(documents)
    queries: dict[str, sa.Select[Any]] = {
        "rules": whole.order_by(rules.c.seq),
        "aliases": sa.select(rule_aliases).order_by(rule_aliases.c.seq),
        "facts": told.order_by(facts_table.c.seq),
        "decisions": sa.select(rule_decisions).order_by(rule_decisions.c.at, rule_decisions.c.fact),
    }
    return {name: [dict(row) for row in connection.execute(query).mappings()] for name, query in queries.items()}


def put_decision(connection: Connection, fact: str, accepted: bool, body: dict[str, Any]) -> None:
    connection.execute(sa.delete(rule_decisions).where(rule_decisions.c.fact == fact))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    values = {"fact": fact, "accepted": accepted, "at": at, "body": json.dumps(body, ensure_ascii=False)}
    connection.execute(sa.insert(rule_decisions), values)


def put_entry(connection: Connection, entry: dict[str, Any], aliases: Sequence[str]) -> Outcome:
    """Add or complete an administrator's entry: ``added``, ``updated`` or ``unchanged``.

    What is empty in ``entry`` leaves what was there; aliases are only ever added.
    """
    known = connection.execute(sa.select(rules).where(rules.c.id == entry["id"])).mappings().first()
    told = {name: value for name, value in entry.items() if value is not None}
    outcome: Outcome = "added"
    if known is None:
        connection.execute(sa.insert(rules), entry)
    else:
        changed = {name: value for name, value in told.items() if known[name] != value}
        outcome = "updated" if changed else "unchanged"
        if changed:
            connection.execute(sa.update(rules).where(rules.c.id == entry["id"]).values(changed))
    rule = entry["number_key"] or entry["law_key"]
    ours = sa.and_(rule_aliases.c.rule == rule, rule_aliases.c.document.is_(None))
    held = set(connection.scalars(sa.select(rule_aliases.c.alias).where(ours)))
    new = [alias for alias in dict.fromkeys(aliases) if alias not in held]
    if new:
        rows = [{"alias": one, "rule": rule, "source": entry["source"], "document": None} for one in new]
        connection.execute(sa.insert(rule_aliases), rows)
    return "updated" if new and outcome == "unchanged" else outcome


def _rule_values(stored: StoredDocument, place: int) -> dict[str, Any] | None:
    document = stored.document
    number = document.doc_number or _decree(document)
    if not document.title or not is_rule(document.kind, document.title, number):
        return None
    level = rule_level(document.title, number, document.issuer)
    if stored.origin == "pack" and level != "宪法":
        level = "法律"  # the pack holds nothing else, whatever a resolution's title may sound like
    return {
        "id": stored.id,
        "title": document.title,
        "law_key": law_key(cited_name(document.title)),
        "doc_number": number,
        "number_key": (normal_doc_number(number) or number) if number else None,
        "issuer": document.issuer,
        "level": level,
        "stage": rule_stage(document.title),
        "issued": document.date,
        "valid_from": document.valid_from,
        "valid_to": document.valid_to,
        "status": document.status,
        "replaced_by": None,
        "source": stored.path or stored.id,
        "origin": stored.origin,
        "document": place,
    }


def _decree(document: Document) -> str | None:
    """The number of the decree in brackets under the title (…令第72号公布), the first for a rule amended since."""
    orders = (r for r in document.references if r.kind == "order" and r.end <= _HEAD)
    return next((r.value for r in orders if _DECREED.match(document.text, r.end)), None)


def _fact_values(stored: StoredDocument, place: int) -> list[dict[str, Any]]:
    document = stored.document
    if rule_stage(document.title or ""):
        return []  # a draft ends nothing yet
    own = stored.document.doc_number or cited_name(document.title or "")
    return [
        {
            "fact": fact_id(fact), "kind": fact.kind, "rule": fact_key(fact), "title": fact.title,
            "number": fact.number, "day": fact.day, "value": fact.value,
            "own": fact.kind == "废止" and fact.value == own and document.kind in ("law", "measures", "plan", "notice"),
            "document": place, "start": fact.start, "end": fact.end, "quote": document.text[fact.start : fact.end],
        }
        for fact in _facts(stored)
    ]  # fmt: skip


def _facts(stored: StoredDocument) -> Iterator[RuleFact]:
    """Facts of a document; of a law of the pack, which comes without references, what its last articles repeal."""
    document = stored.document
    if stored.origin == "ingested":
        yield from rule_facts(document)
        return
    start = document.passages[-_TAIL].start if len(document.passages) >= _TAIL else 0
    tail = document.text[start:]
    if "废止" not in tail:
        return
    shifted = tuple(replace(r, start=r.start + start, end=r.end + start) for r in find_references(tail))
    # the day must be printed: what the pack calls a law's first day is that of its last amendment
    day = find_validity(tail, document.title, None, ()).first
    told = replace(document, references=shifted, valid_from=day)
    yield from (fact for fact in rule_facts(told) if fact.kind == "废止")
