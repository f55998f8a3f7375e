"""The sample corpus: what to load of it and which case to draft (``corpus/sample/manifest.toml``)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import corpus
from corpus.errors import UnusableInput


@dataclass(frozen=True, slots=True)
class SampleCase:
    """A new case of the sample with its issuer and the opinions that have come in for it."""

    case: Path
    issuer: str
    opinions: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """``past`` are the documents to load: everything but the cases still to be answered and their opinions."""

    past: tuple[Path, ...]
    demo: SampleCase


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
    )
