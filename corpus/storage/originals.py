"""The folder of originals: each file under the SHA-256 of its bytes, written whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from corpus.errors import UnusableInput

_LONGEST_SUFFIX = 10


def make_folder(folder: Path) -> None:
    """Make the folder where it is missing; raises :class:`UnusableInput` where that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableInput(f"无法建立文件夹“{folder}”（{error.strerror}），请检查工作区的权限和磁盘空间。") from error


def _safe_suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _LONGEST_SUFFIX else ""


def keep(data: bytes, digest: str, title: str, folder: Path) -> None:
    """Write the bytes with this SHA-256; one that is there already is the same by its name.

    Of ``title``, the file's own name, only a harmless suffix is kept. Raises :class:`UnusableInput` where ``folder``
    cannot be written.
    """
    target = folder / (digest + _safe_suffix(Path(title)))
    if target.exists():
        return
    temporary: str | None = None
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".keep-", delete=False) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise UnusableInput(f"无法把原文件存入“{target.parent}”（{error.strerror}），请检查权限和磁盘空间。") from error
