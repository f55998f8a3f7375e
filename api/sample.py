"""The sample corpus: what to load of it and which case to draft (``corpus/sample/manifest.toml``)."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus
from corpus.errors import UnusableInput


@dataclass(frozen=True, slots=True)
class SampleCase:
    """A new case of the sample with its issuer and the opinions that have come in for it."""

    case: Path
    issuer: str
    opinions: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class SampleItem:
    """An item as the ledger of ``office`` registers it. ``open`` ones have a ``case`` to answer, the others the class
    they were answered with; ``day`` is the proposal's."""

    item_no: str
    item_kind: str
    title: str
    session: str
    proposers: tuple[str, ...]
    co_handlers: tuple[str, ...]
    office: str
    several: bool
    day: str
    open: bool
    class_mark: str | None
    case: Path
    opinions: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """``past`` are the documents to load: everything but the cases still to be answered and their opinions."""

    past: tuple[Path, ...]
    demo: SampleCase
    items: tuple[SampleItem, ...]


def read_sample() -> Sample:
    """Raises :class:`UnusableInput` where the installation lacks the sample corpus."""
    folder = Path(corpus.__file__).parent / "sample"
    try:
        manifest = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
    except OSError as error:
        raise UnusableInput(f"安装不完整，找不到示例资料 {folder}。请重新安装：make clean 后再 make run。") from error
    documents = manifest["document"]
    open_items = {row["item_no"] for row in documents if row.get("case")}
    past = [row["path"] for row in documents if row.get("item_no") not in open_items]
    demo = next(row for row in documents if row["path"] == manifest["demo"])
    opinions = [row["path"] for row in documents if row["kind"] == "opinion" and row["item_no"] == demo["item_no"]]
    return Sample(
        tuple(folder / path for path in past),
        SampleCase(folder / demo["path"], manifest["demo_issuer"], tuple(folder / path for path in sorted(opinions))),
        tuple(_items(folder, documents, manifest["demo_issuer"])),
    )


def _items(folder: Path, documents: list[dict[str, Any]], issuer: str) -> Iterator[SampleItem]:
    """Every item once for each unit that answers it; the manifest names units without the city."""
    city = issuer.partition("市")[0]
    for row in (row for row in documents if row["kind"] == "proposal"):
        replies = [one for one in documents if one["kind"] == "reply" and one["item_no"] == row["item_no"]]
        opinions = sorted(
            one["path"] for one in documents if one["kind"] == "opinion" and one["item_no"] == row["item_no"]
        )
        for host in row["hosts"]:
            office = city + host
            marks = [one["class_mark"] for one in sorted(replies, key=_day) if one["issuer"] == office]
            yield SampleItem(
                item_no=row["item_no"],
                item_kind=row["item_kind"],
                title=row["item_title"],
                session=row["session"],
                proposers=tuple(row["proposers"]),
                co_handlers=tuple(row.get("co_handlers", ())),
                office=office,
                several=len(row["hosts"]) > 1,
                day=row["date"],
                open=bool(row.get("case")),
                class_mark=marks[-1] if marks else None,
                case=folder / row["path"],
                opinions=tuple(folder / path for path in opinions),
            )


def _day(row: dict[str, Any]) -> str:
    return str(row["date"])
