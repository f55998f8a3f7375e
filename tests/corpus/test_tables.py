from corpus.parse import parse
from corpus.read.plain import read_plain
from corpus.tables import find_tables

HEADER = "序号\t任务\t牵头单位"


def test_pieces_with_one_header_are_one_table() -> None:
    source = read_plain(f"分工表\n{HEADER}\n1\t停车\t市城管局\n\n{HEADER}\n2\t公交\t市交通局\n完。\n")
    (table,) = find_tables(source)
    assert [row[0] for row in table.rows] == ["序号", "1", "2"]
    assert source.text[table.start : table.end].startswith(HEADER)


def test_tables_with_other_headers_or_words_between_stay_apart() -> None:
    apart = read_plain(f"{HEADER}\n1\t停车\t市城管局\n说明。\n{HEADER}\n2\t公交\t市交通局\n")
    assert len(find_tables(apart)) == 2
    other = read_plain(f"{HEADER}\n1\t停车\t市城管局\n\n年份\t件数\t比例\n2024\t3\t1%\n")
    assert len(find_tables(other)) == 2


def test_a_row_is_found_under_its_header() -> None:
    text = f"任务分工方案\n{HEADER}\n1\t停车\t市城管局\n\n{HEADER}\n2\t公交\t市交通局\n"
    passages = parse(read_plain(text)).passages
    headed = {text[p.start : p.end]: p.heading[1:] for p in passages}
    assert headed["1\t停车\t市城管局"] == headed["2\t公交\t市交通局"] == ("序号 任务 牵头单位",)
    assert headed[HEADER] == ()
