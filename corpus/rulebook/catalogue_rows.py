"""The catalogue put together from its rows: documents, entries, what is known to be abolished, and facts."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import RuleStatus
from corpus.rulebook.catalogue import Catalogue, FactState, KnownFact, Rule, Testimony, keys_of, merged
from corpus.rulebook.months import after_days, is_full_day, last_of_month
from corpus.rulebook.rule_levels import rule_level
from corpus.rulebook.rule_names import law_key, short_names
from corpus.rulebook.rule_records import entry_id
from corpus.title_marks import in_marks

Rows = dict[str, list[dict[str, Any]]]
_ENDS = {"到期", "失效", "废止", "不再执行", "修订为", "替代"}
_REPEALS = {"废止", "不再执行", "替代"}


def build(rows: Rows, with_known: bool) -> Catalogue:
    """The catalogue of ``rows``, as ``rule_records.read_rows`` gives them; ``with_known`` adds ``abolished.toml``."""
    named: dict[str, list[str]] = {}
    for row in rows["aliases"]:
        named.setdefault(row["rule"], []).append(row["alias"])
    stored = [_rule(row, named) for row in rows["rules"] if row["document_id"] is not None]
    entries = [_rule(row, named) for row in rows["rules"] if row["document_id"] is None]
    facts = _facts(rows)
    rules = merged(stored, [*(_known() if with_known else ()), *entries])
    return Catalogue(tuple(_with_facts(rules, [fact for fact in facts if holds(fact)])), facts)


def holds(fact: KnownFact) -> bool:
    """Whether the catalogue rests on the fact: accepted, or stated by the repealing rule itself and not rejected."""
    return fact.state == "采纳" or (fact.own and fact.state == "待定")


def _rule(row: dict[str, Any], named: dict[str, list[str]]) -> Rule:
    told = [*named.get(row["number_key"] or "", ()), *named.get(row["law_key"], ())]
    aliases = (*short_names(row["title"]), *told)
    return Rule(
        id=row["id"],
        title=row["title"],
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != row["title"])),
        doc_number=row["number_key"],
        issuer=row["issuer"],
        level=row["level"],
        issued=row["issued"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        status=row["status"],
        replaced_by=row["replaced_by"],
        document=row["document_id"],
        source=row["source"],
        stage=row["stage"],
        origin=row["origin"],
    )


@cache
def _known() -> tuple[Rule, ...]:
    data = tomllib.loads(Path(__file__).with_name("abolished.toml").read_text("utf-8"))
    blank = dict.fromkeys(("doc_number", "issuer", "issued", "valid_from", "valid_to", "status", "replaced_by"))
    return tuple(
        Rule(
            **blank | entry | {"aliases": (*short_names(entry["title"]), *entry.get("aliases", ()))},
            id=entry_id(entry["title"], entry.get("doc_number"), entry.get("issued")), document=None, origin="known",
        )
        for entry in data["rule"]
    )  # fmt: skip


def _facts(rows: Rows) -> tuple[KnownFact, ...]:
    """Each fact once with all that tell it; one that was accepted stays when its documents go."""
    decided = {row["fact"]: row for row in rows["decisions"]}
    found: dict[str, KnownFact] = {}
    for row in rows["facts"]:
        told = Testimony(
            row["source"], row["source_title"], row["source_number"], row["start"], row["end"], row["quote"]
        )
        known = found.get(row["fact"])
        if known is None:
            state = _state(decided.get(row["fact"]))
            found[row["fact"]] = KnownFact(
                row["fact"], row["kind"], row["rule"], row["title"], row["number"], row["day"], row["value"],
                row["own"], state, (told,),
            )  # fmt: skip
        else:
            found[row["fact"]] = replace(known, own=known.own or row["own"], sources=(*known.sources, told))
    for name, row in decided.items():
        if name not in found and row["accepted"]:
            found[name] = fact_of(json.loads(row["body"]))
    return tuple(found.values())


def fact_of(body: dict[str, Any]) -> KnownFact:
    """The accepted fact that a decision keeps (see :func:`corpus.rulebook.rules.decide`)."""
    sources = tuple(Testimony(**one) for one in body["sources"])
    return KnownFact(**body | {"sources": sources, "state": "采纳"})


def _state(decision: dict[str, Any] | None) -> FactState:
    if decision is None:
        return "待定"
    return "采纳" if decision["accepted"] else "不采纳"


def _with_facts(rules: list[Rule], facts: Sequence[KnownFact]) -> list[Rule]:
    at_key: dict[str, list[int]] = {}
    for at, rule in enumerate(rules):
        for key in keys_of(rule):
            at_key.setdefault(key, []).append(at)
    for fact in facts:
        places = at_key.get(fact.rule) or (at_key.get(law_key(fact.title)) if fact.title else None)
        if not places:
            at_key[fact.rule] = places = [len(rules)]
            rules.append(_learned(fact))
        for at in _meant(rules, places, fact):
            rules[at] = _after(rules[at], fact)
    return rules


def _meant(rules: Sequence[Rule], places: Iterable[int], fact: KnownFact) -> list[int]:
    """The versions a fact is about: one that ends a rule, those that began before that day and have not ended."""
    if fact.kind not in _ENDS or not fact.day:
        return [at for at in places if not _is_named(rules[at], fact.value)]
    last = after_days(fact.day, -1) if is_full_day(fact.day) else fact.day
    return [
        at
        for at in places
        if (rules[at].since or "") < fact.day
        and not _is_named(rules[at], fact.value)
        and (rules[at].valid_to is None or (rules[at].valid_to or "") >= last)
    ]


def _is_named(rule: Rule, value: str | None) -> bool:
    return value is not None and (value == rule.doc_number or law_key(value) == law_key(rule.title))


def _learned(fact: KnownFact) -> Rule:
    """A rule that only a fact tells of."""
    title = fact.title or fact.number or ""
    return Rule(
        entry_id(title, fact.number, None), title, short_names(title), fact.number, None,
        rule_level(title, fact.number), None, None, None, None, None, None, told_by(fact), origin="fact",
    )  # fmt: skip


def _after(rule: Rule, fact: KnownFact) -> Rule:
    """The rule with the fact taken in. A day of issue or of entry into force never overwrites one that is known."""
    day = last_of_month(fact.day) if fact.day else None
    source = rule.source if told_by(fact) in rule.source else f"{rule.source}；{told_by(fact)}"
    if fact.kind == "到期":
        return replace(rule, valid_to=day or rule.valid_to, status=rule.status if day else "已废止", source=source)
    if fact.kind in _ENDS:
        end = after_days(day, -1) if day and is_full_day(fact.day) else day
        status: RuleStatus = "已废止" if fact.kind in _REPEALS or fact.kind == "失效" else "已修改"
        return replace(
            rule,
            valid_to=end or rule.valid_to,
            status=status,
            replaced_by=fact.value or rule.replaced_by,
            source=source,
        )
    if fact.kind in ("拟制定", "征求意见") and rule.since is None and rule.document is None:
        return replace(rule, stage="拟制定" if fact.kind == "拟制定" else "征求意见稿", source=source)
    if fact.kind == "印发" and rule.issued is None:
        return replace(rule, issued=fact.day, source=source)
    if fact.kind == "施行" and rule.valid_from is None:
        return replace(rule, valid_from=fact.day, source=source)
    return rule


def told_by(fact: KnownFact) -> str:
    """据《…》（…号）: the documents that tell the fact."""
    names = dict.fromkeys(
        in_marks(one.title or one.document) + (f"（{one.number}）" if one.number else "") for one in fact.sources
    )
    return "据" + "、".join(names)
