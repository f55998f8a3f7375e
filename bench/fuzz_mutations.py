"""Changes real files at random; containers more often in their parts than in their frame."""

import io
import random
import zipfile
from collections.abc import Callable

LARGEST = 300_000  # bytes; a change makes an input not much larger than this
TOKENS = [
    b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"99999999999999999999", b"1e400", b"<", b">", b"&#x0;",
    b"&amp;", b"<!--", b"]]>", b"<![CDATA[", b'="', b"\r\n", b"\t", b"PK\x03\x04", b"endobj", b"stream", b"/Length 9",
    b"12345", "\ud800".encode("utf-8", "surrogatepass"),
    *(text.encode() for text in (
        "第一百二十三条第二款第（三）项", "〔2018〕", "（", "《《", "》", "二〇一八年十二月三十一日", "一、", "1．",
        "附件：", "关于", "的答复", "\u3000", "\u2028", "𠮷", "万元", "委员：", "此函",
    )),
]  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` changed once; a container more often in one of its parts than in its frame."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        try:
            return _repacked(data, chance)
        except Exception:  # a frame that is broken by now is changed like any other bytes
            pass
    return chance.choice(_CHANGES)(data, chance)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist() if info.file_size < LARGEST * 10]
    at = chance.randrange(len(parts))
    name, content = parts[at]
    parts[at] = (name, mutated(content, chance)) if chance.random() < 0.95 else (chance.choice(parts)[0], content)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data or b"\0")
    for _ in range(chance.choice([1, 1, 2, 8, 32])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, length = _place(data, chance)
    return data[:start] + data[start + length :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, length = _place(data, chance)
    times = min(chance.choice([2, 2, 3, 10, 100, 1000]), max(1, LARGEST // max(length, 1)))
    return data[:start] + data[start : start + length] * times + data[start + length :]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, length = _place(data, chance)
    run, rest = data[start : start + length], data[:start] + data[start + length :]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + run + rest[to:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + b"".join(chance.choices(TOKENS, k=chance.choice([1, 1, 3, 30]))) + data[at:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _number(data: bytes, chance: random.Random) -> bytes:
    """One number in the text for another: sizes, counts, references."""
    digits = [at for at, byte in enumerate(data[:LARGEST]) if 48 <= byte <= 57]
    if not digits:
        return _flip(data, chance)
    at = chance.choice(digits)
    return data[:at] + chance.choice([b"0", b"-1", b"65536", b"2147483648", b"999999999999", b"1.5"]) + data[at + 1 :]


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    length = min(len(data), int(2 ** (chance.random() * 12)))
    return chance.randrange(len(data) - length + 1), length


_CHANGES: list[Callable[[bytes, random.Random], bytes]] = [
    _flip, _flip, _cut, _repeat, _move, _insert, _insert, _truncate, _number, _number,
]  # fmt: skip
