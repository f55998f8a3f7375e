"""The officer's choices as plain values, for a file or a form, and back."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from corpus.errors import UnusableInput
from drafting.choices import Choices, OwnSentence
from drafting.draft import Stance


def choices_record(choices: Choices) -> dict[str, Any]:
    """The choices as plain values, for a file or a form: ``{stances, out, in, sentences}``."""
    return {
        "stances": dict(choices.stances),
        "out": sorted(choices.out),
        "in": {ask: list(passages) for ask, passages in choices.in_.items()},
        "sentences": {
            ask: [
                {"text": one.text, **({"replaces": one.replaces} if one.replaces else {}),
                 **({"after": one.after} if one.after else {})}
                for one in own
            ]
            for ask, own in choices.sentences.items()
        },
    }  # fmt: skip


def read_choices(record: object) -> Choices:
    """The choices in a record as :func:`choices_record` gives it; what is missing is not chosen.

    Raises :class:`UnusableInput` with the place in the record that cannot be used.
    """
    if not isinstance(record, Mapping):
        raise UnusableInput("选择文件应当是一个对象，含 stances、out、in、sentences 中的若干项。")
    unknown = set(record) - {"stances", "out", "in", "sentences"}
    if unknown:
        raise UnusableInput(
            f"选择文件中的“{'、'.join(sorted(map(str, unknown)))}”无法识别，请用 stances、out、in、sentences。"
        )
    return Choices(
        {str(ask): _stance(str(ask), value) for ask, value in _table(record, "stances").items()},
        frozenset(_strings(record.get("out", []), "out")),
        {str(ask): _strings(value, f"in.{ask}") for ask, value in _table(record, "in").items()},
        {str(ask): _own(value, f"sentences.{ask}") for ask, value in _table(record, "sentences").items()},
    )


def _table(record: Mapping[Any, Any], name: str) -> Mapping[Any, Any]:
    value = record.get(name, {})
    if not isinstance(value, Mapping):
        raise UnusableInput(f"选择文件中的 {name} 应当按建议事项的编号列出。")
    return value


def _stance(ask: str, value: object) -> Stance:
    for stance in get_args(Stance):
        if stance == value:
            chosen: Stance = stance
            return chosen
    raise UnusableInput(f"选择文件中 stances.{ask} 的“{value}”无法识别，请用{'、'.join(get_args(Stance))}。")


def _strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(one, str) for one in value):
        raise UnusableInput(f"选择文件中的 {where} 应当是一列文字。")
    return tuple(value)


def _own(value: object, where: str) -> tuple[OwnSentence, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise UnusableInput(f"选择文件中的 {where} 应当是一列句子。")
    own = []
    for number, one in enumerate(value, 1):
        told = {"text": one} if isinstance(one, str) else one
        if not isinstance(told, Mapping) or not isinstance(told.get("text"), str) or not told["text"].strip():
            raise UnusableInput(f"选择文件中 {where} 的第 {number} 句没有文字（text）。")
        places = [told.get("replaces"), told.get("after")]
        if not all(place is None or isinstance(place, str) for place in places):
            raise UnusableInput(f"选择文件中 {where} 的第 {number} 句的 replaces、after 应当是句子的编号。")
        own.append(OwnSentence(told["text"], *places))
    return tuple(own)
