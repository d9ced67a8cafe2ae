"""Actions of a scenario at the points shop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from village.services import goods, goods_budgets, redemptions, substitutions, wishes
from village.services.proofs import Proof
from village.services.rehearsal.reader import Step
from village.services.rehearsal.stage import CADRE, Done, Stage, points


def stock_in(stage: Stage, step: Step) -> Done:
    """Goods come in."""
    given = step.given
    source = given.get("source", CADRE)
    goods.stock_in(stage.store, stage.goods[given["goods"]], quantity=given["quantity"], source=source, actor=CADRE)
    return Done()


def request(stage: Stage, step: Step) -> Done:
    """Points are debited, goods reserved."""
    return Done(request=redemptions.request(stage.store, actor=CADRE, **_asked(stage, step)).id)


def redeem(stage: Stage, step: Step) -> Done:
    """Asked for and handed over at once."""
    made = redemptions.redeem(stage.store, actor=CADRE, proof=_proof(step.given), **_asked(stage, step))
    return Done(request=made.id)


def hand_over(stage: Stage, step: Step) -> Done:
    """The goods leave the shop, or, `instead`, others of the same points (A.7-10)."""
    made = stage.requests.get(step.given["request"], 0)
    with stage.store.transaction():
        if "instead" in step.given:
            other = stage.goods[step.given["instead"]]
            substitutions.substitute(stage.store, made, goods_id=other, reason=CADRE, actor=CADRE)
        return _handed(stage, made, step)


def _handed(stage: Stage, made: int, step: Step) -> Done:
    return Done(request=redemptions.hand_over(stage.store, made, proof=_proof(step.given), actor=CADRE).id)


def cancel(stage: Stage, step: Step) -> Done:
    """Points and goods go back."""
    made = stage.requests.get(step.given["request"], 0)
    reason = step.given.get("reason", "").strip() or CADRE
    return Done(request=redemptions.cancel(stage.store, made, reason=reason, actor=CADRE).id)


def wish(stage: Stage, step: Step) -> Done:
    """A household would like to have something."""
    household = stage.household(step.given["household"])
    wishes.wish(stage.store, household_id=household, goods_id=stage.goods[step.given["goods"]], actor=CADRE)
    return Done()


def _asked(stage: Stage, step: Step) -> dict[str, Any]:
    goods_budgets.suppose(stage.store)
    return {
        "household_id": stage.household(step.given["household"]),
        "goods_id": stage.goods[step.given["goods"]],
        "quantity": step.given.get("quantity", 1),
        "token": step.given.get("token", ""),
    }


def _proof(given: Mapping[str, Any]) -> Proof:
    book = points(given["passbook"]) if "passbook" in given else None
    return Proof(passbook=book, signed=given.get("signed", True), card=given.get("card", True))
