"""Several kiosks at once: each is told apart by name, and known again when its browser has forgotten everything."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import TODAY
from village import clock
from village.model.kiosk import Microphone, Speaker
from village.services import kiosks
from village.store import Store


def say(store: Store, mark: str, name: str = "大厅", address: str = "10.0.0.1", **other: object) -> None:
    told = {"place": "", "microphone": Microphone.WORKS, "speaker": Speaker.WORKS, "in_use": False} | other
    kiosks.report(store, mark=mark, name=name, address=address, **told)  # type: ignore[arg-type]


def titles(store: Store) -> list[str]:
    return [each.title for each in kiosks.all_of(store)]


def test_it_works(store: Store) -> None:
    say(store, "a", place="进门右手")
    say(store, "b", "小卖部", "10.0.0.2", in_use=True, microphone=Microphone.NONE)
    first, second = kiosks.all_of(store)
    assert (first.whereabouts, first.in_use, second.in_use) == ("大厅（进门右手）", False, True)
    assert kiosks.whereabouts(store, "b") == "小卖部"
    assert kiosks.whereabouts(store, "nobody") == ""


def test_two_of_one_name_are_told_apart(store: Store) -> None:
    for mark, address in (("a", "10.0.0.1"), ("b", "10.0.0.2"), ("c", "10.0.0.3")):
        say(store, mark, address=address)
    assert titles(store) == ["大厅", "大厅 2", "大厅 3"]
    kiosks.remove(store, next(each.id for each in kiosks.all_of(store) if each.mark == "b"))
    say(store, "d", address="10.0.0.4")
    assert titles(store) == ["大厅", "大厅 2", "大厅 3"]
    assert kiosks.whereabouts(store, "d") == "大厅 2"


def test_one_that_was_restarted_is_the_same_one(store: Store) -> None:
    say(store, "a")
    say(store, "fresh cookie")
    assert titles(store) == ["大厅"]
    with clock.held(TODAY + timedelta(minutes=11)):
        say(store, "a week later", address="10.0.0.9")
        assert titles(store) == ["大厅"]
        assert kiosks.silent(store) == []


def test_one_that_is_called_otherwise_leaves_its_old_name(store: Store) -> None:
    say(store, "a")
    say(store, "a", "门口")
    assert titles(store) == ["门口"]


def test_one_that_says_nothing_is_missed(store: Store) -> None:
    say(store, "a")
    with clock.held(TODAY + timedelta(minutes=10)):
        assert kiosks.silent(store) == []
    with clock.held(TODAY + timedelta(minutes=11)):
        assert [each.title for each in kiosks.silent(store)] == ["大厅"]


def test_what_is_not_new_is_not_written_and_what_is_new_is_at_once(store: Store) -> None:
    say(store, "a")
    begun = kiosks.all_of(store)[0].seen_at
    with clock.held(TODAY + timedelta(minutes=1)):
        say(store, "a")
        assert kiosks.all_of(store)[0].seen_at == begun
        say(store, "a", speaker=Speaker.MUTE)
        assert kiosks.all_of(store)[0].seen_at > begun
    with clock.held(TODAY + timedelta(minutes=6)):
        say(store, "a", speaker=Speaker.MUTE)
        assert kiosks.all_of(store)[0].seen_at == clock.now()


def test_whoever_makes_up_kiosks_fills_no_card(store: Store) -> None:
    for number in range(80):
        say(store, str(number), address=str(number))
    assert len(titles(store)) == 60
    say(store, "7", address="7", in_use=True)
    assert sum(each.in_use for each in kiosks.all_of(store)) == 1
