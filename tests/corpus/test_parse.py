"""Whole documents: their kind, and what must hold for any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Section
from corpus.parse import parse
from corpus.read.plain import read_plain

FIELDS = """
一、 （一） 1. 3.1 一是 ① 第一条 第十百条 案由： 案号： 提案者： 内容： 建议： 部门答复 财政局： 市质监局: 甲某某委员：
办理单位 收悉。 现答复如下： 专此答复。 附件： 附件2 抄送： 联系人： 电话：0700-8612345 公开方式： 主动公开 B类
《 》 “ ” （ ） 〔 〕 2018 年 月 日 99 粤府 号 第 提案 省政协 十二届 一次会议 关于 答复 办法 总结 自 起施行
有效期五年 同时废止 GB/T 12366 万亿元 希望 应当 。 ， ** 9999999999999999999
"""
PIECES = (*FIELDS.split(), "\n", "\n", "\n", "\t", " ", "\u3000", "\xa0", "- ")
ANY_TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=50).map("".join), st.text(max_size=200))


def read(text: str) -> Document:
    return parse(read_plain(text))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于市政协八届三次会议第20240118号提案的答复", "reply"),
        ("对十三届全国人大一次会议第1234号建议的答复", "reply"),
        ("关于政协第十三届全国委员会第一次会议第0123号（商贸类045号）提案答复的函", "reply"),
        ("关于市政协八届三次会议第20240118号提案的补充答复", "reply"),
        ("关于市政协八届三次会议第20240118号提案的会办意见", "opinion"),
        ("市教育局2024年度提案办理工作总结", "summary"),
        ("市教育局关于报送提案办理工作总结的函", "summary"),
        ("澜州市停车管理办法", "measures"),
        ("云江省实施〈中华人民共和国计量法〉办法", "measures"),
        ("澜州市停车管理办法（征求意见稿）", "measures"),
        ("市政府办公室关于印发《停车管理办法》的通知", "measures"),
        ("中华人民共和国食品安全法", "law"),
        ("云江省物业管理条例（草案）", "law"),
        ("质量提升三年行动计划（2025—2027年）", "plan"),
        ("关于做好课后服务工作的实施意见（试行）", "notice"),
        ("关于开展检查的通知", "notice"),
        ("市财政局2024年政协提案办理情况报告", "summary"),
        ("全国人民代表大会常务委员会关于网络信息保护的决定", "law"),
        ("承诺事项台账", "ledger"),
        ("关于增设停车泊位的提案", "proposal"),
        ("天气预报", "other"),
    ],
)
def test_kinds_by_title(title: str, kind: str) -> None:
    assert read(f"{title}\n正文若干。\n").kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("市质监局：\n第20240118号提案收悉。经研究，我局提出会办意见如下：\n一、同意。\n", "opinion"),
        ("市教育局工作总结\n认真研究提出会办意见，按时送达。\n", "summary"),
        ("案号\t案由\t主办单位\n20240101\t关于停车的提案\t市城管局\n", "ledger"),
        ("案号\t20240101\t类别\t城建\n案由\t关于停车的提案\n提案者\t甲某\n", "proposal"),
        ("市政协提案委：\n现将我局提案办理情况报告如下：\n一、基本情况\n", "summary"),
        ("甲某委员：\n您提出的关于停车的提案收悉。经研究，现答复如下：\n已办。\n", "reply"),
        ("案由：关于停车的提案\n提案者：甲某\n内容：车多。\n", "proposal"),
        ("案由：关于停车的提案\n内容：车多。\n部门答复\n市城管局：\n甲某委员：\n已办。\n", "page"),
        ("市政府关于网络问政的通知\n请关注网友评价，及时公布部门答复情况。\n", "notice"),
    ],
)
def test_kinds_by_the_words_inside(text: str, kind: str) -> None:
    assert read(text).kind == kind


def test_what_is_not_printed_stays_open() -> None:
    document = read("市教育局2024年工作总结\n2024年，全市新增学位一万个。截至2024年12月底，完成率100%。\n")
    assert (document.kind, document.date, document.doc_number, document.disclosure) == ("summary", None, None, None)
    assert (document.class_mark, document.valid_from, document.copies, document.contacts) == (None, None, (), ())


def test_an_empty_text_is_named_after_its_file() -> None:
    assert parse(read_plain(""), "tests/20240118.txt").title == "20240118"
    assert parse(read_plain("")) == Document(text="", kind="other")


def test_wide_and_fixed_blanks_do_not_hide_fields() -> None:
    document = read(
        "\xa0\xa0案\xa0由：关于停车的提案\n\u3000提 案 者：甲某某\n\xa0内\u3000\u3000容：\n\xa0\xa0应当增设泊位。\n"
    )
    assert document.case is not None
    assert (document.case.title, document.case.proposers[0].name) == ("关于停车的提案", "甲某某")
    (ask,) = document.case.suggestions
    assert ask.text == "应当增设泊位。"


def test_marks_of_markdown_do_not_hide_fields() -> None:
    document = read(
        "**澜州市教育局**\n\n**澜教函〔2024〕8号**\n\n# 关于市政协八届三次会议第20240118号提案的答复\n\n"
        "**甲某某委员：**\n\n提案收悉。现答复如下：\n\n**一、关于学位**\n\n已新增。\n\n**公开方式：**主动公开\n"
    )
    assert (document.kind, document.issuer, document.doc_number) == ("reply", "澜州市教育局", "澜教函〔2024〕8号")
    assert (document.addressees, document.disclosure) == (("甲某某委员",), "主动公开")
    assert document.title == "关于市政协八届三次会议第20240118号提案的答复"
    assert [(s.number, s.heading) for s in document.sections] == [("一、", "关于学位")]


def test_a_letter_of_one_paragraph_keeps_its_answer() -> None:
    opening = "您提出的提案收悉。经研究，现答复如下："
    text = f"关于第20240118号提案的答复\n甲某委员：\n{opening}我局已于去年建成泊位三百个。\n此复。\n"
    (unit,) = read(text).replies
    assert [a.text for a in unit.answers] == ["我局已于去年建成泊位三百个。"]


def _nested(sections: tuple[Section, ...], start: int, end: int) -> None:
    for section in sections:
        assert start <= section.start < section.end <= end
        _nested(section.children, section.start, section.end)
        start = section.end


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_read_without_loss(text: str) -> None:
    document = read(text)
    assert document.text == text
    assert all(text[r.start : r.end] == r.raw for r in document.references)
    assert all(text[f.start : f.end] == f.raw for f in document.figures)
    at = 0
    for passage in document.passages:
        assert not text[at : passage.start].strip() and passage.start < passage.end
        at = passage.end
    assert not text[at:].strip()
    _nested(document.sections, 0, len(text))


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_asks_and_answers_of_any_text_keep_their_place(text: str) -> None:
    document = read(text)
    asks = document.case.suggestions if document.case else ()
    ids = [ask.id for ask in asks]
    assert len(set(ids)) == len(ids)
    assert all(text[ask.start : ask.end] == ask.text and ask.parent in {None, *ids} for ask in asks)
    for unit in document.replies:
        for answer in unit.answers:
            assert unit.start <= answer.start <= answer.end <= unit.end
            assert text[answer.start : answer.end] == answer.text


@pytest.mark.parametrize(
    "run", ["字", "1", "（", "《", "“", " ", "\n", "一、", "第", "案号：", "附件：\n", "令第1号", "次会议", "市"]
)
def test_long_runs_of_one_thing(run: str) -> None:
    """Twenty thousand characters of anything are one document; no pattern reads them again from each place."""
    text = run * (20_000 // len(run))
    assert read(text).text == text
