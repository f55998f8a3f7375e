"""The real documents searched with the national laws beside them, as the search page does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.bootstrap import ingest_files, open_workbench
from api.settings import read_settings
from api.workbench import Workbench
from retrieval.filters import Filters


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Workbench]:
    settings = read_settings(tmp_path_factory.mktemp("topics"))
    from index.encoder import open_encoder

    fingerprint = open_encoder(settings.encoder, settings.cache).fingerprint
    if not list((settings.cache / "laws").glob(f"*-{fingerprint[:16]}/current")):
        pytest.skip("the index of the national laws has not been prepared (dafu prepare)")
    ingest_files(settings, sorted((shared / "seeds").glob("*.txt")))
    opened = open_workbench(settings)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "title", "words"),
    [
        ("团体标准 政府采购 优先采购", "质量强市", "四、关于政府对依据团体标准提供的优质产品或服务将优先采购的问题"),
        ("团体标准 政府采购 优先采购", "质量强市", "二、根据《中华人民共和国政府采购法》第五条规定"),
        ("专项资金办法 到期 修订", "质量强市", "已于2016年12月31日到期"),
        ("公开 专栏", "提案办理工作总结的函", "四是做好办理结果公开"),
        ("分派原则", "2023年度政协提案办理工作总结", "最大关联度原则"),
        ("国际标准 粤", "提案办理工作总结的函", "一、强化“一把手”领办"),
        ("国际标准 粤", "质量强省", "推进广东标准国际化"),
        ("企业标准 先进标准体系", "质量强省", "加快健全先进标准体系"),
        ("企业标准 先进标准体系", "质量和安全年", "加快推进技术标准战略"),
        ("谁牵头 检验检测服务能力建设", "质量强省", "加强检验检测服务能力建设"),
    ],
)
def test_own_papers_are_found_beside_the_laws(workbench: Workbench, query: str, title: str, words: str) -> None:
    hits = workbench.search(query, Filters(), 3).hits
    assert any(title in (hit.title or "") and words in hit.text for hit in hits), [hit.text[:60] for hit in hits]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("政府采购法 适用范围", "政府采购法"),
        ("企业标准 法律责任", "标准化法"),
        ("特种设备检验 违法 处罚", "特种设备安全法"),
    ],
)
def test_questions_of_law_are_answered_by_the_laws(workbench: Workbench, query: str, title: str) -> None:
    hits = workbench.search(query, Filters(), 3).hits
    assert any(title in (hit.title or "") for hit in hits), [hit.title for hit in hits]
