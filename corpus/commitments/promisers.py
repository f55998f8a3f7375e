"""Who promises: the organ that a stretch names before its cue, as the reader of the letter knows it."""

import re
from collections.abc import Iterator

from corpus.offices.organs import OrganMention, find_organs

_SELF = re.compile(r"[我本](?:们|[\u4e00-\u9fff]{0,2}?(?:局|委|办|厅|部|院|校|公司|单位|中心|支队|大队|司|所|站|处))")
_PLACE = re.compile(r"[我本全](?:省|市|区|县|镇|乡|街道)")
_THAT = re.compile(r"[该此](?:局|委|办|厅|公司|单位|中心|支队|大队|院|校)")
_OTHER = re.compile(
    r"[\u4e00-\u9fffA-Z\d]{1,12}?(?:局|委员会|办公室|厅|政府|街道|镇|乡|公司|中心|部门|集团|学校|医院|大队|办事处|企业|机构)"
    r"(?=$|将|拟|计划|会|也|还|正|已|，|同步|承诺|反馈)"
)
_VOICE = re.compile(r"据(?P<who>[\u4e00-\u9fff]{2,20}?)(?:反馈|介绍|答复|回复|表示|提供|告知)")
_BY = re.compile(
    r"[^，。；]{0,14}?由(?P<who>[该此][局委办厅]|[\u4e00-\u9fff]{2,16}?(?:局|委|办|厅|政府|部门|街道|镇|乡|支队|大队|公司|中心|机构))(?![\u4e00-\u9fff]{0,4}的)"
)
_COMPANION = re.compile(r"(?:会同|联合|与|和|同|经|向|对|由于|配合|协调|督促|指导|报请|提请|、)$")


def named_last(text: str) -> str | None:
    """The organ that ``text`` names last; what 该局 in the next sentence means."""
    last = None
    for mention in find_organs(text):
        last = mention.organ.name
    return last


def promiser(before: str, issuer: str | None, antecedent: str | None, after: str = "") -> str | None:
    """Who promises after the words ``before``: the last that they name, else whose word they tell, else ``issuer``.

    ``antecedent`` is the organ that the sentences before named last; ``after`` may name who acts (将由该局发布).
    """
    antecedent = named_last(before) or antecedent
    if actor := _BY.match(after):
        return promiser(actor["who"], issuer, antecedent)
    found: list[tuple[int, str]] = [(m.end(), issuer or m.group()) for m in _SELF.finditer(before)]
    found += [(m.end(), antecedent or m.group()) for m in _THAT.finditer(before)]
    found += [(mention.end, mention.organ.name) for mention in _subjects(before)]
    if found:
        return max(found)[1]
    if voice := _VOICE.search(before):
        return voice["who"]
    if place := _PLACE.search(before):
        return issuer or place.group()
    other = list(_OTHER.finditer(before))
    return other[-1].group() if other else issuer


def _subjects(before: str) -> Iterator[OrganMention]:
    """Organs that are no companions of the one that acts (会同…, 与…共同, 经…同意)."""
    mentions = find_organs(before)
    return (one for one in mentions if not _COMPANION.search(before, max(0, one.start - 2), one.start))
