"""Words of a source put into the letter's mouth: pronouns turned, list numbers and openers dropped."""

import re

from corpus.offices.organs import find_organs, same_organ
from corpus.structure.markers import marker
from drafting.matter import own_pronoun

_UNIT = r"(?=局|委(?!员)|厅|办(?!理)|单位|支队|中心)"
_SELF = re.compile(rf"(?P<you>贵|你|您){_UNIT}|(?P<self>我|本){_UNIT}")
_PROPOSER = re.compile(r"提案(?:代表|委员|人|者)|建议提出人|领衔代表")
_NO_SUBJECT = re.compile(r"(?:建议|支持|同意|赞同|积极配合|将)(?!.{0,4}的)")
_OPENER = re.compile(r"^(?:[一二三四五六七八九十]是|此外[，,]|同时[，,]|另外[，,]|其次[，,]|首先[，,])")


def without_number(text: str) -> str:
    """Drop the printed number and the opener of a list item."""
    mark = marker(text)
    body = text[mark.length :] if mark and mark.style != "ordinal" else text
    return _OPENER.sub("", body.strip(" \u3000\xa0*-"))


def from_own(text: str, issuer: str | None) -> str:
    """The unit's own words from an earlier document: its name becomes 我局, the rest stands."""
    plain = without_number(text)
    if issuer is None:
        return plain
    for mention in reversed(list(find_organs(plain))):
        if same_organ(mention.organ.name, issuer) and mention.organ.place:
            plain = plain[: mention.start] + own_pronoun(issuer) + plain[mention.end :]
    return plain


def from_opinion(text: str, unit: str | None, proposers: str) -> str:
    """A co-handler's words told by the lead unit: 我局 → 该局, 贵局 → 我局, the proposer → 您 (or 你们).

    A sentence that begins with what the unit does (建议…, 支持…) gets the unit as its subject.
    """
    turned = _SELF.sub(lambda m: "我" if m["you"] else "该", without_number(text))
    told = _PROPOSER.sub(proposers, turned)
    return own_pronoun(unit, "该") + told if _NO_SUBJECT.match(told) else told


def how(original: str, adapted: str) -> str:
    """What a source record says of the change; empty where the words stand as they were."""
    return "" if original == adapted else "略去序号，转换人称"
