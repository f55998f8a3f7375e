import pytest

from corpus.document import Case, Document
from corpus.parse import parse
from corpus.source import Block, Source

FORM = """政协第八届澜州市委员会第三次会议提案
案　号：20240118
案　由：关于增设公共停车泊位的提案
会　议：政协第八届澜州市委员会第三次会议
提 案 者：王　军、李某某委员（教育界）
联名人：赵某等5名委员
承办单位（独办）：市城管局
会办单位：市财政局、公安局
内　容：
停车难问题突出：一是泊位少；二是管理散。
建　议：
1. 增设泊位。
2. 错时开放。
（1）机关先行。
（2）学校跟进。
"""


def read(text: str, blocks: tuple[Block, ...] = ()) -> Document:
    return parse(Source(text, blocks, "text"))


def case(text: str) -> Case:
    found = read(text).case
    assert found is not None
    return found


def test_every_field_of_a_form() -> None:
    found = case(FORM)
    assert (found.item_no, found.item_kind, found.title) == ("20240118", "提案", "关于增设公共停车泊位的提案")
    assert [(p.name, p.kind, p.lead) for p in found.proposers] == [
        ("王军", "委员", True),
        ("李某某", "委员", False),
        ("赵某", "委员", False),
    ]
    assert (found.lead_units, found.co_units) == (("市城管局",), ("市财政局", "市公安局"))
    assert found.session is not None and (found.session.region, found.session.number) == ("澜州市", 3)
    assert found.session_text == "政协第八届澜州市委员会第三次会议"
    assert [(s.id, s.parent) for s in found.suggestions] == [("1", None), ("2", None), ("2.1", "2"), ("2.2", "2")]
    assert all(FORM[s.start : s.end] == s.text for s in found.suggestions)


def test_a_form_in_a_table() -> None:
    rows = (("案由", "关于增设泊位的建议", "建议编号", "20240207"), ("领衔代表", "王某", "附议代表", "李某、赵某"))
    table = "\n".join("\t".join(row) for row in rows)
    text = f"{table}\n停车难。建议如下：\n一、增设泊位。\n二、错时开放。\n"
    document = read(text, (Block("table", 0, len(table), rows=rows),))
    found = document.case
    assert found is not None
    assert (found.title, found.item_no, found.item_kind) == ("关于增设泊位的建议", "20240207", "建议")
    assert [(p.name, p.kind) for p in found.proposers] == [("王某", "代表"), ("李某", "代表"), ("赵某", "代表")]
    assert [s.id for s in found.suggestions] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("案由:(20240118)关于停车的提案\n建议:\n1.增设泊位。\n", "20240118", "关于停车的提案"),
        ("案由：关于停车的提案（第0118号）\n案号：第0118号\n内容：车多。\n", "0118", "关于停车的提案（第0118号）"),
        ("【案由】关于停车的提案\n【内容】车多。\n", None, "关于停车的提案"),
        ("案由：关于推动老城区停车治理\n提质增效的提案\n内容：车多。\n", None, "关于推动老城区停车治理提质增效的提案"),
        ("**案由：**关于停车的提案\n**内容：**车多。\n", None, "关于停车的提案"),
        ("关于停车的建议\n车多。建议增设泊位。\n", None, "关于停车的建议"),
    ],
)
def test_number_and_title(text: str, number: str | None, title: str) -> None:
    found = case(text)
    assert (found.item_no, found.title) == (number, title)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("案由：关于停车的建议\n提案者：王某\n内容：车多。\n", "提案"),
        ("市十五届人大四次会议代表建议\n题目：关于停车的建议\n领衔代表：王某\n内容：车多。\n", "建议"),
        ("政协第八届委员会提案\n案由：关于推动人大代表之家建设的提案\n内容：房少。\n", "提案"),
        ("关于停车的建议\n车多。建议增设泊位。\n", "建议"),
        ("关于停车的提案\n车多。建议增设泊位。\n", "提案"),
    ],
)
def test_proposal_or_suggestion(text: str, kind: str) -> None:
    assert case(text).item_kind == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("民盟澜州市委会", "党派"),
        ("九三学社澜州市委会", "党派"),
        ("市工商联", "团体"),
        ("教育界", "界别"),
        ("市政协社会法制委员会", "专委会"),
        ("临岚区代表团", "代表团"),
        ("第三委员活动小组", "小组"),
        ("王某某", "委员"),
    ],
)
def test_kinds_of_proposers(name: str, kind: str) -> None:
    (proposer,) = case(f"案由：关于停车的提案\n提案者：{name}\n内容：车多。\n").proposers
    assert (proposer.name, proposer.kind, proposer.lead) == (name, kind, False)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("内容：\n一是泊位少。\n二是管理散。\n1. 增设泊位。\n2. 错时开放。\n", ["1", "2"]),
        ("第一，泊位少。\n第二，管理散。\n为此，提出以下建议：\n一、增设泊位。\n二、错时开放。\n", ["1", "2"]),
        (
            "一、存在问题\n（一）泊位少。\n二、对策建议\n（一）增设泊位。\n（二）错时开放。\n三、附言\n（一）谢谢。\n",
            ["1", "2"],
        ),
        ("内容：\n车多。\n建议：\n3.为了治理：\n3.1增设泊位。\n3.2错时开放。\n", ["3", "3.1", "3.2"]),
        ("内容：\n车多。应当增设泊位。居民们希望早日解决。此外，希望公安机关加强执法。\n", ["1", "2"]),
        ("内容：\n车多，路窄。\n", []),
    ],
)
def test_where_the_asks_stand(body: str, ids: list[str]) -> None:
    found = case(f"案由：关于停车的提案\n提案者：王某\n{body}")
    assert [s.id for s in found.suggestions] == ids


@pytest.mark.parametrize("text", ["", "市教育局2024年工作总结\n建议加强管理。\n", "今天天气晴朗。建议出行。\n"])
def test_other_texts_hold_no_case(text: str) -> None:
    assert read(text).case is None


def test_reasons_under_the_label_are_no_title() -> None:
    found = case(
        "第118号\n关于优化公交线网的建议\n领衔代表：陈某\n案由：道路狭窄，候车时间长。\n具体建议如下：首先，建议梳理线路；其次，应当增开微循环。\n"
    )
    assert (found.item_no, found.title) == ("118", "关于优化公交线网的建议")
