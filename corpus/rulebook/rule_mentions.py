"""Rules as a text cites them: a title with the number behind or before it, or either alone."""

import re
from dataclasses import dataclass

from corpus.document import Document, Reference

_BRACKET = re.compile(r"\s?[（(][^（）()《》\n]{0,80}(?:[（(][^（）()\n]{0,12}[）)][^（）()《》\n]{0,60})?[）)]")
_MADE = re.compile("(?:公布|发布|颁布|印发)的?")
_NEAR = 3
_PAPER = re.compile("文件?")
# 《决定》, 《实施办法》: known in its document alone; certificates and reports are no rules.
_NO_RULE = re.compile(
    r"(?:汇报|情况|报告|提案|建议|答复|回执|登记表|研究|杂志|日报|公报|讲话|白皮书|证书?|执照|合同|协议书?)$"
    r"|^(?:实施|管理|暂行|指导|若干)?(?:办法|条例|规定|决定|通知|意见|方案|细则|规划|计划|纲要|通告|公告|标准|措施)$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A rule as cited: title with the number behind it, or either alone."""

    title: str | None
    number: str | None
    start: int
    end: int


def rule_mentions(document: Document) -> list[Mention]:
    """The rules cited in ``document``, by position; names that any rule may bear and certificates are left out."""
    text = document.text
    titles = [r for r in document.references if r.kind == "title"]
    numbers = {r.start: r for r in document.references if r.kind in ("doc_number", "order")}
    found: list[Mention] = []
    for title in titles:
        if found and title.start < found[-1].end:
            continue
        start, end = _decree_before(text, title.start, numbers), title.end
        number: str | None = None
        if start == title.start:
            end, number = _numbered(text, title.end, numbers)
        else:
            number = numbers.pop(start).value
        if not _NO_RULE.search(title.value):
            found.append(Mention(title.value, number, start, end))
    for alone in numbers.values():
        if not any(one.start <= alone.start < one.end for one in found):
            paper = _PAPER.match(text, alone.end)
            found.append(Mention(None, alone.value, alone.start, paper.end() if paper else alone.end))
    return sorted(found, key=lambda one: one.start)


def _decree_before(text: str, position: int, numbers: dict[int, Reference]) -> int:
    """Where the number stands that a title follows (国务院令第31号公布的《…》), else ``position`` itself."""
    for place, number in numbers.items():
        if number.end <= position <= number.end + _NEAR and _MADE.fullmatch(text, number.end, position):
            return place
    return position


def _numbered(text: str, end: int, numbers: dict[int, Reference]) -> tuple[int, str | None]:
    """The number behind a title that ends at ``end``, in brackets with or without its day, and where that ends."""
    bracket = _BRACKET.match(text, end)
    if bracket is None:
        at = next((p for p in (end, end + 1) if p in numbers), None)
        return (end, None) if at is None else (numbers[at].end, numbers.pop(at).value)
    inside = [place for place in numbers if bracket.start() < place < bracket.end()]
    own = numbers.pop(inside[0]).value if inside else None
    for place in inside[1:]:
        del numbers[place]  # the decrees that amended it
    return (bracket.end(), own) if own else (end, None)
