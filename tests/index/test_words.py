"""Splitting text into words, references and bigrams."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import document
from index import prefixes, segmenter
from index.segmenter import Segmenter, dictionary_digest, own_terms, stop_words
from index.words import Words, bigram_codes, folded, open_words, words_version

SAMPLE = Path(document.__file__).with_name("sample")


@pytest.fixture(scope="module")
def words() -> Words:
    return open_words()


def shown(words: Words, text: str) -> list[str]:
    return [word.shown for word in words.split(text)]


def test_terms_of_the_field_stay_whole(words: Words) -> None:
    assert {"既有住宅", "加装电梯", "会办意见"} <= set(shown(words, "既有住宅加装电梯的会办意见"))


def test_the_name_of_the_nation_swallows_no_other_word(words: Words) -> None:
    assert "政府" in shown(words, "中华人民共和国政府采购法")


def test_names_of_organs_stay_whole(words: Words) -> None:
    assert "工业和信息化局" in shown(words, "由市工业和信息化局牵头")


def test_function_words_and_punctuation_are_left_out(words: Words) -> None:
    assert shown(words, "关于进一步加强和规范的，《》。") == ["加强", "规范"]


@pytest.mark.parametrize(
    "text", ["东府办〔2012〕173号", "东府办[2012]173号", "东府办【2012】 173号", "东府办（2012）第173号"]
)
def test_every_spelling_of_a_document_number_is_one_term(words: Words, text: str) -> None:
    assert "东府办〔2012〕173号" in {word.key for word in words.split(f"根据《办法》（{text}）的规定")}


@pytest.mark.parametrize(
    ("text", "key"), [("第三十四条", "第34条"), ("第 34 条", "第34条"), ("第一百二十条", "第120条")]
)
def test_articles_meet_in_figures(words: Words, text: str, key: str) -> None:
    assert key in {word.key for word in words.split(f"依照{text}处罚")}


def test_a_number_that_is_none_is_no_article(words: Words) -> None:
    assert not any(word.key.startswith("第") and word.key.endswith("条") for word in words.split("第十百条"))


def test_a_reference_is_shown_as_the_text_has_it(words: Words) -> None:
    found = {word.key: word.shown for word in words.split("GB/T12366")}
    assert found["GB/T 12366"] == "GB/T12366"


def test_width_and_case_do_not_matter(words: Words) -> None:
    assert np.array_equal(words.codes("ＡＢＣ公司２０１８"), words.codes("abc公司2018"))


def test_codes_follow_the_words(words: Words) -> None:
    split = words.split("食品安全和食品标准")
    assert words.codes("食品安全和食品标准").tolist() == [words.code(word.key) for word in split]
    assert words.code("食品") == Words().code("食品")


@pytest.mark.parametrize("text", ["", "。，！", "\ud800", "\0"])
def test_text_without_words_gives_none(words: Words, text: str) -> None:
    assert len(words.codes(text)) == 0
    assert len(bigram_codes(text)) == 0


def test_bigrams_are_pairs_of_neighbours_within_a_run() -> None:
    expected = [(ord(a) << 21) | ord(b) for a, b in ("食品", "品安", "安全", "12", "2条")]
    assert bigram_codes("食品安全。12条").tolist() == expected


def test_bigrams_fold_width_and_case() -> None:
    assert np.array_equal(bigram_codes("ＡＢ１２"), bigram_codes("ab12"))
    assert folded("ＡＢ１２") == "ab12"


def test_rare_characters_count_as_letters() -> None:
    assert len(bigram_codes("\U00020bb7野家〇")) == 3


def test_the_dictionary_is_kept_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "关于既有住宅加装电梯的建议，由市住房和城乡建设局会同有关单位研究办理。"
    expected = list(Segmenter(tmp_path).words(text))
    (kept,) = (tmp_path / "words").iterdir()
    monkeypatch.setattr(prefixes, "_make", lambda *args: pytest.fail("the kept dictionary was not used"))
    assert list(Segmenter(tmp_path).words(text)) == expected
    monkeypatch.undo()
    content = kept.read_bytes()
    kept.write_bytes(content[:-1] + b"x")
    assert list(Segmenter(tmp_path).words(text)) == expected
    assert kept.read_bytes() == content, "the damaged dictionary was not written anew"


@pytest.fixture(scope="module")
def jieba_itself() -> Any:
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for term in own_terms():
        tokenizer.add_word(term)
    return tokenizer


@pytest.fixture(scope="module")
def ours() -> Segmenter:
    return Segmenter()


def test_real_texts_are_split_as_jieba_does(ours: Segmenter, jieba_itself: Any) -> None:
    texts = [path.read_text("utf-8") for path in SAMPLE.rglob("*.txt")]
    assert len(texts) > 5
    for text in texts:
        assert list(ours.words(text)) == list(jieba_itself.cut(text))


@given(st.text("关于住宅加装电梯的建议北京大学生前来应聘，。 \nab1.%𠮷野家杭研大厦\r", max_size=40))
@settings(deadline=None)
def test_any_text_is_split_as_jieba_does(ours: Segmenter, jieba_itself: Any, text: str) -> None:
    assert list(ours.words(text)) == list(jieba_itself.cut(text))


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("in the way", "utf-8")
    assert "电梯" in list(Segmenter(tmp_path).words("住宅电梯"))


def test_the_version_names_the_dictionary() -> None:
    assert dictionary_digest() in words_version()


def test_the_data_has_no_empty_and_no_double_entries() -> None:
    data = tomllib.loads((Path(segmenter.__file__).with_name("words.toml")).read_text("utf-8"))
    listed = [term for terms in data["terms"].values() for term in terms]
    assert all(len(term) > 1 for term in listed)
    assert sorted(set(listed)) == sorted(listed)
    assert set(listed) <= set(own_terms())
    assert not set(listed) & stop_words()
