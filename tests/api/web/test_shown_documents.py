"""Documents are shown as text whatever they hold; a fault is logged and told in one line."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from api.bootstrap import ingest_files, refresh_index
from tests.api.web.conftest import Place

HOSTILE = (
    '<script>alert("甲")</script> <img src=x onerror=alert(1)> 充电设施消防检查 '
    '=HYPERLINK("http://evil.example") </textarea></title><svg onload=alert(1)>'
)


@pytest.fixture
def officer(place: Place, tmp_path: Path) -> TestClient:
    text = f"关于<b onclick=alert(1)>充电</b>的答复\n　　一、{HOSTILE * 3}\n公开方式：主动公开\n"
    (tmp_path / "坏.txt").write_text(text, "utf-8")
    settings = place.office.settings
    assert ingest_files(settings, [tmp_path / "坏.txt"]).added == 1
    refresh_index(settings)
    return place.client("officer")


def quiet(page: str) -> LexborHTMLParser:
    """The parsed page: nothing in it runs but its own scripts."""
    read = LexborHTMLParser(page)
    assert all((node.attributes.get("src") or "").startswith("/static/") for node in read.css("script"))
    assert not read.css("img, [style], svg[onload]")
    for node in read.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")], node.html
    return read


def test_pages_show_text_as_text(officer: TestClient) -> None:
    found = quiet(officer.get("/search", params={"q": "<script>充电设施消防检查</script>"}).text)
    box = found.css_first("#f-q, input[name=q]")
    assert box is not None and box.attributes["value"] == "<script>充电设施消防检查</script>"
    link = next(node for node in found.css(".hits a") if "onclick" in node.text() or "充电" in node.text())
    shown = quiet(officer.get(str(link.attributes["href"]).partition("#")[0]).text)
    assert "充电" in shown.text()
    quiet(officer.get("/documents").text)
    page = quiet(officer.post("/search/similar", data={"text": HOSTILE, "csrf": csrf(officer)}).text)
    typed = page.css_first("textarea")
    assert typed is not None and typed.text() == HOSTILE


def csrf(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/account").text)
    assert found
    return found[1]


def test_from_a_hit_to_its_passage(officer: TestClient) -> None:
    page = LexborHTMLParser(officer.get("/search", params={"q": "电动自行车充电端口1200个"}).text)
    link = page.css_first(".hits a")
    assert link is not None
    path, _, anchor = str(link.attributes["href"]).partition("#")
    document = LexborHTMLParser(officer.get(path).text)
    passage = document.css_first(f'[id="{anchor}"]')
    assert passage is not None and "充电" in passage.text()


def test_a_missing_document_is_a_page_with_a_word(officer: TestClient) -> None:
    answer = officer.get("/documents/无此文件")
    assert answer.status_code == 404 and "无此文件" in answer.text


@pytest.mark.parametrize("path", ["/search?q=充电", "/api/v1/search?q=充电"])
def test_a_fault_is_logged_and_told(place: Place, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("甲")

    monkeypatch.setattr("api.workbench.Workbench.search", fail)
    answer = place.client("officer").get(path)
    assert answer.status_code == 500 and "程序内部出错" in answer.text and "ZeroDivision" not in answer.text
    assert "ZeroDivisionError: 甲" in place.office.settings.error_log.read_text("utf-8")
