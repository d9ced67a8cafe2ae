"""The roll: enrolled once, found in every way the office looks, never by a wrong PIN."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.points import Points
from village.services import guesses, households, ledger, pin_codes
from village.store import Store, entries


def test_a_first_registration_brings_the_base_points(store: Store) -> None:
    household = builders.a_household(store)
    (line,) = entries.of_household(store, household.id)
    assert (line.kind, line.points, line.clause) == ("base", Points(2000), "YK-11")


def test_numbers_follow_the_group_and_keep_their_zeros(store: Store) -> None:
    numbers = [builders.a_household(store, group=group).number for group in ("三组", "三组", "一组", "十二组")]
    assert numbers == ["03-001", "03-002", "01-001", "12-001"]


@pytest.mark.parametrize("query", ["zgf", "zhanggui", "张桂", "03-0", "03001", "4321", "三组6号"])
def test_a_household_is_found_in_every_way_the_office_looks(store: Store, query: str) -> None:
    builders.a_household(store, head="李建国", group="一组", phone="13900001111")
    wanted = builders.a_household(store, head="张桂芳", group="三组", phone="13900004321", dwelling="三组6号")
    assert [found.id for found in households.search(store, query)] == [wanted.id]


@pytest.mark.parametrize(
    ("head", "initials"), [("单德明", "sdm"), ("仇秀英", "qxy"), ("尉迟海生", "ychs"), ("曾小红", "zxh")]
)
def test_surnames_are_spelt_as_they_are_said(store: Store, head: str, initials: str) -> None:
    assert builders.a_household(store, head=head).initials == initials


def test_a_reading_of_its_own_wins(store: Store) -> None:
    assert builders.a_household(store, head="乐文", reading="le4").pinyin.startswith("le")


@pytest.mark.parametrize("head", ["𠮷桂芳", "缪㐂才", "古丽·买买提", "欧阳秀英", "Anna Wang"])
def test_rare_and_foreign_names_are_kept_to_the_letter(store: Store, head: str) -> None:
    assert households.get(store, builders.a_household(store, head=head).id).head == head


@pytest.mark.parametrize(
    ("head", "code"),
    [("", "name_empty"), ("  ", "name_empty"), ("···", "name_empty"), ("张😀", "name_wrong"), ("张<b>", "name_wrong")],
)
def test_what_is_no_name_is_refused(store: Store, head: str, code: str) -> None:
    with pytest.raises(VillageError, match=code):
        builders.a_household(store, head=head)
    assert households.count(store) == 0


def test_a_name_that_is_too_long_is_refused(store: Store) -> None:
    with pytest.raises(VillageError, match="name_too_long"):
        builders.a_household(store, head="张" * 31)


def test_one_dwelling_has_one_account(store: Store) -> None:
    builders.a_household(store, dwelling="三组6号")
    with pytest.raises(VillageError, match="dwelling_taken"):
        builders.a_household(store, dwelling="三组6号")


def test_a_number_is_given_once(store: Store) -> None:
    builders.a_household(store, number="03-017")
    with pytest.raises(VillageError, match="number_taken"):
        builders.a_household(store, number="03-017")


def test_namesakes_share_digits_and_are_both_offered(store: Store) -> None:
    for group in ("三组", "五组"):
        builders.a_household(store, group=group, phone="13900004321")
    assert len(households.by_digits(store, "4321")) == 2
    assert len(households.by_digits(store, "05001")) == 1
    assert households.by_digits(store, "") == []


def test_a_new_card_ends_the_old_one(store: Store) -> None:
    household = builders.a_household(store)
    old = households.issue_card(store, household.id, actor=builders.CADRE)
    new = households.issue_card(store, household.id, actor=builders.CADRE)
    assert households.by_card(store, str(new)).id == household.id
    with pytest.raises(VillageError, match="card_stopped"):
        households.by_card(store, str(old))


def test_a_card_nobody_has_opens_nothing(store: Store) -> None:
    from village.model.household import CardNumber

    with pytest.raises(VillageError, match="card_unknown"):
        households.by_card(store, str(CardNumber.draw()))


def test_the_pin_rests_after_five_wrong_ones_and_wakes_again(store: Store) -> None:
    household = builders.a_household(store)
    pin_codes.choose(store, household.id, pin="2468", actor=builders.CADRE)
    pin_codes.check(store, household.id, pin="2468")
    for _ in range(guesses.TRIES["pin"] - 1):
        with pytest.raises(VillageError, match="pin_wrong"):
            pin_codes.check(store, household.id, pin="1111")
    with pytest.raises(VillageError, match="pin_locked"):  # said at once, not at the next try
        pin_codes.check(store, household.id, pin="1111")
    with pytest.raises(VillageError, match="pin_locked"):
        pin_codes.check(store, household.id, pin="2468")
    with clock.held(clock.now() + guesses.REST + timedelta(seconds=1)):
        pin_codes.check(store, household.id, pin="2468")


@pytest.mark.parametrize("pin", ["12", "abcd", "12345", "１２３"])
def test_a_pin_is_four_digits(store: Store, pin: str) -> None:
    with pytest.raises(VillageError, match="pin_invalid"):
        pin_codes.choose(store, builders.a_household(store).id, pin=pin, actor=builders.CADRE)


def test_the_pin_is_not_in_the_file(store: Store) -> None:
    household = builders.a_household(store)
    pin_codes.choose(store, household.id, pin="2468", actor=builders.CADRE)
    (kept,) = store.db.conn.execute("SELECT pin_hash FROM households WHERE id = ?", (household.id,)).fetchone()
    assert kept.startswith("$argon2id$")
    assert ledger.balance(store, household.id) == Points(2000)
