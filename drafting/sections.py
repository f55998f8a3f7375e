"""The answers of a letter: under each heading what was done and why, what co-handlers said, and what comes next."""

from collections.abc import Sequence

from corpus.grammar.numerals import int_to_chinese
from drafting.draft import AnswerSection, LetterKind, Paragraph, Sentence, Source
from drafting.formulas import phrase
from drafting.matter import Matter
from drafting.plan import AnswerPlan
from drafting.wording import fact_sentences, opinion_sentences, plan_sentences, rule_sentences

# Printed numbers of the levels (GB/T 9704—2012 7.3.3).
_NUMBERS = ("{han}、", "（{han}）", "{number}.", "（{number}）")


def answer_sections(
    plans: Sequence[AnswerPlan], matter: Matter, kind: LetterKind, you: str
) -> tuple[AnswerSection, ...]:
    """One section an ask, in the order of ``plans``; ``you`` is how the letter addresses the proposer (您, 你们)."""
    named: set[str] = set()
    sections = []
    counts = [0] * len(_NUMBERS)
    for plan in plans:
        depth = plan.level - 1
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(counts) - depth - 1)
        printed = _NUMBERS[depth].format(han=int_to_chinese(counts[depth]), number=counts[depth])
        heading = printed + phrase("lead", "heading", topic=_heading_topic(plan))
        at = Source("case", None, plan.topic.start, plan.topic.end, plan.topic.text)
        sections.append(
            AnswerSection(
                suggestion=plan.suggestion.id,
                level=plan.level,
                heading=Sentence(heading, "frame", (at,)),
                stance=plan.stance,
                paragraphs=_paragraphs(plan, matter, kind, you, named),
                reason=plan.reason,
            )
        )
    return tuple(sections)


def _heading_topic(plan: AnswerPlan) -> str:
    text = plan.topic.text
    return text.removeprefix("关于") if text.endswith(("问题", "建议")) else f"{text.removeprefix('关于')}的建议"


def _paragraphs(plan: AnswerPlan, matter: Matter, kind: LetterKind, you: str, named: set[str]) -> tuple[Paragraph, ...]:
    """依据与已做 in one paragraph, co-handlers in the next, 下一步 in the last."""
    done = (*rule_sentences(plan.rules, named), *fact_sentences(plan.facts, matter))
    told = tuple(opinion_sentences(plan.opinions, matter, you))
    following = tuple(plan_sentences(plan.plans, matter, named))
    if plan.parent and not (done or told or following):
        lead = "parts" if kind == "reply" else "parts_opinion"
        return (Paragraph((Sentence(phrase("lead", lead, you=you), "frame"),)),)
    if not (done or told or following) and kind == "reply":
        return (Paragraph((_open("both", plan, matter),)),)
    if not done and not told:
        done = (_open("view" if kind == "opinion" else "work", plan, matter),)
    if not following and not plan.parent and kind == "reply" and plan.stance != "采纳":
        following = (_open("next", plan, matter),)
    return tuple(Paragraph(group) for group in (done, told, following) if group)


def _open(name: str, plan: AnswerPlan, matter: Matter) -> Sentence:
    return Sentence(phrase("placeholder", name, topic=plan.topic.text, we=matter.we), "placeholder")
