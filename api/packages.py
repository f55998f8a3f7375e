"""The root packages must be this project's own.

``index`` or ``api`` are names another project may use too; one that got installed beside this program would be
imported without a word and fail far from its cause. Nothing of the project is imported here, for that reason.
"""

from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path

ROOT_PACKAGES = ("corpus", "index", "retrieval", "drafting", "api")


def foreign_packages(root: Path | None = None) -> tuple[tuple[str, Path | None], ...]:
    """The root packages that do not lie under ``root`` (default: where this file's package lies), with their place.

    The place is ``None`` where a package is missing altogether.
    """
    home = (root or Path(__file__).parent.parent).resolve()
    found = [(name, _place(name)) for name in ROOT_PACKAGES]
    return tuple((name, place) for name, place in found if place is None or place.parent != home)


def explain(foreign: tuple[tuple[str, Path | None], ...]) -> str:
    """What is wrong and what to do, in Chinese, for the person who starts the program."""
    places = "、".join(f"{name}（{place or '没有找到'}）" for name, place in foreign)
    return (
        f"安装有误：{places} 不是本程序的模块，可能与其他软件包重名。"
        "请在单独的虚拟环境中重新安装：在程序目录运行 make clean 和 make run。"
    )


def _place(name: str) -> Path | None:
    spec = find_spec(name) or PathFinder.find_spec(name)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).resolve().parent
