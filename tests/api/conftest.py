"""Runs ``dafu`` in this process, in a workspace of the test's own, with the small deterministic encoder."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended. Standard output holds one JSON value where ``--json`` was asked for."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


Dafu = Callable[..., Done]

PROPOSAL = """案由:(20240118)关于加强电动自行车充电设施建设的提案

内    容:
  近年来，我市电动自行车保有量持续增长，充电难、充电不安全的问题突出。

建    议:
  1.加快老旧小区充电设施建设，纳入老旧小区改造内容统筹推进。
  2.规范充电收费标准，公开电价和服务费。
  3.加强充电设施消防安全检查，建立日常巡查机制。

提案者 王小明
"""


@pytest.fixture
def dafu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Dafu:
    monkeypatch.setenv("DAFU_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("DAFU_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DAFU_ENCODER", "tiny")
    monkeypatch.setenv("DAFU_RULES", "none")
    monkeypatch.delenv("DAFU_DATABASE_URL", raising=False)

    def run(*arguments: str | Path) -> Done:
        from api.command_line import run

        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Done(code, out, err)

    return run


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    file = tmp_path / "提案.txt"
    file.write_text(PROPOSAL, "utf-8")
    return file
