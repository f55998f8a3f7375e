"""The letters themselves, with the real encoder and the rules pack: the sample's new cases and the real page.

What is measured is what an officer relies on: the case is named as registered, every ask has its section, co-handlers
are attributed, and nothing stands in the letter that no source holds (``bench/faithfulness.py``, which does not share
code with the drafter).
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import corpus
from api.bootstrap import ingest_files, open_workbench, refresh_index
from api.sample import read_sample
from api.settings import Settings, read_settings
from api.work import DraftOrder
from api.workbench import Workbench
from bench.faithfulness import violations
from corpus.parse import parse
from corpus.read import read
from drafting.export.json import draft_record
from drafting.service import DraftResult

SAMPLE = Path(corpus.__file__).parent / "sample"
MANIFEST = tomllib.loads((SAMPLE / "manifest.toml").read_text("utf-8"))
CASES = [d for d in MANIFEST["document"] if d["path"].startswith("cases/")]
ASSERTS = ("fact", "rule", "plan", "quote")


@dataclass(frozen=True, slots=True)
class Letter:
    case: str
    opinions: list[str]
    result: DraftResult
    record: dict[str, Any]
    document: Callable[[str], str]


def workspace(folder: Path, paths: list[Path]) -> Workbench:
    settings: Settings = read_settings(folder)
    report = ingest_files(settings, paths)
    assert report.failed == ()
    refresh_index(settings)
    return open_workbench(settings)


def written(bench: Workbench, case: Path, opinions: list[Path], order: DraftOrder) -> Letter:
    result = bench.draft(str(case), opinions, order)
    record: dict[str, Any] = json.loads(json.dumps(draft_record(result.draft)))
    texts = [read(path).text for path in opinions]
    return Letter(read(case).text, texts, result, record, lambda key: bench.document(key).document.text)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    bench = workspace(tmp_path_factory.mktemp("sample"), list(read_sample().past))
    yield bench
    bench.close()


@pytest.fixture(scope="module", params=[d["path"] for d in CASES])
def letter(request: pytest.FixtureRequest, sample: Workbench) -> Letter:
    case = SAMPLE / request.param
    opinions = sorted((SAMPLE / "opinions").glob(f"{case.stem}*"))
    return written(sample, case, opinions, DraftOrder())


def registered(letter: Letter) -> dict[str, Any]:
    found: dict[str, Any] = next(d for d in CASES if d["item_no"] == letter.record["case"])
    return found


def test_case_is_named_as_registered(letter: Letter) -> None:
    case = registered(letter)
    text = letter.record["text"]
    assert f"《{case['item_title']}》" in text
    assert f"第{case['item_no']}号" in letter.record["title"]
    assert case["session"] in letter.record["title"]
    first, *others = case["proposers"]
    assert first in letter.record["addressee"]
    for name in others:  # the sample city answers the lead proposer and copies the letter to the others
        assert name in letter.record["opening"][0]["text"] and name in letter.record["copies"]


def test_honorific_follows_the_kind_of_item(letter: Letter) -> None:
    wrong = "代表：" if registered(letter)["item_kind"] == "提案" else "委员："
    assert wrong not in letter.record["text"]


def test_every_ask_has_its_section(letter: Letter) -> None:
    asked = registered(letter)["suggestions"]
    expected = [str(n) for n in range(1, asked + 1)] if isinstance(asked, int) else asked
    assert [section["suggestion"] for section in letter.record["sections"]] == expected


def test_every_opinion_is_attributed_to_its_unit(letter: Letter) -> None:
    for opinion in letter.result.matter.opinions:
        assert opinion.unit is not None
        stem = opinion.unit.removeprefix("澜州")
        cited = [
            sentence["text"]
            for section in letter.record["sections"]
            for sentence in section["sentences"]
            if any(source["document"] == opinion.reference for source in sentence["sources"])
        ]
        assert any(f"据{stem}反馈" in text for text in cited)


def test_every_assertion_has_a_source(letter: Letter) -> None:
    for section in letter.record["sections"]:
        for sentence in section["sentences"]:
            assert sentence["sources"] or sentence["role"] not in ASSERTS


def test_nothing_is_invented(letter: Letter) -> None:
    granted = [letter.result.matter.issuer or ""]
    assert violations(letter.record, letter.case, letter.opinions, letter.document, granted) == []


def test_no_rule_that_has_ended_is_a_basis(letter: Letter) -> None:
    ended = [d["title"] for d in MANIFEST["document"] if d.get("status") in ("expired", "draft")]
    assert not [title for title in ended if f"根据《{title}》" in letter.record["text"]]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[tuple[Workbench, Path]]:
    folder = tmp_path_factory.mktemp("seeds")
    bench = workspace(folder, sorted((shared / "seeds").glob("*.txt")))
    yield bench, folder
    bench.close()


def page_parts(shared: Path) -> tuple[str, str]:
    """The member's part of the page and the finance bureau's opinion on it."""
    text = next((shared / "seeds").glob("002*.txt")).read_text("utf-8")
    proposal = text[: text.index("部门答复")]
    begin = text.index("市质监局:\n", text.index("财政局:"))
    return proposal, text[begin : text.index("办理单位", begin)].strip()


@pytest.mark.parametrize("heard", [False, True])
def test_real_page(seeds: tuple[Workbench, Path], shared: Path, heard: bool) -> None:
    bench, folder = seeds
    proposal, opinion = page_parts(shared)
    (folder / "提案.txt").write_text(proposal, "utf-8")
    (folder / "财政局.txt").write_text(opinion, "utf-8")
    opinions = [folder / "财政局.txt"] if heard else []
    order = DraftOrder(role="主办", issuer="东莞市质量技术监督局")
    letter = written(bench, folder / "提案.txt", opinions, order)
    text = letter.record["text"]
    assert letter.record["addressee"] == "刘潜发委员"
    title = parse(read(folder / "提案.txt"), "").title
    assert f"《{title}》（第20170411号提案）" in text
    assert "市政协十三届一次会议" in text
    assert [s["suggestion"] for s in letter.record["sections"]] == ["1", "2", "3", "3.1", "3.2", "3.3"]
    assert ("据市财政局反馈，" in text) == heard
    assert violations(letter.record, proposal, [opinion] if heard else [], letter.document, [order.issuer or ""]) == []
    if heard:
        assert any(finding.rule == "R10" for finding in letter.result.findings)
