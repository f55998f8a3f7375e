"""Documents as JSON: the value ``dafu parse`` prints, and the bytes the store keeps."""

import zlib
from dataclasses import replace
from typing import Any, cast

from corpus.document import Document, Passage


def to_dict(document: Document) -> dict[str, Any]:
    """``document`` as JSON-able values, ready for ``json.dumps``.

    Every field is there: ``None`` or an empty list where nothing was found. All ``start``/``end`` are character
    offsets into ``text``. The passages are left out; they belong to ``dafu show``.
    """
    import msgspec

    # by way of JSON, since to_builtins keeps tuples as they are and lists are the contract
    value = cast("dict[str, Any]", msgspec.json.decode(msgspec.json.encode(document)))
    del value["passages"]
    return value


def from_dict(value: dict[str, Any]) -> Document:
    """The document that :func:`to_dict` gave; the passages may be missing.

    Raises :class:`ValueError` naming the field that does not fit.
    """
    import msgspec

    try:
        return msgspec.convert(value, Document)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def pack(document: Document) -> bytes:
    """What the parser found, without the text and the passages (the store keeps those apart), compressed."""
    import msgspec

    return zlib.compress(msgspec.json.encode(replace(document, text="", passages=())), level=6)


def unpack(packed: bytes, text: str, passages: tuple[Passage, ...]) -> Document:
    """The document that :func:`pack` took apart."""
    import msgspec

    return replace(msgspec.json.decode(zlib.decompress(packed), type=Document), text=text, passages=passages)
