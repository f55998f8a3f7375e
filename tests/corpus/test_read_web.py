from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from corpus.read import read
from corpus.read.web import read_web

PAGE = """<!DOCTYPE html>
<html><head><title>答复_某市政府网</title><meta charset="utf-8">
<script>var secret = "脚本里的字";</script><style>p { color: red }</style></head>
<body>
<header><div class="logo">某市人民政府门户网站</div></header>
<nav><ul><li>首页</li><li>政务公开</li></ul></nav>
<div class="breadcrumb">首页 &gt; 政务公开 &gt; 提案办理</div>
<p>当前位置：首页 &gt; 政务公开</p>
<div class="article-header"><h1>关于第20240001号提案的答复</h1></div>
<div id="zoom">
<p>&nbsp;&nbsp;李某委员：</p>
<p>　　您提出的提案收悉。现答复如下，
   本段在源码中
   换了行，含 GB/T 1 与 A&amp;B。</p>
<h2>一、关于养老</h2><div>已建成<b>19</b>家。<br>另有12家在建。</div>
</div>
<p hidden>看不见的字</p><p style="display: none">也看不见</p>
<div class="share">分享到：</div>
<footer>版权所有 某市人民政府</footer>
</body></html>"""


def lines(markup: str) -> list[str]:
    return read_web(markup, "a.html").text.split("\n")


def test_a_page_gives_its_text_without_furniture() -> None:
    assert lines(PAGE) == [
        "关于第20240001号提案的答复",
        "李某委员：",
        "您提出的提案收悉。现答复如下，本段在源码中换了行，含 GB/T 1 与 A&B。",
        "一、关于养老",
        "已建成19家。",
        "另有12家在建。",
    ]


def test_blocks_point_at_their_lines() -> None:
    source = read_web(PAGE, "a.html")
    assert source.media == "html"
    assert [(source.text[b.start : b.end], b.level) for b in source.blocks if b.kind == "heading"] == [
        ("关于第20240001号提案的答复", 1),
        ("一、关于养老", 2),
    ]
    assert "\n".join(source.text[b.start : b.end] for b in source.blocks) == source.text


def test_furniture_that_holds_the_text_is_no_furniture() -> None:
    assert lines("<html><body><div class='print header'><p>关于养老的答复全文。</p></div></body></html>") == [
        "关于养老的答复全文。"
    ]


def test_rows_of_links_and_buttons_are_dropped_and_facts_stay() -> None:
    page = """<html><body><table><tr><td><a href="/">首页</a>&nbsp;|&nbsp;<a href="/zw">政务公开</a>
    | <a href="/hd">政民互动</a></td></tr><tr><td>发布时间：2024-04-12 来源：市公安局
    字体：【<a>大</a> <a>中</a> <a>小</a>】</td></tr>
    <tr><td><p>附件：<a href="1">1. 养老服务设施建设任务分工表</a> <a href="2">2. 社区食堂名录（2024年）</a>
    <a href="3">3. 办理情况征询意见表</a></p><p>依据<a>民法典</a>、<a>预算法</a>和<a>采购法</a>办理。</p></td></tr>
    <tr><td>主办：某市政府办公室 网站地图 | 联系我们</td></tr></table></body></html>"""
    assert lines(page) == [
        "发布时间：2024-04-12 来源：市公安局",
        "附件：1. 养老服务设施建设任务分工表 2. 社区食堂名录（2024年） 3. 办理情况征询意见表",
        "依据民法典、预算法和采购法办理。",
    ]


def test_a_header_inside_the_article_belongs_to_it() -> None:
    page = "<html><body><article><header><h1>标题</h1></header><p>正文。</p></article></body></html>"
    assert lines(page) == ["标题", "正文。"]


def test_the_title_of_the_metadata_stands_in_for_a_missing_one() -> None:
    page = '<html><head><meta name="ArticleTitle" content="关于养老的答复"></head><body><p>正文。</p></body></html>'
    assert lines(page) == ["关于养老的答复", "正文。"]
    assert lines(page.replace("<p>", "<h1>关于养老的答复</h1><p>")) == ["关于养老的答复", "正文。"]


def test_a_pasted_fragment_keeps_bare_lines_and_loses_nothing() -> None:
    soup = "活动方案\n\n09.07.2015  16:26\n<P>一、目标<B>明确</P>\n<P>二、<SPAN>措施</P><SPAN>段外的</SPAN>文字"
    assert lines(soup) == ["活动方案", "09.07.2015 16:26", "一、目标明确", "二、措施", "段外的文字"]


def test_the_tag_soup_of_a_real_text_file(shared: Path) -> None:
    source = read(shared / "seeds" / "004_452ca65c2280b0cf.txt")
    found = source.text.split("\n")
    assert source.media == "html"
    assert found[:2] == ["广东省质量技术监督系统“质量和安全年”活动方案", "09.07.2015 16:26"]
    assert found[-1].startswith("在“质量和安全年”活动中,省局领导小组")
    assert found[-1].endswith("在服务经济社会发展上见成效。")
    assert "<" not in source.text


def test_a_table_of_data_keeps_its_grid() -> None:
    table = """<table><caption>任务表</caption>
    <tr><th>类别</th><th colspan="2">责任</th></tr>
    <tr><td rowspan="2">养老</td><td>市民政局<br>牵头</td><td>参与</td></tr>
    <tr><td>市财政局</td><td></td></tr></table>"""
    source = read_web(table, "a.html")
    grid = next(b for b in source.blocks if b.kind == "table")
    assert grid.rows == (
        ("任务表", "", ""),
        ("类别", "责任", ""),
        ("养老", "市民政局 牵头", "参与"),
        ("养老", "市财政局", ""),
    )
    assert source.text[grid.start : grid.end].split("\n")[2] == "养老\t市民政局 牵头\t参与"


def test_a_table_that_lays_out_the_page_is_text() -> None:
    page = "<table><tr><td><p>第一段。</p><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>"
    source = read_web(page, "a.html")
    assert [(b.kind, source.text[b.start : b.end]) for b in source.blocks] == [
        ("paragraph", "第一段。"),
        ("table", "甲\t乙"),
    ]


def test_a_form_with_the_letter_in_a_cell_gives_paragraphs() -> None:
    letter = "".join(f"<p>第{n}段，说明有关情况，内容较长，不是表格里的一项。</p>" for n in range(6))
    source = read_web(f"<table><tr><td>案由</td><td>养老</td></tr><tr><td>内容</td><td>{letter}</td></tr></table>", "a")
    assert [b.kind for b in source.blocks] == ["table"] + ["paragraph"] * 7


def test_controls_written_as_entities_are_dropped() -> None:
    assert lines("<p>甲&#30;乙&#x1c;丙&#x1d;丁&nbsp;戊&#8203;己</p>") == ["甲乙丙丁 戊己"]


def test_absurd_spans_cost_nothing() -> None:
    source = read_web("<table><tr><td rowspan=99999999 colspan=99999999>甲</td><td>乙</td></tr></table>", "a")
    assert len(source.blocks[0].rows) == 1
    assert len(source.blocks[0].rows[0]) <= 101


@pytest.mark.parametrize("tag", ["<div>", "<ul><li>", "<table><tr><td>"])
def test_absurd_nesting_is_refused(tag: str) -> None:
    with pytest.raises(UnusableInput, match="嵌套过深"):
        read_web(tag * 20000 + "文字", "a.html")


def test_unclosed_tags_are_read() -> None:
    assert lines("<p>甲<p>乙" * 5000) == ["甲", "乙"] * 5000


def test_the_charset_of_the_page_is_used(tmp_path: Path) -> None:
    page = tmp_path / "页.html"
    page.write_bytes(
        '<html><head><meta charset="gb2312"></head><body><p>关于养老的答复</p></body></html>'.encode("gbk")
    )
    assert read(page).text == "关于养老的答复"


def test_a_text_that_names_a_tag_is_no_page(tmp_path: Path) -> None:
    file = tmp_path / "说明.txt"
    file.write_text("网页中用<p>表示段落。\n第二行。", "utf-8")
    assert read(file).media == "text"
