"""Two months of ordinary village life, scored under the rules by the very services of the desk."""

from __future__ import annotations

import random
from datetime import date

from village import clock
from village.demo import office, shop
from village.demo.cadres import CADRE, Past, at, told
from village.errors import VillageError
from village.model.household import Household
from village.services import evidence, rulebook, scores, villages
from village.store import Store

_MONTHLY = ("P07", "P08", "P09", "P10", "P11")
_NOW_AND_THEN = (("P16", ""), ("P18", ""), ("P01", ""), ("P15", "quarterly"), ("P23", ""), ("P24", ""), ("P05", ""))
_ONCE = (("P06", ""), ("P21", ""), ("P20", ""), ("P04", ""), ("P22", "village"))
_LOSSES = ("N08", "N09", "N10", "N12", "N15", "N16")


def found(store: Store) -> None:
    """海印寺村 of 洋口镇 under the Yangkou rules, with base points, a fixed day and a red board of its own choice
    (YK-11, YK-16), its panel seated and its shop filled."""
    past = Past.of_today()
    with clock.held(at(past.began, 8)):
        villages.found(store, node="yk01", name="海印寺村", town="洋口镇", group_word="组")
        rulebook.adopt(
            store,
            pack_id="yangkou-2023",
            since=date(2023, 7, 1),
            settings={"base_points": 20, "publication_day": past.fixed_day, "red_board": 10},
            actor=CADRE,
        )
        office.open_up(store)
        shop.open_up(store)


def live(store: Store, homes: list[Household]) -> None:
    """Day by day until yesterday: the office and the shop do what is due, and houses are scored."""
    dice, past = random.Random(7), Past.of_today()
    papers = _papers(store, past)
    for day in past.days():
        office.of_day(store, homes, day, past)
        shop.of_day(store, homes, day, past)
        with clock.held(at(day, 15, 30)):
            for home in homes:
                if score := _something(dice, home, day, papers):
                    _record(store, score)
            for score in _told(homes[0], day, past, papers):
                _record(store, score)
    office.leave_over(store, homes[0], past)


def _told(home: Household, day: date, past: Past, papers: list[int]) -> list[scores.Score]:
    """What the house with the newcomer's card did: told, not thrown."""
    done = [row for row in told()["story"] if row["day"] == day.day]
    if (day - past.began).days + 1 == (mistake := told()["mistake"])["day"]:
        done.append(mistake)
    return [
        scores.Score(
            household_id=home.id,
            item=row["item"],
            occurred=day,
            place=row["place"],
            reason=row.get("reason", ""),
            evidence_id=papers[0],
        )
        for row in done
    ]


def _something(dice: random.Random, home: Household, day: date, papers: list[int]) -> scores.Score | None:
    chance = dice.random()
    item, option, reason = "", "", ""
    if chance < 0.055:
        item = dice.choice(_MONTHLY)
    elif chance < 0.085:
        item, option = dice.choice(_NOW_AND_THEN)
    elif chance < 0.10:
        item, option = dice.choice(_ONCE)
    elif chance < 0.108:
        item, reason = dice.choice(_LOSSES), told()["loss_reason"]
    if not item:
        return None
    return scores.Score(
        household_id=home.id,
        item=item,
        option=option,
        occurred=day,
        place=dice.choice(told()["places"]),
        reason=reason,
        evidence_id=dice.choice(papers),
    )


def _record(store: Store, score: scores.Score) -> None:
    try:
        scores.record(store, score, actor=CADRE)
    except VillageError as refusal:
        if refusal.code != "capped":  # a month's or a year's worth is had already: life goes on
            raise


def _papers(store: Store, past: Past) -> list[int]:
    with clock.held(at(past.began, 8, 30)):
        return [evidence.name_paper(store, **paper, actor=CADRE).id for paper in told()["papers"]]
