"""The letter as paragraphs in the order they are printed, before any file format."""

from dataclasses import dataclass
from typing import Literal

from drafting.draft import Sentence
from drafting.export.feedback_form import FeedbackForm


@dataclass(frozen=True, slots=True)
class OnPage:
    """A place measured from the paper's upper left corner."""

    top_mm: float
    left_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True)
class AtFoot:
    """The last lines of the text area of the page (clause 7.4, 版记)."""

    width_mm: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A line under the paragraph; ``points`` is its thickness and ``gap_pt`` its distance from the text."""

    kind: Literal["single", "thickThinSmallGap", "thinThickSmallGap"]
    points: float
    colour: str
    gap_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Form:
    """Where a paragraph differs from its style; ``None`` leaves the style's own value.

    ``first_pt`` is the first line's indent beyond ``left_pt``, negative where later lines stand further in.
    """

    place: OnPage | AtFoot | None = None
    rule: Rule | None = None
    before_pt: float | None = None
    right_pt: float | None = None
    left_pt: float | None = None
    first_pt: float | None = None
    size_pt: float | None = None
    line_pt: float | None = None
    tab_right_pt: float | None = None
    keep_next: bool = False
    new_page: bool = False


AS_STYLED = Form()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; ``broken`` puts each sentence on a line of its own (titles)."""

    style: str
    sentences: tuple[Sentence, ...]
    form: Form = AS_STYLED
    broken: bool = False

    @property
    def text(self) -> str:
        return "".join(sentence.text for sentence in self.sentences)


def block(style: str, text: str, form: Form = AS_STYLED) -> Block:
    """A paragraph that asserts nothing of its own."""
    return Block(style, (Sentence(text, "frame"),) if text else (), form)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The 版记 of 文件格式 at the foot of the last page: ``above`` stands over its first line (7.4)."""

    above: tuple[Block, ...]
    rows: tuple[Block, ...]


Item = Block | FeedbackForm | Imprint
