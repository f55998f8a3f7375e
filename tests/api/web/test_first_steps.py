"""An empty workplace says on every page what to do first; a furnished one says nothing; the help page is there."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.bootstrap import open_office
from api.services.first_steps import missing, steps_for
from api.web.app import create_app
from api.workplace.accounts import NewUser, add
from tests.api.web.conftest import HOUSING, PASSWORD, Place, settings_in
from tests.api.web.test_app import CASE


def test_an_empty_workplace_says_what_to_do_first(tmp_path: Path) -> None:
    office = open_office(settings_in(tmp_path / "workspace", tmp_path / "cache"))
    admin = add(office.engine, NewUser("admin", "管理员", HOUSING, ("administrator",), PASSWORD), "root")
    with TestClient(create_app(office)) as client:
        client.post("/login", data={"login": "admin", "password": PASSWORD})
        for place in ("/cases", "/search", "/documents", "/statistics", "/manage/users", "/account", "/help"):
            text = client.get(place).text
            assert all(link in text for link in ("从这里开始", 'href="/manage/documents"', 'href="/manage/users"')), (
                place
            )
    assert [step.place for step in steps_for(admin, missing(office))] == [
        "/manage/documents",
        "/manage/users",
        "/cases",
    ]
    searcher = add(office.engine, NewUser("cha", "查询员", HOUSING, ("searcher",), PASSWORD), "root")
    told = steps_for(searcher, missing(office))
    assert [step.place for step in told] == [None] and "管理员" in told[0].text
    office.jobs.close()
    office.workbench.close()


def test_a_furnished_workplace_says_nothing_of_it(place: Place) -> None:
    officer = place.client("officer")
    assert "从这里开始" in officer.get("/cases").text
    assert place.program("officer").post("/api/v1/cases", json=CASE).status_code == 201
    assert "从这里开始" not in officer.get("/cases").text


@pytest.mark.parametrize("login", ["officer", "searcher", "reviewer", "admin"])
def test_everyone_finds_help(place: Place, login: str) -> None:
    client = place.client(login)
    answer = client.get("/help")
    assert answer.status_code == 200 and "Tab" in answer.text
    assert 'href="/help"' in client.get("/search").text
    assert place.nobody.get("/help").status_code == 303
