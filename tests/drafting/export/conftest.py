"""A letter of a made-up city with everything a letter can have: sources, gaps, two levels of headings."""

import pytest

from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source

CASE_TEXT = "建议加快修订专项资金管理办法。建议对制定团体标准给予资助。"
LAW_QUOTE = "县级以上人民政府应当将标准化工作纳入本级国民经济和社会发展规划"


def case_source(quote: str) -> Source:
    start = CASE_TEXT.index(quote)
    return Source("case", None, start, start + len(quote), quote, title="提案原文")


def opinion() -> Source:
    quote = "暂无政策依据，建议暂不出台相关政府采购政策"
    return Source("opinion:1", None, 12, 12 + len(quote), quote, title="临川市财政局会办意见", date="2024-05-20")


def measures() -> Source:
    quote = "对主导制定团体标准的单位，每项给予不超过10万元的资助"
    return Source(
        "3f2a90bb1c4e",
        "3f2a90bb1c4e#7",
        120,
        120 + len(quote),
        quote,
        title="临川市标准化战略专项资金管理办法",
        date="2023-06-01",
        disclosure="主动公开",
        adaptation="改第三人称为第一人称",
    )


def law() -> Source:
    return Source(
        "law-biaozhunhua",
        "law-biaozhunhua#5",
        300,
        300 + len(LAW_QUOTE),
        LAW_QUOTE,
        title="中华人民共和国标准化法",
    )


def paragraph(*sentences: Sentence) -> Paragraph:
    return Paragraph(sentences)


def sections() -> tuple[AnswerSection, ...]:
    gap = Sentence("【待核实：联席会议制度的办理进展和完成时限】。", "placeholder")
    return (
        AnswerSection(
            "1",
            1,
            Sentence("一、关于加快修订专项资金管理办法的建议", "frame", (case_source("加快修订专项资金管理办法"),)),
            "采纳",
            (
                paragraph(
                    Sentence(
                        f"《中华人民共和国标准化法》第五条规定：“{LAW_QUOTE}”。",
                        "quote",
                        (law(),),
                    ),
                    Sentence("我局对主导制定团体标准的单位，每项给予不超过10万元的资助。", "fact", (measures(),)),
                ),
                paragraph(gap),
            ),
        ),
        AnswerSection("2", 1, Sentence("二、关于发展团体标准的建议", "frame"), None, ()),
        AnswerSection(
            "2.1",
            2,
            Sentence("（一）关于对制定团体标准给予资助的建议", "frame", (case_source("对制定团体标准给予资助"),)),
            "部分采纳",
            (
                paragraph(
                    Sentence("据市财政局反馈，", "frame"),
                    Sentence("暂无政策依据，建议暂不出台相关政府采购政策。", "fact", (opinion(),)),
                    Sentence("下一步，我局将【待核实：措施、牵头处室和完成时限】。", "placeholder"),
                ),
            ),
        ),
        AnswerSection(
            "2.2",
            2,
            Sentence("（二）关于 <b>优先采购</b> & “首购”的建议", "frame"),
            "暂不具备条件",
            (paragraph(gap),),
        ),
    )


@pytest.fixture
def letter() -> Draft:
    opening = Sentence(
        "您在市政协第十四届三次会议上提出的《关于进一步推进“质量强市”建设，发展团体标准的建议》"
        "（第20240118号提案）收悉。经会同市财政局研究，现答复如下：",
        "frame",
        (case_source("建议加快修订专项资金管理办法。"),),
    )
    thanks = Sentence("感谢您对我市标准化工作的关心和支持，欢迎继续提出宝贵意见。", "frame")
    return Draft(
        case="20240118",
        kind="reply",
        title="临川市市场监督管理局关于市政协第十四届三次会议第20240118号提案答复的函",
        addressee="林晓岚委员",
        class_mark="B类",
        issuer="临川市市场监督管理局",
        doc_number="临市监函〔2024〕【待核实：发文序号】号",
        opening=(paragraph(opening),),
        sections=sections(),
        closing=(paragraph(thanks), paragraph(Sentence("专此答复。", "frame"))),
        signature="临川市市场监督管理局",
        date="2024年6月12日",
        contact="联系人：【待核实：联系人】，联系电话：【待核实：联系电话】",
        disclosure="主动公开",
        copies="市政协提案委员会，市政府督查室，市财政局",
        attachments=("提案办理情况征询意见表",),
        text="临川市市场监督管理局\n……\n",
    )
