from pathlib import Path

import pytest

from api import case_files
from api.case_files import find_case
from corpus.errors import NotFound, UnusableInput
from corpus.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")


def test_a_place_that_may_not_be_looked_into_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(self: Path, **_: object) -> bool:
        raise PermissionError(13, "Permission denied")

    def refuse(path: Path) -> None:
        raise UnusableInput(f"没有读取“{path}”的权限。")

    monkeypatch.setattr(Path, "exists", closed)
    monkeypatch.setattr(case_files, "parsed_file", refuse)
    with pytest.raises(UnusableInput, match="权限"):
        find_case(store, "锁住的文件夹/提案.txt")


def test_a_whole_text_given_as_a_name_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        find_case(store, "关于停车的提案" * 200)
