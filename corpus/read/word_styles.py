"""What the styles of a Word file say of its paragraphs and runs: level of heading, list, hidden text."""

import re
from dataclasses import dataclass, replace

from corpus.read.package import Element
from corpus.read.word_xml import W, is_on, value_of

_MOST_STYLES = 20  # how far a chain of basedOn is followed
_BODY_TEXT_LEVEL = 9  # outlineLvl of what is no heading (17.3.1.20)
# Built-in names (17.7.4.9) under which files lack the outline level now and then; WPS writes the Chinese ones
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = {"title", "标题", "文章标题", "公文标题"}


@dataclass(frozen=True, slots=True)
class Look:
    """``level`` 1… of a heading, 0 for none; ``number`` the id of its list (``None`` unset, ``"0"`` taken away), set by
    the style ``lister``; ``depth`` its level in the list."""

    level: int = 0
    number: str | None = None
    depth: str | None = None
    lister: str | None = None
    is_title: bool = False
    is_hidden: bool = False


class Styles:
    """The styles of one file; each is worked out once."""

    def __init__(self, root: Element | None) -> None:
        found = root.findall(W + "style") if root is not None else []
        self._styles = {style.get(W + "styleId"): style for style in found}
        self._looks: dict[str | None, Look] = {}
        defaults = (s for s in found if s.get(W + "default") in {"1", "true", "on"})
        self._default = next((s.get(W + "styleId") for s in defaults if s.get(W + "type") == "paragraph"), None)
        self.hidden = root is not None and any(map(is_on, root.iter(W + "vanish")))

    def look(self, name: str | None) -> Look:
        """The look of the style with this id; ``None`` stands for the default of paragraphs."""
        known = self._looks.get(name)
        if known is None:
            known = self._looks[name] = self._worked_out(self._default if name is None else name)
        return known

    def _worked_out(self, name: str | None) -> Look:
        look = Look()
        level: int | None = None
        hidden: bool | None = None
        for _ in range(_MOST_STYLES):
            style = self._styles.get(name)
            if style is None:
                break
            below = style.find(W + "pPr")
            if level is None:
                level = outline_level(value_of(below, "outlineLvl"))
            if look.number is None and (number := value_of(below, "numPr/numId")) is not None:
                look = replace(look, number=number, depth=value_of(below, "numPr/ilvl"), lister=name)
            called = (value_of(style, "name") or "").strip().lower()
            if level is None and (heading := _HEADING_NAME.fullmatch(called)):
                level = int(heading[1])
            if called in _TITLE_NAMES:
                look = replace(look, is_title=True)
            vanish = style.find(f"{W}rPr/{W}vanish")
            hidden = is_on(vanish) if hidden is None and vanish is not None else hidden
            name = value_of(style, "basedOn")
        return replace(look, level=level or (1 if look.is_title else 0), is_hidden=bool(hidden))


def outline_level(written: str | None) -> int | None:
    """1… for a heading, 0 for body text, ``None`` where nothing is said."""
    if written is None or not written.isdecimal():
        return None
    return int(written) + 1 if int(written) < _BODY_TEXT_LEVEL else 0
