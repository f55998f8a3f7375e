"""A citizen's message (来信、留言) answered like an ask of a proposal.

The case of a message is one without number, session, units and named proposer: it is drafted as a 建议 and given the
frame of an answer to a message. What it asks for becomes its asks, each a span of the message.
"""

from dataclasses import replace

from corpus.cases.suggestions import find_suggestions
from corpus.document import Case, Document, Suggestion
from corpus.errors import UnusableInput
from drafting.archive import Archive
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.fill import render
from drafting.phrases import Phrases
from drafting.placeholder import PLACEHOLDER
from drafting.service import DraftRequest, DraftResult, draft_case

# A message asks for a few things at most; more spans are parts of a complaint.
_MOST_ASKS = 6
_ASKED = "的建议"


def citizen_case(title: str, message: str) -> Document:
    """The message as a case. Raises :class:`UnusableInput` for a message without words."""
    title, message = title.strip(), message.strip()
    if not (title or message):
        raise UnusableInput("来信没有内容，请粘贴来信的标题和正文。")
    text = f"{title}\n{message}".strip()
    begin = len(title) + 1 if title and message else 0
    asks = find_suggestions(text, begin, len(text))[:_MOST_ASKS]
    if not asks:
        whole = title or message
        asks = (Suggestion("1", None, whole, 0, len(whole)),)
    case = Case(None, "建议", title or None, None, None, (), asks)
    return Document(text, "proposal", title=title or None, case=case)


def answer_citizen(
    title: str, message: str, archive: Archive, issuer: str | None = None, date: str | None = None
) -> DraftResult:
    """The letter that answers a message; its sentences are held to the same sources as any other letter's."""
    case = citizen_case(title, message)
    result = draft_case(DraftRequest(case, (), "独办", issuer, date), archive)
    draft = _framed(result.draft, case, result.matter.we)
    return replace(result, draft=draft, placeholders=tuple(dict.fromkeys(PLACEHOLDER.findall(draft.text))))


def _framed(draft: Draft, case: Document, we: str) -> Draft:
    """The letter in the frame of an answer to a message: no class mark, no copies, no session."""
    phrases, title = Phrases(we=we, you="您"), case.title or ""
    sources = (Source("case", None, 0, len(title), title),) if title else ()
    opening = phrases.say("citizen", "opening" if title else "opening_untitled", title=title)
    letter = replace(
        draft,
        case=None,
        title=phrases.say("citizen", "title" if title else "title_untitled", title=title),
        addressee=phrases.say("citizen", "addressee"),
        class_mark=None,
        opening=(Paragraph((Sentence(opening, "frame", sources),)),),
        sections=tuple(map(_asked, draft.sections)),
        closing=tuple(Paragraph((Sentence(phrases.say("citizen", name), "frame"),)) for name in ("closing", "ending")),
        copies="",
        attachments=(),
        basis=(),
    )
    return replace(letter, text=render(letter))


def _asked(section: AnswerSection) -> AnswerSection:
    """A message raises questions, it makes no proposals (建议 only where it does)."""
    heading = section.heading
    text = heading.text.removesuffix(_ASKED) + "的问题" if heading.text.endswith(_ASKED) else heading.text
    return replace(section, heading=replace(heading, text=text))
