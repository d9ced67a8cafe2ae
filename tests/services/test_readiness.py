"""Is the machine fit for a day's work?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import TODAY
from village import clock
from village.services import device_status, readiness
from village.services.readiness import Finding, State
from village.store import Store


def look(store: Store, name: str, *, ears: str = "ready", mouth: str = "ready") -> Finding:
    findings = readiness.check(store, data=store.path.parent, ears=ears, mouth=mouth)
    return next(finding for finding in findings if finding.name == name)


def test_it_works(store: Store) -> None:
    readiness.verify(store)
    device_status.report(store, name="printer")
    for name in ("ears", "mouth", "printer", "clock", "rules", "guards", "ledger"):
        assert look(store, name).state is State.WELL, name


def test_a_missing_model_is_red_and_named(store: Store) -> None:
    assert look(store, "ears", ears="no_model") == Finding("ears", State.ILL, "no_model")
    assert look(store, "mouth", mouth="away").state is State.ILL


@pytest.mark.parametrize(
    ("trouble", "state"), [("paper_out", State.ILL), ("mute", State.ILL), ("paper_low", State.WATCH)]
)
def test_the_printer_is_as_it_last_said(store: Store, trouble: str, state: State) -> None:
    assert look(store, "printer").code == "unseen"
    device_status.report(store, name="printer", trouble=trouble)
    assert (look(store, "printer").code, look(store, "printer").state) == (trouble, state)


def test_a_folder_that_takes_receipts_is_not_called_a_printer(store: Store) -> None:
    spool = store.path.parent / "spool"
    for _ in range(2):
        (found,) = [
            each
            for each in readiness.check(store, data=store.path.parent, ears="ready", mouth="ready", spool=spool)
            if each.name == "printer"
        ]
        assert found == Finding("printer", State.WATCH, "no_printer", {"folder": str(spool)})
        device_status.report(store, name="printer")


def test_a_clock_before_the_last_line_is_found(store: Store) -> None:
    builders.a_household(store)
    with clock.held(TODAY - timedelta(days=400)):
        assert look(store, "clock").code == "behind"
    assert look(store, "clock").state is State.WELL


def test_a_verification_is_remembered_and_grows_old(store: Store) -> None:
    assert look(store, "ledger").code == "never"
    builders.a_household(store)
    readiness.verify(store)
    found = look(store, "ledger")
    assert (found.code, found.params["lines"], found.params["fault"]) == ("sound", 1, "")
    with clock.held(TODAY + timedelta(days=8)):
        assert look(store, "ledger").code == "stale"
        readiness.verify(store)
        assert look(store, "ledger").code == "sound"


def test_a_forged_line_and_a_missing_trigger_are_found(store: Store) -> None:
    builders.a_plain_line(store, builders.a_household(store))
    store.db.execute("DROP TRIGGER entries_no_update")
    store.db.execute("UPDATE entries SET points = 99900 WHERE seq = 2")
    assert readiness.verify(store).fault
    assert look(store, "ledger").code == "broken"
    assert "entries_no_update" in str(look(store, "guards").params["detail"])


def test_rules_whose_files_changed_are_found(store: Store) -> None:
    store.db.execute("UPDATE adoptions SET digest = 'another'")
    assert look(store, "rules") == Finding("rules", State.ILL, "pack_changed")
