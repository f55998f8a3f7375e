import subprocess
import sys
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
        ("类别", "责任", "责任"),
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


def offsets(markup: str) -> list[tuple[str, str]]:
    """Each line's first characters, and the markup at its place."""
    source = read_web(markup, "a.html")
    assert all(b.place is not None and b.place.unit == "offset" for b in source.blocks)
    return [(source.text[b.start : b.end][:3], markup[b.place.at :][:4]) for b in source.blocks if b.place]


def test_places_are_offsets_of_the_elements() -> None:
    page = (
        "<html><head><title>站名</title></head><body><!-- <p>注释</p> --><div class='x'><P align=center>甲一段<br>乙二段</P>"
        "\n丙在外面&nbsp;<b>粗</b><p>丁四段</p>戊在后\n<table><tr><td>己</td><td>庚</td></tr></table></div>辛最后</body></html>"
    )
    assert offsets(page) == [
        ("甲一段", "<P a"), ("乙二段", "<br>"), ("丙在外", "丙在外面"), ("丁四段", "<p>丁"), ("戊在后", "戊在后\n"),
        ("己\t庚", "<tab"), ("辛最后", "辛最后<"),
    ]  # fmt: skip


def test_the_marks_of_places_never_show() -> None:
    assert lines("<xmp>用<p>分段</xmp><p title='<div >'>正文</p><textarea><p>框</p></textarea>") == [
        "用<p>分段",
        "正文",
    ]


def test_the_frame_of_a_government_page_is_dropped() -> None:
    page = """<html><body><div class=topnav><a href=a>首页</a> <a href=b>政务公开</a></div>
    <div>首页 &gt; 政务公开 &gt; 建议提案</div>
    <h1>关于养老的答复</h1>
    <div>发布时间：2024-04-12 来源：市民政局 浏览次数：123 【打印】【关闭窗口】</div>
    <div id=zoom><p>李某委员：</p><p>正文。请上一篇答复的单位办好打印工作。</p></div>
    <div>扫一扫在手机打开当前页</div><p>责任编辑：王某</p>
    <ul><li>上一篇：<a href=c>关于托育的答复</a></li><li>下一篇：没有了</li></ul>
    <div class="related-news"><a href=d>某区推进养老</a></div>
    <p>打印本页 | 关闭窗口 | 返回顶部</p>
    <div>本网站使用Cookie改善您的体验，继续浏览即表示同意。</div>
    <div>主办：某市人民政府 网站标识码：4400000001 粤ICP备05000000号</div></body></html>"""
    assert lines(page) == [
        "关于养老的答复",
        "发布时间：2024-04-12 来源：市民政局",
        "李某委员：",
        "正文。请上一篇答复的单位办好打印工作。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "督促网站完成ICP备案登记。",
        "下一步，我局将推进。",
        "主办单位：市民政局",
        "注册",
        "上一条规定适用于本市。",
        "依法保护版权所有者。",
    ],
)
def test_text_that_resembles_furniture_stays(line: str) -> None:
    assert lines(f"<p>{line}</p><p>正文。</p>") == [line, "正文。"]


def test_a_header_over_two_columns_is_repeated_and_a_total_is_not() -> None:
    table = """<table><tr><th rowspan=2>类别</th><th colspan=2>责任单位</th></tr><tr><td>牵头</td><td>参与</td></tr>
    <tr><td>养老</td><td>民政局</td><td>财政局</td></tr><tr><td colspan=2>合计</td><td>2</td></tr></table>"""
    assert read_web(table, "a.html").blocks[0].rows == (
        ("类别", "责任单位", "责任单位"),
        ("类别", "牵头", "参与"),
        ("养老", "民政局", "财政局"),
        ("合计", "", "2"),
    )


def test_powers_and_hidden_parts() -> None:
    page = "<p>面积500m<sup>2</sup>，见说明<sup>2</sup>。</p><p style='visibility:hidden'>暗</p><div hidden>藏</div>"
    assert lines(page) == ["面积500m²，见说明2。"]


CHILD = r"""
import re, sys
import subprocess
import sys
from pathlib import Path
from corpus.errors import UnusableInput
from corpus.read import read
try:
    print(len(read(Path(sys.argv[1])).text))
except UnusableInput as error:
    print(error.message)
# not ru_maxrss, which begins with what the parent had when it forked
print(int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize(
    ("filling", "megabytes", "message"),
    [
        ("<script>var a = 1;</script>\n", 100, "超过"),
        ("<div><b></b></div>", 100, "超过"),
        ("<!-- " + "x" * 5000 + " -->", 19, "没有文字"),
        ("<p></p>\n" + " " * 400, 19, "没有文字"),
        ("<p class=x></p>", 19, "过于庞大"),
    ],
)
def test_a_giant_page_without_text_ends_in_a_message_within_bounds(
    tmp_path: Path, filling: str, megabytes: int, message: str
) -> None:
    file = tmp_path / "巨.html"
    file.write_text("<html><body>" + filling * (megabytes * 2**20 // len(filling)), "utf-8")
    ran = subprocess.run([sys.executable, "-c", CHILD, str(file)], capture_output=True, text=True, check=True)
    said, peak = ran.stdout.strip().rsplit("\n", 1)
    assert message in said
    assert "巨.html" in said
    assert int(peak) < 1024
