"""A letter against the opinions on its matter: how far a thing has come, and what a co-handler does not agree to."""

from collections.abc import Iterator

from corpus.cases.align import align
from corpus.document import Answer, Document
from corpus.rulebook.rule_names import law_key
from corpus.structure.lines import sentences
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.lexicon import words
from drafting.checks.polarity import turned
from drafting.checks.traced import Change, tracing
from drafting.finding import Finding
from drafting.matter import Opinion

_STAGES = (1, 2, 3, 4, 5)
_STAGE_NAMES = ("", "研究制定", "征求意见", "送审", "批准", "印发")
_NO_OPINIONS = "没有提供会办意见"


def same_stage(letter: Letter, dossier: Dossier) -> Offenders:
    """R14: letter and opinions tell alike how far a document has come (研究制定 < 征求意见 < 送审 < 批复 < 印发)."""
    if dossier.opinions is None:
        yield Unchecked("R14", _NO_OPINIONS)
        return
    mine = _stages(letter.document, letter.body)
    for opinion in dossier.opinions:
        theirs = _stages(opinion.document, (0, len(opinion.document.text)))
        for key, (stage, start, end, name) in mine.items():
            other = theirs.get(key)
            if other is not None and other[0] != stage:
                said = opinion.document.text[other[1] : other[2]]
                yield Finding(
                    "R14", "B",
                    f"《{name}》的进展与{opinion.unit or ''}会办意见不一致：文中是“{_STAGE_NAMES[stage]}”阶段，"
                    f"会办意见是“{_STAGE_NAMES[other[0]]}”阶段（{said}）。",
                    start, end, letter.text[start:end], said, opinion.reference,
                )  # fmt: skip
    yield from _restaged(letter, dossier)


def _restaged(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    """A sentence of an opinion taken over with the stage changed."""
    for traced in tracing(letter, dossier).traced:
        for change in traced.changes:
            if change.kind != "words" or not change.match.told.origin.startswith("opinion:"):
                continue
            mine, its = _stage(change.written), _stage(change.told)
            if mine and its and mine != its:
                yield Finding(
                    "R14", "B",
                    f"进展与{change.match.told.name}不一致：会办意见为“{change.told}”，文中写作“{change.written}”。",
                    change.start, change.end, change.written, change.told, change.match.told.origin,
                )  # fmt: skip


def _stages(document: Document, span: tuple[int, int]) -> dict[str, tuple[int, int, int, str]]:
    """Per document named in 《》 the highest stage it has reached as told, with the clause that tells it."""
    found: dict[str, tuple[int, int, int, str]] = {}
    titles = [r for r in document.references if r.kind == "title"]
    for sentence in sentences(document.text, *span):
        for start, end in _clauses(document.text, sentence.start, sentence.end):
            named = [t for t in titles if start <= t.start < end]
            clause = document.text[start:end]
            for title in named:
                clause = clause.replace(title.raw, "《》")
            if (
                len(named) != 1
                or words("consulted", "later").search(clause)
                or not words("consulted", "now").search(clause)
            ):
                continue
            stage = _stage(clause)
            key = law_key(named[0].value)
            if stage and stage > found.get(key, (0, 0, 0, ""))[0]:
                found[key] = (stage, start, end, named[0].value)
    return found


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth, begin = 0, start
    for at in range(start, end):
        depth += (text[at] == "《") - (text[at] == "》")
        if text[at] in "，,；;。" and depth == 0:
            if at > begin:
                yield begin, at
            begin = at + 1
    if begin < end:
        yield begin, end


def _stage(clause: str) -> int:
    return max((n for n in _STAGES if words("consulted", f"stage_{n}").search(clause)), default=0)


def not_against(letter: Letter, dossier: Dossier) -> Offenders:
    """R16: the letter does not promise what a co-handler refuses, and gives its view as it is."""
    if dossier.opinions is None:
        yield Unchecked("R16", _NO_OPINIONS)
    reversed_views = list(_reversed(letter, dossier))
    yield from reversed_views
    case = dossier.case.case if dossier.case else None
    if case is None or not dossier.opinions:
        return
    told = {finding.start for finding in reversed_views}
    for opinion in dossier.opinions:
        for point in align(opinion.reply.answers, case.suggestions):
            refusal = refusal_in(point)
            for answer in letter.answers if refusal else ():
                found = _promised(answer, refusal, letter) if {*answer.suggestions} & {*point.suggestions} else None
                if found is not None and found[0] not in told:
                    yield _against(found, refusal, opinion, letter)


def _against(span: tuple[int, int], refusal: str, opinion: Opinion, letter: Letter) -> Finding:
    message = f"{opinion.unit or '会办单位'}的会办意见不同意（{refusal}），文中却作了承诺，请先与其协商一致。"
    return Finding("R16", "B", message, *span, letter.text[slice(*span)], refusal, opinion.reference)


def refusal_in(point: Answer) -> str:
    """The first sentence of an opinion's point that refuses, or nothing."""
    for sentence in sentences(point.text):
        if words("consulted", "refused").search(sentence.text):
            return sentence.text
    return ""


def _promised(answer: Answer, refusal: str, letter: Letter) -> tuple[int, int] | None:
    """The sentence of an answer that promises what ``refusal`` is about, where the answer nowhere tells the refusal."""
    if words("consulted", "refused").search(answer.text):
        return None
    about = _pairs(words("consulted", "refused").sub("", refusal))
    for sentence in sentences(letter.text, answer.start, answer.end):
        own = _pairs(sentence.text)
        if words("consulted", "promised").search(sentence.text) and len(about & own) >= max(4, len(about) // 3):
            return sentence.start, sentence.end
    return None


def _pairs(text: str) -> set[str]:
    plain = "".join(char for char in text if "\u4e00" <= char <= "\u9fff")
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _reversed(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    for traced in tracing(letter, dossier).traced:
        for change in traced.changes:
            if _is_view(change) and turned(change, traced.statement.text):
                told = change.match.told
                yield Finding(
                    "R16", "B",
                    f"与{told.name}的意思相反：会办意见为“{_shown(change, True)}”，文中写作“{_shown(change, False)}”。",
                    change.start, max(change.end, change.start + 1), change.written, change.told, told.origin,
                )  # fmt: skip


def _is_view(change: Change) -> bool:
    return change.match.told.origin.startswith("opinion:") or change.match.told.kind == "opinion"


def _shown(change: Change, told: bool) -> str:
    """The words changed with a few around them, so that a dropped 不 shows."""
    text = change.told if told else change.written
    return text if text else "（无）"


CHECKS = (Check("R14", same_stage), Check("R16", not_against))
