"""``dafu commitments`` and ``dafu compare``: what the commands print and how they end."""

from pathlib import Path
from typing import Any

FIRST = """澜州市住房和城乡建设局
澜住建函〔2025〕31号
关于市政协九届一次会议第20250117号提案的答复
王小明委员：
　　您提出的《关于加快老旧小区加装电梯的提案》（第20250117号提案）收悉。经研究，现答复如下：
　　一、关于简化审批
　　我局将于2025年9月底前编印办事指南，并在三区政务服务大厅设立窗口。
　　二、关于资金补助
　　每台补助12万元。我局将于2026年底前完成补助标准评估。
　　专此答复。
澜州市住房和城乡建设局
2025年5月12日
"""
SECOND = (
    FIRST.replace("〔2025〕31号", "〔2026〕4号")
    .replace("2025年5月12日", "2026年1月20日")
    .replace("的答复", "的补充答复")
    .replace(
        "我局将于2025年9月底前编印办事指南，并在三区政务服务大厅设立窗口。",
        "办事指南已于2025年9月12日编印，三区政务服务大厅均已设立窗口。",
    )
    .replace("我局将于2026年底前完成补助标准评估。", "")
    .replace("12万元", "10万元")
)


def stored(dafu: Any, tmp_path: Path) -> Path:
    for name, text in (("一.txt", FIRST), ("二.txt", SECOND)):
        (tmp_path / name).write_text(text, "utf-8")
    assert dafu("ingest", str(tmp_path / "一.txt")).code == 0
    return tmp_path / "二.txt"


def test_promises_are_listed_shown_and_set(dafu: Any, tmp_path: Path) -> None:
    second = stored(dafu, tmp_path)
    dafu("ingest", str(second))
    listed = dafu("commitments", "list", "--issuer", "市住房和城乡建设局", "--json").value
    assert listed["count"] == 2
    first = listed["commitments"][0]
    assert (first["case_no"], first["deadline_date"], first["status"]) == ("20250117", "2025-09-30", None)
    assert first["proposed"]["status"] == "已完成"
    assert "建议登记为“已完成”" in dafu("commitments", "show", first["id"]).out
    done = dafu("commitments", "set", first["id"], "--status", "已完成", "--evidence", "补充答复", "--json")
    assert (done.value["status"], done.value["evidence"]) == ("已完成", "补充答复")
    left = dafu("commitments", "list", "--open", "--due-before", "2026-12-31", "--json").value
    assert [one["deadline_date"] for one in left["commitments"]] == ["2026-12-31"]


def test_what_cannot_be_used_is_said_in_a_line(dafu: Any) -> None:
    assert dafu("commitments", "list", "--json").value == {"count": 0, "commitments": []}
    assert "没有找到" in dafu("commitments", "list").err
    for wrong in (("show", "0000"), ("set", "0000", "--status", "已完成"), ("list", "--due-before", "明天")):
        ended = dafu("commitments", *wrong)
        assert ended.code == 2 and "Traceback" not in ended.err
    assert "未启动、进行中" in dafu("commitments", "set", "0000", "--status", "好").err


def test_a_letter_beside_the_one_that_was_named(dafu: Any, tmp_path: Path) -> None:
    second = stored(dafu, tmp_path)
    for name in (str(tmp_path / "一.txt"), "澜住建函〔2025〕31号"):
        found = dafu("compare", str(second), "--with", name, "--json").value
        assert [pair["relation"] for pair in found["pairs"]] == ["reworded", "contradicted"]
        figure = {"kind": "figure", "draft": "10万元", "prior": "12万元", "contradicts": True}
        assert figure in found["pairs"][1]["changes"]
        assert found["pairs"][1]["prior"]["date"] == "2025-05-12"
        assert [one["deadline_date"] for one in found["open_commitments"]] == ["2026-12-31"]
    out = dafu("compare", str(second), "--with", str(tmp_path / "一.txt")).out
    assert "数据（矛盾）：过去“12万元”，现在“10万元”" in out
    assert "本稿没有交代" in out


def test_the_unit_s_own_earlier_replies_are_looked_up(dafu: Any, tmp_path: Path) -> None:
    second = stored(dafu, tmp_path)
    found = dafu("compare", str(second), "--json").value
    assert [(prior["doc_number"], prior["same_item"]) for prior in found["priors"]] == [("澜住建函〔2025〕31号", True)]
    assert [pair["relation"] for pair in found["pairs"]] == ["reworded", "contradicted"]
    dafu("ingest", str(second))
    assert dafu("compare", str(second), "--json").value["priors"] == found["priors"]


def test_copied_words_of_another_place(dafu: Any, tmp_path: Path) -> None:
    run = "采取信号优化、单向交通组织和违法停车整治等综合措施，逐步缓解老城区核心路段的交通拥堵状况"
    (tmp_path / "外地.txt").write_text(
        FIRST.replace("澜州市", "望海市")
        .replace("澜住建", "望住建")
        .replace("每台补助12万元。", f"我局{run}，成效明显。"),
        "utf-8",
    )
    letter = tmp_path / "稿.txt"
    letter.write_text(SECOND.replace("每台补助10万元。", f"我局将{run}。"), "utf-8")
    given = dafu("compare", str(letter), "--with", str(tmp_path / "外地.txt"), "--json").value
    assert given["priors"][0]["foreign"] and any(run in one["text"] for one in given["copied"])
    dafu("ingest", str(tmp_path / "外地.txt"))
    searched = dafu("compare", str(letter), "--json").value
    assert searched["priors"] == []
    assert any(run in one["text"] and one["issuer"] == "望海市住房和城乡建设局" for one in searched["copied"])


def test_a_letter_that_is_not_there(dafu: Any, tmp_path: Path) -> None:
    for wrong in ((str(tmp_path / "没有.txt"),), (str(stored(dafu, tmp_path)), "--with", "没有这份材料")):
        ended = dafu("compare", *wrong)
        assert ended.code == 2 and ended.err
