"""Who makes a proposal or suggestion: members, deputies, parties, sectors and other bodies."""

import re

from corpus.case_labels import proposer_kinds
from corpus.document import ItemKind, Proposer, ProposerKind

_SEPARATORS = re.compile(r"[、，,；;\s]+")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
# 王　军: a name of two characters set as wide as one of three.
_SET_WIDE = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000\xa0]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_AND_OTHERS = re.compile(r"等(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[名位人]?(?:委员|代表|人)?$")
_HONORIFIC = re.compile(r"(?<=..)(?:委员|代表)$")
_LONGEST_NAME = 30


def find_proposers(lead: str, others: str, item_kind: ItemKind) -> tuple[Proposer, ...]:
    """Proposers from the form's fields for the first and for the further ones; the first of several leads."""
    names = tuple(dict.fromkeys((*_names(lead), *_names(others))))
    return tuple(
        Proposer(name, _kind(name, item_kind), lead=at == 0 and len(names) > 1) for at, name in enumerate(names)
    )


def _names(raw: str) -> list[str]:
    plain = _SET_WIDE.sub(r"\1\2", _NOTE.sub("", raw).strip().rstrip("。"))
    names = (_HONORIFIC.sub("", _AND_OTHERS.sub("", name)) for name in _SEPARATORS.split(plain))
    return [name for name in names if name and len(name) <= _LONGEST_NAME]


def _kind(name: str, item_kind: ItemKind) -> ProposerKind:
    for rule in proposer_kinds():
        if any((word in name if rule.anywhere else name.endswith(word)) for word in rule.words):
            return rule.kind
    return "委员" if item_kind == "提案" else "代表"
