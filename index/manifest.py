"""The manifest of a snapshot: what it was made of and by, and the checksums of its files."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import DamagedIndex

FORMAT = 3
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``revision`` is the corpus' own; ``words`` and ``recipe`` name how words and encoder input were made.

    ``encoder``, ``fingerprint`` and ``dimension`` tell whose the vectors are (empty and 0 where there are none),
    ``rows`` and ``vectors`` how many passages there are and how many of them have one, ``files`` the SHA-256 of
    each file. ``base`` is the folder of the snapshot that this one stands beside, blank where it stands alone;
    ``mark`` is the number of the store's last change that it holds.
    """

    format: int
    revision: str
    words: str
    recipe: int
    encoder: str
    fingerprint: str
    dimension: int
    rows: int
    vectors: int
    files: Mapping[str, str]
    base: str = ""
    mark: int = 0

    @property
    def complete(self) -> bool:
        return self.rows == self.vectors


def write_manifest(manifest: Manifest, folder: Path) -> Path:
    path = folder / NAME
    path.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return path


def read_manifest(folder: Path) -> Manifest:
    """Raises :class:`DamagedIndex` where it is missing, unreadable or of another format."""
    path = folder / NAME
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["format"] != FORMAT:
            raise DamagedIndex(f"索引 {folder} 是另一个版本的程序建立的，需要重建。")
        manifest = Manifest(**content)
        if not isinstance(content["files"], dict) or not all(isinstance(s, str) for s in content["files"].values()):
            raise TypeError("files")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedIndex(f"索引的清单 {path} 读不出来，需要重建。") from error
    return manifest
