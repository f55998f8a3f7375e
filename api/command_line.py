"""The commands of ``dafu`` put together, and every way they can end."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import typer
from typer.exceptions import Abort, TyperException

from api.commands import (
    check,
    commitments,
    compare,
    demo,
    draft,
    evaluate,
    ingest,
    jurisdictions,
    mcp,
    organs,
    parse,
    precedents,
    prepare,
    rules,
    search,
    serve,
    show,
    users,
)
from api.defects import record_defect
from api.exits import Exit, exit_for
from api.help_text import ChineseCommand, ChineseGroup
from api.output import note, use_utf8
from api.settings import read_settings
from corpus.errors import DafuError

app = typer.Typer(
    name="dafu",
    cls=ChineseGroup,
    help="答复：政协提案和人大代表建议的答复、会办意见辅助起草。",
    epilog="从 dafu demo 开始；每个命令的用法见 dafu 命令 --help。",
    add_completion=False,
    pretty_exceptions_enable=False,
)
for module in (demo, prepare, ingest, parse, show, search, precedents, draft, check, compare, evaluate, serve, mcp):
    app.command(module.NAME, cls=ChineseCommand)(module.run)
for group in (rules, organs, commitments, jurisdictions, users):
    app.add_typer(group.app, name=group.NAME, cls=ChineseGroup)


def run(arguments: Sequence[str]) -> int:
    """Runs one command; returns its exit code. Whatever happens, the user sees a Chinese line and no traceback."""
    use_utf8()
    try:
        _use_own_organs(read_settings().organs)
        # The library turns Ctrl-C into this same code without a word.
        code = int(app(list(arguments) or ["--help"], prog_name="dafu", standalone_mode=False) or Exit.DONE)
        sys.stdout.flush()
        return _interrupted() if code == Exit.INTERRUPTED else code
    except TyperException as error:
        from api.usage import explain_usage

        note(explain_usage(error))
        return Exit.UNUSABLE
    except DafuError as error:
        note(error.message)
        return exit_for(error)
    except (KeyboardInterrupt, Abort):
        return _interrupted()
    except BrokenPipeError:
        # The reader of the output went away (``dafu search … | head``); nothing more is written, at exit neither.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception:
        note(record_defect(read_settings(_workspace_in(arguments)).error_log, f"dafu {' '.join(arguments)}"))
        return Exit.DEFECT


def _use_own_organs(path: Path | None) -> None:
    """Adds the administrator's list of organs, or every list of a folder, to the gazetteer."""
    if path is not None:
        from corpus.offices.gazetteer import use_local

        use_local(sorted(path.glob("*.toml")) if path.is_dir() else [path])


def _interrupted() -> int:
    note("", "已中断。已完成的部分都已保存，再次运行会从断点继续。")
    return Exit.INTERRUPTED


def _workspace_in(arguments: Sequence[str]) -> Path | None:
    """The workspace as it was typed, for when nothing else can be relied on."""
    for name, value in pairwise([*arguments, ""]):
        if name == "--workspace" and value:
            return Path(value)
        if name.startswith("--workspace="):
            return Path(name.removeprefix("--workspace="))
    return None
