"""The settings, read from the environment once and passed on as one value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which parts are used.

    ``database_url`` is any SQLAlchemy URL; by default SQLite in the workspace. ``encoder`` is ``default`` or the
    name or folder of a sentence-transformers model. ``cache`` holds what all workspaces share: the prepared
    encoder and the index of the rules pack. ``rules`` is the pack: ``default``, ``none``, or the path of a database
    of the same layout. ``organs`` is the administrator's own list of organs (TOML), or a folder of such lists;
    ``jurisdictions`` a folder with the ways of the own place. ``token`` stands for a user of the workplace.
    """

    workspace: Path
    database_url: str
    encoder: str
    cache: Path
    rules: str
    organs: Path | None = None
    jurisdictions: Path | None = None
    token: str | None = field(default=None, repr=False)

    @property
    def files(self) -> Path:
        return self.workspace / "files"

    @property
    def index(self) -> Path:
        return self.workspace / "index"

    @property
    def own_places(self) -> tuple[Path, ...]:
        """Folders with an administrator's jurisdictions: the workspace's, where it has one, then the setting's."""
        inside = self.workspace / "jurisdictions"
        return tuple(path for path in (inside if inside.is_dir() else None, self.jurisdictions) if path)

    @property
    def error_log(self) -> Path:
        return self.workspace / "logs" / "error.log"


def read_settings(workspace: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this run. ``workspace`` (from the command line) goes before ``DAFU_WORKSPACE``.

    A setting that is set to nothing counts as not set.
    """
    given = os.environ if environment is None else environment
    folder = (workspace or Path(given.get("DAFU_WORKSPACE") or "workspace")).expanduser().absolute()
    return Settings(
        workspace=folder,
        database_url=given.get("DAFU_DATABASE_URL") or f"sqlite:///{folder / 'dafu.db'}",
        encoder=given.get("DAFU_ENCODER") or "default",
        cache=Path(given.get("DAFU_CACHE") or "~/.cache/dafu").expanduser().absolute(),
        rules=given.get("DAFU_RULES") or "default",
        organs=Path(own).expanduser().absolute() if (own := given.get("DAFU_ORGANS")) else None,
        jurisdictions=Path(own).expanduser().absolute() if (own := given.get("DAFU_JURISDICTIONS")) else None,
        token=given.get("DAFU_TOKEN") or None,
    )
