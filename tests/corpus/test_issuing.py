import pytest

from corpus.document import Document
from corpus.parse import parse
from corpus.source import Source


def read(text: str) -> Document:
    return parse(Source(text, (), "text"))


@pytest.mark.parametrize(
    ("text", "date", "issuer"),
    [
        ("关于公交的通知\n市直各单位：\n请执行。\n澜州市交通运输局\n2024年6月3日\n", "2024-06-03", "澜州市交通运输局"),
        ("关于公交的通知\n请执行。\n澜州市交通运输局2024年6月3日\n", "2024-06-03", "澜州市交通运输局"),
        ("关于公交的通知\n请执行。\n澜州市教育局\n澜州市财政局\n2024 年 6 月 3 日\n", "2024-06-03", "澜州市教育局"),
        ("关于公交的通知\n请执行。\n二○二四年六月三日\n", "2024-06-03", None),
        ("青屏县水利局关于河道的通知\n请执行。\n", None, "青屏县水利局"),
        ("澜州市公交集团\n澜交司〔2024〕2号\n关于公交的通知\n请执行。\n", None, "澜州市公交集团"),
        ("澜州市人民政府办公室文件\n澜府办〔2024〕2号\n关于公交的通知\n", None, "澜州市人民政府办公室"),
        ("关于公交的通知\n请执行。\n澜州市教育局办公室\n2024年6月3日印发\n", "2024-06-03", None),
        ("发文机关：澜州市教育局\n成文日期：2024-06-03\n关于公交的通知\n请执行。\n", "2024-06-03", "澜州市教育局"),
        ("公交管理办法（征求意见稿）\n发布日期：2024-06-03\n第一条　为了\n", "2024-06-03", None),
        ("公交管理办法\n发布日期：2024-06-03\n第一条　为了\n", None, None),
        (
            "公交管理办法\n（2024年1月2日市政府常务会议通过　2024年2月3日市政府令第5号公布）\n第一条　为了\n",
            "2024-02-03",
            "市政府",
        ),
        ("市教育局2024年工作总结\n全年新增学位一万个。\n", None, "市教育局"),
        ("活动方案\n09.07.2015  16:26\n为认真落实要求。\n", None, None),
        ("关于公交的通知\n请执行。\n2024年2月30日\n", None, None),
    ],
)
def test_date_and_issuer(text: str, date: str | None, issuer: str | None) -> None:
    document = read(text)
    assert (document.date, document.issuer) == (date, issuer)


def test_a_case_has_no_issuer() -> None:
    document = read("案由：关于公交的提案\n提案者：甲某\n内容：\n应当增加班次。\n2024年1月8日\n")
    assert (document.kind, document.date, document.issuer, document.addressees) == ("proposal", None, None, ())


def test_a_joint_document_names_all_that_issued_it() -> None:
    head = "澜州市教育局\n澜州市财政局\n澜州市人力资源和社会保障局文件\n澜教规〔2024〕3号\n"
    title = "澜州市教育局　澜州市财政局\n澜州市人力资源和社会保障局关于做好托管的通知\n"
    document = read(f"{head}{title}各学校：\n请执行。\n2024年3月15日\n")
    assert document.issuers == ("澜州市教育局", "澜州市财政局", "澜州市人力资源和社会保障局")
    assert document.issuer == "澜州市教育局"


def test_units_that_sign_side_by_side() -> None:
    text = "关于做好托管的通知\n各学校：\n请执行。\n澜州市教育局　　澜州市财政局\n澜州市民政局\n2024年3月15日\n"
    assert read(text).issuers == ("澜州市教育局", "澜州市财政局", "澜州市民政局")


def test_the_signer_stands_beside_the_number_and_not_in_the_title() -> None:
    text = "澜州市教育局\n澜教函〔2025〕5号　　　签发人：李某某\n关于市政协八届三次会议第20240118号提案的答复\n甲某委员：\n已办。\n"
    document = read(text)
    assert (document.signer, document.doc_number) == ("李某某", "澜教函〔2025〕5号")
    assert document.title == "关于市政协八届三次会议第20240118号提案的答复"
