"""Bytes to text: the encodings Chinese offices use, and the cleaning every reader shares."""

import re
from functools import lru_cache

from corpus.errors import UnusableInput

TEXT_LIMIT = 20 * 1024 * 1024
"""Most bytes of a text or HTML file that are read. A reply has some 10 kB, the largest code of law 0.5 MB."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CANDIDATES = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
_SAMPLE = 4000  # characters judged; an encoding is right or wrong everywhere alike
_PLAUSIBLE = 0.6  # share of expected characters; real text has above 0.9, a wrong decoding below 0.5
_FEW = 0.01  # share of control or undecodable characters that damage explains and a binary file exceeds

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, lone surrogates, non-characters, and the invisible marks (zero width, bidi, soft hyphen) that part
# two letters which look adjacent.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\ufffd]")


def clean(text: str) -> str:
    """``text`` with ``\\n`` as its only line end and without controls, lone surrogates and invisible marks."""
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of ``data``, cleaned.

    Tried in turn: a byte order mark, strict UTF-8, the ``declared`` encoding, then GB18030, UTF-16 and Big5,
    judged by the share of common characters. ``name`` is the file as the user knows it.

    Raises :class:`UnusableInput` when ``data`` is larger than :data:`TEXT_LIMIT` or is no text.
    """
    return decode_noticed(data, name, declared)[0]


def decode_noticed(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """As :func:`decode`, with what the officer should know of it: a text in two encodings is read line by line."""
    if len(data) > TEXT_LIMIT:
        raise UnusableInput(
            f"“{name}”有 {len(data) / 2**20:.0f} MB，超过文本文件 {TEXT_LIMIT // 2**20} MB 的上限。"
            "请拆分成较小的文件后再导入。"
        )
    mixed = mixed_lines(data)
    text = mixed or _by_mark(data) or _by_trial(data, declared)
    if text is None or len(_CONTROLS.findall(text[:_SAMPLE])) > _FEW * len(text[:_SAMPLE]):
        raise UnusableInput(
            f"“{name}”的内容不是文字，可能是改了扩展名的其他文件。请换用原文件，或另存为 .docx、.txt 后再导入。"
        )
    notices = (f"“{name}”里混有两种文字编码（UTF-8 和 GB18030），已逐行辨认，请核对是否有乱码。",) if mixed else ()
    return clean(text), notices


def mixed_lines(data: bytes) -> str | None:
    """The text of ``data`` where some lines are surely UTF-8 and some surely GB18030, else ``None``.

    A line is surely one of them where the other is invalid or gives characters that no office writes; a line that
    could be either follows the majority.
    """
    if data.count(0) or _strictly(data, "utf-8") is not None:
        return None
    lines = [_both(line) for line in data.removeprefix(_BYTE_ORDER_MARKS[0][0]).split(b"\n")]
    surely = [sum(1 for line in lines if line[at] and not line[1 - at]) for at in (0, 1)]
    if not all(surely):
        return None
    first, second = (0, 1) if surely[0] >= surely[1] else (1, 0)
    return "\n".join(line[first] or line[second] or line[2] for line in lines)


def _both(line: bytes) -> tuple[str, str, str]:
    """The line as UTF-8 and as GB18030, blank where that cannot be meant, and as well as it can be read at all.

    A line of ASCII is blank in the first two: it tells nothing and reads the same either way.
    """
    if line.isascii():
        return "", "", line.decode("ascii")
    utf8, gb = _strictly(line, "utf-8") or "", _strictly(line, "gb18030") or ""
    foreign = "".join(char for char in gb if not char.isascii())
    return utf8, gb if foreign and plausibility(foreign) >= _PLAUSIBLE else "", line.decode("utf-8", "replace")


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _by_trial(data: bytes, declared: str | None) -> str | None:
    if data.count(0) <= _FEW * len(data):
        for encoding in ("utf-8", *([declared] if declared else [])):
            text = _strictly(data, _widened(encoding))
            if text is not None:
                return text
    texts = [text for encoding in _CANDIDATES if (text := _strictly(data, encoding)) is not None]
    texts += [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    best = max(texts, key=plausibility)  # the first of equals: GB18030 before the rest
    return best if plausibility(best) >= _PLAUSIBLE else None


def _widened(encoding: str) -> str:
    """GB2312 and GBK pages hold characters of GB18030; browsers read them so (WHATWG Encoding, 4.2)."""
    return "gb18030" if encoding.lower().replace("_", "-") in {"gb2312", "gbk", "gb-2312", "x-gbk"} else encoding


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def plausibility(text: str) -> float:
    """Share (0 to 1) of the characters at the start of ``text`` that Chinese office text is made of."""
    sample = text[:_SAMPLE]
    return sum(map(_is_expected, sample)) / max(len(sample), 1)


@lru_cache(maxsize=65536)
def _is_expected(char: str) -> bool:
    """ASCII, GB 2312 punctuation and level 1 (the 3,755 common characters), and Big5's frequent set."""
    if char.isascii():
        return char.isprintable() or char in "\n\r\t"
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        lead = 0
    if 0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7:
        return True
    try:
        encoded = char.encode("big5")
    except UnicodeEncodeError:
        return False
    return len(encoded) == 2 and 0xA4 <= encoded[0] <= 0xC6
