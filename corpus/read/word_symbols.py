"""Characters of symbol fonts (Symbol, Wingdings) as Unicode writes them."""

import re
import tomllib
from functools import cache
from pathlib import Path

_PRIVATE = 0xF000  # Word keeps position xx of a symbol font at F0xx (17.3.3.30)
_PLACED = re.compile("[\uf020-\uf0ff]")


@cache
def _fonts() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def symbol(font: str, code: str) -> str:
    """The character at ``code`` (hexadecimal, with or without F000) of ``font``; unknown ones give nothing.

    A position of a font that is no symbol font is the Unicode character itself.
    """
    try:
        position = int(code, 16)
    except ValueError:
        return ""
    known = _fonts().get(font.strip().lower())
    if known is not None and (position < 0x100 or _PRIVATE <= position < _PRIVATE + 0x100):
        return known.get(f"{position & 0xFF:02x}", "")
    return chr(position) if 0x20 <= position < 0xD800 or 0x10000 <= position < 0x110000 else ""


def holds_symbols(text: str) -> bool:
    """Whether ``text`` holds positions in a symbol font instead of characters."""
    return not text.isprintable() and _PLACED.search(text) is not None


def symbols_in(text: str, font: str) -> dict[str, str]:
    """The positions in a symbol font that ``text`` holds, each with its character in ``font`` (``""`` unknown)."""
    return {found: symbol(font, f"{ord(found):x}") for found in _PLACED.findall(text)}
