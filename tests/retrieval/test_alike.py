"""Where a sentence may have been taken from: found by its rare words, with a character changed or without."""

from pathlib import Path

import pytest

from retrieval.alike import alike
from tests.retrieval.stored_letters import SAMPLE, Letters, stored


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    paths: list[Path] = [SAMPLE / "summaries", SAMPLE / "replies"]
    return stored(tmp_path_factory.mktemp("alike"), paths, None)


SENTENCE = "开展预制菜专项抽检330批次，合格314批次，合格率98.1%，对6批次不合格产品依法处置。"


def test_a_sentence_with_a_digit_changed_leads_to_its_passage(letters: Letters) -> None:
    found = alike([SENTENCE], letters.library)
    assert any("专项抽检320批次，合格314批次" in row.text for row in found)


def test_documents_left_out_and_sentences_of_nowhere_lead_to_nothing(letters: Letters) -> None:
    (source,) = {row.document for row in alike([SENTENCE], letters.library) if "合格314批次" in row.text}
    assert source not in {row.document for row in alike([SENTENCE], letters.library, exclude=(source,))}
    assert alike(["鲸鱼在月光下跃出深蓝海面，水花溅湿灯塔。", "，。"], letters.library) == []
