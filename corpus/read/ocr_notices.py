"""What the officer should know of text that was recognised in pictures."""

from collections.abc import Sequence

from corpus.errors import UnusableInput
from corpus.read.pdf_lines import Line
from corpus.source import Source

LOW = 0.8
"""Confidence below which a block is shown for comparison with the original; clean print is recognised with 0.95."""

_FEWEST = 2  # characters: less is a speck taken for print
_SURE = 0.7  # no line of a picture without print is recognised with so much confidence
_MOST_SHOWN = 5
_LONGEST = 16  # characters of a block that are shown


def require_text(lines: Sequence[Line], tables: bool, name: str) -> None:
    """Raise :class:`UnusableInput` where nothing but specks was recognised in the pictures of ``name``."""
    sure = sum(len(line.text) for line in lines if line.confidence >= _SURE)
    if sure < _FEWEST and (lines or not tables):
        raise UnusableInput(
            f"“{name}”里没有识别出文字。如果是照片或插图，请换成文件的扫描件；"
            "如果确是文件，请用 200 dpi 以上重新扫描或拍摄清楚后再导入。"
        )


def doubtful(source: Source) -> tuple[str, ...]:
    """Notices of the blocks recognised with little confidence, with their pages and first words."""
    low = [block for block in source.blocks if block.confidence < LOW]
    if not low:
        return ()
    shown = []
    for block in low[:_MOST_SHOWN]:
        words = source.text[block.start : block.end].replace("\t", " ").replace("\n", " ")
        page = f"第{block.place.at}页" if block.place else ""
        shown.append(f"{page}“{words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}”")
    more = "等" if len(low) > _MOST_SHOWN else ""
    return (f"文字由图片识别而来，有 {len(low)} 处把握不大，请对照原件核对：{'，'.join(shown)}{more}。",)
