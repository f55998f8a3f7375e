"""The session a case was made at: from the form's field in any wording (十三届一次), else from its text."""

import re

from corpus.document import ItemKind, Session
from corpus.grammar.ordinals import ordinal
from corpus.grammar.sessions import find_sessions

_HAN = r"[一二三四五六七八九十百零〇\d]{1,5}"
_TERM = re.compile(rf"第?\s?(?P<term>{_HAN})\s?届.{{0,16}}?第?\s?(?P<number>{_HAN})\s?次")
_PLACE = re.compile(
    r"(?:政协|中国人民政治协商会议)?(?P<place>[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|自治县|省|市|区|县|州))(?=政协|人大|人民代表大会|委员会|第)"
)
_LEVELS = ("自治区", "自治州", "自治县", "省", "市", "区", "县", "州")
_BARE = re.compile(r"(?<![\u4e00-\u9fff])(?P<place>省|市|区|县|州|全国)(?=政协|人大|[一二三四五六七八九十\d])")
# The units that handle the case show the level where nothing else does (主办单位：市教育局).
_UNIT_LEVEL = re.compile(r"(?<![\u4e00-\u9fff])(?P<place>省|市|区|县|州)(?=[\u4e00-\u9fff]{2,14}(?:局|厅|委员会|委))")
_HIGHEST = 99


def case_session(text: str, field: str, item_kind: ItemKind) -> tuple[Session | None, str | None]:
    """The session with its wording as printed; the wording alone where the text does not say of which place it is."""
    for mention in find_sessions(field):
        return mention.session, mention.raw
    if match := _TERM.search(field):
        return _short(text, field, match, item_kind), field.strip()
    for mention in find_sessions(text):
        return mention.session, mention.raw
    return None, None


def _short(text: str, field: str, match: re.Match[str], item_kind: ItemKind) -> Session | None:
    term, number = ordinal(match["term"]), ordinal(match["number"])
    place = _BARE.search(field) or _PLACE.search(field) or _PLACE.search(text) or _UNIT_LEVEL.search(text)
    if place is None or term is None or number is None or not (0 < term <= _HIGHEST and 0 < number <= _HIGHEST):
        return None
    name = place["place"]
    level = next((end for end in _LEVELS if name.endswith(end)), name)
    region = None if name == level else name.removeprefix("政协")
    body = "人大" if "人大" in field or "代表大会" in field or (item_kind == "建议" and "政协" not in field) else "政协"
    return Session(level, region, "人大" if body == "人大" else "政协", term, number)
