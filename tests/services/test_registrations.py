"""The office's registers: who has which duty, who holds a title, who may be put forward."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import builders
from village.errors import VillageError
from village.model.household import Household, Residence
from village.model.registration import Register, Registration
from village.services import corrections, registrations, rulebook, standings
from village.store import Store, acts

TODAY = date(2026, 3, 20)


def adopt(store: Store, pack: str) -> None:
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval=builders.RECORD
    )


def write(store: Store, register: Register, title: str = "", **facts: object) -> Registration:
    wanted = replace(Registration(0, register, TODAY, title), **facts)  # type: ignore[arg-type]
    return registrations.write(store, wanted, actor=builders.CADRE)


def stands(store: Store, register: Register) -> list[Registration]:
    return [one for one in registrations.of_register(store, register) if one.ended_on is None]


@pytest.fixture
def zhang(store: Store) -> Household:
    return builders.a_household(store)


@pytest.fixture
def li(store: Store) -> Household:
    return builders.a_household(store, "李建国", "五组")


def test_each_duty_has_one_name_and_who_had_it_before_stays_written(store: Store) -> None:
    write(store, Register.DUTY, "积分采集", name="钱网格")
    write(store, Register.DUTY, "物资准备", name="孙店主")
    write(store, Register.DUTY, "积分采集", name="周会计")
    assert {one.title: one.name for one in stands(store, Register.DUTY)} == {"积分采集": "周会计", "物资准备": "孙店主"}
    former = [one for one in registrations.of_register(store, Register.DUTY) if one.ended_on]
    assert [(one.name, one.ended_on) for one in former] == [("钱网格", TODAY)]


@pytest.mark.parametrize(("pack", "clause"), [("yangkou-2023", "YK-27"), ("jiuxian-2022", "JX-38")])
def test_a_duty_is_one_that_the_document_names(store: Store, pack: str, clause: str) -> None:
    adopt(store, pack)
    with pytest.raises(VillageError, match="title_unlisted") as refused:
        write(store, Register.DUTY, "扫地", name="钱网格")
    assert refused.value.clause == clause


def test_in_minhang_points_decide_who_is_put_forward_and_a_correction_takes_it_back(
    store: Store, zhang: Household, li: Household
) -> None:
    adopt(store, "minhang-2024")
    tenant = builders.a_household(store, "小吴", "五组", residence=Residence.OUTSIDE)
    good = builders.a_plain_line(store, zhang, "6", occurred_on=date(2026, 3, 1))
    builders.a_plain_line(store, li, "5", occurred_on=date(2026, 3, 1))
    assert [one.head for one, _ in standings.nominees(store, year=2026).above] == ["张桂芳"]
    write(store, Register.NOMINATION, "最美家庭", household_id=zhang.id)
    for household, code in ((li, "nominee_below_mean"), (tenant, "nominee_out")):
        with pytest.raises(VillageError, match=code):
            write(store, Register.NOMINATION, "最美家庭", household_id=household.id)
    corrections.correct(store, seq=good.seq, reason="记到别人家了", actor=builders.CADRE)
    assert [one.head for one, _ in standings.nominees(store, year=2026).above] == ["李建国"]
    with pytest.raises(VillageError, match="nominee_below_mean"):
        write(store, Register.NOMINATION, "星级户", household_id=zhang.id)


def test_the_travelling_flag_is_held_by_one_at_a_time(store: Store, zhang: Household, li: Household) -> None:
    for household in (zhang, li):
        write(store, Register.HONOUR, "最美家庭", household_id=household.id)
        write(store, Register.HONOUR, "流动红旗", household_id=household.id)
    held = [(one.title, one.household_id) for one in stands(store, Register.HONOUR)]
    assert sorted(held) == sorted([("最美家庭", zhang.id), ("最美家庭", li.id), ("流动红旗", li.id)])
    assert [one.household_id for one in registrations.of_register(store, Register.HONOUR) if one.ended_on] == [zhang.id]
    assert {one.title for one in registrations.of_household(store, li.id)} == {"最美家庭", "流动红旗"}


def test_only_who_stands_above_the_mean_is_put_forward(store: Store, zhang: Household, li: Household) -> None:
    adopt(store, "dazu-2021")
    builders.a_plain_line(store, zhang, "5")
    write(store, Register.NOMINATION, "最美庭院", household_id=zhang.id)
    with pytest.raises(VillageError, match="nominee_below_mean") as refused:
        write(store, Register.NOMINATION, "最美庭院", household_id=li.id)
    assert (refused.value.clause, refused.value.params) == ("DZ-18", {"head": "李建国"})
    write(store, Register.NOMINATION, "道德模范", household_id=li.id)  # taking part is enough (DZ-19)
    assert [one.title for one in stands(store, Register.NOMINATION)] == ["道德模范", "最美庭院"]


def test_who_takes_no_part_is_put_forward_for_nothing(store: Store) -> None:
    adopt(store, "dazu-2021")
    away = builders.a_household(store, "王远", "五组", residence=Residence.OUTSIDE, opted_in=False)
    with pytest.raises(VillageError, match="nominee_out") as refused:
        write(store, Register.NOMINATION, "道德模范", household_id=away.id)
    assert refused.value.clause == "DZ-19"


def test_a_household_has_one_caretaker_and_one_grid(store: Store, zhang: Household) -> None:
    for name, code in (("赵管家", "0301"), ("钱管家", "0302")):
        write(store, Register.CARETAKER, household_id=zhang.id, name=name)
        write(store, Register.GRID, code, household_id=zhang.id)
    assert [one.name or one.title for one in registrations.of_household(store, zhang.id)] == ["0302", "钱管家"]


@pytest.mark.usefixtures("zhang", "li")
def test_a_group_lies_in_one_area(store: Store) -> None:
    write(store, Register.AREA, "东片", group="三组")
    write(store, Register.AREA, "东片", group="五组")
    write(store, Register.AREA, "西片", group="五组")
    assert {one.group: one.title for one in stands(store, Register.AREA)} == {"三组": "东片", "五组": "西片"}
    with pytest.raises(VillageError, match="group_unknown"):
        write(store, Register.AREA, "东片", group="九组")


def test_a_village_keeps_no_more_places_to_show_than_the_contest_asks(store: Store) -> None:
    adopt(store, "jiuxian-2022")
    for title in ("荷塘", "老街", "茶园"):
        write(store, Register.SITE, title, place="二社")
    with pytest.raises(VillageError, match="sites_enough"):
        write(store, Register.SITE, "祠堂", place="二社")
    assert len(stands(store, Register.SITE)) == 3


def test_an_exchange_tells_its_occasion_its_place_and_who_served(store: Store) -> None:
    adopt(store, "jiuxian-2022")
    write(store, Register.EXCHANGE, "主题党日", place="集中兑换点", name="孙店主、周会计")
    write(store, Register.EXCHANGE, "主题党日", place="积分超市", name="孙店主")
    told = [(one.title, one.place, one.name) for one in stands(store, Register.EXCHANGE)]
    assert told == [("主题党日", "积分超市", "孙店主"), ("主题党日", "集中兑换点", "孙店主、周会计")]


def test_a_meeting_of_a_group_is_kept_beside_the_others(store: Store, zhang: Household) -> None:
    for title in ("垃圾分类", "怎么挣分"):
        write(store, Register.MEETING, title, group=zhang.group, place="祠堂")
    assert [one.title for one in stands(store, Register.MEETING)] == ["怎么挣分", "垃圾分类"]


@pytest.mark.parametrize(
    ("register", "facts"),
    [
        (Register.DUTY, {"title": "积分采集"}),
        (Register.HONOUR, {"title": "最美家庭"}),
        (Register.EXCHANGE, {"title": "主题党日", "place": "积分超市"}),
        (Register.CARETAKER, {"name": "赵管家"}),
    ],
)
def test_what_a_register_needs_is_asked_for(store: Store, register: Register, facts: dict[str, str]) -> None:
    with pytest.raises(VillageError, match="registration_incomplete"):
        write(store, register, **facts)
    assert registrations.of_register(store, register) == []


def test_a_day_to_come_and_a_household_that_is_not_there_are_refused(store: Store) -> None:
    with pytest.raises(VillageError, match="date_future"):
        write(store, Register.MEETING, "垃圾分类", group="三组", day=date(2026, 3, 21))
    with pytest.raises(VillageError, match="unknown_household"):
        write(store, Register.CARETAKER, household_id=99, name="赵管家")


def test_a_row_ends_once_and_for_a_reason(store: Store) -> None:
    made = write(store, Register.DUTY, "积分采集", name="钱网格")
    with pytest.raises(VillageError, match="reason_missing"):
        registrations.end(store, made.id, reason=" ", actor="书记")
    registrations.end(store, made.id, reason="调走了", actor="书记")
    with pytest.raises(VillageError, match="registration_ended"):
        registrations.end(store, made.id, reason="调走了", actor="书记")
    with pytest.raises(VillageError, match="registration_unknown"):
        registrations.end(store, 99, reason="调走了", actor="书记")
    told = [act for _, _, act, _ in acts.of_subject(store, f"registration:{made.id}")]
    assert told == ["end_registration", "register_duty"]


def test_todays_registers_are_counted(store: Store, zhang: Household) -> None:
    write(store, Register.GRID, "0301", household_id=zhang.id)
    write(store, Register.GRID, "0302", household_id=zhang.id)
    assert registrations.standing(store) == {Register.GRID: 1}
