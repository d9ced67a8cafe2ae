"""Setting up a village: every pack, kept answers, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.guide import pack_ids
from village.errors import VillageError
from village.model.founding import Founding
from village.model.staff import Role
from village.services import choices, founding, group_names, households, ledger, rulebook, staff, verification, villages
from village.settings import Settings
from village.store import Store, foundings

PASSWORD = "槐树下的井2026"
HAS_TO_CHOOSE = {
    "yangkou-2023": {"base_points": "20", "publication_day": "5"},
    "minhang-2024": {"year_change": "zero", "rate": "1", "redemption_months": "1,4,7,10", "redemption_days": "all"},
}
TABLE = (
    '[[item]]\ncode = "P01"\ntitle = "院子干净"\ncategory = "CATEGORY"\nkind = "positive"\npoints = 2\nper = "month"\n'
)


def table(pack_id: str = "dazu-2021") -> str:
    """A table of one item, under a category of that pack."""
    return TABLE.replace("CATEGORY", rulebook.pack(pack_id).categories[0])


STEPS = "2026-02-20、2026-02-22、2026-02-25、2026-02-28、2026-03-01、2026-04-01"


def answers(pack_id: str = "yangkou-2023", **more: Any) -> Founding:
    whole = Founding(
        pack=pack_id,
        town="清水镇",
        village="槐树村",
        group_word="社",
        since=date(2026, 3, 1),
        approval="2026年2月28日村民代表会议决议",
        steps=STEPS,
        choices=HAS_TO_CHOOSE.get(pack_id, {}),
        groups="一社、二社",
        roll="一社 张桂芳\n二社\t李建国\n",
        items="" if pack_id == "yangkou-2023" else table(pack_id),
        login="shuji",
        name="陈书记",
    )
    return replace(whole, **more)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "new")


@pytest.fixture
def found(settings: Settings) -> Callable[[Founding], Store]:
    """Found a village of these answers and open it."""

    def create(given: Founding) -> Store:
        settings.data.mkdir(exist_ok=True)
        foundings.save(settings.data, given)
        founding.create(settings, password=PASSWORD, sealed=founding.seal(given))
        return Store(settings.database, writer=True)

    return create


@pytest.mark.parametrize("pack_id", pack_ids())
def test_each_of_the_five_packs_makes_a_village(pack_id: str, found: Callable[[Founding], Store]) -> None:
    store = found(answers(pack_id))
    village = villages.get(store)
    assert (village.town, village.name, village.group_word) == ("清水镇", "槐树村", "社")
    adopted = rulebook.in_force(store, date(2026, 3, 1))
    assert adopted.pack == pack_id
    assert rulebook.rules_on(store, date(2026, 3, 20)).items
    person = staff.log_in(store, login="shuji", password=PASSWORD)
    assert (person.name, person.role) == ("陈书记", Role.SECRETARY)
    assert [(one.head, one.group) for one in households.search(store, "")] == [("张桂芳", "一社"), ("李建国", "二社")]
    assert not verification.verify(store).fault
    store.close()


def test_the_village_s_choices_hold(found: Callable[[Founding], Store]) -> None:
    store = found(answers(choices={"base_points": "12.5", "publication_day": "8", "line_fields": "place"}))
    pack = rulebook.rules_on(store, date(2026, 3, 20))
    assert choices.hundredths(pack, "publication_day") == 8
    assert choices.many(pack, "line_fields") == {"place"}
    zhang = households.search(store, "张桂芳")[0]
    assert ledger.balance(store, zhang.id).hundredths == 1250
    assert zhang.enrolled == date(2026, 3, 1)
    store.close()


def test_afterwards_neither_answers_nor_code_nor_password_lie_in_the_folder(
    found: Callable[[Founding], Store], settings: Settings
) -> None:
    settings.data.mkdir()
    foundings.code(settings.data)
    found(answers()).close()
    assert {path.name for path in settings.data.iterdir()} == {"village.db", "village.lock"}
    assert PASSWORD.encode() not in settings.database.read_bytes()


@pytest.mark.parametrize(
    ("wrong", "step", "code"),
    [
        ({"pack": "atlantis-1"}, "pack", "founding_pack"),
        ({"town": " "}, "village", "founding_name"),
        ({"group_word": ""}, "village", "founding_name"),
        ({"village": "村" * 21}, "village", "name_too_long"),
        ({"since": None}, "village", "founding_since"),
        ({"since": date(2022, 12, 31)}, "village", "founding_since"),
        ({"since": date(2026, 3, 21)}, "village", "founding_since"),
        ({"approval": ""}, "village", "approval_missing"),
        ({"steps": ""}, "village", "step_day_missing"),
        ({"steps": STEPS.removesuffix("、2026-04-01")}, "village", "step_day_missing"),
        ({"steps": STEPS.replace("2026-02-22", "2026-02-19")}, "village", "step_day_order"),
        ({"steps": STEPS.replace("2026-03-01", "2026-03-25")}, "village", "step_day_ahead"),
        ({"choices": {"publication_day": "5"}}, "choices", "choice_missing"),
        ({"choices": {"base_points": "a lot", "publication_day": "5"}}, "choices", "choice_wrong"),
        ({"roll": "三社 张桂芳"}, "roll", "roll_group_wrong"),
        ({"roll": "一社 张桂芳\n张桂芳"}, "roll", "roll_wrong"),
        ({"roll": "一社\t张桂芳\t13812345678"}, "roll", "roll_wrong"),
        ({"roll": "一社 <b>"}, "roll", "roll_name_wrong"),
        ({"groups": "组" * 21}, "roll", "group_too_long"),
        ({"items": "not a table"}, "items", "table_wrong"),
        ({"items": table().replace("院子", "示例·院子")}, "items", "table_wrong"),
        ({"items": TABLE}, "items", "table_wrong"),
        ({"items": table().replace("2", "2.3")}, "items", "table_wrong"),
        ({"items": "# nothing yet"}, "items", "table_empty"),
        ({"items": "from = 2027-01-01\n" + table()}, "items", "table_late"),
        ({"login": "书记"}, "secretary", "staff_name_wrong"),
        ({"name": ""}, "secretary", "staff_name_wrong"),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_step_and_nothing_is_founded(
    settings: Settings, wrong: dict[str, Any], step: str, code: str
) -> None:
    given = answers("dazu-2021" if "items" in wrong else "yangkou-2023", **wrong)
    assert (step, code) in [(at, why.code) for at, why in founding.lacking(given)]
    settings.data.mkdir()
    foundings.save(settings.data, given)
    with pytest.raises(VillageError) as told:
        founding.create(settings, password=PASSWORD, sealed=founding.seal(given))
    assert told.value.code == code
    assert foundings.load(settings.data) == given
    assert not list(settings.data.glob("*.db*"))


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("1234567", "password_short"),
        ("12345678", "password_weak"),
        ("87654321", "password_weak"),
        ("aaaaaaaa", "password_weak"),
        ("abababab", "password_weak"),
        ("qwertyui", "password_weak"),
        ("password1", "password_weak"),
        ("shuji123", "password_weak"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused_and_the_answers_stay(
    settings: Settings, password: str, code: str
) -> None:
    settings.data.mkdir()
    foundings.save(settings.data, answers())
    with pytest.raises(VillageError) as told:
        founding.create(settings, password=password, sealed=founding.seal(answers()))
    assert told.value.code == code
    assert foundings.load(settings.data) == answers()


def test_what_was_not_looked_at_is_not_founded(settings: Settings) -> None:
    looked_at = founding.seal(founding.amend(settings, village="槐树村"))
    founding.amend(settings, village="桃树村")
    with pytest.raises(VillageError, match="founding_changed"):
        founding.create(settings, password=PASSWORD, sealed=looked_at)


def test_where_there_is_a_village_none_is_founded(found: Callable[[Founding], Store], settings: Settings) -> None:
    found(answers()).close()
    foundings.save(settings.data, answers(village="第二村"))
    with pytest.raises(VillageError, match="village_founded_already"):
        founding.create(settings, password=PASSWORD, sealed=founding.seal(answers(village="第二村")))


def test_a_file_that_was_broken_off_is_swept_away(found: Callable[[Founding], Store], settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "unfinished.db").write_bytes(b"half a village")
    found(answers()).close()
    assert not list(settings.data.glob("unfinished*"))


def test_another_pack_begins_its_choices_anew_and_keeps_the_names(settings: Settings) -> None:
    founding.amend(settings, pack="yangkou-2023", village="槐树村", group_word="网格", choices={"base_points": "20"})
    changed = founding.amend(settings, pack="dazu-2021")
    assert (changed.choices, changed.group_word, changed.village) == ({}, "", "槐树村")
    assert founding.amend(settings, choices={"base_grant": "none"}, pack="dazu-2021").choices == {"base_grant": "none"}


def test_the_kept_answers_are_for_this_user_only(settings: Settings) -> None:
    founding.amend(settings, village="槐树村")
    foundings.code(settings.data)
    modes = {path.name: path.stat().st_mode & 0o777 for path in settings.data.iterdir()}
    assert modes == {"founding.json": 0o600, "founding.code": 0o600}
    assert settings.data.stat().st_mode & 0o777 == 0o700
    assert "password" not in json.loads((settings.data / "founding.json").read_text())


def test_damaged_answers_are_told_by_their_file(settings: Settings) -> None:
    founding.amend(settings, village="槐树村")
    (settings.data / "founding.json").write_text("{")
    with pytest.raises(VillageError, match="founding_unreadable") as told:
        founding.amend(settings, village="桃树村")
    assert str(settings.data) in str(told.value.params["what"])


def test_the_code_stays_the_same_until_the_village_is_there(settings: Settings) -> None:
    settings.data.mkdir()
    first = foundings.code(settings.data)
    assert first == foundings.code(settings.data)
    assert len(first) == 8
    foundings.forget(settings.data)
    assert foundings.code(settings.data) != first


def test_a_whole_table_of_households_founds_the_roll(found: Callable[[Founding], Store]) -> None:
    """The same file that the desk takes in: numbers, family and telephones come along."""
    table = "户主\t组\t户号\t家人\t电话\n张桂芳\t三组\t03-017\t李建国（儿子）\t13812345678\n李四\t三组\n"
    store = found(answers(roll=table, groups=""))
    (first, second) = households.search(store, "")
    assert (first.number, first.phone, second.number) == ("03-017", "13812345678", "03-018")
    assert [one.name for one in households.members(store, first.id)] == ["张桂芳", "李建国"]
    assert {one.enrolled for one in (first, second)} == {date(2026, 3, 1)}
    store.close()


def test_a_doubtful_cell_of_such_a_table_is_told_by_row_and_column() -> None:
    with pytest.raises(VillageError) as told:
        founding.check("roll", answers(roll="户主,组,户号,电话\n张桂芳,三组,03-017,1.38E+10\n", groups=""))
    assert (told.value.code, told.value.params["line"], told.value.params["field"]) == ("roll_doubtful", 2, "电话")


def test_a_group_that_was_named_is_there_before_anybody_lives_in_it(found: Callable[[Founding], Store]) -> None:
    store = found(answers(groups="一社、二社、三社", roll="二社 李建国\n"))
    known, lived_in = group_names.known(store), households.groups(store)
    store.close()
    assert known == [("二社", 1), ("一社", 0), ("三社", 0)]
    assert lived_in == [("二社", 1)]
