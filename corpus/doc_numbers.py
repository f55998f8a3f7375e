"""Document numbers (发文字号) and numbers of decrees and announcements (令, 公告) in running text.

A number is found by its bracketed year or its 第…号; the issuing organ's code is then read backwards, so that prose
glued to it (“要加强对粤发〔2016〕9号文”) costs nothing and is given back.
"""

import re
from collections.abc import Iterator

from corpus.document import Reference
from corpus.ordinals import ordinal
from corpus.reference_grammar import patterns, words

_LONGEST_RUN = 20
_LONGEST_GAP = 8
_SHORTEST_CODE = 2
_LONGEST_ALONE = 8
_OLD_CENTURY = 1900
_HAN = re.compile(r"[\u4e00-\u9fff]*\Z")
_OPENING = tuple("（(【[〔《》“：:\t")


def doc_numbers(text: str) -> Iterator[Reference]:
    """Document numbers, in order for each of the two forms; the value is ``机关代字〔年〕序号号``."""
    for match in patterns("doc_number", "pattern")[0].finditer(text):
        run_start, run_end = _run_before(text, match.start())
        if run_start == run_end:
            continue
        start = run_start + _code_start(text[run_start:run_end], _alone(text, run_start, run_end, match.end()))
        value = f"{text[start:run_end]}〔{int(match['year'])}〕{int(match['serial'])}号"
        yield Reference("doc_number", text[start : match.end()], value, start, match.end())
    for match in patterns("old_number", "pattern")[0].finditer(text):
        value = f"{match['code']}〔{_OLD_CENTURY + int(match['year'])}〕{int(match['serial'])}号"
        yield Reference("doc_number", match.group(), value, match.start(), match.end())


def orders(text: str) -> Iterator[Reference]:
    """Decrees and announcements, numbered 第N号 within their signer's term; the value is ``机关令第N号``."""
    organ = patterns("order", "organ")[0]
    for match in patterns("order", "pattern")[0].finditer(text):
        run_start, run_end = _run_before(text, match.start(), gap=0)
        if not organ.search(text[run_start:run_end]):
            continue
        cut = _after_cues(text[run_start:run_end], ("cues", "short_cues"))
        signer = organ.search(text[run_start + cut : run_end])
        serial = ordinal(match["serial"])
        if signer is None or serial is None:
            continue
        start = run_start + cut + signer.start()
        named = signer.group().removeprefix("中华人民共和国")
        value = f"{named}{match['form']}第{serial}号"
        yield Reference("order", text[start : match.end()], value, start, match.end())


def _run_before(text: str, position: int, gap: int = _LONGEST_GAP) -> tuple[int, int]:
    """The span of Chinese characters that ends before ``position``, across a line break or blanks."""
    window = text[max(0, position - gap - _LONGEST_RUN) : position]
    stripped = window[-gap:].rstrip() if gap else window
    end = position - (len(window[-gap:]) - len(stripped) if gap else 0)
    run = _HAN.search(text, max(0, end - _LONGEST_RUN), end)
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
        cut = max(cut, _after_cues(run, ("cues",)))
        return cut if len(run) - cut >= _SHORTEST_CODE else 0
    cut = _after_cues(run, ("cues",))
    if known and len(run) - len(known) >= cut:
        return len(run) - len(known)
    return max(cut, _after_cues(run, ("cues", "short_cues")))


def _after_cues(run: str, lists: tuple[str, ...]) -> int:
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
