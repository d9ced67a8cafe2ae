"""A round's score sheet: cells of several people, judged as they are typed, booked whole or not at all (JX-09)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import rules
from tests import builders
from tests.conftest import TODAY
from village import clock
from village.errors import VillageError
from village.model.belonging import NOBODY, Belonging
from village.model.household import Household
from village.model.score_sheet import ScoreSheet, SheetState
from village.services import (
    evidence,
    ledger,
    rulebook,
    score_booking,
    score_cells,
    score_rows,
    score_sheets,
    visits,
)
from village.services.periods import Late
from village.services.score_booking import Faulty
from village.services.score_sheets import Saved, Wanted
from village.store import Store

WANG, LI = "王会计", "李主任"
DAY = date(2026, 3, 18)
ITEMS = ("P07", "P16", "P15", "N01", "N25")


def adopt(store: Store, **settings: object) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings={"base_points": 20, "publication_day": 5, **settings},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )


@pytest.fixture
def homes(store: Store) -> list[Household]:
    made = [("张桂芳", "三组"), ("李建国", "三组"), ("王秀英", "五组")]
    return [builders.a_household(store, head, group) for head, group in made]


@pytest.fixture
def sheet(store: Store) -> ScoreSheet:
    return opened(store)


def opened(store: Store, **facts: object) -> ScoreSheet:
    paper = evidence.name_paper(store, kind="feedback", title="现场检查评分表", actor=WANG)
    wanted = ScoreSheet(0, DAY, ITEMS, evidence_id=paper.id, **facts)  # type: ignore[arg-type]
    return score_sheets.open_one(store, wanted, actor=WANG)


def put(
    store: Store,
    sheet: ScoreSheet,
    home: Household,
    item: str,
    text: str,
    *,
    was: str = "",
    by: str = WANG,
    belonging: Belonging = NOBODY,
) -> Saved:
    wanted = [Wanted(home.id, item, text, was)]
    return score_sheets.save(store, sheet.id, wanted, actor=by, belonging=belonging)


def text_at(store: Store, sheet: ScoreSheet, home: Household, item: str) -> str:
    cells = score_sheets.changed(store, sheet.id, since=0)
    return next((one.text for one in cells if (one.household_id, one.item) == (home.id, item)), "")


@pytest.mark.parametrize(
    ("item", "text", "meant"),
    [
        ("P07", "1", score_cells.Typed(count=1)),
        ("P07", "√", score_cells.Typed(count=1)),
        ("P07", "0", score_cells.Typed(nothing=True)),
        ("P16", "3 三个人都去了", score_cells.Typed(count=3, reason="三个人都去了")),
        ("P16", "2院坝", score_cells.Typed(count=2, reason="院坝")),
        ("N25", "2.5 第九条", score_cells.Typed(points=builders.Points.parse("-2.5"), reason="第九条")),
        ("N25", "-3", score_cells.Typed(points=builders.Points.parse("-3"))),
    ],
)
def test_a_cell_says_how_often_and_why(store: Store, item: str, text: str, meant: score_cells.Typed) -> None:
    pack = rulebook.rules_on(store, DAY)
    assert score_cells.read(pack, pack.item(item), text) == meant


def test_of_several_figures_the_place_or_the_name_is_typed(store: Store) -> None:
    pack = rulebook.rules_on(store, DAY)
    item = pack.item("P15")
    second = list(item.options)[1]
    assert score_cells.read(pack, item, "2").option == second
    assert score_cells.read(pack, item, "2*3 舞蹈") == score_cells.Typed(option=second, count=3, reason="舞蹈")
    assert score_cells.read(pack, item, f"{second} 舞蹈").option == second


@pytest.mark.parametrize(
    ("item", "text", "code"),
    [
        ("P07", "好", "cell_unread"),
        ("P07", "1.5", "cell_unread"),
        ("P15", "99", "cell_unread_option"),
        ("N25", "看情况", "cell_unread_points"),
    ],
)
def test_what_cannot_be_read_is_said(store: Store, item: str, text: str, code: str) -> None:
    pack = rulebook.rules_on(store, DAY)
    with pytest.raises(VillageError) as refused:
        score_cells.read(pack, pack.item(item), text)
    assert refused.value.code == code


def test_full_width_digits_and_line_breaks_are_as_good_as_any() -> None:
    assert score_cells.tidy(" １\n院坝 ") == "1 院坝"


def test_nothing_is_in_the_ledger_before_the_sheet_is_handed_in(
    store: Store, sheet: ScoreSheet, homes: list[Household]
) -> None:
    before = ledger.head(store)
    put(store, sheet, homes[0], "P07", "1")
    assert ledger.head(store) == before
    handed = score_booking.submit(store, sheet.id, actor=WANG)
    assert [(line.household_id, line.item, line.occurred_on, line.actor) for line in handed.lines] == [
        (homes[0].id, "P07", DAY, WANG)
    ]
    assert score_sheets.get(store, sheet.id).state is SheetState.BOOKED
    with pytest.raises(VillageError, match="sheet_done"):
        put(store, sheet, homes[1], "P07", "1")


def test_rows_stand_in_house_order_group_by_group_and_say_what_they_give(
    store: Store, sheet: ScoreSheet, homes: list[Household]
) -> None:
    put(store, sheet, homes[0], "P07", "1")
    put(store, sheet, homes[0], "N25", "2 第九条")
    put(store, sheet, homes[2], "P16", "0")
    found = score_rows.overview(store, sheet)
    assert {group: [row.household.head for row in rows] for group, rows in found.groups.items()} == {
        "三组": ["张桂芳", "李建国"],
        "五组": ["王秀英"],
    }
    assert [str(row.total) for row in found.rows] == ["3", "0", "0"]
    assert [one.head for one in found.left] == ["李建国"]
    first = found.rows[0].cells[0]
    assert first.why is not None
    assert "垃圾分类" in rules.say(first.why)


def test_cells_of_two_people_stand_side_by_side(store: Store, sheet: ScoreSheet, homes: list[Household]) -> None:
    put(store, sheet, homes[0], "P07", "1", by=WANG)
    put(store, sheet, homes[0], "P16", "2", by=LI)
    assert {(one.item, one.text, one.actor) for one in score_sheets.changed(store, sheet.id, since=0)} == {
        ("P07", "1", WANG),
        ("P16", "2", LI),
    }


def test_what_the_other_wrote_meanwhile_stays_and_is_told(
    store: Store, sheet: ScoreSheet, homes: list[Household]
) -> None:
    put(store, sheet, homes[0], "P16", "2", by=LI)
    saved = put(store, sheet, homes[0], "P16", "3", was="", by=WANG)
    assert not saved.kept
    assert [(one.text, one.actor) for one in saved.clashes] == [("2", LI)]
    assert text_at(store, sheet, homes[0], "P16") == "2"
    assert put(store, sheet, homes[0], "P16", "3", was="2", by=WANG).kept  # having seen it, one may change it


def test_the_same_cell_sent_again_is_no_second_save(store: Store, sheet: ScoreSheet, homes: list[Household]) -> None:
    put(store, sheet, homes[0], "P07", "1")
    step = score_sheets.get(store, sheet.id).step
    assert put(store, sheet, homes[0], "P07", "1").kept
    assert score_sheets.get(store, sheet.id).step == step


def test_a_second_desk_learns_only_what_is_new(store: Store, sheet: ScoreSheet, homes: list[Household]) -> None:
    put(store, sheet, homes[0], "P07", "1")
    known = score_sheets.get(store, sheet.id).step
    put(store, sheet, homes[1], "P07", "1", by=LI)
    assert [one.household_id for one in score_sheets.changed(store, sheet.id, since=known)] == [homes[1].id]


def test_one_fault_keeps_the_whole_sheet_back_and_is_named(
    store: Store, sheet: ScoreSheet, homes: list[Household]
) -> None:
    put(store, sheet, homes[0], "P07", "1")
    put(store, sheet, homes[1], "P07", "好")
    put(store, sheet, homes[2], "N25", "2")  # an open item asks for its reason
    before = ledger.head(store)
    with pytest.raises(Faulty) as refused:
        score_booking.submit(store, sheet.id, actor=WANG)
    assert [(home.head, one.cell.item, one.wrong and one.wrong.code) for home, one in refused.value.faults] == [
        ("李建国", "P07", "cell_unread"),
        ("王秀英", "N25", "reason_missing"),
    ]
    assert ledger.head(store) == before
    assert score_sheets.get(store, sheet.id).state is SheetState.OPEN


def test_a_line_recorded_meanwhile_at_the_counter_is_seen(
    store: Store, sheet: ScoreSheet, homes: list[Household]
) -> None:
    put(store, sheet, homes[0], "P07", "1")
    builders.a_line(store, homes[0], "P07", occurred=date(2026, 3, 10))
    with pytest.raises(Faulty) as refused:
        score_booking.submit(store, sheet.id, actor=WANG)
    assert [one.wrong and one.wrong.code for _, one in refused.value.faults] == ["capped"]


def test_an_empty_sheet_is_not_handed_in(store: Store, sheet: ScoreSheet) -> None:
    with pytest.raises(VillageError, match="sheet_empty"):
        score_booking.submit(store, sheet.id, actor=WANG)


def test_a_second_person_agrees_where_the_village_asks_for_one(store: Store, homes: list[Household]) -> None:
    adopt(store, two_person_approval=True)
    sheet = opened(store)
    put(store, sheet, homes[0], "P07", "1", by=WANG)
    put(store, sheet, homes[1], "P07", "1", by=LI)
    handed = score_booking.submit(store, sheet.id, actor=WANG)
    assert not handed.lines
    assert [one.id for one in score_sheets.waiting(store)] == [sheet.id]
    for writer in (WANG, LI):
        with pytest.raises(VillageError, match="self_review"):
            score_booking.approve(store, sheet.id, actor=writer, belonging=NOBODY)
    with pytest.raises(VillageError, match="recused"):
        score_booking.approve(store, sheet.id, actor="陈书记", belonging=Belonging(homes[0].id, "三组"))
    done = score_booking.approve(store, sheet.id, actor="陈书记", belonging=NOBODY)
    assert [line.actor for line in done.lines] == [WANG, LI]
    assert done.sheet.decided_by == "陈书记"


def test_after_the_months_day_a_sheet_asks_why_and_for_a_second_person(store: Store, homes: list[Household]) -> None:
    adopt(store, scoring_deadline=20, late_proof=["reason", "second"])
    sheet = opened(store)
    put(store, sheet, homes[0], "P07", "1")
    with clock.held(TODAY + timedelta(days=3)):
        with pytest.raises(VillageError, match="late_entry"):
            score_booking.submit(store, sheet.id, actor=WANG)
        with pytest.raises(VillageError, match="second_person_missing"):
            score_booking.submit(store, sheet.id, actor=WANG, late=Late("下雨", WANG))
        assert score_sheets.get(store, sheet.id).state is SheetState.OPEN
        assert score_booking.submit(store, sheet.id, actor=WANG, late=Late("下雨", LI)).lines


def test_what_was_sent_back_can_be_mended(store: Store, homes: list[Household]) -> None:
    adopt(store, two_person_approval=True)
    sheet = opened(store)
    put(store, sheet, homes[0], "P07", "1")
    score_booking.submit(store, sheet.id, actor=WANG)
    score_booking.send_back(store, sheet.id, actor=LI, note="三组漏了")
    assert score_sheets.get(store, sheet.id).note == "三组漏了"
    assert put(store, sheet, homes[1], "P07", "1").kept


def test_nobody_fills_in_their_own_household(store: Store, sheet: ScoreSheet, homes: list[Household]) -> None:
    saved = put(store, sheet, homes[0], "P07", "1", belonging=Belonging(homes[0].id, "三组"))
    assert [why.code for _, why in saved.refused] == ["recused"]
    assert text_at(store, sheet, homes[0], "P07") == ""


def test_scores_that_hardly_differ_are_pointed_out(store: Store, homes: list[Household]) -> None:
    adopt(store, spread_percent=100)
    sheet = opened(store)
    for home in homes:
        put(store, sheet, home, "P07", "1")
    assert [why.code for why in score_rows.overview(store, sheet).warnings] == ["no_spread"]
    put(store, sheet, homes[0], "P16", "1")
    assert not score_rows.overview(store, sheet).warnings


def test_a_household_that_takes_part_no_more_keeps_the_sheet_back(
    store: Store, sheet: ScoreSheet, homes: list[Household]
) -> None:
    put(store, sheet, homes[0], "P07", "1")
    store.db.execute("UPDATE households SET closed = '2026-03-19' WHERE id = ?", [homes[0].id])
    with pytest.raises(Faulty) as refused:
        score_booking.submit(store, sheet.id, actor=WANG)
    assert [one.wrong and one.wrong.code for _, one in refused.value.faults] == ["account_closed"]


def test_a_household_looked_at_without_a_line_was_visited(store: Store, homes: list[Household]) -> None:
    adopt(store, visit_round="month")
    sheet = opened(store)
    put(store, sheet, homes[0], "P07", "0")
    assert not score_booking.submit(store, sheet.id, actor=WANG).lines
    stops = visits.round_of(store, visits.Period.parse("2026-03"), "三组")
    assert [(stop.household.head, stop.visited_on) for stop in stops] == [("张桂芳", DAY), ("李建国", None)]


def test_a_sheet_of_tomorrow_is_not_opened(store: Store) -> None:
    with pytest.raises(VillageError, match="date_future"):
        score_sheets.open_one(store, ScoreSheet(0, TODAY.date() + timedelta(days=1), ("P07",)), actor=WANG)
    with pytest.raises(VillageError, match="sheet_items"):
        score_sheets.open_one(store, ScoreSheet(0, DAY, ()), actor=WANG)


def test_a_sheet_may_be_revised_and_a_filled_column_stays(
    store: Store, sheet: ScoreSheet, homes: list[Household]
) -> None:
    put(store, sheet, homes[0], "P07", "1")
    wanted = ScoreSheet(0, date(2026, 3, 17), ("P16",), place="门口", evidence_id=sheet.evidence_id)
    changed = score_sheets.revise(store, sheet.id, wanted, actor=LI)
    assert (changed.day, changed.items, changed.place) == (date(2026, 3, 17), ("P16", "P07"), "门口")
    (line,) = score_booking.submit(store, sheet.id, actor=WANG).lines
    assert (line.occurred_on, line.place) == (date(2026, 3, 17), "门口")
    with pytest.raises(VillageError, match="sheet_done"):
        score_sheets.revise(store, sheet.id, wanted, actor=LI)


def test_the_sheet_survives_the_end_of_the_program(store: Store, sheet: ScoreSheet, homes: list[Household]) -> None:
    put(store, sheet, homes[0], "P16", "2 修路")
    store.close()
    again = Store(store.path, writer=True)
    try:
        with clock.held(TODAY):
            assert text_at(again, sheet, homes[0], "P16") == "2 修路"
    finally:
        again.close()
