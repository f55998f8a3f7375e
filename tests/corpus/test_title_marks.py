from corpus.title_marks import in_marks


def test_marks_inside_are_single() -> None:
    assert in_marks("关于印发《停车办法》的通知") == "《关于印发〈停车办法〉的通知》"
    assert in_marks("停车办法") == "《停车办法》"
