"""The tables of a document, put together again where a page break cut them."""

from corpus.document import Table
from corpus.source import Block, Source


def find_tables(source: Source) -> tuple[Table, ...]:
    """Tables in order. Pieces that repeat one header row with only blanks between them are one table; the header is
    then kept once."""
    pieces = [block for block in source.blocks if block.kind == "table"]
    found: list[Table] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and _continues(source.text, last, piece):
            found[-1] = Table(last.start, piece.end, (*last.rows, *piece.rows[1:]))
        else:
            found.append(Table(piece.start, piece.end, piece.rows))
    return tuple(found)


def _continues(text: str, table: Table, piece: Block) -> bool:
    same_header = len(piece.rows) > 1 and bool(table.rows) and table.rows[0] == piece.rows[0]
    return same_header and not text[table.end : piece.start].strip()
