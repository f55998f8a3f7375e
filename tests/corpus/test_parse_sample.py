"""The parser held to the sample corpus: what its manifest says of every document, field by field."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import corpus
from corpus.cases.replies import aligned
from corpus.document import Document
from corpus.grammar.sessions import find_sessions, session_value
from corpus.parse import parse
from corpus.read import read
from corpus.references import title_key
from corpus.rulebook.standing import rule_name

SAMPLE = Path(corpus.__file__).parent / "sample"
DOCUMENTS: list[dict[str, Any]] = tomllib.loads((SAMPLE / "manifest.toml").read_text("utf-8"))["document"]
PARSED = {row["path"]: parse(read(SAMPLE / row["path"]), row["path"]) for row in DOCUMENTS}
LETTERS = [row for row in DOCUMENTS if row["kind"] not in ("proposal",)]
CASES = [row for row in DOCUMENTS if row["kind"] == "proposal"]


def missed(rows: list[dict[str, Any]], key: str, found: Any) -> list[tuple[str, Any, Any]]:
    """Documents of which ``found`` says something else than the manifest's ``key``."""
    wrong = []
    for row in rows:
        if key in row and (value := found(PARSED[row["path"]])) != row[key]:
            wrong.append((row["path"], row[key], value))
    return wrong


def test_kind() -> None:
    assert missed(DOCUMENTS, "kind", lambda d: d.kind) == []


@pytest.mark.parametrize("key", ["doc_number", "class_mark", "valid_to"])
def test_fields(key: str) -> None:
    assert missed(LETTERS, key, lambda d: getattr(d, key)) == []


@pytest.mark.parametrize("key", ["date", "valid_from", "disclosure"])
def test_fields_that_some_documents_do_not_print(key: str) -> None:
    """The manifest knows more than is printed; what is not printed stays open and is never guessed."""
    wrong = [
        (path, expected, found)
        for path, expected, found in missed(LETTERS, key, lambda d: getattr(d, key))
        if found is not None or _printed(key, expected, PARSED[path].text)
    ]
    assert wrong == []


def _printed(key: str, value: str, text: str) -> bool:
    if key == "disclosure":
        return "公开方式" in text or "此件公开" in text
    year, month, day = (int(part) for part in value.split("-"))
    return f"{year}年{month}月{day}日" in text and (key == "date" or "施行" in text)


def test_issuer() -> None:
    def issuer(document: Document) -> str | None:
        return document.issuer

    assert missed(LETTERS, "issuer", issuer) == []


def test_title() -> None:
    """A notice that issues a rule may be listed under the rule's own name."""
    wrong = [
        (row["path"], row["title"], PARSED[row["path"]].title)
        for row in LETTERS
        if title_key(row["title"])
        not in {title_key(t) for t in (PARSED[row["path"]].title or "", rule_name(PARSED[row["path"]].title or ""))}
    ]
    assert wrong == []


def test_cases() -> None:
    for row in CASES:
        case = PARSED[row["path"]].case
        assert case is not None, row["path"]
        assert (case.item_no, case.item_kind, case.title) == (row["item_no"], row["item_kind"], row["item_title"])
        assert [p.name for p in case.proposers] == row["proposers"], row["path"]
        assert case.session is not None
        (expected, *_) = [session_value(m.session) for m in find_sessions(row["session"])]
        assert session_value(case.session) == expected, row["path"]


def test_suggestions() -> None:
    def ids(document: Document) -> list[str] | int:
        return [s.id for s in document.case.suggestions] if document.case else []

    numbered = [row for row in CASES if not isinstance(row["suggestions"], int)]
    assert missed(numbered, "suggestions", ids) == []
    for row in CASES:
        if isinstance(row["suggestions"], int):
            assert len(ids(PARSED[row["path"]])) == row["suggestions"]  # type: ignore[arg-type]


def test_units_of_cases() -> None:
    """主办 (also 分办, 承办) and 会办 as the form lists them."""
    for row in CASES:
        case = PARSED[row["path"]].case
        assert case is not None
        assert list(case.lead_units) == row["hosts"], row["path"]
        assert list(case.co_units) == row.get("co_handlers", []), row["path"]
        assert case.session_text == row["session"], row["path"]


def test_letters_name_their_item_and_whom_they_address() -> None:
    for row in LETTERS:
        document = PARSED[row["path"]]
        if "item_no" in row:
            assert row["item_no"] in {r.value for r in document.references if r.kind == "item_no"}, row["path"]
        if "to" in row:
            assert document.addressees == (row["to"],), row["path"]


def test_a_rule_names_what_it_replaces() -> None:
    for row in LETTERS:
        replaced = (row["replaces"],) if "replaces" in row else ()
        assert PARSED[row["path"]].repeals == replaced, row["path"]


def test_answers_are_found_and_aligned() -> None:
    """Every answer of every reply is found and aligned with just the asks the manifest names."""
    by_item = {row["item_no"]: PARSED[row["path"]].case for row in CASES}
    wrong = []
    for row in LETTERS:
        case = by_item.get(row.get("item_no"))
        if "answers" not in row or case is None:
            continue
        (unit,) = aligned(PARSED[row["path"]], case.suggestions)
        assert [a.number for a in unit.answers] == [a["number"] for a in row["answers"]], row["path"]
        for found, expected in zip(unit.answers, row["answers"], strict=True):
            if set(found.suggestions) != set(expected["suggestions"]):
                wrong.append((row["path"], found.number, found.suggestions))
    assert wrong == []
