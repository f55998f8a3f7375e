"""The catalogue of rules for the command line and the web."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from corpus.errors import NotFound, UnusableInput
from corpus.rulebook.catalogue import Catalogue, KnownFact, Rule
from corpus.rulebook.months import is_full_day
from corpus.rulebook.rule_levels import LEVELS
from corpus.rulebook.rule_names import law_key, part_of
from corpus.rulebook.rules import RuleOn, standing_of, standing_on
from corpus.rulebook.standing import STANDINGS, Standing
from corpus.storage.store import Store
from corpus.storage.stored import StoredMention, StoredPassage
from corpus.title_marks import in_marks

# What is only known from the text that ended it, or from the program's own list, shows up when it is asked for.
_BESIDE = ("fact", "known")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the catalogue is asked for; ``on`` is the ISO day on which the standing is told."""

    on: str
    words: str | None = None
    status: str | None = None
    level: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    rule: Rule
    standing: Standing


def check_day(day: str) -> str:
    """``day`` as it is; raises :class:`UnusableInput` where it is no full ISO day."""
    from datetime import date

    try:
        date.fromisoformat(day)
    except ValueError:
        raise UnusableInput(f"日期“{day}”无法识别，请写成 2024-03-01。") from None
    if not is_full_day(day):
        raise UnusableInput(f"日期“{day}”无法识别，请写成 2024-03-01。")
    return day


def list_rules(catalogue: Catalogue, wanted: Wanted) -> list[Listed]:
    """Rules that fit, own ones first, then by title. Raises :class:`UnusableInput` for a word that is no status."""
    if wanted.status is not None and wanted.status not in (*STANDINGS, "已修改"):
        raise UnusableInput(f"效力“{wanted.status}”无法识别，请用：{'、'.join((*STANDINGS, '已修改'))}。")
    if wanted.level is not None and wanted.level not in LEVELS:
        raise UnusableInput(f"位阶“{wanted.level}”无法识别，请用：{'、'.join(LEVELS)}。")
    found = [Listed(rule, standing_of(rule, wanted.on)) for rule in catalogue.rules if _fits(catalogue, rule, wanted)]
    if wanted.status is not None:
        found = [one for one in found if wanted.status in (one.standing, one.rule.status)]
    return sorted(found, key=lambda one: (one.rule.origin == "pack", one.rule.title, one.rule.issued or ""))


def _fits(catalogue: Catalogue, rule: Rule, wanted: Wanted) -> bool:
    if rule.origin in _BESIDE and wanted.words is None and wanted.status is None and not _confirmed(catalogue, rule):
        return False
    if wanted.level is not None and rule.level != wanted.level:
        return False
    if wanted.issuer is not None and wanted.issuer not in (rule.issuer or ""):
        return False
    if wanted.words is None:
        return True
    key = law_key(wanted.words)
    names = (rule.title, *rule.aliases, rule.doc_number or "")
    return any(wanted.words in name or (key and key in law_key(name)) for name in names)


def _confirmed(catalogue: Catalogue, rule: Rule) -> bool:
    names = {rule.doc_number, law_key(rule.title)}
    return rule.origin == "fact" and any(f.state == "采纳" and f.rule in names for f in catalogue.facts)


def find_rule(catalogue: Catalogue, name: str, on: str) -> RuleOn:
    """By title (any name), number or id, as it stands on ``on``. Raises :class:`NotFound`, naming what comes close."""
    found = standing_on(catalogue, name, on)
    if found.rule is not None or found.remarks:
        return found
    close = catalogue.closest(name)
    advice = f"是不是{in_marks(close.name)}？" if close else ""
    raise NotFound(f"没有找到政策法规“{name}”。{advice}可用 dafu rules list 查看目录，或用 dafu search 按主题查找。")


def find_article(store: Store, rule: Rule, number: str) -> StoredPassage:
    """One article of ``rule``; raises :class:`NotFound` where it has none of that number."""
    from corpus.grammar.articles import article_number

    anchor = article_number(number)
    found = store.article(rule.document, anchor) if anchor and rule.document else None
    if found is None:
        raise NotFound(f"{in_marks(rule.title)}中没有“{number}”。条号请写成 第五条 或 5。")
    return found


def articles(store: Store, rule: Rule) -> list[dict[str, Any]]:
    """The articles of the stored text: number and span."""
    from corpus.grammar.articles import article_anchor

    passages = store.document_passages(rule.document) if rule.document else []
    return [
        {"article": anchor, "passage": one.key, "start": one.start, "end": one.end}
        for one in passages
        if (anchor := article_anchor(one.text))
    ]


def related(catalogue: Catalogue, rule: Rule) -> list[Rule]:
    """The rule this one carries out, and those that carry it out (实施条例, 实施细则)."""
    upper = part_of(rule.title)
    found = list(catalogue.find(upper)) if upper else []
    names = {law_key(name) for name in (rule.title, *rule.aliases)}
    found += [one for one in catalogue.rules if (under := part_of(one.title)) and law_key(under) in names]
    return [one for one in dict.fromkeys(found) if one.id != rule.id]


def cited_by(store: Store, rule: Rule) -> list[StoredMention]:
    """Ingested documents that name the rule by its number or one of its names; itself left out."""
    from corpus.rulebook.rule_store import mentioning

    words = [in_marks(name) for name in dict.fromkeys((rule.title, *rule.aliases))]
    words += [rule.doc_number] if rule.doc_number else []
    return [one for one in mentioning(store, words) if one.id != rule.document]


def rule_record(rule: Rule, standing: Standing | None = None) -> dict[str, Any]:
    told = {"standing": standing} if standing else {}
    return asdict(rule) | {"aliases": list(rule.aliases), "date": rule.issued} | told


def fact_record(fact: KnownFact) -> dict[str, Any]:
    return asdict(fact) | {"sources": [asdict(one) for one in fact.sources]}


def rule_line(rule: Rule, standing: Standing | None = None) -> str:
    until = f"有效期至 {rule.valid_to}" if rule.valid_to else None
    since = f"{rule.valid_from} 起施行" if rule.valid_from else rule.issued
    facts = (rule.doc_number, rule.issuer, rule.level, since, until, standing or rule.status)
    return f"{in_marks(rule.title)}（{'，'.join(fact for fact in facts if fact)}）"


def fact_lines(fact: KnownFact) -> Iterator[str]:
    """A fact with its sources, ready to show."""
    named = "".join((in_marks(fact.title) if fact.title else "", f"（{fact.number}）" if fact.number else ""))
    value = f" → {fact.value}" if fact.value else ""
    yield f"{fact.id}  [{fact.state}] {named} {fact.kind}{' ' + fact.day if fact.day else ''}{value}"
    for one in fact.sources:
        yield f"    据{in_marks(one.title or one.document)}：“{' '.join(one.quote.split())}”"
