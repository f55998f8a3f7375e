"""Titles as names: the documents that bear one, the passages that quote one, and the one that was meant."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.references import normal_doc_number, title_key
from retrieval.cited import Holder, holders, likely_rows, one_a_document, quoting
from retrieval.exact import exact_settings
from retrieval.library import Library
from retrieval.misquoted import meant, remark
from retrieval.name_forms import narrow

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class InTexts:
    """What the texts say of a title: the passages that quote it, or the documents that were meant."""

    quoting: tuple[str, ...]
    documents: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


NOTHING_TOLD = InTexts(())


def bearing(title: str, library: Library, marked: bool = True) -> list[str]:
    """The document with this title; the law it is short for; the rules it is another name of, the latest first.

    Short names are looked up only for what is marked with 《》 or reads like the name of a rule.
    """
    found = library.store.find(title)
    numbered = normal_doc_number(title) is not None
    if found is not None and numbered and title_key(found.document.title or "") != title_key(title):
        found = None  # it bears a number that stands in the title
    if found is None and (marked or may_be_title(title, marked)):
        found = library.store.law(narrow(title))
        if found is None and not numbered:
            rules = library.catalogue.find(narrow(title))
            return list(dict.fromkeys(rule.document for rule in rules if rule.document is not None))
    return [found.id] if found else []


def may_be_title(title: str, marked: bool) -> bool:
    """Whether texts are searched for a title: it stood in 《》, or the query reads like one."""
    settings = exact_settings()["title"]
    if not settings["shortest"] <= len(title_key(title)) <= settings["longest"]:
        return False
    plain = "".join(narrow(title).split())
    return marked or plain.endswith(tuple(settings["ends"])) or plain.startswith(tuple(settings["begins"]))


def in_texts(title: str, marked: bool, known: bool, library: Library, masks: Sequence[Mask | None]) -> InTexts:
    """Look for ``title`` in the texts; where nothing is called so (``known``) and no text quotes it, for the nearest.

    A title that the query does not mark with 《》 counts only where a text marks it.
    """
    bearers: list[Holder] = []
    quoters: list[Holder] = []
    for snapshot, mask in zip(library.snapshots, masks, strict=True):
        rows = likely_rows(snapshot, title, mask)
        quoters += holders(snapshot, rows, library.store)
        if not known:
            bearers += holders(snapshot, one_a_document(snapshot, rows), library.store)
    exactly = tuple(one.key for one in quoting(quoters, title, in_marks=not marked))
    if known or exactly:
        return InTexts(exactly)
    near = meant(title, library.catalogue, bearers, quoters)
    if near is None:
        return NOTHING_TOLD
    passages = (near.passage,) if near.passage else ()
    borne = [near.document] if near.document else bearing(near.title, library)
    return InTexts(passages, tuple(borne), (remark(title, near),) if near.edits else ())
