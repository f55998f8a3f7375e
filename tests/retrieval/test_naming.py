"""Exact things are exact: every number and every title of the sample corpus, and of the real documents where they are
at hand, in the forms in which people type them."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.references import find_references, title_key
from index.encoder_tiny import TinyEncoder
from retrieval.evidence import Evidence
from retrieval.filters import Filters
from retrieval.search import search
from tests.retrieval.stored_letters import SAMPLE, Letters, seed_files, stored

_WIDE = str.maketrans("0123456789(),", "０１２３４５６７８９（），")
_BRACKETS = ("〔〕", "[]", "【】", "（）", "()", "﹝﹞", "［］", "{}", "<>")


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    return stored(tmp_path_factory.mktemp("letters"), [SAMPLE, *seed_files()], TinyEncoder())


def first(letters: Letters, query: str) -> Evidence:
    hits = search(query, letters.library, top=1).hits
    assert hits, f"{query} finds nothing"
    return hits[0]


def number_forms(number: str) -> Iterator[str]:
    code, _, rest = number.partition("〔")
    year, _, serial = rest.removesuffix("号").partition("〕")
    for pair in _BRACKETS:
        yield f"{code}{pair[0]}{year}{pair[1]}{serial}号"
    yield number.translate(_WIDE)
    yield f"{code} 〔{year}〕 {serial} 号"
    yield f" {code}【 {year} 】 {serial} 号 "
    yield f"{code}〔{year}〕第{serial}号"
    yield f"{code}（{year}）第0{serial}号"
    yield f"{code}〔{year}〕00{serial}号"
    yield f"{code}〔{year}〕{serial}"
    yield f"{code}[{year}]{serial}"
    yield f"{code}{year}年{serial}号"
    yield f"“{number}”"
    yield f"（{number}）"
    yield f"《{number}》"


def item_forms(item: str) -> Iterator[str]:
    yield from (
        item,
        f"第{item}号",
        f"第{item}号提案",
        f"第 {item} 号建议",
        f"{item}号",
        f"提案{item}",
        f"案号：{item}",
    )
    yield from (f"（第{item}号）", f"[{item}]", f"【第{item}号】", item.translate(_WIDE), f"“{item}”")


def title_forms(title: str) -> Iterator[str]:
    yield from (title, f"《{title}》", f"“{title}”", f" {title} ", f"【{title}】", f"「{title}」")
    yield from (unicodedata.normalize("NFKC", title), title.translate(_WIDE), f"{title[:6]} {title[6:]}")
    yield title.replace("“", "").replace("”", "")
    yield f"关于印发《{title}》的通知"


def test_every_document_number_is_hit_one(letters: Letters) -> None:
    own = {number for document in letters.documents.values() if (number := document.doc_number)}
    cited = {r.value for d in letters.documents.values() for r in d.references if r.kind == "doc_number"}
    assert len(own) == 49 + (2 if seed_files() else 0)
    for number in sorted(own | cited):
        bearers = {id for id, document in letters.documents.items() if document.doc_number == number}
        for query in number_forms(number):
            hit = first(letters, query)
            if bearers:
                assert hit.document in bearers, query
                assert "文号相符" in hit.why.boosts
            else:
                assert number in {r.value for r in find_references(hit.text)}, query


def test_every_item_number_is_hit_one(letters: Letters) -> None:
    items = {r.value for d in letters.documents.values() for r in d.references if r.kind == "item_no"}
    assert len(items) >= 20
    for item in sorted(items):
        itself = {id for id, d in letters.documents.items() if d.case and d.case.item_no == item}
        naming = set(letters.store.by_item(item))
        for query in item_forms(item):
            assert first(letters, query).document in (itself or naming), query


def test_every_title_is_hit_one(letters: Letters) -> None:
    titles = {d.title for d in letters.documents.values() if d.title}
    titles |= {d.case.title for d in letters.documents.values() if d.case and d.case.title}
    assert len(titles) >= 70
    for title in sorted(titles):
        for query in title_forms(title):
            assert title_key(first(letters, query).title or "") == title_key(title), query


def test_every_quoted_title_is_hit_one(letters: Letters) -> None:
    cited = {r.value for d in letters.documents.values() for r in d.references if r.kind == "title"}
    assert len(cited) >= 30
    for title in sorted(cited):
        for query in (title, f"《{title}》", f"“{title}”", title.translate(_WIDE), f"{title[:6]} {title[6:]}"):
            hit = first(letters, query)
            assert title_key(title) in title_key(hit.title or "") + title_key(hit.text), query


def test_every_article_of_a_stored_rule_is_hit_one(letters: Letters) -> None:
    rule = "澜州市既有住宅加装电梯实施办法"
    for query in (f"《{rule}》第九条", f"{rule}第九条", f"{rule} 第9条", f"{rule}9条", f"《{rule}》第９条第一款怎么说"):
        hit = first(letters, query)
        assert hit.text.startswith("第九条") and rule in (hit.title or "") and "试行" not in (hit.title or ""), query
        assert "条文相符" in hit.why.boosts


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("《澜州市既有住宅加装电梯实施方法》", "澜州市既有住宅加装电梯实施办法"),
        ("澜州市生活拉圾分类管理办法", "澜州市生活垃圾分类管理办法"),
        ("《关于培育发展团体标淮推动制造业质量提开的提案》", "关于培育发展团体标准推动制造业质量提升的提案"),
        ("关于优化公交线网布局方便群众出行提案", "关于优化公交线网布局方便群众出行的提案"),
    ],
)
def test_a_misquoted_title_is_found_and_it_is_said(letters: Letters, query: str, title: str) -> None:
    found = search(query, letters.library, top=1)
    assert title in (found.hits[0].title or "") and "标题相近" in found.hits[0].why.boosts
    assert len(found.remarks) == 1 and title in found.remarks[0] and "个字" in found.remarks[0]


@pytest.mark.parametrize(
    "query", ["老旧小区加装电梯补助", "《一部谁也没有写过的办法》", "第99999999号提案", "没发〔1999〕1号"]
)
def test_what_nothing_is_called_is_not_named(letters: Letters, query: str) -> None:
    found = search(query, letters.library, top=3)
    names = {"文号相符", "标题相符", "标题相近", "案号相符", "条文相符", "文中提及"}
    assert found.remarks == () and not any(names & set(hit.why.boosts) for hit in found.hits)


def test_the_item_comes_before_what_was_written_on_it(letters: Letters) -> None:
    kinds = [hit.kind for hit in search("20230106", letters.library, top=12).hits if "案号相符" in hit.why.boosts]
    assert kinds[0] == "proposal" and {"reply", "opinion"} <= set(kinds[1:])


def test_a_named_document_obeys_the_filters(letters: Letters) -> None:
    hits = search("第20230106号提案", letters.library, Filters(kind=("opinion",)), top=5).hits
    assert hits and {hit.kind for hit in hits} == {"opinion"} and "案号相符" in hits[0].why.boosts


def test_a_number_in_a_question_puts_its_document_first(letters: Letters) -> None:
    hit = first(letters, "根据澜府办[2023]21号，加装电梯每台补助多少")
    assert hit.title == "澜州市人民政府办公室关于印发《澜州市既有住宅加装电梯实施办法》的通知"


def test_a_short_name_of_a_decree(tmp_path: Path) -> None:
    notice = "公交通知\n\n根据《公交条例》（国务院令第752号）的规定，现通知如下：加开班次。\n"
    (tmp_path / "通知.txt").write_text(notice, "utf-8")
    (tmp_path / "其他.txt").write_text("关于食堂的通知\n\n学校食堂每周检查一次。\n", "utf-8")
    small = stored(tmp_path, [tmp_path / "通知.txt", tmp_path / "其他.txt"], TinyEncoder())
    for query in (
        "国务院令第752号",
        "国务院令752",
        "国务院第752号令",
        "国务院令 第７５２号",
        "中华人民共和国国务院令第752号",
    ):
        hit = first(small, query)
        assert "752" in hit.text and "文中提及" in hit.why.boosts, query
