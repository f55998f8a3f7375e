"""A workspace from the first file to the letter, through the command line."""

import json
import shutil
from pathlib import Path

import docx
import pytest

from tests.api.conftest import Dafu

REPLY = """澜州市住房和城乡建设局关于市政协第十四届二次会议第20230107号提案答复的函

陈明委员：
　　您在市政协第十四届二次会议上提出的《关于规范电动自行车停放充电的提案》（第20230107号提案）收悉。现答复如下：
　　一、关于建设充电设施的建议
　　截至2023年5月底，我局把老旧小区充电设施建设纳入老旧小区改造内容统筹推进，新增电动自行车充电端口1200个。
　　二、关于消防安全检查的建议
　　我局会同消防救援部门每季度开展一次充电设施消防安全检查。
　　专此答复。

澜州市住房和城乡建设局
2023年6月12日

公开方式：主动公开
"""


@pytest.fixture
def office(dafu: Dafu, tmp_path: Path) -> Dafu:
    (tmp_path / "答复.txt").write_text(REPLY, "utf-8")
    done = dafu("ingest", tmp_path / "答复.txt", "--json")
    assert done.code == 0 and done.value["added"] == 1
    return dafu


def test_ingest_again_changes_nothing(office: Dafu, tmp_path: Path) -> None:
    again = office("ingest", tmp_path / "答复.txt", "--json").value
    assert (again["added"], again["updated"], again["unchanged"], again["failed"]) == (0, 0, 1, [])
    assert again["documents"] == 1 and again["passages"] >= 2


def test_show_gives_what_parse_gives(office: Dafu, tmp_path: Path) -> None:
    parsed = office("parse", tmp_path / "答复.txt", "--json").value
    shown = office("show", parsed["title"], "--json").value
    assert {name: shown[name] for name in parsed} == parsed
    assert shown["passages"]
    for passage in shown["passages"]:
        assert passage["passage"].startswith(shown["document"] + "#")
        assert shown["text"][passage["start"] : passage["end"]].strip()
    assert office("show", shown["document"], "--json").value == shown
    assert "新增电动自行车充电端口1200个" in office("show", shown["document"]).out


def test_search_finds_with_reasons(office: Dafu) -> None:
    found = office("search", "电动自行车 充电设施 消防检查", "--json", "--top", "3").value
    assert found["query"] == "电动自行车 充电设施 消防检查" and found["incomplete"] is False
    first = found["hits"][0]
    assert {"passage", "document", "title", "kind", "issuer", "date", "heading", "text", "score", "why"} <= set(first)
    assert {"words", "dense", "lexical", "boosts"} <= set(first["why"])
    assert first["kind"] == "reply" and first["date"] == "2023-06-12"
    assert "共同词语" in office("search", "充电设施 消防检查").out


def test_filters_narrow_a_search(office: Dafu) -> None:
    assert office("search", "充电设施", "--year", "2023", "--kind", "reply", "--json").value["hits"]
    assert office("search", "充电设施", "--year", "2019", "--json").value["hits"] == []
    assert office("search", "充电设施", "--kind", "summary", "--json").value["hits"] == []
    wrong = office("search", "充电设施", "--kind", "letter")
    assert wrong.code == 2 and "letter" in wrong.err


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".txt", ".json"])
def test_draft_in_every_format(office: Dafu, proposal: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"新稿{suffix}"
    arguments = ["--issuer", "澜州市住房和城乡建设局", "--role", "主办", "--out", out, "--json"]
    done = office("draft", proposal, *arguments)
    assert done.code == 0
    record = done.value
    assert record["case"] == "20240118" and record["kind"] == "reply"
    assert [section["suggestion"] for section in record["sections"]] == ["1", "2", "3"]
    assert str(out) in done.err and out.stat().st_size > 500
    if suffix == ".json":
        written = json.loads(out.read_text("utf-8"))
        assert {**written, "seconds": 0} == {**record, "seconds": 0}
    elif suffix == ".docx":
        assert any("王小明委员：" in paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    else:
        assert "王小明委员" in out.read_text("utf-8")


def test_every_assertion_has_a_source_that_says_it(office: Dafu, proposal: Path) -> None:
    record = office("draft", proposal, "--issuer", "澜州市住房和城乡建设局", "--json").value
    case = office("parse", proposal, "--json").value["text"]
    sentences = [one for section in record["sections"] for one in section["sentences"]]
    sentences += record["opening"] + record["closing"]
    for sentence in sentences:
        assert sentence["sources"] or sentence["role"] in ("frame", "placeholder")
        for source in sentence["sources"]:
            text = case if source["document"] == "case" else office("show", source["document"], "--json").value["text"]
            assert text[source["start"] : source["end"]] == source["quote"]
    used = {source["document"] for sentence in sentences for source in sentence["sources"]}
    assert used - {"case"}, "the stored reply supports nothing"


def test_draft_of_a_stored_case(office: Dafu, proposal: Path) -> None:
    office("ingest", proposal)
    stored = office("draft", "20240118", "--issuer", "澜州市住房和城乡建设局", "--json").value
    assert stored["case"] == "20240118" and len(stored["sections"]) == 3


def test_precedents(office: Dafu, proposal: Path) -> None:
    found = office("precedents", proposal, "--json").value["suggestions"]
    assert [one["id"] for one in found] == ["1", "2", "3"]
    assert any(one["precedents"] for one in found)
    assert office("precedents", proposal).code == 0


def test_a_damaged_index_is_made_anew(office: Dafu, tmp_path: Path) -> None:
    index = tmp_path / "workspace" / "index"
    expected = office("search", "充电设施", "--json").value["hits"]
    damaged = [path for path in index.rglob("*") if path.is_file() and path.stat().st_size]
    assert damaged
    for path in damaged:
        path.write_bytes(b"\0" + path.read_bytes()[: path.stat().st_size // 2])
    after = office("search", "充电设施", "--json")
    assert after.code == 0 and [hit["passage"] for hit in after.value["hits"]] == [hit["passage"] for hit in expected]
    shutil.rmtree(index)
    assert office("search", "充电设施", "--json").value["hits"]


def test_the_rules_pack(dafu: Dafu) -> None:
    assert dafu("rules", "list", "--json").value == {"rules": []}
    first = dafu("rules", "import", "--json").value
    assert first["loaded"] is True and first["laws"] == 378 and first["articles"] == 26196
    assert dafu("rules", "import", "--json").value["loaded"] is False
    listed = dafu("rules", "list", "标准化法", "--json").value["rules"]
    assert [rule["title"] for rule in listed] == ["中华人民共和国标准化法"]
    article = dafu("rules", "show", "标准化法", "--article", "第五条", "--json").value
    assert article["text"].startswith("第五条") and article["document"] == listed[0]["document"]
    missing = dafu("rules", "show", "标准化法", "--article", "第五百条")
    assert missing.code == 2 and "第五百条" in missing.err
    assert dafu("rules", "show", "没有这部法").code == 2


def test_a_pack_that_is_none(dafu: Dafu, tmp_path: Path) -> None:
    (tmp_path / "laws.db").write_bytes(b"nothing")
    assert dafu("rules", "import", tmp_path / "laws.db").code == 2
    assert dafu("rules", "import", tmp_path / "missing.db").code == 2
