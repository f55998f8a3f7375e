"""Document numbers (发文字号) in running text.

A number is found by its year and serial; the issuing organ's code is then read backwards, so that prose glued to it
(“要加强对粤发〔2016〕9号文”) costs nothing and is given back.
"""

import re
from collections.abc import Iterator

from corpus.document import Reference
from corpus.grammar.reference_grammar import pattern, words

_LONGEST_RUN = 20
_LONGEST_GAP = 8
_SHORTEST_CODE = 2
_LONGEST_ALONE = 8
_LONGEST_LIST = 60
_CENTURY, _OLD_CENTURY, _PIVOT = 2000, 1900, 50
_CODE = re.compile(r"(?:[\u4e00-\u9fff]|[A-Z]\d{0,2}(?=[\u4e00-\u9fff]|\s*\Z)|[A-Z]{2,4}(?=[\u4e00-\u9fff]|\s*\Z))*\Z")
# 深公（交）〔2018〕5号: a department in brackets is part of the code.
_INNER = re.compile(r"[\u4e00-\u9fff]{1,8}[（(\[][\u4e00-\u9fff]{1,4}[）)\]][\u4e00-\u9fff]{0,6}\Z")
_INNER_REACH = 20
_OPENING = tuple("（(【[〔《》“：:\t")


def doc_numbers(text: str) -> Iterator[Reference]:
    """Document numbers, in order for each of their three forms; the value is ``机关代字〔年〕序号号``.

    Of 国发〔2015〕13、14号 each serial is a number by itself; the further ones bear the code and year of the first.
    """
    code, last_end = "", -_LONGEST_LIST
    for match in pattern("doc_number", "pattern").finditer(text):
        if match.start() < last_end:
            continue
        run_start, run_end = _run_before(text, match.start())
        inherited = bool(code) and match.start() - last_end <= _LONGEST_GAP and _inherits(text, last_end, match.start())
        if inherited:
            start = match.start()
        elif (start := _begin(text, run_start, run_end, match)) < 0:
            continue
        else:
            code = "".join(text[start:run_end].split())
        year = _year(match["year"])
        yield _reference(text, start, match.end(), code, year, match["serial"])
        last_end = match.end()
        for further in _further(text, match.end()):
            last_end = further.end()
            yield _reference(text, _serial_start(text, further), last_end, code, year, further["serial"])
    yield from _without_brackets(text)
    yield from _old_numbers(text)


def run_before(text: str, position: int) -> tuple[int, int]:
    """The span of Chinese characters that ends at ``position``; the last character of a date is none of an organ's."""
    return _run_before(text, position, 0)


def after_cues(run: str, lists: tuple[str, ...]) -> int:
    """Where the words that lead up to a number end, as far as a code remains after them."""
    for word in words("doc_number", "in_codes"):
        run = run.replace(word, "□" * len(word))
    ends = (
        at + len(cue)
        for name in lists
        for cue in words("doc_number", name)
        if (at := run.rfind(cue, 0, len(run) - _SHORTEST_CODE)) >= 0
    )
    return max((end for end in ends if len(run) - end >= _SHORTEST_CODE), default=0)


def _reference(text: str, start: int, end: int, code: str, year: int, serial: str) -> Reference:
    return Reference("doc_number", text[start:end], f"{code}〔{year}〕{int(serial)}号", start, end)


def _year(printed: str) -> int:
    year = int(printed)
    return year if year >= _OLD_CENTURY else year + (_OLD_CENTURY if year >= _PIVOT else _CENTURY)


def _begin(text: str, run_start: int, run_end: int, match: re.Match[str]) -> int:
    """Where the code begins; -1 where the number is that of a certificate or a lawsuit, or its short year has no code
    that could bear it."""
    run = text[run_start:run_end]
    start = run_start + _code_start(run, _alone(text, run_start, run_end, match.end()))
    inner = _INNER.search(text, max(0, run_end - _INNER_REACH), run_end)
    if inner is None and not run:
        return -1
    if inner and inner.start() < run_start:
        start = inner.start() + after_cues(inner.group(), ("cues", "short_cues"))
    code = text[start:run_end]
    if pattern("doc_number", "not_codes").search(code):
        return -1
    if pattern("doc_number", "not_after").search(text, max(0, start - 12), start):
        return -1
    bare = not match.group().rstrip().endswith("号") or len(match["year"]) == len("86")
    return -1 if bare and not _sure(code) else start


def _sure(code: str) -> bool:
    return code.endswith(words("doc_number", "codes")) or bool(pattern("doc_number", "plain_code").search(code))


def _inherits(text: str, start: int, end: int) -> bool:
    return pattern("doc_number", "inherits").match(text, start, end) is not None


def _further(text: str, position: int) -> Iterator[re.Match[str]]:
    further = pattern("doc_number", "further")
    match = further.match(text, position)
    while match is not None:
        yield match
        match = further.match(text, match.end())


def _serial_start(text: str, match: re.Match[str]) -> int:
    """Where 14号 begins in 、14号, with its 第."""
    printed = match.group()
    return match.start() + len(printed) - len(printed.lstrip("、和及与 \t\n\u3000\xa0"))


def _without_brackets(text: str) -> Iterator[Reference]:
    """长发改2017--236号, 长县办发2012第63号: only after a code that ends as codes do."""
    for match in pattern("doc_number", "plain").finditer(text):
        run_start, run_end = _run_before(text, match.start(), 0)
        run = text[run_start:run_end]
        if len(run) < _SHORTEST_CODE or not pattern("doc_number", "plain_code").search(run):
            continue
        start = run_start + _code_start(run, _alone(text, run_start, run_end, match.end()))
        if len(code := text[start:run_end]) <= _LONGEST_ALONE and not code.endswith(("通告", "公告", "令")):
            yield _reference(text, start, match.end(), code, int(match["year"]), match["serial"])


def _old_numbers(text: str) -> Iterator[Reference]:
    for match in pattern("old_number", "pattern").finditer(text):
        if not pattern("doc_number", "not_codes").search(match["code"]):
            year = _OLD_CENTURY + int(match["year"])
            yield _reference(text, match.start(), match.end(), match["code"], year, match["serial"])


def _run_before(text: str, position: int, gap: int = _LONGEST_GAP) -> tuple[int, int]:
    """The span of Chinese characters (and Latin letters among them) that ends before ``position``, across a line break
    or blanks."""
    window = text[max(0, position - gap - _LONGEST_RUN) : position]
    stripped = window[-gap:].rstrip() if gap else window
    end = position - (len(window[-gap:]) - len(stripped) if gap else 0)
    run = _CODE.search(text, max(0, end - _LONGEST_RUN), end)
    start = run.start() if run else end
    # 2023年2月25日国家市场监督管理总局令: the last character of a date is none of the organ's
    dated = 0 < start < end and text[start - 1].isdecimal() and text[start] in "年月日"
    return (start + 1 if dated else start), end


def _alone(text: str, start: int, end: int, after: int) -> bool:
    """Whether the run can only be a code: it is short, and follows a bracket or a colon, or fills its line with what
    comes up to ``after``."""
    if end - start > _LONGEST_ALONE:
        return False
    before = text[max(0, start - 2) : start].rstrip(" \u3000\xa0*")
    opens_line = not before or before[-1] == "\n"
    return (opens_line and not text[after : after + 1].strip(" \u3000\xa0\n\t*")) or before[-1:] in _OPENING


def _code_start(run: str, alone: bool) -> int:
    """Where the code begins in the run of characters before the bracket."""
    known = next((code for code in words("doc_number", "codes") if run.endswith(code)), "")
    glued = bool(known) and run[: -len(known)].endswith(tuple(words("doc_number", "short_cues")))
    if alone and not glued:
        cut = max((len(word) for word in words("doc_number", "lead_ins") if run.startswith(word)), default=0)
        cut = max(cut, after_cues(run, ("cues",)))
        return cut if len(run) - cut >= _SHORTEST_CODE else 0
    cut = max(after_cues(run, ("cues",)), _after_organ(run))
    if known and len(run) - len(known) >= cut:
        return _known_start(run, len(run) - len(known))
    return max(cut, after_cues(run, ("cues", "short_cues")))


def _known_start(run: str, start: int) -> int:
    """长政办函 ends with no known code, 苏政发 may: a known code that is part of a longer run is taken whole where the
    run before it is no prose but the rest of a code (two characters at most, after a cue or the run's beginning)."""
    cut = after_cues(run[:start] + "□□", ("cues", "short_cues"))
    cut = max(cut, _after_organ(run[:start] + "□□"))
    return cut if 0 < start - cut <= _SHORTEST_CODE and cut < start else start


def _after_organ(run: str) -> int:
    """Where the name of an organ before its own code ends (市物价局长价商)."""
    match = pattern("doc_number", "organ_ends").search(run)
    return match.end() if match and len(run) - match.end() >= _SHORTEST_CODE else 0
