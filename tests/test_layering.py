"""Imports go one way only, and the edges (environment, web and command-line libraries) stay at the edge."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("corpus", "index", "retrieval", "drafting", "api")
EDGE_ONLY = {"pydantic", "fastapi", "starlette", "uvicorn", "typer", "click", "rich"}
FORBIDDEN_NAMES = {"utils.py", "base.py", "manager.py", "helpers.py", "common.py", "misc.py"}
MOST_LINES = 250
MOST_FUNCTION_LINES = 60


def modules(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def wrong_imports(source: str, layer: str) -> list[str]:
    """The imports of ``source`` that a module of ``layer`` must not have."""
    above = LAYERS[LAYERS.index(layer) + 1 :]
    found = []
    for line, name in imported(ast.parse(source)):
        top = name.split(".")[0]
        if name.startswith("."):
            found.append(f"{line}: relative import {name}")
        elif top in above:
            found.append(f"{line}: {layer} imports {name}")
        elif top in EDGE_ONLY and layer != "api":
            found.append(f"{line}: {name} belongs in api")
        elif top == "tests":
            found.append(f"{line}: imports from tests")
    return found


def reads_environment(source: str) -> bool:
    names = {"environ", "getenv", "environb"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in names:
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "os" and names & {a.name for a in node.names}:
            return True
    return False


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_down(layer: str) -> None:
    assert modules(layer), f"no modules in {layer}"
    found = {
        str(path.relative_to(ROOT)): wrong
        for path in modules(layer)
        if (wrong := wrong_imports(path.read_text("utf-8"), layer))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("layer", "line", "wrong"),
    [
        ("corpus", "import index.encoder", True),
        ("corpus", "def f():\n    from retrieval.search import search", True),
        ("index", "import pydantic", True),
        ("drafting", "from . import draft", True),
        ("drafting", "from api.settings import Settings", True),
        ("retrieval", "from index.snapshot import Snapshot", False),
        ("api", "import typer", False),
        ("corpus", "import indexing", False),
    ],
)
def test_the_rule_itself(layer: str, line: str, wrong: bool) -> None:
    assert bool(wrong_imports(line, layer)) is wrong


def test_environment_is_read_in_settings_only() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for layer in LAYERS
        for path in modules(layer)
        if reads_environment(path.read_text("utf-8"))
    ]
    assert readers == ["api/settings.py"]


def test_one_subject_a_module() -> None:
    names = [str(path) for layer in LAYERS for path in modules(layer) if path.name in FORBIDDEN_NAMES]
    assert names == []


def test_modules_and_functions_stay_short() -> None:
    long = []
    for path in (path for layer in LAYERS for path in modules(layer)):
        source = path.read_text("utf-8")
        if source.count("\n") > MOST_LINES:
            long.append(f"{path.relative_to(ROOT)}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MOST_FUNCTION_LINES:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    assert long == []
