"""Tables that come in whole: looked over row by row, taken in all or none, and taken back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.sheets.workbooks import book, saved
from village.errors import VillageError
from village.model.household import CardNumber, Residence
from village.model.intake import Intake, IntakeKind
from village.model.period import Period
from village.services import corrections, goods, households, ledger, verification, wishes
from village.services.intakes import looking, sheets, taking, undoing
from village.services.intakes.lines import Terms
from village.services.intakes.looking import Found
from village.services.replay import replay
from village.services.rulebook import Trial
from village.store import Store

ROLL = ("户主", "组", "户号", "家人", "电话", "卡号", "人口类型", "门牌号", "在家月数", "参加", "名字读音", "登记日期")
TERMS = Terms("李会计", date(2026, 3, 10), kind="feedback", paper="三月评分表")


def look(store: Store, tmp_path: Path, kind: str, content: bytes | str, terms: Terms = TERMS) -> Found:
    given = content.encode() if isinstance(content, str) else content
    return looking.look(store, IntakeKind(kind), given, terms, folder=tmp_path, told=lambda *_: None)


def roll(*rows: Sequence[object], head: Sequence[str] = ROLL) -> bytes:
    return book(head, *rows)


def take(store: Store, tmp_path: Path, kind: str, content: bytes | str, terms: Terms = TERMS) -> Intake:
    found = look(store, tmp_path, kind, content, terms)
    assert found.faults == ()
    return taking.take(store, found, name="表.xlsx", terms=terms)


def faults(found: Found) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.written) for one in found.faults]


def test_a_roll_comes_in_with_all_its_facts(store: Store, tmp_path: Path) -> None:
    card = str(CardNumber.draw())
    people = "李建国（儿子）、王芳(儿媳)"
    row = ("张桂芳", "三组", "０３－００７", people, 13812345678, card, "外来", "18号", 6, "是", "", "2026年1月5日")
    take(store, tmp_path, "roll", roll(row, ("单雄信", "三组")))
    (first, second) = households.search(store, "")
    assert (first.number, first.head, first.group, first.phone) == ("03-007", "张桂芳", "三组", "13812345678")
    assert (first.residence, first.months_home, first.opted_in) == (Residence.OUTSIDE, 6, True)
    assert (first.dwelling, first.enrolled) == ("18号", date(2026, 1, 5))
    family = [(one.name, one.relation) for one in households.members(store, first.id)]
    assert family == [("张桂芳", "户主"), ("李建国", "儿子"), ("王芳", "儿媳")]
    assert households.by_card(store, card).id == first.id
    assert second.number == "03-008"
    assert ledger.balance(store, second.id).hundredths == 2000


def test_nothing_is_written_while_a_table_is_looked_over(store: Store, tmp_path: Path) -> None:
    home = builders.a_household(store)
    before = list(store.db.conn.iterdump())
    look(store, tmp_path, "roll", roll(("张桂芳", "三组"), ("", "三组")))
    look(store, tmp_path, "scores", f"户号,P07\n{home.number},√")
    assert list(store.db.conn.iterdump()) == before


def test_every_doubtful_cell_is_told_by_row_and_column(store: Store, tmp_path: Path) -> None:
    builders.a_household(store, dwelling="9号")
    found = look(
        store,
        tmp_path,
        "roll",
        roll(
            ("张三", "", "04-001", "", "1.38E+10", "XY12", "半个", "9号", 13, "也许", "哈罗", "去年"),
            ("李四", "四组", "2026-03-17"),
            ("", "四组", "04-002"),
            ("王五", "四组", "04-003", "？？"),
            ("王五", "四组", "04-003"),
            ("赵六", "四组"),
            ("赵六", "四组"),
        ),
    )
    assert faults(found) == [
        *((2, "人口类型", "半个"), (2, "参加", "也许"), (2, "在家月数", "13"), (2, "登记日期", "去年")),
        *((2, "卡号", "XY12"), (2, "组", ""), (3, "户号", "2026-03-17"), (4, "户主", ""), (5, "家人", "??")),
        *((6, "户号", "04-003"), (8, "户主", "赵六")),
    ]
    with pytest.raises(VillageError) as told:
        taking.take(store, found, name="表", terms=TERMS)
    assert told.value.code == "intake_faults"
    assert households.count(store) == 1


def test_a_row_for_each_person_is_one_household(store: Store, tmp_path: Path) -> None:
    head = ("户号", "组", "户主", "姓名", "与户主关系")
    rows = (
        ("03-001", "三组", "张三", "张三", "本人"),
        ("", "", "", "李梅", "妻子"),
        ("03-002", "三组", "王五", "", ""),
    )
    take(store, tmp_path, "roll", roll(*rows, head=head))
    (first, second) = households.search(store, "")
    assert [one.name for one in households.members(store, first.id)] == ["张三", "李梅"]
    assert second.head == "王五"


def test_titles_sums_and_signatures_around_a_table_are_no_households(store: Store, tmp_path: Path) -> None:
    content = book(
        ("海印寺村住户名册",),
        ("单位：户",),
        ("户 主", "小组", "备注"),
        ("张三", "三组", "低保"),
        ("合计", "1户"),
        ("填表人：李会计",),
    )
    found = look(store, tmp_path, "roll", content)
    assert ([one.head for one in found.homes], found.other, found.passed) == (["张三"], ("备注",), (5, 6))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_roll_may_be_a_text_file_of_any_office(store: Store, tmp_path: Path, encoding: str) -> None:
    take(store, tmp_path, "roll", "户主,组,户号\n张三,三组,03-009\n".encode(encoding))
    assert households.search(store, "")[0].number == "03-009"


def test_known_households_are_left_alone_or_amended_and_put_back(store: Store, tmp_path: Path) -> None:
    same, other = builders.a_household(store), builders.a_household(store, "李四", phone="13900000000")
    content = roll(("张桂芳", "三组", same.number), ("李四", "三组", other.number, "李小四（儿子）", "13911112222"))
    found = look(store, tmp_path, "roll", content)
    assert [(one.idle, one.changes) for one in found.homes] == [(True, ()), (False, ("phone", "members"))]
    intake = taking.take(store, found, name="表", terms=TERMS)
    assert households.get(store, other.id).phone == "13911112222"
    undoing.undo(store, intake.id, actor="李会计")
    assert households.get(store, other.id) == other
    assert [one.name for one in households.members(store, other.id)] == ["李四"]


def test_a_roll_taken_back_and_handed_in_again_has_the_same_numbers(store: Store, tmp_path: Path) -> None:
    intake = take(store, tmp_path, "roll", roll(("张桂方", "三组"), ("李四", "三组")))
    undone = undoing.undo(store, intake.id, actor="李会计")
    assert (undone.undone_by, households.count(store)) == ("李会计", 0)
    assert {str(ledger.balance(store, one.id)) for one in households.search(store, "")} == {"0"}
    take(store, tmp_path, "roll", roll(("张桂芳", "三组"), ("李四", "三组"), ("王五", "三组")))
    found = households.search(store, "")
    assert [(one.number, one.head) for one in found] == [("03-001", "张桂芳"), ("03-002", "李四"), ("03-003", "王五")]
    assert {str(ledger.balance(store, one.id)) for one in found} == {"20"}
    assert [one.name for one in households.members(store, found[0].id)] == ["张桂芳"]
    assert not verification.verify(store).fault


def test_a_roll_that_is_built_upon_stays(store: Store, tmp_path: Path) -> None:
    intake = take(store, tmp_path, "roll", roll(("张桂芳", "三组"), ("李四", "三组")))
    builders.a_line(store, households.search(store, "李四")[0])
    with pytest.raises(VillageError) as told:
        undoing.undo(store, intake.id, actor="李会计")
    assert (told.value.code, told.value.params["what"]) == ("intake_built_on", "03-002 李四")
    assert households.count(store) == 2


def test_the_same_file_is_taken_in_once(store: Store, tmp_path: Path) -> None:
    content = roll(("张桂芳", "三组"))
    take(store, tmp_path, "roll", content)
    with pytest.raises(VillageError) as told:
        look(store, tmp_path, "roll", content)
    assert told.value.code == "intake_again"


def test_goods_come_in_and_go(store: Store, tmp_path: Path) -> None:
    head = ("品名", "要几分", "价钱（元）", "数量", "几时能到")
    intake = take(
        store, tmp_path, "goods", book(head, ("洗衣粉", 2.5, None, 10, "日用"), ("电饭煲", None, "120元", 1, "家电"))
    )
    assert [(one.name, one.stock, one.cost) for one in goods.all_of(store)] == [
        ("洗衣粉", 10, None),
        ("电饭煲", 1, 12000),
    ]
    undoing.undo(store, intake.id, actor="李会计")
    assert goods.all_of(store) == []


def test_doubtful_goods_are_told(store: Store, tmp_path: Path) -> None:
    head = ("品名", "要几分", "价钱（元）", "数量")
    content = book(head, ("盐", 2, 3, 1), ("糖", None, None, 1), ("糖", 1, None, "很多"), ("油", "贵", None, 1))
    assert faults(look(store, tmp_path, "goods", content)) == [
        *((2, "要几分", "2"), (3, "要几分", ""), (4, "数量", "很多"), (4, "品名", "糖"), (5, "要几分", "贵"))
    ]


def test_goods_that_somebody_wished_for_stay(store: Store, tmp_path: Path) -> None:
    intake = take(store, tmp_path, "goods", "品名,要几分\n洗衣粉,2\n")
    wishes.wish(store, household_id=builders.a_household(store).id, goods_id=goods.all_of(store)[0].id, actor="李")
    with pytest.raises(VillageError, match="intake_built_on"):
        undoing.undo(store, intake.id, actor="李会计")


LIST = "户号,户主,日期,项目,哪一种,次数,分数,家人,地点,原因\n"


def test_a_list_of_lines_is_recorded_under_the_rules(store: Store, tmp_path: Path) -> None:
    home = builders.a_household(store)
    found = look(store, tmp_path, "scores", f"{LIST}{home.number},张桂芳,2026/3/5,P07 垃圾分类,,1,,,,\n")
    assert [(one.item, str(one.foreseen), one.occurred) for one in found.sheet] == [("P07", "5", date(2026, 3, 5))]
    taking.take(store, found, name="表", terms=TERMS)
    assert str(ledger.balance(store, home.id)) == "25"


def test_a_cap_that_rows_reach_together_is_told_at_the_row(store: Store, tmp_path: Path) -> None:
    home = builders.a_household(store)
    found = look(store, tmp_path, "scores", f"{LIST}{home.number},,2026-03-05,P07\n{home.number},,2026-03-06,P07\n")
    assert [(one.line, one.column) for one in found.faults] == [(3, "项目")]
    assert found.faults[0].wanted == "3月“垃圾分类”已经加过分了，下个月还可以再加。"


def test_a_column_an_item_is_read_too(store: Store, tmp_path: Path) -> None:
    first, second = builders.a_household(store), builders.a_household(store, "李四")
    content = book(
        ("三月评分表",),
        ("户号", "户主", "P07垃圾分类", "P01（人次）", "N01"),
        (first.number, "张桂芳", "√", 2),
        (second.number, "李四", 0, "×"),
    )
    found = look(store, tmp_path, "scores", content)
    assert found.faults == ()
    assert [(one.household, one.item, one.count) for one in found.sheet] == [(first.id, "P07", 1), (first.id, "P01", 2)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("99-999,,2026-03-05,P07", "户号"),
        ("03-001,李四,2026-03-05,P07", "户主"),
        (",赵六,2026-03-05,P07", "户主"),
        ("03-001,,2026-13-05,P07", "日期"),
        ("03-001,,2026-04-05,P07", "项目"),
        ("03-001,,2026-03-05,P99", "项目"),
        ("03-001,,2026-03-05,P01,,两", "次数"),
    ],
)
def test_doubtful_lines_are_told(store: Store, tmp_path: Path, row: str, column: str) -> None:
    builders.a_household(store)
    found = look(store, tmp_path, "scores", LIST + row)
    assert [(one.line, one.column) for one in found.faults] == [(2, column)]


def test_lines_that_stand_in_the_book_are_not_written_twice(store: Store, tmp_path: Path) -> None:
    home = builders.a_household(store)
    builders.a_line(store, home, occurred=date(2026, 3, 5))
    found = look(store, tmp_path, "scores", f"{LIST}{home.number},,2026-03-05,P07\n")
    assert [one.idle for one in found.sheet] == [True]
    with pytest.raises(VillageError, match="intake_nothing"):
        taking.take(store, found, name="表", terms=TERMS)


def test_a_row_that_can_no_longer_be_taken_takes_all_back(store: Store, tmp_path: Path) -> None:
    home, other = builders.a_household(store), builders.a_household(store, "李四")
    found = look(store, tmp_path, "scores", f"{LIST}{other.number},,,P07\n{home.number},,,P07\n")
    builders.a_line(store, home, occurred=date(2026, 3, 12))
    before = ledger.head(store)
    with pytest.raises(VillageError) as told:
        taking.take(store, found, name="表", terms=TERMS)
    assert (told.value.code, told.value.params["line"]) == ("intake_row", 3)
    assert ledger.head(store) == before


def test_scores_are_taken_back_by_counter_entries(store: Store, tmp_path: Path) -> None:
    home = builders.a_household(store)
    intake = take(store, tmp_path, "scores", f"{LIST}{home.number},,,P07\n")
    lines = ledger.head(store).seq
    undoing.undo(store, intake.id, actor="李会计")
    assert (ledger.head(store).seq, str(ledger.balance(store, home.id))) == (lines + 1, "20")
    with pytest.raises(VillageError, match="intake_undone"):
        undoing.undo(store, intake.id, actor="李会计")
    assert take(store, tmp_path, "scores", f"{LIST}{home.number},,,P07\n").id == intake.id + 1


def test_scores_that_somebody_has_corrected_stay(store: Store, tmp_path: Path) -> None:
    home = builders.a_household(store)
    intake = take(store, tmp_path, "scores", f"{LIST}{home.number},,,P07\n{home.number},,,P01\n")
    corrections.correct(store, seq=ledger.head(store).seq - 1, reason="不对", actor="王书记")
    with pytest.raises(VillageError, match="intake_built_on"):
        undoing.undo(store, intake.id, actor="李会计")


def test_the_roll_that_goes_out_comes_in_again(store: Store, tmp_path: Path, founded: Path) -> None:
    row = (
        "𠮷田㐂",
        "三组",
        "007",
        "李建国（儿子）、王芳",
        "13812345678",
        str(CardNumber.draw()),
        "外来",
        "18号",
        6,
        "否",
        "",
    )
    take(store, tmp_path, "roll", roll(row, ("单雄信", "五组", "", "", "", "", "", "", "", "", "shan4")))
    out = sheets.of(store, IntakeKind.ROLL, Period.parse("2026-03"))
    assert all(one.idle for one in look(store, tmp_path, "roll", out).homes)
    shutil.copyfile(founded, tmp_path / "other.db")
    other = Store(tmp_path / "other.db", writer=True)
    take(other, tmp_path, "roll", out)
    assert [*sheets._roll(other)] == [*sheets._roll(store)]
    other.close()


def test_goods_and_scores_that_go_out_are_known_when_they_come_in(store: Store, tmp_path: Path) -> None:
    home = builders.a_household(store)
    builders.a_line(store, home, occurred=date(2026, 3, 5))
    builders.a_line(store, home, "N01", occurred=date(2026, 3, 6), place="村口", reason="乱倒")
    take(store, tmp_path, "goods", "品名,要几分,数量\n=1+1,2,3\n")
    month = Period.parse("2026-03")
    goods_out, scores_out = (sheets.of(store, kind, month) for kind in (IntakeKind.GOODS, IntakeKind.SCORES))
    assert [one.idle for one in look(store, tmp_path, "goods", goods_out).shelf] == [True]
    again = look(store, tmp_path, "scores", scores_out)
    assert (again.faults, [one.idle for one in again.sheet]) == ((), [True, True])


@pytest.mark.parametrize("kind", list(IntakeKind))
def test_an_empty_table_says_that_it_is_empty(store: Store, tmp_path: Path, kind: IntakeKind) -> None:
    with pytest.raises(VillageError, match="intake_empty"):
        look(store, tmp_path, kind.value, sheets.empty(store, kind))


def test_a_sheet_with_a_column_for_each_item_comes_in_filled(store: Store, tmp_path: Path) -> None:
    home = builders.a_household(store)
    made = load_workbook(BytesIO(sheets.by_items(store)))
    (titles,) = [row for row in made.active.iter_rows() if row[0].value == "户号"]
    column = next(cell.column for cell in titles if str(cell.value).startswith("P07"))
    made.active.cell(titles[0].row + 1, column, "√")
    found = look(store, tmp_path, "scores", saved(made))
    assert (found.faults, [(one.household, one.item) for one in found.sheet]) == ((), [(home.id, "P07")])


def test_a_year_with_tables_taken_back_is_replayed_to_the_point(store: Store, tmp_path: Path) -> None:
    undoing.undo(store, take(store, tmp_path, "roll", "户主,组\n张桂方,三组\n").id, actor="李会计")
    take(store, tmp_path, "roll", "户主,组\n张桂芳,三组\n李四,三组\n")
    undoing.undo(store, take(store, tmp_path, "scores", f"{LIST}03-001,,,P07\n03-002,,,P01\n").id, actor="李会计")
    take(store, tmp_path, "scores", f"{LIST}03-001,,2026-03-05,P07\n")
    books = tmp_path / "books"
    books.mkdir()
    outcome = replay(store, year=2026, trial=Trial(), at=datetime(2027, 1, 5, 9), folder=books)
    assert [str(one.after.balance) for one in outcome.homes] == ["25", "20"]
    assert all(one.before == one.after for one in outcome.homes)
