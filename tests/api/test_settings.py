"""Where things are: command line before environment before default."""

from pathlib import Path

import pytest

from api.settings import read_settings


def test_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings(environment={})
    assert settings.workspace == tmp_path / "workspace"
    assert settings.database_url == f"sqlite:///{tmp_path}/workspace/dafu.db"
    assert settings.encoder == "default"
    assert settings.cache == Path("~/.cache/dafu").expanduser()
    assert settings.files.parent == settings.index.parent == settings.workspace


def test_environment_and_command_line(tmp_path: Path) -> None:
    environment = {
        "DAFU_WORKSPACE": str(tmp_path / "甲"),
        "DAFU_ENCODER": "tiny",
        "DAFU_CACHE": str(tmp_path / "cache"),
        "DAFU_DATABASE_URL": "postgresql+psycopg://u@h/d",
    }
    settings = read_settings(environment=environment)
    assert settings.workspace == tmp_path / "甲" and settings.encoder == "tiny"
    assert settings.cache == tmp_path / "cache" and settings.database_url.startswith("postgresql")
    assert read_settings(tmp_path / "乙", environment).workspace == tmp_path / "乙"


def test_set_to_nothing_counts_as_not_set() -> None:
    settings = read_settings(environment={"DAFU_ENCODER": "", "DAFU_WORKSPACE": "", "DAFU_DATABASE_URL": ""})
    assert settings.encoder == "default" and settings.workspace.name == "workspace"
    assert settings.database_url.endswith("/workspace/dafu.db")
