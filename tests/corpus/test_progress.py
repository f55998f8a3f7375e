from corpus.progress import long_steps


def test_short_steps_are_not_told() -> None:
    told: list[tuple[str, int, int]] = []
    progress = long_steps(lambda *step: told.append(step), 20)
    for total in (2, 20):
        progress("读取", 0, total)
    assert told == [("读取", 0, 20)]
