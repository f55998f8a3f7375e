"""The tokenizer made for the default model."""

from pathlib import Path
from typing import Any

import pytest

from index.e5_tokenizer import chinese_pieces
from index.e5_weights import Pieces


@pytest.fixture(scope="module")
def tokenizer(model_folder: Path) -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(model_folder / "tokenizer.json"))


def test_only_pieces_of_other_scripts_go() -> None:
    texts = ("<s>", "<pad>", "</s>", "<unk>", "▁食品", "ด", "ดี", "かな", "ab", "한국", "2018", "<mask>")
    pieces = Pieces(texts, (0.0,) * len(texts), 0, 2, 1, 3)
    kept = [texts[i] for i in chinese_pieces(pieces)]
    assert kept == ["<s>", "<pad>", "</s>", "<unk>", "▁食品", "ด", "ab", "2018", "<mask>"]


def test_text_stands_between_the_special_tokens(tokenizer: Any) -> None:
    encoding = tokenizer.encode("passage: 食品安全")
    assert encoding.tokens[0] == "<s>" and encoding.tokens[-1] == "</s>"
    assert "<unk>" not in encoding.tokens


def test_full_width_and_compatibility_forms_meet(tokenizer: Any) -> None:
    assert tokenizer.encode("ＧＢ／Ｔ１２３６６").ids == tokenizer.encode("GB/T12366").ids


def test_the_wave_dash_is_kept_as_in_training(tokenizer: Any) -> None:
    assert tokenizer.normalizer.normalize_str("2016～2020年") == "2016～2020年"


def test_long_text_is_cut(tokenizer: Any) -> None:
    assert len(tokenizer.encode("安全" * 2000).ids) == 512
