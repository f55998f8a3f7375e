"""The tokenizer of multilingual-e5-small, for Chinese text, as a fast tokenizer of the ``tokenizers`` library."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.e5_weights import Pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_SPACE = "\u2581"
_TILDE, _ASIDE = "～", "\ufdd0"

_KEPT_BLOCKS = (
    (0x0000, 0x017F),  # ASCII, Latin-1, Latin Extended-A
    (0x2000, 0x303F),  # punctuation, symbols, enclosed characters, CJK radicals and punctuation
    (0x3100, 0x312F),  # Bopomofo
    (0x3190, 0xA4CF),  # Kanbun, CJK symbols, CJK unified ideographs and extension A
    (0xF900, 0xFAFF),  # CJK compatibility ideographs
    (0xFE30, 0xFE4F),  # CJK compatibility forms
    (0xFF00, 0xFFEF),  # half- and full-width forms
    (0x20000, 0x31FFF),  # CJK extensions B and later
)


def chinese_pieces(pieces: Pieces) -> NDArray[np.int64]:
    """Ids of the pieces that Chinese official text can use; the special ones keep their first places.

    Single characters always stay, so that nothing becomes unknown that was known before. Leaves out longer
    pieces of Thai, Arabic, Korean, kana and so on: 134,390 of 250,002 remain.
    """
    kept = [i for i, piece in enumerate(pieces.texts) if piece in SPECIAL or _is_chinese(piece)]
    return np.array(kept, np.int64)


def _is_chinese(piece: str) -> bool:
    letters = piece.replace(_SPACE, "")
    return len(letters) <= 1 or all(any(a <= ord(c) <= b for a, b in _KEPT_BLOCKS) for c in letters)


def build_tokenizer(pieces: Pieces, kept: Sequence[int], max_tokens: int) -> "Tokenizer":
    """A Unigram tokenizer over the kept pieces that cuts at ``max_tokens`` and adds ``<s> … </s>``.

    The model was trained with SentencePiece's ``nmt_nfkc`` normalisation. The library's own Nmt and NFKC steps
    do the same but for the wave dash ～, which the training kept and NFKC turns into ``~``; it is set aside.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocabulary = [(pieces.texts[i], pieces.scores[i]) for i in kept]
    ids = {pieces.texts[i]: n for n, i in enumerate(kept) if pieces.texts[i] in SPECIAL}
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=ids["<unk>"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(_TILDE, _ASIDE),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace(_ASIDE, _TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement=_SPACE, prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", ids["<s>"]), ("</s>", ids["</s>"])],
    )
    tokenizer.add_special_tokens(
        [AddedToken(token, special=True, normalized=False, lstrip=token == "<mask>") for token in SPECIAL]
    )
    tokenizer.enable_truncation(max_tokens)
    return tokenizer
