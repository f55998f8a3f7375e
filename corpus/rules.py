"""Citations of rules: from 《中华人民共和国政府采购法》第五条 to the article itself."""

from corpus.articles import article_anchor, article_number
from corpus.store import Store
from corpus.stored import StoredPassage

__all__ = ["article", "article_anchor"]


def article(store: Store, title: str, number: str, on: str | None = None) -> StoredPassage | None:
    """The passage of an article as cited, or ``None`` where law or article are not stored.

    ``title`` is the law's full or short title, with or without 《》. ``number`` is written as in 第五条, 五, 5, 第
    一百二十条之一 or 120之一; a paragraph or item after it is passed over. ``on`` is an ISO day and picks the
    version that applied then (see :meth:`Store.law`).
    """
    anchor = article_number(number)
    law = store.law(title, on)
    return store.article(law.id, anchor) if law is not None and anchor is not None else None
