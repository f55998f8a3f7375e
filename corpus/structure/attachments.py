"""Attachments (附件) a document names, and where their own texts begin (GB/T 9704—2012 7.3.4, 7.3.7)."""

import re
from dataclasses import dataclass

from corpus.structure.lines import Line, unmarked

_DECLARED = re.compile(r"^附\s{0,2}件?\s{0,2}\d{0,2}\s{0,2}[：:.]\s*(.*)$")
_NUMBERED = re.compile(r"^附\s{0,2}件\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s{0,2}[：:]\s*(.+)$")
_ITEM = re.compile(r"^\d{1,2}[.．、]\s*(.+)$")
_LABEL = re.compile(r"^附\s{0,2}件\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s{0,2}[：:]?$")


@dataclass(frozen=True, slots=True)
class Attachments:
    """``names`` as declared; ``declared`` the offsets of the lines that do so; ``starts`` where each text begins."""

    names: tuple[str, ...]
    declared: frozenset[int]
    starts: tuple[int, ...]


def find_attachments(all_lines: list[Line]) -> Attachments:
    """The first 附件： with a name behind it, and the numbered lines below; then every line that only says 附件 2."""
    names: list[str] = []
    declared: list[int] = []
    for at, line in enumerate(all_lines):
        if "附" not in line.text:
            continue
        match = _DECLARED.match(unmarked(line.text).lstrip("- "))
        if match is None:
            continue
        names, declared = _listed(match[1].strip(), all_lines, at)
        if names:
            break
    after = declared[-1] if declared else -1
    starts = (
        line.start
        for line in all_lines
        if line.start > after and "附" in line.text and _LABEL.match(unmarked(line.text))
    )
    return Attachments(tuple(names), frozenset(declared), tuple(starts))


def _further(all_lines: list[Line], at: int) -> str | None:
    """The name on the next line where it has a numbered label of its own: 附件2：典型案例."""
    match = _NUMBERED.match(unmarked(all_lines[at].text)) if at < len(all_lines) else None
    return match[1].strip() if match else None


def _listed(first: str, all_lines: list[Line], at: int) -> tuple[list[str], list[int]]:
    """The names and the offsets of their lines; none where a bare 附件： only heads an attachment's own text."""
    numbered = _ITEM.match(first)
    names = [numbered[1] if numbered else first] if first else []
    declared = [all_lines[at].start]
    while names and (label := _further(all_lines, at + 1)):  # 附件1：… 附件2：…, a label each
        at += 1
        names.append(label)
        declared.append(all_lines[at].start)
    while (numbered or not first) and (at := at + 1) < len(all_lines):
        item = _ITEM.match(unmarked(all_lines[at].text).lstrip("- "))
        if item is None:
            break
        names.append(item[1].strip())
        declared.append(all_lines[at].start)
    return [name.rstrip("。；; ") for name in names], declared if names else []
