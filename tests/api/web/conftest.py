"""A small workplace: three offices, users of every role, a few papers, two of them protected."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.bootstrap import ingest_files, open_office
from api.services.office import Office
from api.settings import Settings, read_settings
from api.web.app import create_app
from api.workplace.accounts import NewUser, add, find
from api.workplace.permits import User
from api.workplace.sign_in import make_token

PASSWORD = "lanzhou-Bridge-7"
HOUSING, FINANCE = "澜州市住房和城乡建设局", "澜州市财政局"
PAPERS = {
    "答复.txt": (
        "澜州市住房和城乡建设局\n澜住建函〔2025〕41号\n关于市政协八届四次会议第20250119号提案的答复\n周立群委员：\n"
        "　　您提出的《关于加强电动自行车充电设施建设的提案》（第20250119号提案）收悉。现答复如下：\n"
        "　　一、关于充电设施建设\n　　2024年全市新增电动自行车充电端口1200个，覆盖老旧小区86个。\n"
        "　　二、关于收费标准\n　　我局会同市发展改革委公布充电电价和服务费。\n　　专此答复。\n"
        "澜州市住房和城乡建设局\n2025年5月20日\n公开方式：主动公开\n"
    ),
    "内部.txt": (
        "内部资料 注意保存\n澜州市财政局\n关于电动自行车充电设施补助资金测算的情况\n"
        "　　充电设施补助资金拟按每个端口200元测算，尚未报批。充电端口预计新增5000个。\n澜州市财政局\n2025年6月1日\n"
    ),
    "会办.txt": (
        "澜州市住房和城乡建设局\n关于市政协八届四次会议第20250120号提案的会办意见\n市消防救援局：\n"
        "　　提案收悉。充电设施消防检查由我局配合开展，充电端口纳入巡查。\n　　以上意见供参考。\n"
        "澜州市住房和城乡建设局\n2025年6月2日\n公开方式：不予公开\n"
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The application with a client for every login, and clients that bear a token."""

    office: Office
    client: Callable[[str], TestClient]
    program: Callable[[str], TestClient]
    nobody: TestClient

    def user(self, login: str) -> User:
        found = find(self.office.engine, login)
        assert found is not None
        return found


USERS = (
    ("officer", "officer", HOUSING),
    ("other", "officer", FINANCE),
    ("searcher", "searcher", HOUSING),
    ("reviewer", "reviewer", HOUSING),
    ("admin", "administrator", "澜州市政务服务和数据管理局"),
)


def settings_in(folder: Path, cache: Path) -> Settings:
    values = {"DAFU_WORKSPACE": str(folder), "DAFU_CACHE": str(cache)}
    return read_settings(None, values | {"DAFU_ENCODER": "tiny", "DAFU_RULES": "none"})


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the papers and the users, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "papers").mkdir()
    for name, text in PAPERS.items():
        (folder / "papers" / name).write_text(text, "utf-8")
    settings = settings_in(folder / "workspace", folder / "cache")
    assert ingest_files(settings, [folder / "papers"]).failed == ()
    office = open_office(settings)
    for login, role, unit in USERS:
        add(office.engine, NewUser(login, f"用户{login}", unit, (role,), PASSWORD), "root")
    add(office.engine, NewUser("entitled", "督查", "澜州市政府督查室", ("searcher",), PASSWORD, entitled=True), "root")
    office.jobs.close()
    office.workbench.close()
    return folder


@pytest.fixture
def place(tmp_path: Path, prepared: Path) -> Iterator[Place]:
    with place_in(tmp_path, prepared) as made:
        yield made


@contextmanager
def place_in(folder: Path, prepared: Path) -> Iterator[Place]:
    """The prepared workspace copied into ``folder`` and opened."""
    shutil.copytree(prepared / "workspace", folder / "workspace")
    office = open_office(settings_in(folder / "workspace", prepared / "cache"))
    app = create_app(office)
    opened: list[TestClient] = []

    def client() -> TestClient:
        made = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        opened.append(made)
        return made

    def signed_in(login: str) -> TestClient:
        made = client()
        answer = made.post("/login", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return made

    def program(login: str) -> TestClient:
        made = client()
        user = find(office.engine, login)
        assert user is not None
        made.headers["Authorization"] = f"Bearer {make_token(office.engine, user, '测试', 1, reads_only=False)}"
        return made

    yield Place(office, signed_in, program, client())
    for one in opened:
        one.close()
    office.jobs.close()
    office.workbench.close()
