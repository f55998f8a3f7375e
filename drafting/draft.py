"""A draft letter: what is written, and what each sentence of it rests on.

Sentence roles (command contract): ``frame`` is a formula of the letter; ``fact``, ``rule``, ``plan`` and ``quote``
assert something and carry at least one :class:`Source`; ``placeholder`` is a visible 【待核实：…】.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["frame", "fact", "rule", "plan", "quote", "placeholder"]
LetterKind = Literal["reply", "opinion"]
HandlingRole = Literal["主办", "会办", "分办", "独办"]
Stance = Literal["采纳", "部分采纳", "正在办理", "列入计划", "暂不具备条件", "留作参考", "不属职权"]


@dataclass(frozen=True, slots=True)
class Source:
    """A span of a source text; ``quote`` is letter for letter ``text[start:end]`` of that source.

    ``document`` is a stored document's id, ``case``, or ``opinion:N`` (N counts the opinions from 1).
    ``passage`` is the stored passage's key, ``None`` for the case file and opinions. ``adaptation`` says how the
    sentence differs from the quote; it is empty where the words stand unchanged.
    """

    document: str
    passage: str | None
    start: int
    end: int
    quote: str
    title: str | None = None
    date: str | None = None
    disclosure: str | None = None
    adaptation: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    role: Role
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """The answer to one suggestion.

    ``level`` 1 is 一、, 2 （一）, 3 1. and 4 （1）; ``stance`` is ``None`` while it is the officer's to choose, and
    ``reason`` says in Chinese what the proposed stance rests on.
    """

    suggestion: str
    level: int
    heading: Sentence
    stance: Stance | None
    paragraphs: tuple[Paragraph, ...]
    reason: str = ""

    def sentences(self) -> Iterator[Sentence]:
        yield self.heading
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole letter in the order it is printed; every text is Chinese and ready to print.

    ``case`` is the item number; ``class_mark`` is ``None`` where no class applies (会办意见) and a 【待核实：…】
    where it is open. ``issuer``, ``doc_number``, ``signature``, ``date``, ``contact`` and ``copies`` likewise hold
    a placeholder where nothing is known.
    """

    case: str | None
    kind: LetterKind
    title: str
    addressee: str
    class_mark: str | None
    issuer: str
    doc_number: str
    opening: tuple[Paragraph, ...]
    sections: tuple[AnswerSection, ...]
    closing: tuple[Paragraph, ...]
    signature: str
    date: str
    contact: str
    disclosure: str
    copies: str
    attachments: tuple[str, ...] = ()
    text: str = ""

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the body in order: opening, each section's heading and paragraphs, closing."""
        yield from self.opening
        for section in self.sections:
            yield Paragraph((section.heading,))
            yield from section.paragraphs
        yield from self.closing
