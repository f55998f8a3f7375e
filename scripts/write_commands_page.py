"""Writes docs/commands.md from the help of the command line. With ``--check`` it only compares (exit 1: differs)."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "commands.md"
HEAD = """# 命令

由命令行帮助生成（`make docs`），不要手工修改。

退出码：0 完成；1 程序内部出错（记录在 `工作区/logs/error.log`）；2 用法不对或输入不能用；\
3 部分完成（逐项列出没有完成的）；4 被检查或权限拒绝；130 被 Ctrl-C 中断。

加 `--json` 时标准输出只有一个 JSON 值，其余信息都在标准错误。
"""


def page() -> str:
    sys.path.insert(0, str(ROOT))
    import typer

    from api.command_line import app

    group: Any = typer.main.get_command(app)
    return "\n".join([HEAD, *_commands("dafu", group)])


def _commands(prefix: str, group: Any) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(f"{prefix} {name}", command)
        else:
            yield from _command(f"{prefix} {name}", command)


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    shown = "".join(f" {one.metavar}" if one.required else f" [{one.metavar}]" for one in arguments)
    yield f"## {name}\n\n{command.help}\n\n```\n{name}{shown}{' [选项]…' if options else ''}\n```\n"
    yield "| 参数 | 说明 | 默认 |\n| --- | --- | --- |"
    yield from (f"| {one.metavar} | {one.help} | |" for one in arguments)
    for one in options:
        value = "" if one.is_flag else f" {one.metavar}"
        default = "" if one.default in (None, False) or callable(one.default) else f"`{one.default}`"
        yield f"| `{one.opts[0]}`{value} | {one.help} | {default} |"
    yield ""


def main() -> int:
    text = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, "utf-8")
        return 0
    return 0 if PAGE.exists() and PAGE.read_text("utf-8") == text else 1


if __name__ == "__main__":
    sys.exit(main())
