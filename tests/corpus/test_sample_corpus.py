"""The sample corpus of the fictional city agrees with its manifest and with itself."""

from __future__ import annotations

import html
import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest

ROOT = Path(__file__).resolve().parents[2] / "corpus" / "sample"
MANIFEST: dict[str, Any] = tomllib.loads((ROOT / "manifest.toml").read_text(encoding="utf-8"))
DOCUMENTS: list[dict[str, Any]] = MANIFEST["document"]
PATHS = {row["path"]: row for row in DOCUMENTS}
NOT_DOCUMENTS = {"manifest.toml", "README.md"}
READABLE = [row["path"] for row in DOCUMENTS if row["format"] != "pdf"]
DOC_NUMBER = re.compile(r"(澜[一-龥]{1,5})[〔\[［【（(]\s*(20\d\d)\s*[〕\]］】）)]\s*0*(\d+)\s*号")
OPENED = {2023: date(2023, 2, 15), 2024: date(2024, 2, 20), 2025: date(2025, 2, 18), 2026: date(2026, 2, 3)}
MINIMUM_BY_FOLDER = {"proposals": 18, "replies": 20, "opinions": 9, "rules": 13, "summaries": 6, "cases": 6}
# End-of-year totals and the additions that lead to them, each stated in the file named beside it.
SERIES = {
    "加装电梯": ([46, 118, 148, 186, 232, 265], 995, "summaries/2025-zhujian.docx", "累计竣工995台"),
    "长者食堂": ([96, 44, 52, 48], 240, "summaries/2025-minzheng.txt", "总数达到240家"),
    "公交线路": ([142, 6, -3, 9, -4], 150, "summaries/2025-jiaotong.html", "由145条增至150条"),
    "团体标准": ([64, 23], 87, "summaries/2024-shijian.txt", "累计87项"),
    "团体标准目标": ([64, 23, 31, 30, 32], 180, "rules/quality-plan-2025-2027.docx", "团体标准达到180项"),
    "两网融合点": ([186, 78], 264, "summaries/2025-chengguan.html", "两网融合点264个"),
    "数字化改造": ([412, 168], 580, "proposals/2025-20250108.txt", "实施数字化改造的580家"),
    "充电端口（千个）": ([32, 18, 24, 26], 100, "summaries/2025-zhujian.docx", "年底总数达到10.0万个"),
}


@cache
def text_of(path: str) -> str:
    """The text of a file, markup removed; a PDF has none here."""
    file = ROOT / path
    if file.suffix == ".docx":
        document = docx.Document(str(file))
        cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    if file.suffix == ".pdf":
        return ""
    text = file.read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]*>", "", text)) if file.suffix == ".html" else text


def numbers_in(text: str) -> set[str]:
    """Municipal document numbers in a text, brackets and zeros made uniform.

    The code before the bracket is cut to the longest code the manifest knows, since prose may be
    glued to it.
    """
    found = set()
    for code, year, serial in DOC_NUMBER.findall(text):
        known = [item for item in CODES if code.endswith(item)]
        found.add(f"{max(known, key=len) if known else code}〔{year}〕{serial}号")
    return found


def folder(path: str) -> str:
    """The sub-folder a document lies in."""
    return path.split("/")[0]


ISSUED = {row["doc_number"]: row for row in DOCUMENTS if "doc_number" in row}
CODES = {number.split("〔")[0] for number in ISSUED}
PROPOSALS = {row["item_no"]: row for row in DOCUMENTS if row["kind"] == "proposal"}
REPLIES = [row for row in DOCUMENTS if row["kind"] == "reply"]
ANSWERING = [row for row in DOCUMENTS if row["kind"] in {"reply", "opinion"}]


def test_manifest_and_files_are_the_same_set() -> None:
    on_disk = {
        file.relative_to(ROOT).as_posix()
        for file in ROOT.rglob("*")
        if file.is_file() and file.name not in NOT_DOCUMENTS
    }
    assert on_disk == set(PATHS)
    assert len(PATHS) == len(DOCUMENTS)
    assert MANIFEST["demo"] in PATHS
    assert all(Path(row["path"]).suffix == f".{row['format']}" for row in DOCUMENTS)


def test_counts_by_folder_and_format() -> None:
    folders = Counter(folder(path) for path in PATHS)
    assert all(folders[name] >= least for name, least in MINIMUM_BY_FOLDER.items())
    formats = Counter(row["format"] for row in DOCUMENTS)
    assert formats["html"] >= 10
    assert formats["docx"] >= 14
    assert formats["pdf"] >= 6
    assert formats["txt"] >= len(DOCUMENTS) * 2 // 5
    assert len({row["issuer"] for row in REPLIES}) >= 6
    assert {row["class_mark"] for row in REPLIES} == {"A", "B", "C", "D"}
    years = Counter(row["item_no"][:4] for path, row in PATHS.items() if folder(path) == "proposals")
    assert years == {"2023": 6, "2024": 6, "2025": 6}


@pytest.mark.parametrize("path", READABLE)
def test_fiction_line_and_pairs(path: str) -> None:
    text = text_of(path)
    assert MANIFEST["fiction_line"] in text
    for opening, closing in ("“”", "《》", "〔〕"):
        assert text.count(opening) == text.count(closing)


def test_item_and_document_numbers_are_unique() -> None:
    proposals = [row["item_no"] for row in DOCUMENTS if row["kind"] == "proposal"]
    issued = [row["doc_number"] for row in DOCUMENTS if "doc_number" in row]
    assert len(proposals) == len(set(proposals))
    assert len(issued) == len(set(issued))
    assert all(DOC_NUMBER.fullmatch(number) for number in issued)


@pytest.mark.parametrize("row", ANSWERING, ids=lambda row: row["path"])
def test_replies_and_opinions_name_the_item_exactly(row: dict[str, Any]) -> None:
    proposal = PROPOSALS[row["item_no"]]
    for key in ("item_title", "session", "proposers", "item_kind"):
        assert row[key] == proposal[key]
    assert row["item_no"] in row["title"]
    assert row["item_kind"] in row["title"]
    text = text_of(row["path"])
    if text:
        assert row["title"] in text
        assert f"《{proposal['title']}》" in text
        assert row["doc_number"] in text
        assert row["kind"] == "opinion" or re.search(rf"(?<![A-Z]){row['class_mark']}(类|\n)", text)
    honorific = {"提案": "代表：", "建议": "委员："}[row["item_kind"]]
    assert not re.search(rf"^.{{2,4}}{honorific}", text, re.M)


@pytest.mark.parametrize("row", ANSWERING, ids=lambda row: row["path"])
def test_dates_follow_the_session(row: dict[str, Any]) -> None:
    year = int(row["item_no"][:4])
    issued = date.fromisoformat(row["date"])
    assert issued > OPENED[year]
    assert issued.year == (year + 1 if row.get("supplementary") else year)
    assert f"〔{issued.year}〕" in row["doc_number"]
    shown = f"{issued.year}年{issued.month}月{issued.day}日"
    assert row["format"] == "pdf" or shown in text_of(row["path"])


@pytest.mark.parametrize("path", READABLE)
def test_cited_municipal_numbers_exist_and_are_not_later(path: str) -> None:
    row = PATHS[path]
    if row["kind"] == "reply":
        assert numbers_in(text_of(path)) >= {row["doc_number"]}
    for number in numbers_in(text_of(path)):
        assert number in ISSUED, number
        assert ISSUED[number]["date"] <= row["date"], number


def test_every_suggestion_is_answered() -> None:
    answered: dict[str, set[str]] = {}
    for row in REPLIES:
        ids = {item for answer in row["answers"] for item in answer["suggestions"]}
        assert ids <= set(PROPOSALS[row["item_no"]]["suggestions"])
        answered.setdefault(row["item_no"], set()).update(ids)
    assert len(answered) == MINIMUM_BY_FOLDER["proposals"]
    for number, ids in answered.items():
        assert ids == set(PROPOSALS[number]["suggestions"])


@pytest.mark.parametrize("row", REPLIES, ids=lambda row: row["path"])
def test_answer_headings_stand_in_the_reply(row: dict[str, Any]) -> None:
    text = text_of(row["path"])
    for answer in row["answers"]:
        number = answer["number"]
        mark = number if number.startswith("（") else rf"{number}[、.．]"
        assert not text or re.search(rf"^\W*{mark.replace('（', '（')}", text, re.M)


def test_rules_have_status_and_successors() -> None:
    rules = [row for path, row in PATHS.items() if folder(path) == "rules"]
    expired = [row for row in rules if row["status"] == "expired"]
    assert len(expired) >= 2
    for row in expired:
        successor = ISSUED[row["replaced_by"]]
        assert successor["replaces"] == row["doc_number"]
        assert "同时废止" in text_of(successor["path"])
        assert row["valid_to"] < successor["valid_from"] <= "2024-09-01"
    drafts = [row for row in rules if row["status"] == "draft"]
    assert drafts
    assert all("doc_number" not in row and "征求意见稿" in row["title"] for row in drafts)
    table = next(row for row in rules if "table_rows" in row)
    tables = docx.Document(str(ROOT / table["path"])).tables
    assert len(tables[0].rows) - 1 == table["table_rows"] >= 15


@pytest.mark.parametrize("name", SERIES)
def test_figures_add_up(name: str) -> None:
    steps, total, path, sentence = SERIES[name]
    assert sum(steps) == total
    assert path in PATHS
    assert sentence in text_of(path)


def test_handling_summary_counts_add_up() -> None:
    path = "summaries/2025-handling.docx"
    table = docx.Document(str(ROOT / path)).tables[0]
    body = [[int(cell.text) for cell in line.cells[1:]] for line in table.rows[1:]]
    classes, totals = body[:-1], body[-1]
    assert [sum(column) for column in zip(*classes, strict=True)] == totals
    assert all(first + second == both for first, second, both in body)
    text = text_of(path)
    assert f"共承办建议提案{totals[2]}件，其中建议{totals[0]}件、提案{totals[1]}件" in text
    by_unit = next(line for line in text.splitlines() if line.startswith("（二）按主办单位分"))
    assert sum(int(count) for count in re.findall(r"(\d+)件", by_unit)) == totals[2]
    satisfied = re.search(r"反馈满意(\d+)件、基本满意(\d+)件", text)
    assert satisfied
    assert sum(map(int, satisfied.groups())) == totals[2]
