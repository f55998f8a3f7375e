"""A draft letter: what is written, and what each sentence of it rests on.

Sentence roles (command contract): ``frame`` is a formula of the letter; ``fact``, ``rule``, ``plan`` and ``quote``
assert something and carry at least one :class:`Source`; ``placeholder`` is a visible 【待核实：…】.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["frame", "fact", "rule", "plan", "quote", "placeholder"]
LetterKind = Literal["reply", "opinion", "second_reply", "interim"]
HandlingRole = Literal["主办", "会办", "分办", "独办"]
Stance = Literal["采纳", "部分采纳", "正在办理", "列入计划", "暂不具备条件", "留作参考", "不属职权"]


@dataclass(frozen=True, slots=True)
class Source:
    """A span of a source text; ``quote`` is letter for letter ``text[start:end]`` of that source.

    ``document`` is a stored document's id, ``case``, or ``opinion:N`` (N counts the opinions from 1).
    ``passage`` is the stored passage's key, ``None`` for the case file and opinions. ``adaptation`` says how the
    sentence differs from the quote; it is empty where the words stand unchanged. ``number`` is the document's number.
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
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """``by`` tells whose words these are: a sentence of the officer stands as it was written, and nothing mends it."""

    text: str
    role: Role
    sources: tuple[Source, ...] = ()
    by: Literal["dafu", "officer"] = "dafu"


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
class Basis:
    """What a part of the frame (copies, number, disclosure …) rests on: the place's rule, or a stored letter.

    ``text`` is what the part took over word for word, ``rests_on`` the rule or setting in Chinese, ``source`` the span
    of a stored text where there is one.
    """

    field: str
    text: str
    rests_on: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole letter in the order it is printed; every text is Chinese and ready to print.

    ``case`` is the item number; ``class_mark`` is ``None`` where no class applies (会办意见) and a 【待核实：…】
    where it is open. ``issuer``, ``doc_number``, ``signature``, ``date``, ``contact`` and ``copies`` likewise hold
    a placeholder where nothing is known. ``class_form`` is how the place prints the class; ``disclosure_reason`` is why
    the letter is not 主动公开; ``basis`` tells what the parts of the frame rest on. ``print_unit`` and ``print_date``
    (印发机关, 印发日期) are printed in 文件格式 only; where they are empty, issuer and date stand there.
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
    class_form: str = "{类}"
    disclosure_reason: str = ""
    basis: tuple[Basis, ...] = ()
    print_unit: str = ""
    print_date: str = ""

    @property
    def printed_class(self) -> str:
        """The class mark as the place prints it (B, B类, 类别：B); empty where the letter bears none."""
        mark = self.class_mark or ""
        return mark if not mark or mark.startswith("【") else self.class_form.replace("{类}", mark)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the body in order: opening, each section's heading and paragraphs, closing."""
        yield from self.opening
        for section in self.sections:
            yield Paragraph((section.heading,))
            yield from section.paragraphs
        yield from self.closing
