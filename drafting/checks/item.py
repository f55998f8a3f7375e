"""R03: number, title and session of the item, exactly as registered."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from corpus.document import Case, Session
from corpus.grammar.numerals import int_to_chinese
from corpus.grammar.sessions import SessionMention, session_wording
from corpus.references import title_key
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.known import case_of, first, is_whole, item_numbers, named_sessions, names_item
from drafting.checks.letter import Letter
from drafting.checks.offence import Span, offence
from drafting.finding import Finding, Severity

_RULE = "R03"
_SERIAL = 4
_LIKE = 0.55
_VERY_LIKE = 0.9
_MOST_SHOWN = 4
_AFFIXES = re.compile(r"^关于|的?(?:提案|建议|议案|建议案)$")
_NUMERAL = re.compile(r"[一二三四五六七八九十百〇零\d]+")


def correct_item(letter: Letter, dossier: Dossier) -> Offenders:
    """Number, title and session against the case; without one, the numbers of title and opening with each other."""
    case = case_of(dossier)
    if case is None:
        yield Unchecked(_RULE, "没有提供办理件，只核对了标题与开头是否一致。")
        yield from _own_numbers(letter)
        return
    yield from _numbers(letter, case)
    yield from _titles(letter, case)
    yield from _sessions(letter, case)


def _own_numbers(letter: Letter) -> Iterator[Finding]:
    numbers = item_numbers(letter)
    title = first(letter, "title")
    if title is None:
        return
    named = [n for n in numbers if title.start <= n.start < title.end]
    for number in numbers:
        if number not in named and named and not any(_same_number(number.value, n.value) for n in named):
            yield offence(
                letter, _RULE, "B", f"开头的编号“{number.raw}”与标题的编号“{named[0].raw}”不一致。",
                (number.start, number.end), expected=named[0].value,
            )  # fmt: skip


def _numbers(letter: Letter, case: Case) -> Offenders:
    if case.item_no is None:
        yield Unchecked(_RULE, "办理件没有编号，未核对编号。")
        return
    numbers = item_numbers(letter)
    for number in numbers:
        if not _same_number(number.value, case.item_no):
            whole = len(number.value) == len(case.item_no)
            yield offence(
                letter, _RULE, "B", f"编号“{number.raw}”与办理件的编号“{case.item_no}”不一致。",
                (number.start, number.end), expected=case.item_no, source="case",
                replacement=case.item_no if whole else None,
            )  # fmt: skip
    if numbers:
        return
    opening = first(letter, "title", "opening")
    if opening is not None and not letter.is_open(opening.start, opening.end):
        message = f"标题和开头没有写明编号（第{case.item_no}号）。"
        severity: Severity = "B" if is_whole(letter) else "W"
        yield offence(letter, _RULE, severity, message, expected=case.item_no, source="case")


def _same_number(one: str, registered: str) -> bool:
    """Whether the two are one number; the serial alone (第0411号, 第411号) will do."""
    if one == registered:
        return True
    short = len(registered) > _SERIAL >= len(one) and one.isdigit() and registered[-_SERIAL:].isdigit()
    return bool(short) and int(one) == int(registered[-_SERIAL:])


def _titles(letter: Letter, case: Case) -> Offenders:
    if case.title is None:
        yield Unchecked(_RULE, "办理件没有题目，未核对题目。")
        return
    found = False
    for start, end in quoted_spans(letter.text):
        named = names_item(letter, start)
        likeness = _likeness(letter.text[start:end], case.title)
        if likeness < (_LIKE if named else _VERY_LIKE):
            continue
        found = found or named
        yield from _title(letter, case.title, (start, end), named)
    opening = first(letter, "opening")
    if not found and opening is not None and not letter.is_open(opening.start, opening.end):
        yield from _no_title(letter, case.title, (opening.start, opening.end))


def _no_title(letter: Letter, title: str, opening: Span) -> Iterator[Finding]:
    named = [(s, e) for s, e in quoted_spans(letter.text) if opening[0] <= s < opening[1]]
    if named and re.search(r"提案|建议", letter.text[named[0][0] : named[0][1] + 24]):
        yield offence(
            letter, _RULE, "B", "开头所写的题目与办理件不是同一件。", named[0], expected=title, source="case"
        )  # fmt: skip
    elif not named:
        yield offence(letter, _RULE, "W", "开头没有写明题目。", opening, expected=title, source="case")


def _title(letter: Letter, title: str, span: Span, named: bool) -> Iterator[Finding]:
    written = "".join(letter.text[slice(*span)].split())
    registered = "".join(title.split())
    if _marks_aside(written) == _marks_aside(registered):
        return
    if title_key(written) == title_key(registered):
        yield offence(
            letter, _RULE, "W", f"题目的标点与办理件不一致：{difference(written, registered)}。", span,
            expected=title, source="case", replacement=_as_quoted(title),
        )  # fmt: skip
        return
    if title_key(_AFFIXES.sub("", written)) == title_key(_AFFIXES.sub("", registered)):
        yield offence(
            letter, _RULE, "W", f"题目与办理件的写法不完全一致：{difference(written, registered)}。", span,
            expected=title, source="case", replacement=_as_quoted(title),
        )  # fmt: skip
        return
    yield offence(
        letter, _RULE, "B" if named else "W", f"题目与办理件不一致：{difference(written, registered)}。", span,
        expected=title, source="case", replacement=_as_quoted(title) if named else None,
    )  # fmt: skip


def _marks_aside(text: str) -> str:
    """The title with its inner marks in one form: 《》 and 〈〉, curly and straight quotes, full and half width."""
    return unicodedata.normalize("NFKC", text).translate(str.maketrans("〈〉“”‘’「」", '《》""\'\'""'))


def _as_quoted(title: str) -> str:
    return title.translate(str.maketrans("《》", "〈〉"))


def _likeness(written: str, title: str) -> float:
    one, other = title_key(written), title_key(title)
    if not one or not other or min(len(one), len(other)) * 3 < max(len(one), len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _LIKE else 0.0


def difference(written: str, right: str) -> str:
    """The first differences in words: “推荐”应为“推进”."""
    told = []
    for tag, a, b, c, d in SequenceMatcher(None, written, right, autojunk=False).get_opcodes():
        if tag == "replace":
            left = 1 if a and c and written[a - 1] == right[c - 1] else 0
            told.append(f"“{written[a - left : b]}”应为“{right[c - left : d]}”")
        elif tag == "delete":
            told.append(f"多了“{written[a:b]}”")
        elif tag == "insert":
            told.append(f"少了“{right[c:d]}”")
    more = "等" if len(told) > _MOST_SHOWN else ""
    return "，".join(told[:_MOST_SHOWN]) + more


def quoted_spans(text: str) -> Iterator[Span]:
    """What stands in 《》, titles within titles included in the outer one; the marks themselves left out."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char == "《":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                yield start, at
        elif char == "\n":
            depth = 0


def _sessions(letter: Letter, case: Case) -> Offenders:
    if case.session is None:
        yield Unchecked(_RULE, "办理件没有写会议届次，未核对届次。")
        return
    for mention in named_sessions(letter):
        wrong = _wrong_parts(mention.session, case.session)
        if wrong:
            yield offence(
                letter, _RULE, "B", f"会议“{mention.raw}”的{'、'.join(wrong)}与办理件不一致。",
                (mention.start, mention.end), expected=case.session_text or session_wording(case.session),
                source="case", replacement=_with_numerals(mention, case.session, wrong),
            )  # fmt: skip


def _wrong_parts(written: Session, right: Session) -> list[str]:
    wrong = []
    if written.body != right.body:
        wrong.append("机构")
    if written.term != right.term:
        wrong.append("届")
    if written.number != right.number:
        wrong.append("次")
    places = written.region and right.region and not _same_place(written.region, right.region)
    levels = written.level and right.level and written.level != right.level and not (written.region and right.region)
    if places or levels:
        wrong.append("地区")
    return wrong


def _same_place(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _with_numerals(mention: SessionMention, right: Session, wrong: list[str]) -> str | None:
    """The mention with the right numerals, where only they are wrong."""
    if set(wrong) - {"届", "次"}:
        return None
    pieces, done = [], 0
    for match in _NUMERAL.finditer(mention.raw):
        following = mention.raw[match.end() : match.end() + 1]
        value = {"届": right.term, "次": right.number}.get(following)
        if value is not None:
            numeral = str(value) if match.group().isdigit() else int_to_chinese(value)
            pieces += [mention.raw[done : match.start()], numeral]
            done = match.end()
    return "".join((*pieces, mention.raw[done:]))


CHECKS = (Check(_RULE, correct_item),)
