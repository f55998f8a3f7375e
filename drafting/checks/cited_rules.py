"""The rules that a letter cites: that they exist, that title and number belong together, and that they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from corpus.document import Document
from corpus.references import closest_title, normal_doc_number
from corpus.rulebook.catalogue import Catalogue, Rule
from corpus.rulebook.dating import item_year
from corpus.rulebook.rule_mentions import Mention, rule_mentions
from corpus.rulebook.rule_names import cited_name, law_key
from corpus.rulebook.rules import standing_on
from corpus.title_marks import in_marks
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.lexicon import words
from drafting.finding import Finding, Mend, Severity

_NO_CATALOGUE = "没有可查的政策法规目录"
_ENDED = ("已失效", "已废止", "已被替代")
_COMING = ("拟制定", "征求意见", "尚未施行")
_BEFORE_BASIS = 14
# A number this many characters from the right one was mistyped; further off it is another document.
_MISTYPED = 2
# Short titles lie a character apart (物业管理条例, 盐业管理条例): only a longer one shows what was meant.
_TELLING = 10


def named_rightly(letter: Letter, dossier: Dossier) -> Offenders:
    """R07: each cited rule is known, and its title and number are those of one rule."""
    if dossier.archive is None:
        yield Unchecked("R07", _NO_CATALOGUE)
        return
    told = _told_elsewhere(dossier)
    for mention in _mentions(letter):
        found = _wrong_name(mention, letter, dossier.archive.catalogue, told)
        if found is not None:
            yield found


def _mentions(letter: Letter) -> Iterator[Mention]:
    """The rules cited in the body; the letter's own number and title stand outside it."""
    start, end = letter.body
    for mention in rule_mentions(letter.document):
        if start <= mention.start < end and not letter.is_open(mention.start, mention.end):
            yield mention


@dataclass(frozen=True, slots=True)
class _Told:
    """How the case and the opinions cite rules: the numbers of each title, by the title's key, and the titles."""

    numbers: dict[str, set[str | None]]
    titles: tuple[str, ...]


def _told_elsewhere(dossier: Dossier) -> _Told:
    texts: list[Document] = [dossier.case] if dossier.case else []
    texts += [opinion.document for opinion in dossier.opinions or ()]
    mentions = [mention for document in texts for mention in rule_mentions(document)]
    numbers: dict[str, set[str | None]] = {}
    for mention in mentions:
        if mention.title:
            numbers.setdefault(law_key(mention.title), set()).add(mention.number)
        elif mention.number:
            numbers.setdefault(mention.number, set()).add(None)
    titles = (mention.title for mention in mentions if mention.title and len(mention.title) >= _TELLING)
    return _Told(numbers, tuple(dict.fromkeys(titles)))


def _wrong_name(mention: Mention, letter: Letter, catalogue: Catalogue, told: _Told) -> Finding | None:
    titled = catalogue.find(mention.title) if mention.title else ()
    numbered = catalogue.find(mention.number) if mention.number else ()
    raw = letter.text[mention.start : mention.end]
    finding = partial(Finding, "R07", start=mention.start, end=mention.end, quote=raw)
    if titled and mention.number and not any(_bears(rule, mention.number) for rule in titled):
        right = next((rule for rule in titled if rule.doc_number), None)
        if right is not None and right.doc_number:
            message = f"{in_marks(mention.title or '')}的文号是{right.doc_number}，不是{mention.number}。"
            return finding("B", message, expected=right.doc_number, source=right.document,
                           mend=_number_mend(mention, right.doc_number, letter, bool(numbered)))  # fmt: skip
    if mention.title and not titled:
        return _unknown_title(mention, letter, catalogue, numbered, told)
    if mention.title is None and not numbered and mention.number:
        return _unknown_number(mention, catalogue, letter, told)
    return None


def _unknown_title(
    mention: Mention, letter: Letter, catalogue: Catalogue, numbered: Sequence[Rule], told: _Told
) -> Finding | None:
    title, raw = mention.title or "", letter.text[mention.start : mention.end]
    close = catalogue.closest(title)
    said = closest_title(title, told.titles)
    if numbered:
        right = cited_name(numbered[0].title)
        mend = _title_mend(mention, right, letter) if close and close.rule in numbered else None
        return Finding("R07", "B", f"{mention.number}的标题是{in_marks(right)}，与文中{in_marks(title)}不一致。",
                       mention.start, mention.end, raw, right, numbered[0].document, mend)  # fmt: skip
    if law_key(title) in told.numbers and mention.number in (None, *told.numbers[law_key(title)]):
        return None
    if law_key(title) in told.numbers and (known := {n for n in told.numbers[law_key(title)] if n}):
        right = min(known)
        return Finding("R07", "B", f"{in_marks(title)}在来件中的文号是{right}，不是{mention.number}。",
                       mention.start, mention.end, raw, right)  # fmt: skip
    if said is not None and said.edits:
        return Finding("R07", "B", f"来件中的名称是{in_marks(said.title)}，文中写作{in_marks(title)}。", mention.start,
                       mention.end, raw, said.title, None, _title_mend(mention, said.title, letter))  # fmt: skip
    if close is not None and (len(law_key(title)) < _TELLING and law_key(close.name) not in told.numbers):
        message = f"目录中没有{in_marks(title)}，名称相近的有{in_marks(cited_name(close.name))}，请核对。"
        return Finding("R07", "W", message, mention.start, mention.end, raw)
    if close is not None:
        right = cited_name(close.name)
        return Finding("R07", "B", f"没有找到{in_marks(title)}，是否为{in_marks(right)}？", mention.start, mention.end,
                       raw, right, close.rule.document, _title_mend(mention, right, letter))  # fmt: skip
    return Finding(
        "R07", "I", f"目录中没有{in_marks(title)}，请核对名称、文号和效力。", mention.start, mention.end, raw
    )


def _unknown_number(mention: Mention, catalogue: Catalogue, letter: Letter, told: _Told) -> Finding | None:
    number, raw = mention.number or "", letter.text[mention.start : mention.end]
    if number in told.numbers or any(number in numbers for numbers in told.numbers.values()):
        return None
    near = _close_number(number, catalogue, letter)
    if near is not None:
        return Finding("R07", "B", f"没有找到{number}，上文和目录中的文号是{near.doc_number}。", mention.start,
                       mention.end, raw, near.doc_number, near.document)  # fmt: skip
    return Finding("R07", "I", f"目录中没有文号为{number}的文件，请核对。", mention.start, mention.end, raw)


def _close_number(number: str, catalogue: Catalogue, letter: Letter) -> Rule | None:
    """The rule that the letter also cites by its title, or the only one known, whose number is a digit from this."""
    from rapidfuzz.distance import Levenshtein

    near = [
        rule
        for rule in catalogue.rules
        if rule.doc_number and rule.doc_number != number
        and Levenshtein.distance(rule.doc_number, number, score_cutoff=1) <= 1
    ]  # fmt: skip
    named = [rule for rule in near if cited_name(rule.title) in letter.text]
    return named[0] if named else near[0] if len({rule.doc_number for rule in near}) == 1 else None


def _bears(rule: Rule, number: str) -> bool:
    return rule.doc_number is None or rule.doc_number == (normal_doc_number(number) or number)


def _number_mend(mention: Mention, right: str, letter: Letter, known: bool) -> Mend | None:
    """Certain where the number as printed is of no other rule and nearly the right one."""
    from rapidfuzz.distance import Levenshtein

    raw, wrong = letter.text[mention.start : mention.end], mention.number or ""
    at = raw.find(wrong)
    if known or at < 0 or Levenshtein.distance(wrong, right) > _MISTYPED:
        return None
    return Mend(mention.start + at, mention.start + at + len(wrong), right)


def _title_mend(mention: Mention, right: str, letter: Letter) -> Mend | None:
    raw = letter.text[mention.start : mention.end]
    start, end = raw.find("《"), raw.rfind("》")
    return Mend(mention.start + start + 1, mention.start + end, right) if 0 <= start < end else None


def still_stands(letter: Letter, dossier: Dossier) -> Offenders:
    """R08: no rule is cited that had expired, been repealed or replaced by the letter's day; none but by saying so."""
    if dossier.archive is None:
        yield Unchecked("R08", _NO_CATALOGUE)
        return
    said: set[str] = set()
    for mention in _mentions(letter):
        name = mention.title or mention.number or ""
        found = standing_on(dossier.archive.catalogue, name, letter.day)
        if found.standing not in _ENDED:
            continue
        around = _sentence(letter, mention)
        if words("cited_rules", "ended").search(around) or law_key(name) in said:
            said.add(law_key(name))
            continue
        successor = f"，现行文件是{in_marks(cited_name(found.successor.title))}" if found.successor else ""
        raw = letter.text[mention.start : mention.end]
        shown = in_marks(mention.title) if mention.title else name
        stood = _stood_in_the_items_year(name, letter, dossier, dossier.archive.catalogue)
        grave: Severity = "W" if stood else "B"
        yield Finding(
            "R08", grave, f"{shown}{found.standing}：{found.why}{successor}。",
            mention.start, mention.end, raw, cited_name(found.successor.title) if found.successor else None,
            found.rule.document if found.rule else None,
        )  # fmt: skip


def _stood_in_the_items_year(name: str, letter: Letter, dossier: Dossier, catalogue: Catalogue) -> bool:
    """Whether a letter that bears no date yet answers an item of a year in which the rule still stood."""
    case = dossier.case.case if dossier.case else None
    year = item_year(case.item_no) if case and case.item_no else None
    if letter.document.date is not None or year is None or f"{year}-12-31" >= letter.day:
        return False
    return standing_on(catalogue, name, f"{year}-12-31").standing not in _ENDED


def in_force(letter: Letter, dossier: Dossier) -> Offenders:
    """R09: what is only planned, or not yet in force, is no basis."""
    if dossier.archive is None:
        yield Unchecked("R09", _NO_CATALOGUE)
        return
    for mention in _mentions(letter):
        name = mention.title or mention.number or ""
        found = standing_on(dossier.archive.catalogue, name, letter.day)
        if found.standing not in _COMING:
            continue
        before = letter.text[max(0, mention.start - _BEFORE_BASIS) : mention.start].rpartition("。")[2]
        if not words("cited_rules", "basis").search(before):
            continue
        raw = letter.text[mention.start : mention.end]
        shown = in_marks(mention.title) if mention.title else name
        yield Finding("R09", "W", f"{shown}在{letter.day}{found.standing}（{found.why}），不能作为依据。",
                      mention.start, mention.end, raw, None, found.rule.document if found.rule else None)  # fmt: skip


def _sentence(letter: Letter, mention: Mention) -> str:
    """The sentence of the mention, without the words inside its title."""
    text = next(
        (s.text for s in letter.statements if s.start <= mention.start < s.end),
        letter.text[max(0, mention.start - 60) : mention.end + 60],
    )
    return text.replace(letter.text[mention.start : mention.end], "《》" if mention.title else "")


CHECKS = (Check("R07", named_rightly), Check("R08", still_stands), Check("R09", in_force))
