"""Benchmark folders in the layout of BEIR (Thakur et al. 2021): ``corpus.jsonl``, ``queries.jsonl`` and ``qrels``."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from corpus.errors import UnusableInput
from corpus.storage.stored import PassageRow, StoredDocument, StoredPassage
from index.row import row_digest
from retrieval.measures import Grades

_LAYOUT = "评测文件夹里要有 corpus.jsonl、queries.jsonl，以及 qrels.tsv 或 qrels/ 下的 .tsv 文件"


@dataclass(frozen=True, slots=True)
class Bench:
    """``documents`` as passages, one each; ``queries`` (id, text) that have a judgement, and these by query id."""

    name: str
    documents: tuple[PassageRow, ...]
    queries: tuple[tuple[str, str], ...]
    grades: Mapping[str, Grades]

    @property
    def digest(self) -> str:
        """Names the documents: ids and contents."""
        content = blake2b(digest_size=16)
        for row in self.documents:
            content.update(row.document.encode("utf-8", "surrogatepass") + b"\0" + row_digest(row))
        return content.hexdigest()


def read_bench(folder: Path) -> Bench:
    """The benchmark in a folder.

    Raises:
        UnusableInput: a file is missing or not as it should be; the message names file and line.
    """
    if not folder.is_dir():
        raise UnusableInput(f"找不到评测文件夹 {folder}。{_LAYOUT}。")
    documents = tuple(_document(*line) for line in _lines(folder / "corpus.jsonl"))
    queries = tuple((_id(*line), _text(*line)) for line in _lines(folder / "queries.jsonl"))
    for name, ids in (
        ("corpus.jsonl", [row.document for row in documents]),
        ("queries.jsonl", [q for q, _ in queries]),
    ):
        if len(set(ids)) < len(ids):
            raise UnusableInput(f"{folder / name} 里有重复的 _id，请先去掉重复的行。")
    grades = _grades(folder)
    judged = tuple((id, text) for id, text in queries if any(grade > 0 for grade in grades.get(id, {}).values()))
    if not documents or not judged:
        raise UnusableInput(f"{folder} 里没有可以评测的内容：没有文档，或者没有一条查询带相关文档。请检查 qrels。")
    return Bench(folder.resolve().name, documents, judged, grades)


def bench_row(id: str, title: str, text: str) -> PassageRow:
    """A document of a benchmark as the one passage it is; nothing else is known of it."""
    return PassageRow(
        key=f"{id}#0",
        document=id,
        heading=(),
        text=text,
        title=title or None,
        kind="other",
        issuer=None,
        date=None,
        disclosure=None,
        doc_number=None,
        region=None,
        origin="ingested",
        start=0,
        end=len(text),
    )


class BenchShelf:
    """The documents of a benchmark as search reads them; nothing in them has a number or a name of its own."""

    def __init__(self, rows: Sequence[PassageRow]) -> None:
        self._rows = {row.key: row for row in rows}

    def passage_rows(self, keys: Sequence[str]) -> list[PassageRow]:
        return [self._rows[key] for key in keys]

    def find(self, name: str) -> StoredDocument | None:
        return None

    def by_item(self, item_no: str) -> list[str]:
        return []

    def law(self, title: str) -> StoredDocument | None:
        return None

    def article(self, id: str, anchor: str) -> StoredPassage | None:
        return None

    def document(self, id: str) -> StoredDocument | None:
        return None

    def document_passages(self, id: str) -> list[StoredPassage]:
        return []


_Line = tuple[Path, int, Mapping[str, object]]


def _lines(path: Path) -> Iterator[_Line]:
    for number, line in enumerate(_read(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            content = json.loads(line)
        except ValueError as error:
            raise UnusableInput(f"{path} 第 {number} 行不是完整的 JSON，请检查这一行。") from error
        if not isinstance(content, dict):
            raise UnusableInput(f"{path} 第 {number} 行应当是带 _id 和 text 的 JSON 对象。")
        yield path, number, content


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise UnusableInput(f"找不到 {path}。{_LAYOUT}。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"{path} 读不出来，请确认它是 UTF-8 编码的文本文件。") from error


def _id(path: Path, number: int, content: Mapping[str, object]) -> str:
    id = content.get("_id")
    if not isinstance(id, str | int) or isinstance(id, bool) or id == "":
        raise UnusableInput(f"{path} 第 {number} 行没有 _id。")
    return str(id)


def _text(path: Path, number: int, content: Mapping[str, object], name: str = "text") -> str:
    text = content.get(name)
    if not isinstance(text, str):
        raise UnusableInput(f"{path} 第 {number} 行的 {name} 应当是一段文字。")
    return text


def _document(path: Path, number: int, content: Mapping[str, object]) -> PassageRow:
    id, text = _id(path, number, content), _text(path, number, content)
    title = _text(path, number, content, "title") if content.get("title") is not None else ""
    return bench_row(id, title, text)


def _grades(folder: Path) -> Mapping[str, Grades]:
    grades: dict[str, dict[str, int]] = {}
    for path in _judgement_files(folder):
        for number, columns in enumerate(csv.reader(_read(path).splitlines(), delimiter="\t"), 1):
            if not columns or (number == 1 and not _is_grade(columns[-1])):
                continue  # an empty line, or the names of the columns
            if len(columns) not in (3, 4) or not _is_grade(columns[-1]):
                raise UnusableInput(
                    f"{path} 第 {number} 行应当是用制表符分开的三列：查询编号、文档编号、等级（整数）。"
                )
            grades.setdefault(columns[0], {})[columns[-2]] = int(columns[-1])
    return grades


def _judgement_files(folder: Path) -> list[Path]:
    """``qrels.tsv``; else the test part of ``qrels/``, or all of its parts where none is called so."""
    single, parts = folder / "qrels.tsv", sorted((folder / "qrels").glob("*.tsv"))
    if single.is_file():
        return [single]
    test = [path for path in parts if path.stem == "test"]
    if not parts:
        raise UnusableInput(f"{folder} 里没有 qrels。{_LAYOUT}。")
    return test or parts


def _is_grade(text: str) -> bool:
    return text.strip().lstrip("-").isdecimal()
