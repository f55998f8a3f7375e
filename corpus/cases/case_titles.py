"""The registered title of a case (案由), letter for letter, from its label or from the head of a pasted text."""

import re
from dataclasses import dataclass

from corpus.cases.case_labels import Field
from corpus.structure.lines import Line, lines, unmarked

_NUMBER_BEFORE = re.compile(
    r"^(?:[（(]\s{0,6}第?\s{0,6}\d{1,12}\s{0,6}号?\s{0,6}[）)]|第\s{0,4}\d{1,12}\s{0,4}号[：:、\s]*(?=关于|对|《))\s*"
)
_NUMBERED = re.compile(
    r"^(?:[（(]?\s{0,4}第?\s{0,4}(?P<no>\d{2,12})\s{0,4}号?(?:提案|建议)?\s{0,4}[）)]?[：:、.\s]*)(?=关于|对|《)"
)
_BY = re.compile(r"(?<=[案议])\s*[（(](?P<by>[^（）()]{2,60})[）)]$")
_ABOUT = re.compile(r"^(?:关于|对).{2,80}(?:提案|建议|议案|建议案|意见建议|意见和建议)$")
_OTHER = re.compile(r"^[^，。；：:]{4,60}的(?:几点)?(?:提案|建议|议案|思考与建议|对策建议|若干建议)$")
_OPENS = re.compile(r"^(?:关于|对)[^。；：:]{2,60}$")
_ENDINGS = ("提案", "建议", "议案")
_QUOTED = re.compile(r"^《([^《》]{4,})》$")
_HEAD_CHARS = 800


@dataclass(frozen=True, slots=True)
class CaseTitle:
    """``number`` and ``by`` are what a title line of a list shows beside it: 第0123号 关于…的提案（张三等3名代表）."""

    text: str
    end: int
    number: str | None = None
    by: str = ""


def labelled_title(text: str, fields: tuple[Field, ...]) -> str | None:
    """The registered 案由 of a form, or the first line 关于…的提案/建议 of a pasted text."""
    found = find_case_title(text, fields)
    return found.text if found else None


def find_case_title(text: str, fields: tuple[Field, ...]) -> CaseTitle | None:
    """The title with the offset where its line ends.

    Some forms give under 案由 the reasons in whole sentences; the title then stands at the head.
    """
    labelled = (found for label in fields if label.name == "title" and (found := _of_label(text, label)))
    found = next(labelled, None)
    if found is not None and not found.text.endswith("。"):
        return found
    return _of_head(list(lines(text, 0, min(len(text), _HEAD_CHARS)))) or found


def _of_label(text: str, label: Field) -> CaseTitle | None:
    """The value of 案由, joined where it runs on over further lines."""
    found = list(lines(text, label.value_start, min(label.end, label.value_start + 400)))[:3]
    if not found:
        return None
    first = unmarked(found[0].text.split("\t")[0])
    count = 1
    if not first.endswith(_ENDINGS):
        count = next((n for n in (2, 3) if len(found) >= n and unmarked(found[n - 1].text).endswith(_ENDINGS)), 1)
        if count > 1 and any(len(line.text) > 60 or "。" in line.text for line in found[:count]):
            count = 1
    value = first + "".join(unmarked(line.text) for line in found[1:count])
    plain = _bare(_NUMBER_BEFORE.sub("", value))
    return CaseTitle(plain, found[count - 1].end) if plain else None


def _bare(title: str) -> str:
    match = _QUOTED.match(title)
    return match[1] if match else title


def _of_head(head: list[Line]) -> CaseTitle | None:
    for at, line in enumerate(head):
        plain = unmarked(line.text)
        numbered = _NUMBERED.match(plain)
        rest = plain[numbered.end() :] if numbered else plain
        by = _BY.search(rest)
        rest = _bare(rest[: by.start()].strip() if by else rest)
        if _ABOUT.match(rest) or (at < 2 and _OTHER.match(rest)):
            return CaseTitle(rest, line.end, numbered["no"] if numbered else None, by["by"] if by else "")
        following = unmarked(head[at + 1].text) if at + 1 < len(head) else ""
        if _OPENS.match(rest) and len(following) <= 40 and _ABOUT.match(rest + following):
            return CaseTitle(rest + following, head[at + 1].end)
    return None
