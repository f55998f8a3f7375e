from drafting.compare.copied import LEAST, Foreign, copied_runs

RUN = "采取信号优化、单向交通组织和违法停车整治等综合措施，逐步缓解老城区核心路段的交通拥堵状况"
ELSEWHERE = f"我局{RUN}望海市将于年底前完成。"


def runs(text: str, *others: str) -> list[str]:
    return [
        run.text
        for run in copied_runs(text, [Foreign(f"d{at}", "答复", "望海市公安局", o) for at, o in enumerate(others)])
    ]


def test_a_run_of_another_place_s_letter_is_found_with_its_place() -> None:
    text = f"一、关于交通组织\n我局将{RUN}，切实方便群众出行。"
    (run,) = copied_runs(text, [Foreign("d", "答复", "望海市公安局", ELSEWHERE)])
    assert run.text == RUN == text[run.start : run.end]
    assert (run.document, run.issuer) == ("d", "望海市公安局")


def test_blanks_and_line_ends_hide_nothing() -> None:
    broken = RUN[:20] + "\n　　" + RUN[20:]
    assert runs(f"我局将{broken}。", ELSEWHERE) == [broken]


def test_shorter_runs_titles_quotations_and_formulas_are_no_copies() -> None:
    short = RUN[: LEAST - 1]
    assert runs(f"我局将{short}。", f"望海市{short}，") == []
    assert len(runs(f"我局将{RUN[:LEAST]}。", f"望海市{RUN[:LEAST]}，")) == 1
    cited = f"“{RUN}”"
    assert runs(f"《条例》规定：{cited}。", f"《条例》规定：{cited}，") == []
    thanks = "感谢您对我市公安工作和道路交通管理工作的关心和支持，欢迎继续提出宝贵意见和建议。"
    assert runs(thanks, thanks) == []


def test_several_runs_and_several_letters() -> None:
    other = "建立由街道牵头、社区参与、物业配合的停车资源共享机制，统筹利用机关单位和商业场所停车资源"
    text = f"一是{RUN}。\n二是{other}。"
    assert runs(text, ELSEWHERE, f"我局{other}望海市") == [RUN, other]
    assert runs(text, ELSEWHERE, ELSEWHERE) == [RUN]


def test_a_long_repetition_ends() -> None:
    assert runs("甲乙" * 4000, "甲乙" * 4000)
