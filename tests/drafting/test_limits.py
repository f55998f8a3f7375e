"""What a place cannot decide by itself: the ask that meets a limit, and the provision quoted from the stored law."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from corpus.document import Suggestion
from corpus.storage.stored import StoredPassage
from drafting.draft import Stance
from drafting.limits import Limit, find_limit
from drafting.topic import topic

FINES = "第十六条　除法律、法规、规章外，其他规范性文件不得设定行政处罚。"
PRICES = "第十九条　政府指导价、政府定价的定价权限和具体适用范围，以中央的和地方的定价目录为依据。\n中央定价目录由国务院批准。"
LAWS = {("中华人民共和国行政处罚法", "16"): FINES, ("中华人民共和国价格法", "19"): PRICES}


def article(title: str, number: str) -> StoredPassage | None:
    text = LAWS.get((title, number))
    return StoredPassage("law#1", "law", 1, 100, 100 + len(text), (title,), text) if text else None


def limit(text: str) -> Limit | None:
    ask = Suggestion("1", None, text, 0, len(text))
    return find_limit(ask, topic(ask), article)


def test_the_subject_itself_is_beyond_the_units_power() -> None:
    found = limit("3. 制定全市统一的最高限价，规范服务费。")
    assert found is not None
    assert (found.stance, found.whole, found.asked) == ("不属职权", True, "制定全市统一的最高限价")
    assert found.provision is not None
    assert found.provision.quote == PRICES[5 : PRICES.index("\n")]
    assert PRICES[found.provision.start - 100 : found.provision.end - 100] == found.provision.quote
    assert found.number is not None
    assert found.number.quote == found.article == "第十九条"


def test_only_one_of_its_demands_is() -> None:
    found = limit("（三）推行分类奖惩并举。建立积分激励机制，同时将不分类行为的罚款标准提高到每次500元，形成约束。")
    assert found is not None
    assert not found.whole
    assert found.asked == "将不分类行为的罚款标准提高到每次500元"


def test_a_law_that_is_not_stored_only_advises() -> None:
    found = limit("对企业减免房产税。")
    assert found is not None
    assert found.provision is None
    assert found.stance == "不属职权"


@pytest.mark.parametrize(
    "text", ["加强日常监管，依法处理违规行为。", "优化税务服务。", "增加公交班次。", "公开收费标准。"]
)
def test_an_ordinary_ask_meets_none(text: str) -> None:
    assert limit(text) is None


def test_every_entry_is_usable() -> None:
    data = tomllib.loads((Path(__file__).parents[2] / "drafting" / "limits.toml").read_text("utf-8"))["limit"]
    for entry in data:
        assert entry["stance"] in get_args(Stance)
        assert all(re.compile(pattern) for pattern in entry["asks"])
        assert entry.get("advice") or (entry["law"] and entry["article"] and entry["words"])
