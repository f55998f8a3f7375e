"""The words around the asks of a case, read from data: what opens them, how they sound, what closes them."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("asks.toml").read_text("utf-8"))


@cache
def words(group: str, name: str) -> re.Pattern[str]:
    """All expressions of one list as one pattern, for :meth:`re.Pattern.search` or :meth:`re.Pattern.match`."""
    return re.compile(alternatives(group, name))


@cache
def alternatives(group: str, name: str) -> str:
    return "|".join(f"(?:{expression})" for expression in _data()[group][name])


def asks(sentence: str) -> bool:
    """Whether a sentence asks by its verb (建议, 希望, 应当 …) and does not tell what others ask."""
    return (
        words("sentences", "ask").search(sentence) is not None
        and words("sentences", "not_ask").search(sentence) is None
    )


def sounds_like_ask(passage: str) -> bool:
    """Whether a passage opens as an ask does: with a verb of asking, or with what is to be done (加强…, 由…牵头)."""
    first = _FIRST.match(passage.lstrip(_NUMBERS))
    head = first.group() if first else passage
    if sounds_like_account(head) and not asks(head):
        return False
    return asks(head) or words("sentences", "begins").match(head) is not None


def sounds_like_account(head: str) -> bool:
    """Whether a heading or an opening sentence tells what is wrong (泊位不足, 管理滞后)."""
    plain = head.rstrip("。；;：:，, \n")
    telling = words("sentences", "tells").search(plain) or words("heads", "account").search(plain)
    if telling is None:
        return False
    doing = words("sentences", "begins").match(plain)
    if doing is not None and words("heads", "gained").search(plain):
        return False
    return doing is None or (telling.end() == len(plain) and words("sentences", "mends").match(plain) is None)


_FIRST = re.compile(r"[^。！？!?\n]*")
_NUMBERS = "一二三四五六七八九十、（）()0123456789.．是要①②③④⑤⑥⑦⑧⑨⑩ \u3000*#-，,第其首先次再最后："
