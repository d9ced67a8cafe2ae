"""The process that rehearses: what it cannot do it says, and it never outlives who started it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import builders
from village.errors import VillageError
from village.services import ledger
from village.services.apart import Apart, Run, State, orders
from village.services.apart.orders import Amended, Order
from village.store import Store


@pytest.fixture
def apart(store: Store) -> Apart:
    builders.a_household(store)
    return Apart()


def ended(run: Run) -> Run:
    until = time.monotonic() + 60
    while run.state is State.RUNNING and time.monotonic() < until:
        time.sleep(0.05)
    return run


def test_it_works(apart: Apart, store: Store) -> None:
    head = ledger.head(store)
    run = ended(apart.replay(store.path, year=2026, amended=Amended(), files={}, by="书记"))
    assert run.state is State.DONE
    assert run.outcome is not None
    assert [home.head for home in run.outcome.homes] == ["张桂芳"]
    assert run.files == []
    assert ledger.head(store) == head
    assert [path.name for path in run.folder.iterdir() if path.suffix == ".db"] == []


def test_rules_that_do_not_go_together_are_told(apart: Apart, store: Store) -> None:
    wrong = Amended(settings={"base_points": 0.3})
    run = ended(apart.replay(store.path, year=2026, amended=wrong, files={}, by="书记"))
    assert run.state is State.FAILED
    assert "“base_points”写得不对，要写：整分或者半分" in run.failure
    assert run.outcome is None


def test_a_result_that_is_not_there_is_told(apart: Apart) -> None:
    with pytest.raises(VillageError, match="rehearsal_unknown"):
        apart.get("nothing")


def test_it_ends_when_the_server_is_gone(tmp_path: Path) -> None:
    life = 'title = "x"\npack = "dazu-2021"\n' + '[[step]]\non = 2021-10-02\ndo = "look"\nhousehold = "A"\n' * 20_000
    (tmp_path / "0.toml").write_text(life)
    orders.write(tmp_path, "order.json", Order(files=("long.toml",)))
    child = subprocess.Popen(
        [sys.executable, "-m", "village.services.apart.worker", str(tmp_path)], stdin=subprocess.PIPE
    )
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=60) == 3
    assert not (tmp_path / "result.json").exists()
