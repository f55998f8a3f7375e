"""The answers of one letter: numbered points, headed or plain paragraphs, or points inside one paragraph."""

import re
from collections.abc import Sequence

from corpus.cases.ask_marks import inline_runs
from corpus.document import Answer
from corpus.offices.organs import is_organ_name
from corpus.structure.lines import Line, lines, sentences, unmarked
from corpus.structure.markers import Marker, marker

_CLOSING = re.compile(
    r"^(?:专此|此复|特此|此函|谨此|以上(?:意见|答复|情况)|(?:衷心|再次|最后|非常|诚挚|十分)?[，,]?(?:地)?感谢|[（(]?联\s?系\s?(?:人|电话)|公开方式|抄\s?送|附\s?件[：:\d]|【|"
    r"欢迎(?:您|你们)?继续|顺祝|敬请(?:谅解|理解)。?$|如(?:您|你们)对|[（(]此件|经办人|承办人)"
)
_DATE = re.compile(
    r"^(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[二〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)$"
)
# A point of the letter that holds the answers themselves (二、对建议的答复), its parts one a suggestion.
_HOLDER = re.compile(
    r"(?:对|针对|关于|就)[^，。；：]{0,16}(?:建议|意见|提案|诉求|问题)[^，。；：]{0,6}(?:答复|办理|回应|落实|采纳|回复|说明)[^，。；：]{0,4}$|^(?:答复|办理)(?:意见|情况)$|^(?:逐条|具体|分项)?(?:答复|回复)(?:意见|如下)?$"
)
# A line that heads the answer to one ask without a number (关于增设泊位的建议).
_HEAD = re.compile(r"^(?:关于|对于|针对|对)[^。；;]{2,60}(?:[：:]|(?:建议|问题|方面|意见|诉求)[。：:]?)?$")
_COUNTS = ("han", "paren", "arabic", "di", "tag", "circled", "shi", "xu")
_LONGEST_HEAD = 60
_LEAD_IN = re.compile(r"(?:如下|以下|方面|答复|说明)[：:]$")


def answers_of(text: str, body: Sequence[Line]) -> tuple[Answer, ...]:
    """The answers in the lines that follow the opening of a letter; its closing words and signature are none.

    Numbered points count at the outermost level; a point that only holds the answers gives way to its parts. A letter
    without numbers has an answer for each headed or plain paragraph.
    """
    body = _without_tail(body)
    if not body:
        return ()
    marks = [(at, mark) for at, line in enumerate(body) if (mark := marker(line.text)) and mark.style != "article"]
    if marks:
        return tuple(_pointed(text, body, marks))
    if len(body) == 1:
        return _within(text, body[0])
    return tuple(_paragraphs(text, body))


def _without_tail(body: Sequence[Line]) -> Sequence[Line]:
    """``body`` up to the first closing line after its last number; thanks that open the letter are left out too."""
    last = max((at for at, line in enumerate(body) if marker(line.text)), default=-1)
    kept: list[Line] = []
    for at, line in enumerate(body):
        plain = unmarked(line.text)
        ends = _CLOSING.match(plain) or _DATE.match(plain) or (at > last and is_organ_name(plain))
        if ends and at > last and kept:
            break
        if not ends:
            kept.append(line)
    return kept


def _pointed(text: str, body: Sequence[Line], marks: Sequence[tuple[int, Marker]]) -> list[Answer]:
    outermost = min(mark.level for _, mark in marks)
    heads = [(at, mark) for at, mark in marks if mark.level == outermost]
    stops = [at for at, _ in heads[1:]] + [len(body)]
    found: list[Answer] = []
    for (at, mark), until in zip(heads, stops, strict=True):
        inner = [(i, m) for i, m in marks if at < i < until]
        if _holds(body[at].text[mark.length :]) and len(inner) > 1:
            found += _pointed(text, body[:until], inner)
            continue
        found.append(_answer(text, _printed(mark), body[at:until]))
    return found


def _holds(heading: str) -> bool:
    return _HOLDER.search(heading.strip(" \u3000*：:。")) is not None


def _printed(mark: Marker) -> str:
    return mark.printed.lstrip("-*# ").rstrip("、.．")


def _within(text: str, line: Line) -> tuple[Answer, ...]:
    """A letter of one paragraph: its points where it counts them, else the whole."""
    runs = [run for run in inline_runs(text, line.start, line.end) if run.marks[0].style in _COUNTS and not run.tells]
    if not runs:
        return (_spanned(text, None, line.start, line.end),)
    starts = [mark for run in runs for mark in run.marks]
    stops = [mark.start for mark in starts[1:]] + [line.end]
    return tuple(_spanned(text, mark.printed, mark.start, stop) for mark, stop in zip(starts, stops, strict=True))


def _paragraphs(text: str, body: Sequence[Line]) -> list[Answer]:
    """Each paragraph, or each heading with all that stands under it."""
    heads = [at for at, line in enumerate(body) if len(line.text) <= _LONGEST_HEAD and _HEAD.match(unmarked(line.text))]
    if heads:
        begins = ([0] if heads[0] > 0 else []) + heads
    else:
        begins = [at for at, line in enumerate(body) if at == 0 or not _LEAD_IN.search(body[at - 1].text)]
    return [_answer(text, None, body[at:stop]) for at, stop in zip(begins, [*begins[1:], len(body)], strict=True)]


def _answer(text: str, number: str | None, body: Sequence[Line]) -> Answer:
    return _spanned(text, number, body[0].start, body[-1].end)


def _spanned(text: str, number: str | None, start: int, stop: int) -> Answer:
    """The answer from ``start``, without thanks and formulas that close the letter in its last line."""
    newline = text.rfind("\n", start, stop)
    said = list(sentences(text, max(start, newline + 1), stop))
    while len(said) > 1 and _CLOSING.match(said[-1].text):
        said.pop()
    end = said[-1].end if said else stop
    return Answer(number, text[start:end], start, end)


def rest_of_opening(text: str, line: Line, offset: int) -> tuple[Answer, ...]:
    """The answers of a letter of one paragraph, from ``offset`` in its only line on."""
    rest = next(lines(text, line.start + offset, line.end), None)
    return _within(text, rest) if rest is not None else ()
