"""Where in a case the asks stand: under labels, headings and lead-ins, beside the account of what is wrong."""

import re
from dataclasses import dataclass, replace

from corpus.cases.ask_marks import Mark, level_of, line_mark
from corpus.cases.ask_words import alternatives, sounds_like_ask, words
from corpus.structure.lines import Line, lines, unmarked

_LONGEST_HEAD = 36
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")
_TRIM = " \u3000\xa0*#【】[]（）()「」\t"
_NUMBER = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})?"
_LABEL = re.compile(
    rf"[\s*【（(\[]{{0,5}}(?:{alternatives('cues', 'label')})(?P<n>{_NUMBER})[】）)\]*]{{0,3}}[：:]\**[ \u3000\xa0]*"
    rf"|[【\[](?:{alternatives('cues', 'label')}){_NUMBER}[】\]]"
)
_INNER_LABEL = re.compile(rf"(?<=[。；;！\s])(?:{alternatives('cues', 'label')})[：:]")
_ACCOUNT_LABEL = re.compile(
    rf"[\s*【（(\[]{{0,5}}(?:{alternatives('cues', 'account_label')}){_NUMBER}(?:[】）)\]*]{{0,3}}[：:]|[】\]])"
)
_RUN_IN_HEAD = re.compile(rf"(?:{alternatives('heads', 'asks')})(?:[：:。]|\s)\**")
_COUNT = r"(?:[一1][是要、.．]|[（(][一1][)）]|1[)）]|①|首先|第一[，,、]|其一)"
_LEAD_IN = re.compile(
    rf"(?:{alternatives('cues', 'lead_in')})[^。；;：:\n]{{0,12}}?(?:[：:]|(?=[，,]?{_COUNT}))\**[，,]?"
    rf"|(?:^|(?<=[，,。；;、“\s]))(?:我们?|特|现|谨|强烈|郑重|诚恳|在此)?建议(?:各级|有关|相关|市委|市|县|区|省|镇|政府|部门|单位|、){{0,5}}(?:[：:]|(?=[，,]?{_COUNT}))"
    r"|(?:建议|意见|对策|诉求|措施|请求)(?:和建议|建议)?(?:事项)?如下\**[。：:，,]?$"
)
# Others' words, told and not asked: 群众提出如下意见, 方案提出以下措施.
_HALVES = re.compile(r"[，,、\s]+")
_TOLD = re.compile(
    r"(?:群众|居民|企业|家长|市民|村民|业主|商户|文件|方案|意见》?|办法》?|通知》?|规划》?|国务院|专家|学者)[^，,。；;]{0,8}$"
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch that holds asks. ``owner`` numbers the point it stands in (二、… 建议：…), ``form`` says that a label
    of the form opens it, ``inside`` that it begins in the middle of a line; ``number`` is that of the
    label itself (建议一：)."""

    start: int
    end: int
    owner: str | None = None
    form: bool = False
    inside: bool = False
    number: str | None = None


def find_zones(
    text: str, start: int, end: int, labels: tuple[int, ...] = (), stops: tuple[int, ...] = ()
) -> tuple[Zone, ...]:
    """The stretches of ``text[start:end]`` that are said to hold asks, in order; none where nothing says so.

    ``labels`` are the offsets just after the labels of a form that open asks, ``stops`` those of labels that end them.
    Where a label of the form itself opens asks, the account before it is not searched.
    """
    walk = _Walk(text, end, labels, stops)
    for line in lines(text, start, end):
        walk.read(line)
    zones = walk.finish()
    form = tuple(zone for zone in zones if zone.form and zone.owner is None)
    return form or zones


class _Walk:
    """Reads the lines in order and keeps the numbers under which it stands and the zone that is open."""

    def __init__(self, text: str, end: int, labels: tuple[int, ...], stops: tuple[int, ...]) -> None:
        self._text, self._end = text, end
        self._labels, self._stops = labels, stops
        self._outer: list[Mark] = []
        self._open: Zone | None = None
        self._counted = False
        self._zones: list[Zone] = []

    def read(self, line: Line) -> None:
        mark = line_mark(line.text, line.start)
        if self._open is not None and self._ends(line, mark):
            self._close(line.start)
        if self._open is None and mark is not None and mark.style != "label":
            self._enter(mark)
        opener = self._opener(line, mark)
        if opener is None:
            self._counted = self._counted or mark is not None
            return
        if self._open is not None:
            if self._counted and not self._opens_anew(line, mark):
                return
            self._close(line.start)
        owner = ".".join(m.number for m in self._owners(mark, opener)) or None
        self._open = replace(opener, owner=owner)
        self._counted = bool(line_mark(self._text[opener.start : line.end].strip(), 0))

    def finish(self) -> tuple[Zone, ...]:
        if self._open is not None:
            self._close(self._end)
        return tuple(zone for zone in self._zones if self._text[zone.start : zone.end].strip())

    def _close(self, at: int) -> None:
        if self._open is not None and at > self._open.start:
            self._zones.append(replace(self._open, end=at))
        self._open = None

    def _enter(self, mark: Mark) -> None:
        styles = [m.style for m in self._outer]
        if mark.style in styles:
            del self._outer[styles.index(mark.style) :]
        elif self._outer and level_of(mark.style) < min(level_of(style) for style in styles):
            self._outer.clear()
        self._outer.append(mark)

    def _owners(self, mark: Mark | None, opener: Zone) -> list[Mark]:
        """The numbers the zone stands under; a heading that opens it (二、建议) does not count itself."""
        own = mark is not None and self._outer and self._outer[-1].start == mark.start
        heading = own and mark is not None and _is_head(self._text, mark, opener.start)
        return self._outer[:-1] if heading else self._outer

    def _ends(self, line: Line, mark: Mark | None) -> bool:
        if any(line.start <= stop < line.end for stop in self._stops) or _ACCOUNT_LABEL.match(line.text):
            return True
        if words("closing", "line").match(unmarked(line.text)):
            return True
        if mark is None:
            goes_on = self._counted or not (self._open and self._open.inside) or sounds_like_ask(line.text)
            return not goes_on or _is_account_head(line.text)
        sibling = next((m for m in self._outer if m.style == mark.style), None)
        if sibling is not None:
            return mark.number.isdigit() and sibling.number.isdigit() and int(mark.number) == int(sibling.number) + 1
        plain = _plain(line.text)
        # 活化利用，发挥效益: what is done in either half makes it an ask, whatever noun it ends with
        return _is_account_head(plain) and not any(map(sounds_like_ask, _HALVES.split(plain)))

    def _opens_anew(self, line: Line, mark: Mark | None) -> bool:
        """Whether a label or heading without a number opens a further zone inside the one that is open."""
        return (mark is None and bool(_LABEL.match(line.text))) or any(
            line.start <= at <= line.end for at in self._labels
        )

    def _opener(self, line: Line, mark: Mark | None) -> Zone | None:
        label = next((at for at in self._labels if line.start <= at <= line.end), None)
        if label is not None:
            return Zone(label, self._end, form=True)
        if match := _LABEL.match(line.text):
            return replace(self._from(line, match.end()), number=match["n"] or None)
        plain = _plain(line.text) if mark is None or mark.style not in ("ordinal", "circled") else ""
        if 0 < len(plain) <= _LONGEST_HEAD and _is_asks_head(plain):
            return Zone(line.end, self._end)
        begin = line.text.find(plain) if plain and mark is not None else -1
        if begin >= 0 and (match := _RUN_IN_HEAD.match(line.text, begin)):
            return self._from(line, match.end())
        for match in (*_INNER_LABEL.finditer(line.text), *_LEAD_IN.finditer(line.text)):
            if not _TOLD.search(line.text, 0, match.start()):
                return self._from(line, match.end())
        return None

    def _from(self, line: Line, offset: int) -> Zone:
        return Zone(line.start + offset, self._end, inside=bool(line.text[offset:].strip()))


def _is_head(text: str, mark: Mark, start: int) -> bool:
    line = text[mark.start : start]
    plain = _plain(line.strip())
    return len(plain) <= _LONGEST_HEAD and (_is_asks_head(plain) or bool(_RUN_IN_HEAD.match(plain)))


def _plain(line: str) -> str:
    """A line without its number, its marks of emphasis and the blanks that set it wide."""
    mark = line_mark(line, 0)
    if mark is not None and mark.style != "label":
        at = line.find(mark.printed)
        line = line[at + len(mark.printed) :].lstrip("、.．，, \u3000\xa0")
    stripped = line.strip(_TRIM)
    return _BLANKS.sub("", stripped) if len(stripped) <= _LONGEST_HEAD else stripped


def _is_asks_head(plain: str) -> bool:
    return words("heads", "asks").fullmatch(plain.rstrip("：:").strip(_TRIM)) is not None


def _is_account_head(plain: str) -> bool:
    head = plain.strip(_TRIM).rstrip("：:")
    if not head or len(head) > _LONGEST_HEAD or head[-1] in "。；;，,！？":
        return False
    return words("heads", "account").search(head) is not None and len(head) <= 20
