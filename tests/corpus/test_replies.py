from corpus.cases.replies import aligned
from corpus.document import Document
from corpus.parse import parse
from corpus.source import Source

PAGE = """案由:(20240118)关于推广团体标准的提案
内    容:
标准化工作还有差距。
建    议:
1.设立标准化专项资金,扶持企业制定团体标准。
2.政府优先采购依据团体标准提供的产品。
提案者 李明
部门答复

质监局:
李明委员:
  您提出的提案收悉,现答复如下:
  一、标准化专项资金管理办法正在修订,已新增对企业制定团体标准的扶持。
  二、关于政府优先采购依据团体标准提供的产品,据市财政局反馈暂无政策依据。
  此复。

财政局:
市质监局:
  提案收悉。经研究,提出会办意见如下:
  一、优先采购依据团体标准提供的产品暂无政策依据。

办理单位 质监局,财政局
"""
LETTER = """澜州市教育局
澜教函〔2024〕8号
关于市政协八届三次会议第20240118号提案的答复
李明委员：
您提出的提案收悉。经研究，现答复如下：
一、关于扩大覆盖面
全市学校已全部开展课后服务。
二、关于提高补助
现行标准继续执行。
感谢您的关心。
澜州市教育局
2024年5月8日
（联系人：王芳，联系电话：0700—8612345）
公开方式：主动公开
抄送：市政协提案委员会，市政府办公室。
"""


def document(text: str) -> Document:
    return parse(Source(text, (), "text"))


def test_a_page_keeps_its_departments_apart() -> None:
    page = document(PAGE)
    assert page.kind == "page"
    assert [(r.unit, r.kind, r.addressee) for r in page.replies] == [
        ("质监局", "reply", "李明委员"),
        ("财政局", "opinion", "市质监局"),
    ]
    inside = [[r.start <= p.start < r.end for r in page.replies] for p in page.passages]
    assert all(sum(row) <= 1 for row in inside)


def test_answers_are_aligned_with_the_asks_of_the_page() -> None:
    reply, opinion = document(PAGE).replies
    assert [a.suggestions for a in reply.answers] == [("1",), ("2",)]
    assert [a.suggestions for a in opinion.answers] == [("2",)]


def test_a_letter_is_split_into_its_answers() -> None:
    letter = document(LETTER)
    (unit,) = letter.replies
    assert [a.number for a in unit.answers] == ["一", "二"]
    assert unit.answers[0].text.endswith("开展课后服务。")
    assert all(LETTER[a.start : a.end] == a.text for a in unit.answers)
    assert [a.suggestions for a in aligned(letter, ())[0].answers] == [(), ()]


def test_fields_of_a_letter() -> None:
    letter = document(LETTER)
    assert (letter.kind, letter.doc_number, letter.issuer) == ("reply", "澜教函〔2024〕8号", "澜州市教育局")
    assert letter.title == "关于市政协八届三次会议第20240118号提案的答复"
    assert (letter.addressees, letter.date, letter.disclosure) == (("李明委员",), "2024-05-08", "主动公开")
    assert letter.copies == ("市政协提案委员会", "市政府办公室")
    (contact,) = letter.contacts
    assert (contact.name, contact.phones) == ("王芳", ("0700—8612345",))
