"""What the officer is told of rules that were found and do not apply on the day of the letter."""

from collections.abc import Iterable, Iterator

from corpus.rulebook.catalogue import Catalogue
from corpus.rulebook.rules import standing_on
from corpus.rulebook.standing import rule_name
from corpus.title_marks import in_marks
from drafting.finding import Finding
from drafting.matter import Matter
from drafting.origin import RULE_KINDS, Found

# Only what bears on the case closely is worth a word (score of the search).
_CLOSE = 0.5
_MOST = 3
_OUT = ("已失效", "已废止", "已被替代", "尚未施行")


def outdated(found: Iterable[Found], matter: Matter, catalogue: Catalogue) -> tuple[Finding, ...]:
    """One finding (review catalogue R08, for information) a rule, with what took its place where that is known."""
    return tuple(_told(found, matter, catalogue))[:_MOST]


def _told(found: Iterable[Found], matter: Matter, catalogue: Catalogue) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in found:
        document, id = one.document, one.evidence.document
        if id in seen or document.kind not in RULE_KINDS or one.evidence.score < _CLOSE:
            continue
        seen.add(id)
        told = standing_on(catalogue, id, matter.as_of)
        if told.standing not in _OUT:
            continue
        name = in_marks(rule_name(document.title or ""))
        after = f"，现行规定为{in_marks(rule_name(told.successor.title))}" if told.successor else ""
        expected = told.successor.title if told.successor else None
        message = f"检索到的{name}{told.standing}（{told.why}），本稿没有引用{after}。"
        yield Finding("R08", "I", message, None, None, None, expected, id)
