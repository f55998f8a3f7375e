"""The answers of a letter: under each heading what the letter says of the ask, why, what was done, and what comes next
(回应、依据、已做、下一步; domain brief §2.5)."""

from collections.abc import Iterator, Sequence

from corpus.grammar.numerals import int_to_chinese
from corpus.offices.organs import same_organ
from drafting.draft import AnswerSection, LetterKind, Paragraph, Sentence, Source
from drafting.lexicon import lexicon
from drafting.materials import says
from drafting.matter import Matter
from drafting.phrases import Phrases
from drafting.plan import AnswerPlan
from drafting.wording import (
    fact_sentences,
    limit_sentences,
    opinion_sentences,
    plan_sentences,
    quoted,
    rule_sentences,
)

# Printed numbers of the levels (GB/T 9704—2012 7.3.3).
_NUMBERS = ("{han}、", "（{han}）", "{number}.", "（{number}）")
_DECLINED = ("暂不具备条件", "不属职权", "留作参考")


def answer_sections(
    plans: Sequence[AnswerPlan], matter: Matter, kind: LetterKind, you: str
) -> tuple[AnswerSection, ...]:
    """One section an ask, in the order of ``plans``; ``you`` is how the letter addresses the proposer (您, 你们)."""
    writer = _Writer(matter, kind, you)
    sections = []
    counts = [0] * len(_NUMBERS)
    for plan in plans:
        depth = plan.level - 1
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(counts) - depth - 1)
        printed = _NUMBERS[depth].format(han=int_to_chinese(counts[depth]), number=counts[depth])
        at = Source("case", None, plan.topic.start, plan.topic.end, plan.topic.text)
        sections.append(
            AnswerSection(
                suggestion=plan.suggestion.id,
                level=plan.level,
                heading=Sentence(printed + writer.heading(plan), "frame", (at,)),
                stance=plan.stance,
                paragraphs=writer.paragraphs(plan),
                reason=plan.reason,
            )
        )
    return tuple(sections)


class _Writer:
    """What the answers of one letter share: the rules named so far, and the phrases that take turns."""

    def __init__(self, matter: Matter, kind: LetterKind, you: str) -> None:
        self.matter = matter
        self.kind = kind
        self.you = you
        self.named: set[str] = set()
        self.phrases = Phrases(we=matter.we, you=you)

    def heading(self, plan: AnswerPlan) -> str:
        text = plan.topic.text.removeprefix("关于")
        return self.phrases.say("heading", topic=text if text.endswith(("问题", "建议")) else f"{text}的建议")

    def paragraphs(self, plan: AnswerPlan) -> tuple[Paragraph, ...]:
        """回应、依据与已做 in one paragraph, co-handlers in the next, 下一步 in the last."""
        matter, phrases = self.matter, self.phrases
        limited = tuple(limit_sentences(plan.limit, plan.firm, phrases)) if plan.limit else ()
        ruled = tuple(rule_sentences(plan.rules, self.named, phrases))
        facts = tuple(fact_sentences(plan.facts, matter, phrases))
        told = tuple(opinion_sentences(plan.opinions, matter, self.you, phrases))
        following = tuple(plan_sentences(plan.plans, matter, self.named, phrases))
        held = (*limited, *ruled, *facts, *told, *following)
        if plan.parent and not held:
            lead = "parts_opinion" if self.kind == "opinion" else "parts"
            return (Paragraph((Sentence(phrases.say(lead), "frame"),)),)
        response = tuple(self._response(plan))
        if not held:
            return (Paragraph((*response, *self._open(plan))),)
        done = (*limited, *ruled, *facts)
        if not facts and not told and not limited and not plan.parent:
            done = (*done, *self._undone(plan, bool(ruled)))
        following = following or tuple(self._unplanned(plan))
        first, second = ((*response, *done), told) if done else ((), (*response, *told))
        return tuple(Paragraph(group) for group in (first, second, following) if group)

    def _response(self, plan: AnswerPlan) -> Iterator[Sentence]:
        """What the letter says of the ask, where that is settled."""
        if plan.stance is not None and plan.firm and not plan.parent:
            table = "response_opinion" if self.kind == "opinion" else "response"
            if text := self.phrases.say(table, plan.stance):
                yield Sentence(text, "frame")

    def _open(self, plan: AnswerPlan) -> Iterator[Sentence]:
        """Nothing is known: everything is left to the officer, by what he says of the ask."""
        if self.kind == "opinion":
            yield self._gap("view", plan)
        elif plan.firm and plan.stance in _DECLINED:
            yield self._gap("reason", plan)
            yield self._gap("instead", plan)
        elif plan.firm and plan.stance == "采纳":
            yield self._gap("work", plan)
        elif self._shared():
            yield self._gap("part", plan)
        else:
            yield self._gap("both", plan)

    def _shared(self) -> bool:
        """Several units answer their own parts (分办): what this one knows nothing of may be another's."""
        return self.matter.role == "分办" and len(self.matter.case.lead_units) > 1

    def _undone(self, plan: AnswerPlan, ruled: bool) -> Iterator[Sentence]:
        if self.kind == "opinion":
            yield from () if ruled else (self._gap("view", plan),)
        else:
            yield self._gap("carried_out" if ruled else "work", plan)

    def _unplanned(self, plan: AnswerPlan) -> Iterator[Sentence]:
        """A gap for what comes next, unless all is done or a co-handler has said it."""
        if self.kind == "opinion" or plan.parent or plan.stance == "采纳":
            return
        said = [line.text for point in plan.opinions for line in point.sentences]
        declined = plan.stance in _DECLINED and (plan.firm or bool(plan.limit and plan.limit.provision))
        if any(says("future", text) and not lexicon("stances")["refused"].search(text) for text in said):
            return
        yield self._gap("instead" if declined else "next", plan)

    def _gap(self, name: str, plan: AnswerPlan) -> Sentence:
        own = self.matter.issuer
        units = [unit for unit in self.matter.case.lead_units if not (own and same_organ(unit, own))]
        others = f"（{'、'.join(units)}）" if units else ""
        text = self.phrases.say("gap", name, topic=quoted(plan.topic.text), stance=plan.stance or "", others=others)
        return Sentence(text, "placeholder")
