"""Who makes a proposal or suggestion: members, deputies, parties, sectors and other bodies."""

import re

from corpus.cases.case_labels import not_names, proposer_kinds, surnames
from corpus.document import ItemKind, Proposer, ProposerKind

_SEPARATORS = re.compile(r"[、，,；;/\s]+")
_PAIR = re.compile(r"([\u4e00-\u9fff·]{2,4})[和与及]([\u4e00-\u9fff·]{2,4})")
_NOTE = re.compile(r"[（(\[【][^（）()\[\]【】]*(?:[）)\]】]|$)")
# What stands beside a name on the same line of a form.
_BESIDE = re.compile(
    r"(?:联系)?电\s?话|手\s?机|(?:通[讯信]|联系|单位)?地\s?址|邮\s?编|(?:工作)?单\s?位(?:及|[：:\s])|职\s?务|界\s?别\s?[：:]|党\s?派\s?[：:]|联系方式|附议人|联名人?\s?[：:]|执笔|电子邮[箱件]|Tel|TEL"
)
_DIGITS = re.compile(r"\+?\d[\d\-—－ ]{4,}\d")
# 王　军: a name of two characters set as wide as one of three.
_SET_WIDE = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000\xa0]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_DOT = re.compile(r"\s*[·•・．‧]\s*(?=[\u4e00-\u9fff])")
_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})?"
_AND_OTHERS = re.compile(
    rf"(?:等|及其他){_COUNT}(?:名|位|人|余名|多名|个)?(?:市|省|区|县|全国)?(?:政协|人大)?(?:委员|代表|人|单位|同志|联名)?(?:联名|提出|提)?$"
)
_HONORIFIC = re.compile(r"(?<=..)(?:委员|代表|同志|先生|女士)$")
_BEFORE = re.compile(
    r"^(?:(?:[\u4e00-\u9fff]{1,6}[省市区县州])?(?:政协|人大)(?:委员|代表)?|委员|代表|领衔|第一提案人|主提)[：:\s]*(?=[\u4e00-\u9fff])"
)
# 等 6 人, before the blanks inside names are read.
_AND_MORE = re.compile(r"\s*等\s*\d{1,4}\s*余?(?:名|位|人|个)[^、，,；;\s]*")
_LONGEST_NAME = 30
_LONGEST_SIGNATURE = 24
_SHORTEST_BODY = 5
_PUNCTUATION = re.compile(r"[。；：:，,、？！?!]|\d")
_PERSON = re.compile(r"[\u4e00-\u9fff某×X*＊]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}")


def find_proposers(lead: str, others: str, item_kind: ItemKind) -> tuple[Proposer, ...]:
    """Proposers from the form's fields for the first and for the further ones; the first of several leads."""
    names = tuple(dict.fromkeys((*names_in(lead), *names_in(others))))
    return tuple(
        Proposer(name, _kind(name, item_kind), lead=at == 0 and len(names) > 1) for at, name in enumerate(names)
    )


def names_in(raw: str) -> list[str]:
    """The names of a field's value, without titles, work places, telephone numbers and addresses beside them."""
    plain = _DOT.sub("·", raw.replace("\t", " "))
    while (shorter := _NOTE.sub(" ", plain)) != plain:
        plain = shorter
    plain = _DIGITS.sub(" ", _AND_MORE.sub(" ", _BESIDE.split(plain)[0])).strip().rstrip("。.")
    plain = _SET_WIDE.sub(r"\1\2", plain)
    names = [_bare(name) for token in _SEPARATORS.split(plain) for name in _two(token)]
    return [name for name in names if name and len(name) <= _LONGEST_NAME and _is_name(name)]


def _two(token: str) -> tuple[str, ...]:
    """张三和李四 are two persons; 共青团和青联界 is one sector."""
    bare = _AND_OTHERS.sub("", token)
    match = _PAIR.fullmatch(bare)
    return (match[1], match[2]) if match and not collective(bare) else (token,)


def _bare(token: str) -> str:
    name = _AND_OTHERS.sub("", token.strip("：:。.*"))
    if not collective(name):
        name = _BEFORE.sub("", name)
    return name if collective(name) else _HONORIFIC.sub("", name)


def _is_name(name: str) -> bool:
    if collective(name):
        return True
    return not not_names().search(name) and len(name) > 1


def is_person(name: str) -> bool:
    """Whether ``name`` has the form of a person's name and begins with a common surname (or has a middle dot)."""
    return _PERSON.fullmatch(name) is not None and ("·" in name or name[0] in surnames())


def is_signature(line: str) -> bool:
    """Whether a line holds the name of a proposer and nothing else."""
    name = _SET_WIDE.sub(r"\1\2", line.strip("—- "))
    if not name or len(name) > _LONGEST_SIGNATURE or _PUNCTUATION.search(name):
        return False
    return is_person(name) if len(name) < _SHORTEST_BODY else collective(name) is not None


def collective(name: str) -> ProposerKind | None:
    """The kind of body ``name`` is, ``None`` for a person."""
    if len(name) < 3 and name not in ("民革", "民盟", "民建", "民进", "台盟", "妇联", "科协"):
        return None
    for rule in proposer_kinds():
        if any((word in name if rule.anywhere else name.endswith(word)) for word in rule.words):
            return rule.kind
    return None


def _kind(name: str, item_kind: ItemKind) -> ProposerKind:
    return collective(name) or ("委员" if item_kind == "提案" else "代表")
