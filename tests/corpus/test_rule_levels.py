import pytest

from corpus.rulebook.rule_levels import LEVELS, is_rule, rule_level, rule_stage


@pytest.mark.parametrize(
    ("title", "number", "issuer", "level"),
    [
        ("中华人民共和国宪法", None, "全国人民代表大会", "宪法"),
        ("中华人民共和国政府采购法", None, "全国人民代表大会常务委员会", "法律"),
        ("中华人民共和国澳门特别行政区基本法", None, None, "法律"),
        ("全国人民代表大会常务委员会关于批准某办法的决议", None, None, "法律"),
        ("政府信息公开条例", "国务院令第711号", None, "行政法规"),
        ("优化营商环境条例", None, None, "行政法规"),
        ("中华人民共和国商标法实施条例", None, "国务院", "行政法规"),
        ("中华人民共和国监察法实施条例", None, "国家监察委员会", "监察法规"),
        ("最高人民法院关于审理行政案件若干问题的解释", "法释〔2020〕3号", "最高人民法院", "司法解释"),
        ("广东省标准化条例", None, None, "地方性法规"),
        ("东莞市养犬管理条例", None, "东莞市人民代表大会常务委员会", "地方性法规"),
        ("网络交易监督管理办法", "国家市场监督管理总局令第37号", "国家市场监督管理总局", "部门规章"),
        ("专利实施强制许可办法", None, "国家知识产权局", "部门规章"),
        ("广东省实施〈计量法〉办法", "粤府令第184号", "广东省人民政府", "地方政府规章"),
        ("中国共产党纪律处分条例", None, "中共中央", "党内法规"),
        ("党政领导干部选拔任用工作条例", None, "中共中央", "党内法规"),
        ("东莞市推进标准化工程实施办法", "东府办〔2012〕173号", "东莞市人民政府办公室", "规范性文件"),
        ("关于印发《停车管理办法》的通知", "澜府办〔2023〕1号", "澜州市人民政府办公室", "规范性文件"),
        ("综合标准化工作指南", "GB/T 12366—2009", None, "标准"),
        ("质量兴市规范（广东省地方标准）", None, None, "规范性文件"),
    ],
)
def test_the_level_of_a_rule(title: str, number: str | None, issuer: str | None, level: str) -> None:
    assert rule_level(title, number, issuer) == level
    assert level in LEVELS


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("停车管理办法（征求意见稿）", "征求意见稿"),
        ("关于公开征求《停车管理办法》意见的公告", None),
        ("停车条例（草案）", "草案"),
        ("停车管理办法", None),
    ],
)
def test_what_is_only_planned(title: str, stage: str | None) -> None:
    assert rule_stage(title) == stage


@pytest.mark.parametrize(
    ("kind", "title", "number", "is_one"),
    [
        ("law", "停车条例", None, True),
        ("measures", "停车管理办法", None, True),
        ("notice", "关于加强停车管理的通知", "澜府〔2023〕1号", True),
        ("notice", "关于加强停车管理的通知", None, False),
        ("notice", "关于召开停车工作会议的通知", "澜府〔2023〕2号", False),
        ("notice", "关于商请支持的函", "澜府函〔2023〕2号", False),
        ("reply", "关于第1号提案的答复", "澜府函〔2023〕3号", False),
        ("measures", None, None, False),
    ],
)
def test_which_documents_are_rules(kind: str, title: str | None, number: str | None, is_one: bool) -> None:
    assert is_rule(kind, title, number) == is_one
