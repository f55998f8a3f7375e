"""Words of a source put into the letter's mouth: pronouns turned, list numbers and openers dropped."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from corpus.offices.organs import find_organs, same_organ
from corpus.structure.markers import marker
from drafting.matter import own_pronoun

_UNIT = r"(?=局|委(?!员)|厅|办(?!理)|单位|支队|中心)"
_SELF = re.compile(rf"(?P<you>贵|你|您){_UNIT}|(?P<self>我|本){_UNIT}")
_PROPOSER = re.compile(r"提案(?:代表|委员|人|者)|建议提出人|领衔代表")
_NO_SUBJECT = re.compile(r"(?:建议|支持|同意|赞同|积极配合|将)(?!.{0,4}的)")
_END = "。；"
_BLANK = " \u3000\xa0\n"
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


def how(original: str, text: str, body: str | None = None) -> str:
    """What a source record says of the change, exactly: what was left out, changed and added; empty where the words
    stand as they were. Blanks are no change.

    ``body`` is the part of the printed ``text`` that tells the source's words, where it is led in by something.
    """
    told = text if body is None else body
    core = without_number(original)
    whole = not original.endswith(core)
    cut = "" if whole else original[: len(original) - len(core)].strip(_BLANK)
    steps = [f"略去“{cut}”"] if cut else []
    steps += _changes(original if whole else core, told)
    if told != text:
        before, _, after = text.partition(told.rstrip(_END))
        steps += [_added(before)] if before else []
        more = after.strip(_END + "”")
        steps += [f"补充“{more}”"] if more else []
    return "；".join(dict.fromkeys(steps))


def _changes(original: str, adapted: str) -> Iterator[str]:
    for kind, a, b, c, d in SequenceMatcher(None, original, adapted, autojunk=False).get_opcodes():
        old, new = original[a:b].strip(_BLANK), adapted[c:d].strip(_BLANK)
        if kind == "equal" or not (old or new) or {old, new} <= set(_END):
            continue
        if old and new:
            unit = _following_unit(original, b)
            yield f"{_change(old)}“{old}{unit}”改为“{new}{unit}”"
        elif old:
            yield f"略去“{old}”"
        else:
            yield f"补充“{new}”"


def _following_unit(text: str, at: int) -> str:
    """局 after 我: the word of which only the first character changes."""
    match = re.match("局|委(?!员)|厅|办(?!理)|单位|支队|中心", text[at:])
    return match.group() if match else ""


def _change(old: str) -> str:
    return "转换人称：" if old[0] in "我本贵你您" or "提案" in old or "建议提出人" in old else ""


def _added(lead: str) -> str:
    """What leads the words in: a year, the place they come from, a word of transition."""
    if re.fullmatch(r"20\d{2}年，", lead):
        return f"补充年份“{lead.rstrip('，')}”"
    return "前加出处" if "《" in lead else f"前加“{lead.rstrip('，')}”"
