"""How a letter addresses the proposers: the salutation, the pronouns, and who is named beside the addressee."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import ItemKind, Proposer
from drafting.formulas import pronouns
from drafting.jurisdiction_values import JointWay

_PEOPLE = ("委员", "代表")


@dataclass(frozen=True, slots=True)
class Address:
    """``line`` is the salutation without its colon, ``you`` how the letter speaks to who is addressed, ``all`` to all
    proposers, ``whom`` names them as those who proposed (您与何志鹏、罗敏委员); ``others`` are joint proposers who are
    not addressed (何志鹏、罗敏委员), ``honorific`` is 委员 or 代表 of a joint item."""

    line: str | None
    you: str
    all: str
    whom: str
    joint: bool = False
    others: str = ""
    honorific: str = ""


def address(proposers: Sequence[Proposer], way: JointWay | None, item: ItemKind) -> Address:
    """The address for ``proposers``; ``way`` is whom the place answers of joint proposers, all where not known.

    The kind of item decides the honorific (委员 for a 提案, 代表 for a 建议), whatever the case file calls them.
    """
    title = "委员" if item == "提案" else "代表"
    people = [p for p in proposers if p.kind in _PEOPLE]
    bodies = [p for p in proposers if p.kind not in _PEOPLE]
    if not proposers:
        return Address(None, "您", "您", "您")
    if len(proposers) == 1:
        you = "您" if people else collective_pronoun(bodies[0])
        return Address(salutation(proposers, title), you, you, you)
    if bodies or way not in ("lead", "relay"):
        return Address(salutation(proposers, title), "你们", "你们", "你们", True, "", title)
    lead = next((p for p in people if p.lead), people[0])
    others = salutation([p for p in people if p is not lead], title) or ""
    return Address(salutation([lead], title), "您", "你们", f"您与{others}", True, others, title)


def salutation(proposers: Sequence[Proposer], title: str) -> str | None:
    """称谓: 张三委员, 李四、王五代表, or the organisations' names; ``None`` where nobody is named."""
    people = [p for p in proposers if p.kind in _PEOPLE]
    parts = [p.name for p in proposers if p.kind not in _PEOPLE]
    if people:
        parts.append("、".join(p.name for p in people) + title)
    return "、".join(parts) or None


def collective_pronoun(proposer: Proposer) -> str:
    """贵委, 贵会 … by the ending of an organisation's name; 你们 for what is none (界别, 小组, 代表团)."""
    if proposer.kind in ("界别", "小组", "代表团"):
        return "你们"
    return next((you for ending, you in pronouns().items() if proposer.name.endswith(ending)), "你们")
