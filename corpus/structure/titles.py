"""The title of a document, over several lines where it was broken."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.offices.organs import find_organs
from corpus.source import Block, Source
from corpus.structure.lines import Line, unmarked
from corpus.structure.markers import marker

_MOST_LINES = 4
_LONGEST = 120
_ABOUT = re.compile(r"关于|^中华人民共和国|^对(?=.*第)")
_NOT_TITLE = re.compile(
    r"[。；;]|[：:]$|^[^《》]{2,8}[：:]|^[（(]|^(?:抄送|附件|主送)|[〔\[【（(]\d{4}[〕\]】）)]第?\d+号(?:$|\s)|签发人\s{0,3}[：:]"
)
# A line that goes on with what the one above is about: （关于推进城市更新的提案）, between 第…号提案 and 答复的函.
_GOES_ON = re.compile(r"^[（(](?:关于|第)[^。；;]{2,60}[）)]?$")


@cache
def _endings() -> tuple[str, ...]:
    data = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    return tuple(data["title_endings"]["words"])


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the offset at which its last line ends."""

    text: str
    end: int


def find_title(source: Source, head: list[Line]) -> Title | None:
    """The title among the head's lines: a heading the format marks, else lines that end as titles end.

    Line breaks inside a title are dropped, and so is a blank where two Chinese characters meet.
    """
    if marked := _marked(source, head):
        return marked
    head = [Line(line.start, line.end, plain) for line in head if (plain := unmarked(line.text))]
    for at in range(len(head)):
        for count in range(_MOST_LINES, 0, -1):
            run = head[at : at + count]
            if len(run) < count or not all(_may_stand(line.text, first=n == 0) for n, line in enumerate(run)):
                continue
            joined = _clean("".join(line.text for line in run))
            if len(joined) <= _LONGEST and _is_title(joined, run):
                return Title(joined, run[-1].end)
    return None


def _may_stand(line: str, first: bool) -> bool:
    return not _NOT_TITLE.search(line) or (not first and _GOES_ON.match(line) is not None)


def _marked(source: Source, head: list[Line]) -> Title | None:
    """The first heading of the highest level in the head, with its further lines where it was broken; what is marked
    but cannot be a title (第一章, a date in brackets) is passed over."""
    last = head[-1].end if head else 0
    blocks = [b for b in source.blocks if b.kind == "heading" and b.level == 1 and b.start < last]
    for at, block in enumerate(blocks):
        if _cannot_be_title(source.text[block.start : block.end]):
            continue
        run = [block]
        while not _text_of(source, run).endswith(_endings()) and len(run) < _MOST_LINES:
            following = blocks[at + len(run)] if at + len(run) < len(blocks) else None
            if following is None or _cannot_be_title(source.text[following.start : following.end]):
                break
            run.append(following)
        whole = _text_of(source, run)
        # lines that make no title together are a title and something else
        run = run if whole.rstrip("）)").endswith(_endings()) else [block]
        if clean := _text_of(source, run):
            return Title(clean, run[-1].end)
    return None


def _cannot_be_title(line: str) -> bool:
    return bool(_NOT_TITLE.search(line)) or marker(line) is not None


def _text_of(source: Source, blocks: list[Block]) -> str:
    return _clean("".join(source.text[block.start : block.end] for block in blocks))


def _clean(raw: str) -> str:
    squeezed = re.sub(r"\s+", " ", raw).strip(" #*")
    return re.sub(r"(?<=[\u4e00-\u9fff，。、》”]) (?=[\u4e00-\u9fff《“])", "", squeezed)


def _is_title(joined: str, run: list[Line]) -> bool:
    """A title ends with a word for its kind. Broken over lines, it says what it is about and begins with no organ
    alone (that is the mark of the issuer above it), and no line before the last is a title by itself with 关于."""
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", joined).rstrip("》")
    if not plain.endswith(_endings()):
        return False
    if len(run) == 1:
        return True
    first = run[0].text
    alone = any(m.start == 0 and m.end == len(first) for m in find_organs(first))
    complete = any(_ABOUT.search(line.text) and line.text.endswith(_endings()) for line in run[:-1])
    return not alone and not complete and bool(_ABOUT.search(joined) or plain.endswith("总结"))
