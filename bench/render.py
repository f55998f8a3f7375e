"""How long a letter takes to become a .docx, beside docxtpl filling a template of the same letter.

    bench/.venv-peers/bin/python -m bench.render [--pages 3] [--rounds 15]

Both get the same letter in one run, in turns, and write the file into memory; the template is the letter's own .docx
with docxtpl's tags in the place of the words, so that both files have the same styles, frames and footers. Times are
processor time of this process. docxtpl stands in bench/peers/requirements.txt; the program itself does not need it.
"""

import argparse
import gc
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from docx import Document

from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.export.docx import to_docx
from drafting.export.word_notes import to_annotated
from drafting.export.word_tracked import printed_paragraphs, to_tracked

BAR = 2.0
_WORDS = "近年来，我局认真落实有关规定，不断完善工作机制，2025年全市新增团体标准41项，同比增长25.4%。"
_A_PAGE = 8  # paragraphs of the filler


def sentence(text: str) -> Sentence:
    return Sentence(text, "fact", (Source("abc", "abc#1", 0, len(text), text, title="澜州市工作总结"),))


def letter(pages: int) -> Draft:
    """A letter of about ``pages`` pages: four answers with headings, sources and gaps."""
    body = tuple(Paragraph((sentence(_WORDS), sentence(_WORDS))) for _ in range(pages * _A_PAGE // 4))
    gap = Paragraph((Sentence("【待核实：完成时限】。", "placeholder"),))
    sections = tuple(
        AnswerSection(n, 1, Sentence(f"{n}、关于发展团体标准的建议", "frame"), None, (*body, gap)) for n in "一二三四"
    )
    return Draft(
        case="20260105",
        kind="reply",
        title="关于市政协第八届五次会议第20260105号提案的答复",
        addressee="沈若兰委员",
        class_mark="B",
        issuer="澜州市市场监督管理局",
        doc_number="澜市监函〔2026〕12号",
        opening=(Paragraph((sentence(_WORDS),)),),
        sections=sections,
        closing=(Paragraph((Sentence("专此答复。", "frame"),)),),
        signature="澜州市市场监督管理局",
        date="2026年5月20日",
        contact="联系人：安如海，联系电话：0700—8641205",
        disclosure="主动公开",
        copies="市政协提案委员会，市财政局",
    )


def template(draft: Draft) -> bytes:
    """The letter's .docx with tags: loops over opening, sections and closing."""
    section = AnswerSection(
        "1", 1, _tag("{{ section.heading }}"), None, (*_loop("text", "section.paragraphs"), _line("{%p endfor %}"))
    )
    return to_docx(
        replace(
            draft,
            title="{{ title }}",
            addressee="{{ addressee }}",
            class_mark="{{ class_mark }}",
            issuer="{{ issuer }}",
            doc_number="{{ doc_number }}",
            opening=(*_loop("text", "opening"), _line("{%p for section in sections %}")),
            sections=(section,),
            closing=_loop("text", "closing"),
            signature="{{ signature }}",
            date="{{ date }}",
            contact="{{ contact }}",
            disclosure="{{ disclosure }}",
            copies="{{ copies }}",
        )
    )


def _loop(name: str, values: str) -> tuple[Paragraph, ...]:
    return _line(f"{{%p for {name} in {values} %}}"), _line(f"{{{{ {name} }}}}"), _line("{%p endfor %}")


def _line(text: str) -> Paragraph:
    return Paragraph((_tag(text),))


def _tag(text: str) -> Sentence:
    return Sentence(text, "frame")


def context(draft: Draft) -> dict[str, object]:
    names = (
        "title",
        "addressee",
        "class_mark",
        "issuer",
        "doc_number",
        "signature",
        "date",
        "contact",
        "disclosure",
        "copies",
    )
    sections = [{"heading": s.heading.text, "paragraphs": [p.text for p in s.paragraphs]} for s in draft.sections]
    return {
        **{name: getattr(draft, name) for name in names},
        "opening": [paragraph.text for paragraph in draft.opening],
        "closing": [paragraph.text for paragraph in draft.closing],
        "sections": sections,
    }


def seconds(task: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    task()
    return time.process_time() - began


def main() -> int:
    from docxtpl import DocxTemplate

    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=3)
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    draft = letter(given.pages)
    blank, values = template(draft), context(draft)
    earlier = printed_paragraphs(replace(draft, date="2026年5月19日"))

    def with_docxtpl() -> bytes:
        document = DocxTemplate(io.BytesIO(blank))
        document.render(values, autoescape=True)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    tasks: dict[str, Callable[[], bytes]] = {
        "docxtpl": with_docxtpl,
        "dafu": lambda: to_docx(draft),
        "dafu, annotated": lambda: to_annotated(draft),
        "dafu, tracked": lambda: to_tracked(draft, earlier, "甲", "2026-05-20"),
    }
    texts = {name: _text(task()) for name, task in tasks.items()}
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(given.rounds):
        for name, task in tasks.items():
            taken[name].append(seconds(task))
    peer = statistics.median(taken["docxtpl"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:16} {middle * 1000:7.2f} ms   × {middle / peer:.2f} docxtpl")
    print("the same words:", texts["dafu"] == texts["docxtpl"])
    return 0 if statistics.median(taken["dafu"]) <= BAR * peer and texts["dafu"] == texts["docxtpl"] else 1


def _text(data: bytes) -> str:
    return "".join(paragraph.text.replace("\n", "") for paragraph in Document(io.BytesIO(data)).paragraphs)


if __name__ == "__main__":
    raise SystemExit(main())
