"""Wrong usage and faults: a Chinese sentence, the right exit code, never a traceback."""

from pathlib import Path

import pytest

from api.commands import show
from tests.api.conftest import Dafu


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serch"], "没有 serch 这个命令"),
        (["search"], "缺少 主题"),
        (["search", "甲", "--topp", "1"], "没有 --topp 这个选项"),
        (["search", "甲", "--top", "0"], "--top 不能小于 1"),
        (["search", "甲", "--top", "多"], "--top 应当是整数"),
        (["search", "甲", "--top"], "--top 后面缺少内容"),
        (["parse", "甲", "乙"], "多出了参数：乙"),
        (["serve", "--port", "70000"], "--port 不能大于 65535"),
        (["rules"], "没有写命令"),
        (["rules", "delete"], "没有 delete 这个命令"),
        (["--nonsense"], "没有 --nonsense 这个选项"),
    ],
)
def test_wrong_usage(dafu: Dafu, arguments: list[str], said: str) -> None:
    done = dafu(*arguments)
    assert done.code == 2
    assert said in done.err and "--help" in done.err
    assert done.out == "" and done.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["draft", "--help"], ["rules", "--help"], ["rules", "list", "--help"]]
)
def test_help_is_chinese(dafu: Dafu, arguments: list[str]) -> None:
    done = dafu(*arguments)
    assert done.code == 0 and done.err == ""
    assert "用法：dafu" in done.out and "显示这份帮助" in done.out
    assert not {"Usage", "Options", "Arguments", "Commands", "Show this"} & set(done.out.replace(":", " ").split())


def test_a_fault_is_logged_and_told_in_one_line(dafu: Dafu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("甲")

    monkeypatch.setattr("api.bootstrap.open_store", fail)
    done = dafu("show", "甲")
    log = tmp_path / "workspace" / "logs" / "error.log"
    assert done.code == 1
    assert done.err.count("\n") == 1 and str(log) in done.err
    assert "ZeroDivisionError: 甲" in log.read_text("utf-8") and "dafu show 甲" in log.read_text("utf-8")


@pytest.mark.parametrize("form", [["--workspace", "{}"], ["--workspace={}"]])
def test_the_log_lies_in_the_workspace_that_was_named(
    dafu: Dafu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: list[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("api.bootstrap.open_store", fail)
    other = tmp_path / "另一个"
    assert dafu("show", "甲", *(part.format(other) for part in form)).code == 1
    assert (other / "logs" / "error.log").is_file()


def test_an_interrupt_ends_with_a_word(dafu: Dafu, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.bootstrap.open_store", interrupt)
    done = dafu("show", "甲")
    assert done.code == 130 and "已中断" in done.err and "继续" in done.err


def test_every_command_takes_workspace_and_json() -> None:
    import typer

    from api.command_line import app

    def options(command: object) -> set[str]:
        return {name for parameter in command.params for name in parameter.opts}  # type: ignore[attr-defined]

    group = typer.main.get_command(app)
    commands = dict(group.commands)  # type: ignore[attr-defined]
    for group_name in [name for name, one in commands.items() if hasattr(one, "commands")]:
        commands |= {f"{group_name} {name}": one for name, one in commands.pop(group_name).commands.items()}
    assert {"demo", "prepare", "ingest", "parse", "show", "search", "precedents", "draft", "serve"} < set(commands)
    for name, command in commands.items():
        # What ``mcp`` prints is the protocol.
        assert {"--workspace", *(() if name == "mcp" else ("--json",))} <= options(command), name
    assert show.NAME in commands
