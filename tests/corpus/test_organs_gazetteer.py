from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from corpus.offices.gazetteer import builtin_files, gazetteer, load_gazetteer, use_local
from corpus.offices.organs import find_organs, parse_organ


@pytest.fixture
def no_local_lists() -> Iterator[None]:
    yield
    use_local([])


def names(text: str) -> list[str]:
    return [mention.organ.name for mention in find_organs(text)]


def test_every_entry_has_a_source_and_known_successors() -> None:
    known = gazetteer()
    assert len(known.entries) > 150
    for entry in known.entries.values():
        assert entry.source
        assert all(name in known.entries for name in entry.into)
        assert entry.name not in entry.into


def test_no_name_means_two_organs() -> None:
    assert {name: [e.name for e in found] for name, found in gazetteer().names.items() if len(found) > 1} == {}


def test_an_organ_that_ended_has_a_successor_unless_it_was_split_up() -> None:
    ended = [entry for entry in gazetteer().entries.values() if entry.until is not None]
    assert ended
    assert [entry.name for entry in ended if not entry.into] == []


def test_the_line_of_succession() -> None:
    known = gazetteer()
    banks = known.entries["银行业监督管理局"]
    assert [end.name for end in known.ends(banks)] == ["金融监督管理局"]
    assert known.descends(known.entries["市场监督管理局"], known.entries["工商行政管理局"])
    assert not known.descends(known.entries["质量技术监督局"], known.entries["工商行政管理局"])


def test_names_hold_from_reform_to_reform() -> None:
    old, new = gazetteer().entries["质量技术监督局"], gazetteer().entries["市场监督管理局"]
    assert old.holds("2016-05-01")
    assert old.holds("2018-10-12")
    assert not old.holds("2018-10-12", "国家")
    assert not old.holds("2019-06")
    assert new.holds("2018")
    assert not new.holds("2017-12-31")


def test_an_administrators_list_is_added(tmp_path: Path, no_local_lists: None) -> None:
    own = tmp_path / "own.toml"
    own.write_text('["低空经济发展局"]\nshort = ["低空局"]\nsource = "澜州市机构改革方案"\n', "utf-8")
    assert names("由市低空局负责") == []
    use_local([own])
    assert names("由市低空局负责") == ["市低空局"]
    organ = parse_organ("澜州市低空局")
    assert organ is not None
    assert organ.full == "低空经济发展局"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('["甲局"]\nshort = ["甲"]\n', "甲局"),
        ('["甲局"]\nsource = "某方案"\ninto = ["没有的局"]\n', "没有的局"),
        ('["甲局"]\nsource = "某方案"\nnickname = "甲"\n', "nickname"),
        ('["甲局"]\nsource = "某方案"\nshort = "甲"\n', "short"),
        ('["甲局"]\nsource = "某方案"\ninto = ["乙局"]\n["乙局"]\nsource = "某方案"\ninto = ["甲局"]\n', "互为承继"),
        ("甲局 = [", "TOML"),
    ],
)
def test_a_list_that_cannot_be_used_is_told(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(written, "utf-8")
    with pytest.raises(UnusableInput, match=told):
        load_gazetteer([*builtin_files(), path])


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="打不开"):
        load_gazetteer([tmp_path / "none.toml"])
