"""The paragraphs of an earlier version of a letter, from a draft's JSON or any file that can be read."""

from pathlib import Path

from drafting.export.layout import LayoutName
from drafting.export.word_tracked import printed_paragraphs


def earlier_paragraphs(path: Path, layout: LayoutName = "letter") -> tuple[str, ...]:
    """What a tracked copy is held against; tables are left out. Raises :class:`UnusableInput`."""
    if path.suffix.lower() == ".json":
        from corpus.errors import UnusableInput
        from drafting.checks.read_draft import read_draft

        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UnusableInput(f"读不了文件 {path}。请确认它存在，并且是 dafu draft 写出的 JSON 稿件。") from error
        return printed_paragraphs(read_draft(text, path.name), layout)
    return _read(path)


def _read(path: Path) -> tuple[str, ...]:
    from corpus.read import read

    source = read(path)
    found: list[str] = []
    place: tuple[int, str] | None = None
    for block in source.blocks:
        if block.kind == "table":
            continue
        text = source.text[block.start : block.end].replace("\n", "")
        here = (block.place.at, block.place.part) if block.place and block.place.unit == "paragraph" else None
        # The lines of a title are blocks of one paragraph.
        if found and here is not None and here == place:
            found[-1] += text
        else:
            found.append(text)
        place = here
    return tuple(text.strip() for text in found if text.strip())
