"""One suite for every encoder, and the fast path held to sentence-transformers."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import UnusableInput
from index.begun import Begun
from index.encoder import Encoder, clean_text, open_encoder

TEXTS = [
    "关于加强食品安全监管的建议",
    "市财政局已将既有住宅加装电梯补助资金列入2019年度预算，每台补助10万元。",
    "第三十四条　禁止生产经营下列食品、食品添加剂、食品相关产品：",
    "办理情况答复如下：\n一、完善制度。\n二、加大投入～",
    "A市 ABC/T 123—2016 <mask> </s> <s>",
    "",
]
LONGER_THAN_THE_WINDOW = "市财政局、市住房和城乡建设局对既有住宅加装电梯给予补助。" * 40


@pytest.fixture(scope="session")
def st_encoder(model_folder: Path) -> Encoder:
    from index.encoder_st import StEncoder

    return StEncoder(str(model_folder))


@pytest.fixture(scope="session")
def fast_encoder(model_folder: Path) -> Encoder:
    pytest.importorskip("openvino")
    from index.encoder_fast import FastEncoder

    return FastEncoder(model_folder)


@pytest.fixture(params=["tiny", "st", "fast"])
def encoder(request: pytest.FixtureRequest, tmp_path: Path) -> Encoder:
    if request.param == "tiny":
        return open_encoder("tiny", tmp_path)
    chosen: Encoder = request.getfixturevalue(f"{request.param}_encoder")
    return chosen


def test_vectors_have_the_promised_form(encoder: Encoder) -> None:
    for vectors in (encoder.passages(TEXTS), encoder.queries(TEXTS)):
        assert vectors.shape == (len(TEXTS), encoder.dimension)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_nothing_gives_no_vectors(encoder: Encoder) -> None:
    assert encoder.passages([]).shape == (0, encoder.dimension)


def test_it_describes_itself(encoder: Encoder) -> None:
    assert encoder.name and encoder.fingerprint and encoder.max_tokens == 512


def test_the_same_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.passages([text]) for text in TEXTS])
    assert np.min(np.sum(alone * encoder.passages(TEXTS), axis=1)) >= 0.9995


def test_repeated_calls_agree_exactly(encoder: Encoder) -> None:
    assert np.array_equal(encoder.passages(TEXTS), encoder.passages(TEXTS))


@pytest.mark.parametrize("text", ["食\0品", "食\ud800品", "\udfff", "\0", "</s>食品<s>"])
def test_hostile_characters_are_survived(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder.passages([text])).all()


def test_likeness_is_seen(encoder: Encoder) -> None:
    question = encoder.queries(["食品安全怎么监管"])
    near, far = encoder.passages(["加强食品安全监管工作", "公交线路调整方案"])
    assert question[0] @ near > question[0] @ far


def test_text_beyond_the_window_is_cut(fast_encoder: Encoder, st_encoder: Encoder) -> None:
    for encoder in (fast_encoder, st_encoder):
        one, other = encoder.passages([LONGER_THAN_THE_WINDOW, LONGER_THAN_THE_WINDOW + "公交线路优化调整"])
        assert one @ other > 0.9999


def test_text_after_nul_counts(encoder: Encoder) -> None:
    one, other = encoder.passages(["办法\0既有住宅加装电梯补助", "办法\0公交线路优化调整"])
    assert one @ other < 0.999


def test_fast_path_is_faithful(fast_encoder: Encoder, st_encoder: Encoder) -> None:
    assert fast_encoder.fingerprint == st_encoder.fingerprint
    texts = [*TEXTS, LONGER_THAN_THE_WINDOW]
    for mode in ("passages", "queries"):
        cosines = np.sum(getattr(fast_encoder, mode)(texts) * getattr(st_encoder, mode)(texts), axis=1)
        assert cosines.min() >= 0.999, mode


def test_fast_path_is_faithful_on_letters_of_every_length(fast_encoder: Encoder, st_encoder: Encoder) -> None:
    sample = Path(__file__).resolve().parents[2] / "corpus" / "sample"
    prose = "".join(path.read_text("utf-8") for path in sorted(sample.rglob("*.txt")))
    lengths = (8, 30, 60, 120, 240, 480)
    texts = [prose[at * 997 : at * 997 + lengths[at % len(lengths)]] for at in range(24)]
    cosines = np.sum(fast_encoder.passages(texts) * st_encoder.passages(texts), axis=1)
    assert cosines.min() >= 0.998


def test_what_is_begun_is_what_is_encoded(encoder: Encoder) -> None:
    for texts in (TEXTS[:1], TEXTS[1:2], TEXTS[:3], [LONGER_THAN_THE_WINDOW]):
        assert np.allclose(Begun(encoder, texts).queries(texts), encoder.queries(texts), atol=1e-6)


def test_what_is_begun_may_be_left_or_asked_for_something_else(fast_encoder: Encoder) -> None:
    Begun(fast_encoder, TEXTS[:1])  # nobody waits for it
    begun = Begun(fast_encoder, TEXTS[:1])
    assert np.allclose(begun.queries(TEXTS[1:2]), fast_encoder.queries(TEXTS[1:2]), atol=1e-6)
    assert np.allclose(begun.queries(TEXTS[:1]), fast_encoder.queries(TEXTS[:1]), atol=1e-6)
    assert np.allclose(begun.passages(TEXTS[:2]), fast_encoder.passages(TEXTS[:2]), atol=1e-6)


def test_many_questions_begun_at_once_keep_apart(fast_encoder: Encoder) -> None:
    asked = [[f"第{number}个问题：加装电梯补助"] for number in range(6)]
    begun = [Begun(fast_encoder, texts) for texts in asked]
    for one, texts in reversed(list(zip(begun, asked, strict=True))):
        assert np.allclose(one.queries(texts), fast_encoder.queries(texts), atol=1e-6)


def test_questions_are_begun_from_many_threads(fast_encoder: Encoder) -> None:
    asked = [[f"第{number}个问题：{'公交线路' * (number % 4)}"] for number in range(32)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda texts: Begun(fast_encoder, texts).queries(texts), asked))
    for vectors, texts in zip(found, asked, strict=True):
        assert np.allclose(vectors, fast_encoder.queries(texts), atol=1e-6)


def test_prompts_tell_queries_from_passages(st_encoder: Encoder, fast_encoder: Encoder) -> None:
    for encoder in (st_encoder, fast_encoder):
        assert np.sum(encoder.queries(TEXTS[:1]) * encoder.passages(TEXTS[:1])) < 0.999


def test_the_fast_path_needs_no_torch_and_reports_to_nobody(model_folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.encoder_fast import FastEncoder;"
        f"FastEncoder(Path({str(model_folder)!r})).queries(['食品安全']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)),"
        "[name for name in sys.modules if name.startswith('openvino_telemetry') and sys.modules[name]])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"


def test_default_is_the_fast_path(model_folder: Path) -> None:
    pytest.importorskip("openvino")
    assert type(open_encoder("default", model_folder.parents[1])).__name__ == "FastEncoder"


def test_a_model_folder_can_be_named(model_folder: Path, st_encoder: Encoder, tmp_path: Path) -> None:
    named = open_encoder(str(model_folder), tmp_path)
    assert named.fingerprint == st_encoder.fingerprint


@pytest.mark.parametrize("spec", ["no-such-organisation/no-such-model", "./no-such-folder"])
def test_a_model_that_cannot_be_had_is_named(spec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.encoder_st._hub_knows", lambda model: False)
    with pytest.raises(UnusableInput, match=f"{spec}.*DAFU_ENCODER"):
        open_encoder(spec, tmp_path)


@pytest.mark.parametrize(
    ("text", "clean"),
    [("a\0b", "a b"), ("x\ud800y", "x\ufffdy"), ("完</s>了", "完< /s>了"), ("\U00020bb7野家", "\U00020bb7野家")],
)
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text, ["</s>"]) == clean
