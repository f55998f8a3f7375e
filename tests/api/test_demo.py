"""The demonstration, and a long step that is interrupted."""

from pathlib import Path
from typing import Any

import docx
import pytest

from api.sample import read_sample
from index.encoder_tiny import TinyEncoder
from tests.api.conftest import Dafu


def test_the_demonstration_writes_the_letter(dafu: Dafu, tmp_path: Path) -> None:
    done = dafu("demo", "--out", tmp_path / "out", "--json")
    assert done.code == 0
    record = done.value
    assert record["case"] == "20260105" and len(record["sections"]) == 4
    assert {"reply.docx", "reply.html"} == {path.name for path in (tmp_path / "out").iterdir()}
    paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / "out" / "reply.docx")).paragraphs]
    assert "澜州市住房和城乡建设局" in paragraphs and "沈若兰委员：" in paragraphs
    for said in ("待核实", "dafu search", "dafu serve", "dafu ingest", str(tmp_path / "out" / "reply.html")):
        assert said in done.err


def test_the_demonstration_does_no_work_twice(dafu: Dafu, tmp_path: Path) -> None:
    dafu("demo", "--out", tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "workspace" / "index").rglob("*.npy")}
    letter = (tmp_path / "out" / "reply.docx").read_bytes()
    again = dafu("demo", "--out", tmp_path / "out")
    assert again.code == 0 and "计算语义向量" not in again.err
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "workspace" / "index").rglob("*.npy")}
    assert (tmp_path / "out" / "reply.docx").read_bytes() == letter


def test_the_sample_keeps_the_open_cases_apart() -> None:
    sample = read_sample()
    assert len(sample.past) >= 60 and all(path.is_file() for path in sample.past)
    assert sample.demo.case not in sample.past and not set(sample.demo.opinions) & set(sample.past)
    assert len(sample.demo.opinions) == 2


def test_an_interrupted_index_is_used_and_then_completed(
    dafu: Dafu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"　　第{number}项工作是建设第{number}批充电设施，安排在第{number}个街道。" for number in range(1, 400)]
    (tmp_path / "a.txt").write_text("关于充电设施的工作总结\n\n" + "\n".join(lines), "utf-8")
    real, calls = TinyEncoder.passages, []

    def interrupted(self: TinyEncoder, texts: Any) -> Any:
        calls.append(len(texts))
        raise KeyboardInterrupt

    monkeypatch.setattr(TinyEncoder, "passages", interrupted)
    assert dafu("ingest", tmp_path / "a.txt").code == 130
    assert calls, "nothing was to be encoded"
    monkeypatch.setattr(TinyEncoder, "passages", real)
    found = dafu("search", "充电设施", "--json").value
    assert found["hits"] and found["incomplete"] is True
    assert "不全" in dafu("search", "充电设施").err
    again = dafu("ingest", tmp_path / "a.txt", "--json")
    assert again.code == 0 and again.value["unchanged"] == 1
    assert dafu("search", "充电设施", "--json").value["incomplete"] is False


def test_a_workspace_of_another_encoder_is_indexed_anew(
    dafu: Dafu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("关于充电设施的通知\n\n　　一、加快建设充电设施，完善服务。\n", "utf-8")
    assert dafu("ingest", tmp_path / "a.txt").code == 0
    before = dafu("search", "充电设施", "--json").value["hits"]
    monkeypatch.setattr(TinyEncoder, "fingerprint", "another")
    after = dafu("search", "充电设施", "--json")
    assert after.code == 0 and after.value["incomplete"] is False
    assert [hit["passage"] for hit in after.value["hits"]] == [hit["passage"] for hit in before]
    assert "计算语义向量" in after.err
