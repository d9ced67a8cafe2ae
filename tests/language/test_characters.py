"""通用规范汉字表, and names that go beyond it."""

from __future__ import annotations

from tests import builders
from tests.characters import table
from village.language import phrase
from village.language.characters import rare, standard, with_reading
from village.language.params import Name
from village.services import receipts
from village.store import Store


def test_the_table_is_the_one_that_unicode_knows() -> None:
    assert len(standard()) == 8105
    assert standard() == table()


def test_only_hanzi_outside_the_table_are_rare() -> None:
    assert all(rare(each) for each in "㐂峯龍𠮷")
    assert not any(rare(each) for each in "张桂芳䶮𬭩〇·A1，")


def test_a_rare_name_is_shown_and_printed_with_its_reading() -> None:
    assert with_reading("张桂芳") == "张桂芳"
    assert with_reading("李峯") == "李峯（fēng）"
    assert with_reading("峯龍") == "峯龍（fēng、lóng）"
    said = phrase("who.household", group="三组", head=Name("李峯"))
    assert "李峯（fēng）" in said.shown
    assert "李峯（fēng）" in said.printed
    assert "（" not in said.spoken


def test_what_the_household_says_of_its_name_counts() -> None:
    assert with_reading("张㐂", "zhang1 ou3") == "张㐂（ǒu）"
    assert with_reading("张㐂", "zhang1 nü3") == "张㐂（nǚ）"
    assert with_reading("张㐂", "章liu2") == "张㐂（liú）"
    assert with_reading("张㐂") == "张㐂"  # nobody knows how it is read: the name alone


def test_a_receipt_says_how_a_rare_name_is_read(store: Store) -> None:
    household = builders.a_household(store, "张㐂", "三组", reading="zhang1 xi3")
    job = receipts.issue(store, household.id, actor="", kiosk="大厅")
    assert job.receipt.household_head == "张㐂（xǐ）"
