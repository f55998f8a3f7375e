"""One rule with all that is known of it: standing, versions, articles, facts and who cites it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from api.rule_view import (
    articles,
    cited_by,
    fact_lines,
    fact_record,
    find_article,
    find_rule,
    related,
    rule_line,
    rule_record,
)
from corpus.errors import NotFound
from corpus.rulebook.catalogue import Catalogue, KnownFact, Rule, Testimony
from corpus.rulebook.rule_store import open_catalogue
from corpus.storage.store import Store
from corpus.title_marks import in_marks

_MOST_CITING = 20


def rule_page(
    store: Store, name: str, on: str, article: str | None = None, known: Catalogue | None = None
) -> dict[str, Any]:
    """JSON-able. ``text`` is the article asked for, else the whole text, ``None`` where none is stored.

    ``known`` is the catalogue where it is open already. Raises :class:`NotFound` where neither it nor facts know the
    rule, or it has no such article.
    """
    catalogue = known or open_catalogue(store)
    found = find_rule(catalogue, name, on)
    facts = [fact_record(fact) for fact in catalogue.facts_on(name)]
    told: dict[str, Any] = {"standing": found.standing, "why": found.why, "remarks": list(found.remarks), "on": on}
    rule = found.rule
    if rule is None:
        if article is not None:
            raise NotFound(f"目录中没有“{name}”的条文，只有文件中提到的线索。")
        return {"title": name, "document": None, "text": None, "versions": [], "facts": facts} | told
    passage = find_article(store, rule, article) if article else None
    stored = store.document(rule.document) if rule.document and passage is None else None
    place = {"passage": passage.key, "start": passage.start, "end": passage.end} if passage else {}
    return (
        rule_record(rule)
        | told
        | {
            "successor": rule_record(found.successor) if found.successor else None,
            "versions": [rule_record(one) for one in catalogue.find(name)],
            "related": [rule_record(one) for one in related(catalogue, rule)],
            "articles": articles(store, rule) if passage is None else [],
            "cited_by": [asdict(one) for one in cited_by(store, rule)],
            "facts": facts,
        }
        | place
        | {"text": passage.text if passage else stored.document.text if stored else None}
    )


def rule_page_lines(page: dict[str, Any]) -> Iterator[str]:
    """The page for a person: facts first, then the text."""
    if "id" in page:
        yield rule_line(_rule(page), page["standing"])
    else:
        yield f"“{page['title']}”：目录中没有，只有文件中提到的线索"
    yield f"{page['on']}：{page['standing']}，{page['why']}"
    yield from (f"注意：{remark}" for remark in page["remarks"])
    if page.get("aliases"):
        yield f"又称：{'、'.join(in_marks(name) for name in page['aliases'])}"
    if page.get("successor"):
        yield f"由{rule_line(_rule(page['successor']))}替代"
    others = [one for one in page["versions"] if one["id"] != page.get("id")]
    yield from (f"另一文本：{rule_line(_rule(one))}" for one in others)
    yield from (f"相关：{rule_line(_rule(one))}" for one in page.get("related", ()))
    for fact in page["facts"]:
        yield from fact_lines(_fact(fact))
    citing = page.get("cited_by", [])
    yield from (
        f"引用它的文件：{in_marks(one['title'] or one['id'])} {one['date'] or ''}".rstrip()
        for one in citing[:_MOST_CITING]
    )
    if len(citing) > _MOST_CITING:
        yield f"引用它的文件共 {len(citing)} 份"
    if page["text"]:
        yield from ("", page["text"])


def _rule(record: dict[str, Any]) -> Rule:
    names = Rule.__dataclass_fields__
    return Rule(**{name: value for name, value in record.items() if name in names})


def _fact(record: dict[str, Any]) -> KnownFact:
    return KnownFact(**record | {"sources": tuple(Testimony(**one) for one in record["sources"])})
