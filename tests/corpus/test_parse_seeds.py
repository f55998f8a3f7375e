"""The parser held to real documents, where they lie beside the repository, field by field."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document, Section
from corpus.grammar.sessions import find_sessions, session_value
from corpus.parse import parse
from corpus.read import read
from corpus.references import title_key

SEEDS = ("000", "001", "002", "003", "004")
KINDS = {"000": "summary", "001": "summary", "002": "page", "003": "notice", "004": "plan"}


@cache
def truth_of(folder: Path) -> dict[str, Any]:
    seeds: dict[str, Any] = json.loads((folder / "seed_truth.json").read_text("utf-8"))["seeds"]
    return seeds


@cache
def parsed(folder: Path, seed: str) -> Document:
    name = truth_of(folder)[seed]["file"]
    return parse(read(folder / name), name)


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "seeds"


def values(document: Document, kind: str) -> Counter[str]:
    return Counter(r.value for r in document.references if r.kind == kind)


def headings(sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    return [pair for s in sections for pair in ((s.number, s.heading), *headings(s.children))]


def expected_headings(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        pair for row in rows for pair in ((row["marker"], row["text"]), *expected_headings(row.get("children", [])))
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_head(folder: Path, seed: str) -> None:
    truth, document = truth_of(folder)[seed], parsed(folder, seed)
    assert document.kind == KINDS[seed]
    assert title_key(document.title or "") == title_key(truth["title"].get("normalized") or truth["title"]["raw"])
    assert document.doc_number == (truth["doc_number"] or {}).get("normalized")
    assert document.issuer == (truth["issuer"] or {}).get("raw")
    assert document.disclosure == (truth["disclosure"] or {}).get("value")
    assert document.date == (truth.get("print_info") or {}).get("date")


@pytest.mark.parametrize("seed", SEEDS)
def test_tail(folder: Path, seed: str) -> None:
    truth, document = truth_of(folder)[seed], parsed(folder, seed)
    assert list(document.copies) == (truth["cc"] or {}).get("list", [])
    assert [(c.name, list(c.phones)) for c in document.contacts] == [
        (c["name"], c["phones"]) for c in truth["contacts"]
    ]
    assert list(document.attachments) == [a["title"] for a in truth["attachments"]]
    told = truth.get("addressees") or []
    names = told["list"] if isinstance(told, dict) else [row["name"] for row in told]
    assert list(document.addressees) == names


@pytest.mark.parametrize("seed", SEEDS)
def test_references(folder: Path, seed: str) -> None:
    expected, document = truth_of(folder)[seed]["extraction_expected"], parsed(folder, seed)
    assert values(document, "doc_number") == expected["doc_numbers"]
    assert values(document, "item_no") == expected["proposal_numbers"]
    titles = values(document, "title")
    assert (titles.total(), len(titles)) == (expected["book_title_mentions"], expected["book_titles_distinct"])
    assert [r.raw for r in document.references if r.kind == "standard"] == expected["standards"]
    articles = [r.raw for r in document.references if r.kind == "article"]
    assert len(articles) == len(expected["law_articles"])
    assert all(raw.endswith(end) for raw, end in zip(articles, expected["law_articles"], strict=True))


@pytest.mark.parametrize("seed", ["000", "001"])
def test_sessions(folder: Path, seed: str) -> None:
    truth = truth_of(folder)[seed]["session"]
    (mention,) = find_sessions(truth["raw"])
    assert values(parsed(folder, seed), "session") == {session_value(mention.session): truth["occurrences"]}


@pytest.mark.parametrize("seed", ["000", "001", "002", "003"])
def test_headings(folder: Path, seed: str) -> None:
    found = headings(parsed(folder, seed).sections)
    assert found == expected_headings(truth_of(folder)[seed]["headings"])


def test_heading_counts_of_a_plan(folder: Path) -> None:
    truth, sections = truth_of(folder)["004"]["heading_counts"], parsed(folder, "004").sections
    second = [child for section in sections for child in section.children]
    assert (len(sections), len(second)) == (truth["L1"], truth["L2"])
    assert sum(len(child.children) for child in second) == truth["L3"]
    assert [len(child.children) for child in sections[2].children] == truth["L3_per_L2_of_三"]


@pytest.mark.parametrize("seed", SEEDS)
def test_figures(folder: Path, seed: str) -> None:
    found = {(f.value, f.unit.removeprefix("个")) for f in parsed(folder, seed).figures}
    for row in truth_of(folder)[seed]["figures"]:
        value, unit = (row["value"] * 100, "%") if row["unit"] == "比例" else (row["value"], row["unit"])
        assert (value, unit.removeprefix("个")) in found, row


def test_the_task_table_is_one(folder: Path) -> None:
    (table,) = parsed(folder, "003").tables
    assert len(table.rows) == 1 + truth_of(folder)["003"]["tables"][0]["row_count"]


def test_the_case_of_a_page(folder: Path) -> None:
    truth, document = truth_of(folder)["002"], parsed(folder, "002")
    case = document.case
    assert case is not None
    (proposal,) = truth["proposals"]
    assert (case.item_no, case.item_kind) == (proposal["number"], "提案")
    assert f"({case.item_no}){case.title}" == truth["title"]["raw"]
    assert [p.name for p in case.proposers] == proposal["proposers"]
    assert list(case.lead_units) == proposal["departments"]
    assert case.session is not None and (case.session.term, case.session.number) == (13, 1)
    assert [s.id for s in case.suggestions] == [row["id"] for row in truth["suggestions"]]
    for ask, row in zip(case.suggestions, truth["suggestions"], strict=True):
        assert ask.text.startswith(row["text_starts"])


def test_the_answers_of_a_page(folder: Path) -> None:
    truth, document = truth_of(folder)["002"], parsed(folder, "002")
    assert [r.unit for r in document.replies] == [row["dept"] for row in truth["replies"]]
    assert [r.kind for r in document.replies] == ["reply", "opinion", "opinion"]
    printed = [(row["addressee_raw"] or "").rstrip(":") or None for row in truth["replies"]]
    assert [r.addressee for r in document.replies] == printed
    for found, row in zip(document.replies, truth["replies"], strict=True):
        assert sum(answer.number is not None for answer in found.answers) == row["points"]
    answered = {ask for reply in document.replies for answer in reply.answers for ask in answer.suggestions}
    open_asks = {row["suggestion"] for row in truth["coverage_gold"] if row["status"] == "unanswered"}
    assert not answered & open_asks
    (lead, *_) = document.replies
    assert [answer.suggestions for answer in lead.answers] == [("1",), ("3.3",), ("3.1",), ("3.3",)]


def test_passages_of_a_page_stay_within_their_department(folder: Path) -> None:
    document = parsed(folder, "002")
    for passage in document.passages:
        owners = [r for r in document.replies if r.start < passage.end and passage.start < r.end]
        assert len(owners) <= 1
        assert all(r.start <= passage.start and passage.end <= r.end for r in owners)
