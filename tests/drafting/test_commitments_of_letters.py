from pathlib import Path

import pytest

from corpus.commitments.letters import letter_commitments
from corpus.document import Document
from corpus.parse import parse
from corpus.read import read, read_bytes
from drafting.checks.letter import Letter
from drafting.checks.read_letter import read_letter
from drafting.commitments import commitments
from drafting.compare.promises import SpokenOf, unmentioned

LETTER = """澜州市教育局
关于市政协九届二次会议第20260118号提案的答复
李文华委员：
　　您提出的《关于提升课后服务质量的提案》（第20260118号提案）收悉。经研究，现答复如下：
　　一、关于丰富课程供给
　　我局将于2026年9月底前建立课程资源库。
　　二、关于提高补助标准
　　据市财政局反馈，该局将在2027年预算中统筹研究。
　　感谢您对教育工作的关心和支持，我们将继续努力。
　　专此答复。
澜州市教育局
2026年5月20日
"""


def letter(text: str = LETTER) -> Letter:
    return read_letter(parse(read_bytes(text.encode(), "答复.txt"), "答复.txt"), "2026-06-01")


def test_the_promises_of_a_letter_stand_in_its_answers() -> None:
    found = commitments(letter())
    assert [(one.unit, one.deadline_date) for one in found] == [
        ("澜州市教育局", "2026-09-30"),
        ("市财政局", "2027-12-31"),
    ]
    assert all(LETTER[one.start : one.end] == one.sentence for one in found)


def test_of_a_page_of_several_departments_only_the_replies_promise(shared: Path) -> None:
    page = parse(read(next((shared / "seeds").glob("002*"))), "002.txt")
    found = letter_commitments(page)
    assert len(found) == 3
    assert all(one.deadline_text is None for one in found)
    assert [one.vague for one in found] == [False, True, True]
    assert {one.unit for one in found} == {"质监局"}


@pytest.mark.parametrize("kind", ["proposal", "opinion", "measures", "notice", "summary"])
def test_other_papers_promise_nothing_to_a_proposer(kind: str) -> None:
    document = letter().document
    other = Document(document.text, kind, replies=document.replies)  # type: ignore[arg-type]
    assert letter_commitments(other) == ()


def test_a_letter_speaks_of_a_promise_in_other_words() -> None:
    said = SpokenOf("课程资源库已于2026年9月建立，收录课程860门。食堂改造正在进行。")
    assert said.of("我局将于2026年9月底前建立课程资源库")
    assert not said.of("我局将于2026年年底前完成校舍安全排查")


def test_promises_that_the_letter_does_not_speak_of() -> None:
    from corpus.commitments.unstored import commitments_of

    earlier = commitments_of("earlier", letter().document)
    found = unmentioned(earlier, "课程资源库已于2026年9月建立，收录课程860门。", "2027-03-01")
    assert [(one.deadline_date, one.overdue) for one in found] == [("2027-12-31", False)]
    assert [one.overdue for one in unmentioned(earlier, "", "2028-03-01")] == [True, True]
