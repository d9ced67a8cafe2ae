"""A receipt says what happened since the last one, and copies say that they are copies."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.period import Period
from village.model.points import Points
from village.model.receipt import ReceiptState
from village.model.redemption import Redemption
from village.services import goods, households, ledger, publications, receipts, redemptions, verification
from village.store import Store


def test_it_tells_what_happened_since_the_last_one(store: Store) -> None:
    household = builders.a_household(store)
    builders.a_line(store, household, "P07", occurred=date(2026, 3, 2))
    first = receipts.issue(store, household.id, actor="", kiosk="大厅").receipt
    builders.a_line(store, household, "N15", occurred=date(2026, 3, 9), reason="烧秸秆")
    second = receipts.issue(store, household.id, actor="", kiosk="大厅").receipt
    assert [line.what for line in first.lines] == ["基础分", "垃圾分类"]
    assert (first.before, first.after) == (Points(0), Points(2500))
    assert [line.what for line in second.lines] == ["烧秸秆：烧秸秆"]
    assert (second.before, second.after) == (Points(2500), Points(2000))
    assert (first.number, second.number) == ("000001", "000002")


def test_where_nothing_is_new_it_tells_the_newest_again(store: Store) -> None:
    """The desk printed one a moment ago; whoever asks the kiosk for another does not go home with an empty paper."""
    household = builders.a_household(store)
    for day in (2, 3, 4, 5):
        builders.a_line(store, household, "P16", occurred=date(2026, 3, day))
    desk = receipts.issue(store, household.id, actor=builders.CADRE).receipt
    kiosk = receipts.issue(store, household.id, actor="", kiosk="大厅").receipt
    assert (desk.repeated, kiosk.repeated) == (False, True)
    assert kiosk.lines == desk.lines[-3:]
    assert (kiosk.before, kiosk.after, kiosk.more) == (Points(2500), Points(4000), 0)
    builders.a_line(store, household, "P16", occurred=date(2026, 3, 6))
    assert len(receipts.issue(store, household.id, actor="").receipt.lines) == 1


def test_the_head_on_it_proves_the_book(store: Store) -> None:
    household = builders.a_household(store)
    receipt = receipts.issue(store, household.id, actor=builders.CADRE).receipt
    builders.a_plain_line(store, household)
    assert verification.verify(store, against=receipt.head).fault == ""


def test_a_double_tap_prints_once(store: Store) -> None:
    household = builders.a_household(store)
    first = receipts.issue(store, household.id, actor="", token="tap")
    assert receipts.issue(store, household.id, actor="", token="tap").id == first.id
    assert len(receipts.recent(store)) == 1


def test_a_copy_is_marked_and_keeps_its_number(store: Store) -> None:
    household = builders.a_household(store)
    job = receipts.issue(store, household.id, actor="")
    copies = [receipts.copy(store, job.id).receipt for _ in range(2)]
    assert [copy.copy for copy in copies] == [1, 2]
    assert {copy.number for copy in copies} == {job.receipt.number}
    builders.a_plain_line(store, household)
    assert receipts.issue(store, household.id, actor="").receipt.before == job.receipt.after


def test_a_receipt_for_one_line_says_before_and_after(store: Store) -> None:
    household = builders.a_household(store)
    line = builders.a_line(store, household, "N15", occurred=date(2026, 3, 9), reason="烧秸秆")
    receipt = receipts.issue(store, household.id, actor=builders.CADRE, entry=line).receipt
    assert (receipt.before, receipt.after, len(receipt.lines)) == (Points(2000), Points(1500), 1)
    assert (receipt.title, receipt.past) == ("receipt.title_deduction", False)
    builders.a_plain_line(store, household, "8")
    again = receipts.issue(store, household.id, actor=builders.CADRE, entry=line).receipt
    assert (again.before, again.after, again.past) == (Points(2000), Points(1500), True)


@pytest.fixture
def order(store: Store) -> Redemption:
    """Two bags of rice, asked for on the shop's day out of thirty points."""
    household = builders.a_household(store)
    builders.a_plain_line(store, household, "10")
    rice = goods.add(store, Goods(0, "大米5公斤", Points(450), None, 3), actor=builders.CADRE)
    with clock.held(datetime(2026, 4, 5, 9)):
        publications.sign(store, period=Period.parse("2026-03"), signers=["书记"], actor=builders.CADRE)
        publications.publish(store, period=Period.parse("2026-03"), actor=builders.CADRE)
        return redemptions.request(store, household_id=household.id, goods_id=rice.id, quantity=2, actor=builders.CADRE)


def test_the_receipt_of_a_redemption_names_the_goods_the_number_and_what_is_left(
    store: Store, order: Redemption
) -> None:
    with clock.held(datetime(2026, 4, 6, 9)):
        builders.a_plain_line(store, households.get(store, order.household_id), "3", period="2026-04")
        line = ledger.line(store, order.entry_seq)
        job = receipts.issue(store, order.household_id, actor="王店员", entry=line)
        again = receipts.copy(store, job.id).receipt
    told = job.receipt
    assert (told.title, told.pickup) == ("receipt.title_redemption", str(order.id))
    assert [(line.what, line.points) for line in told.lines] == [("大米5公斤×2", Points(-900))]
    assert (told.before, told.after) == (Points(3000), Points(2100))  # as it stood then, not now
    assert (again.pickup, again.title, again.copy) == (told.pickup, told.title, 1)


def test_a_list_of_lines_names_the_goods_too_and_leaves_out_none_for_a_receipt_of_one(
    store: Store, order: Redemption
) -> None:
    with clock.held(datetime(2026, 4, 6, 9)):
        receipts.issue(store, order.household_id, actor="", entry=ledger.line(store, order.entry_seq))
        told = receipts.issue(store, order.household_id, actor="").receipt
    assert [line.what for line in told.lines] == ["基础分", "加分", "大米5公斤×2"]
    assert (told.title, told.pickup) == ("receipt.title_balance", "")


def test_a_cancelled_redemption_is_told_as_a_correction(store: Store, order: Redemption) -> None:
    with clock.held(datetime(2026, 4, 6, 9)):
        redemptions.cancel(store, order.id, reason="不要了", actor=builders.CADRE)
        told = receipts.issue(store, order.household_id, actor="").receipt
    assert told.lines[-1].what == "更正：大米5公斤×2：不要了"


def test_many_lines_are_cut_and_said_so(store: Store) -> None:
    household = builders.a_household(store)
    for _ in range(12):
        builders.a_plain_line(store, household, "1")
    receipt = receipts.issue(store, household.id, actor="").receipt
    assert (len(receipt.lines), receipt.more) == (8, 5)
    assert receipt.after - receipt.before == ledger.balance(store, household.id)


def test_the_queue_hands_out_the_oldest_first(store: Store) -> None:
    household = builders.a_household(store)
    first, second = (receipts.issue(store, household.id, actor="") for _ in range(2))
    waiting = receipts.next_queued(store)
    assert waiting is not None
    assert waiting.id == first.id
    receipts.mark(store, first.id, state=ReceiptState.CONFIRMED)
    waiting = receipts.next_queued(store)
    assert waiting is not None
    assert waiting.id == second.id


def test_nobody_has_this_receipt(store: Store) -> None:
    with pytest.raises(VillageError, match="receipt_unknown"):
        receipts.copy(store, 4711)
