"""With the default encoder: questions as users ask them, and the honest word where nothing fits."""

from pathlib import Path

import pytest

from api.settings import read_settings
from index.encoder import open_encoder
from retrieval.evidence import Evidence
from retrieval.search import search
from tests.retrieval.stored_letters import SAMPLE, Letters, seed_files, stored

NONSENSE = (
    "量子纠缠态的贝尔不等式检验", "红烧肉怎么做才好吃", "火星殖民地的氧气循环", "世界杯决赛比分", "明天天气怎么样", "股票今天涨了吗",
    "恐龙灭绝的原因", "鎏鋆龘靐", "唐诗三百首赏析", "黑洞蒸发 霍金辐射", "葡萄牙语动词变位", "猫咪绝育后注意事项", "法国大革命的起因",
    "啊啊啊啊啊", "如何追求喜欢的女生",
)  # fmt: skip
ON_SUBJECT = (
    "加装电梯补助标准", "电动自行车充电", "公交线路优化", "停车难", "垃圾分类", "河道黑臭水体治理", "中小企业数字化转型", "预制菜进校园",
    "既有住宅加装电梯由谁出钱", "老年人坐公交不方便", "暑假孩子没人带", "停车位太少", "充电价格太高", "长者食堂",
)  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    folders = [SAMPLE / "proposals", SAMPLE / "replies"]
    return stored(tmp_path_factory.mktemp("sample"), folders, open_encoder("default", read_settings().cache))


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Letters:
    assert shared.is_dir()
    return stored(tmp_path_factory.mktemp("seeds"), seed_files(), open_encoder("default", read_settings().cache))


def test_off_the_subject_it_is_said_that_nothing_is_close(sample: Letters) -> None:
    weak = [query for query in NONSENSE if search(query, sample.library).weak]
    assert len(weak) >= 0.9 * len(NONSENSE), sorted(set(NONSENSE) - set(weak))


def test_on_the_subject_it_is_not(sample: Letters) -> None:
    weak = [query for query in ON_SUBJECT if search(query, sample.library).weak]
    assert len(weak) <= 0.1 * len(ON_SUBJECT), weak


def test_what_is_named_is_never_weak(sample: Letters) -> None:
    assert not search("20230106", sample.library).weak
    assert not search("澜住建函〔2023〕47号", sample.library).weak


def first_three(seeds: Letters, query: str) -> tuple[Evidence, ...]:
    return search(query, seeds.library, top=3).hits


@pytest.mark.parametrize(
    ("query", "titles", "words"),
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
def test_the_expected_passage_is_among_the_first_three(seeds: Letters, query: str, titles: str, words: str) -> None:
    hits = first_three(seeds, query)
    assert any(titles in (hit.title or "") and words in hit.text for hit in hits), [hit.text[:60] for hit in hits]


def test_who_leads_is_answered(seeds: Letters) -> None:
    found = search("谁牵头 检验检测服务能力建设", seeds.library)
    assert found.charges[0].duty.leads == ("省编办", "省质监局")
    assert found.hits[0].passage == found.charges[0].passage
