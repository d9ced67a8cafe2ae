"""What this village can be asked about by name."""

from __future__ import annotations

from tests import builders
from village.model.goods import Goods
from village.model.points import Points
from village.services import goods, households
from village.store import Store
from village.voice import names, vocabulary
from village.voice.vocabulary import sayings


def on_shelf(store: Store, name: str, **facts: bool) -> int:
    return goods.add(store, Goods(0, name, Points(200), None, stock=3, **facts), actor=builders.CADRE).id


def test_it_works(store: Store) -> None:
    zhang = builders.a_household(store)
    soy = on_shelf(store, "酱油500毫升")
    village = vocabulary.of(store)
    assert [head.household_id for head in village.by_name["张桂芳"]] == [zhang.id]
    assert village.groups == ("三组",)
    assert village.goods["酱油"] == village.goods["酱油五百毫升"] == (soy,)
    assert village.items["垃圾分类"]


def test_whoever_comes_or_leaves_is_known_at_once(store: Store) -> None:
    builders.a_household(store)
    assert "李建国" not in vocabulary.of(store).by_name
    builders.a_household(store, "李建国", "一组")
    assert "李建国" in vocabulary.of(store).by_name


def test_goods_that_are_forbidden_cannot_be_asked_for(store: Store) -> None:
    on_shelf(store, "农药", prohibited=True)
    assert "农药" not in vocabulary.of(store).goods


def test_a_short_name_of_two_goods_means_both(store: Store) -> None:
    both = {on_shelf(store, "大米5斤"), on_shelf(store, "大米10斤")}
    assert set(vocabulary.of(store).goods["大米"]) == both


def test_a_title_is_said_whole_and_in_parts() -> None:
    assert sayings("当志愿者，参加活动") == ("当志愿者参加活动", "当志愿者", "参加活动")
    assert sayings("垃圾分类") == ("垃圾分类",)
    assert sayings("A4") == ()


def test_names_with_marks_are_said_without(store: Store) -> None:
    builders.a_household(store, "阿卜杜热合曼·买买提", "二组")
    assert "阿卜杜热合曼买买提" in vocabulary.of(store).by_name


def test_those_of_one_sound_are_called_together_and_a_group_tells_them_apart(store: Store) -> None:
    one = builders.a_household(store, "张桂芳", "三组")
    two = builders.a_household(store, "章贵方", "一组")
    builders.a_household(store, "王秀英", "一组")
    village = vocabulary.of(store)
    assert {head.household_id for head in names.called(village, "张桂芳")} == {one.id, two.id}
    assert [head.household_id for head in names.called(village, "张桂芳", "一组")] == [two.id]


def test_the_nearest_names_are_offered_first_and_far_ones_never(store: Store) -> None:
    for head in ("戴永巧", "戴永强", "石永强", "王秀英"):
        builders.a_household(store, head)
    village = vocabulary.of(store)
    assert [head.name for head in names.nearest(village, "戴永桥")][:1] == ["戴永巧"]
    assert "王秀英" not in [head.name for head in names.nearest(village, "戴永桥")]
    assert names.nearest(village, "欧阳锋") == []


def test_a_households_reading_is_how_it_is_called(store: Store) -> None:
    home = builders.a_household(store, "乐文", reading="yue4 wen2")
    village = vocabulary.of(store)
    assert [head.household_id for head in names.nearest(village, "越文")] == [home.id]
    assert households.get(store, home.id).reading
