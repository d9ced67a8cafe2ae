"""Which duties the rules in force ask for: the column shows no others."""

from __future__ import annotations

from dataclasses import dataclass

from rules.dues import files_papers
from village import clock
from village.errors import VillageError
from village.services import (
    choices,
    claims,
    contests,
    evaluations,
    goods_budgets,
    mendings,
    operator_rewards,
    peer_rounds,
    publications,
    rulebook,
    visits,
)
from village.store import Store


@dataclass(frozen=True, slots=True)
class Duties:
    """`review`: households declare (YK-14); `sign`: a panel (YK-02), or a second person, signs each period;
    `veto`: a month may be voided (JX-02); `visits`: a round each month (GY-12); `budget`: goods have a budget (YK-23);
    `evaluate`: items are looked at each quarter (YK-07); `reward`: the shop's keeper is rewarded (GY-06);
    `file`: papers go to the town by a day (JX-37);
    `mend`: what was deducted for is mended (YK-19); `contest`: villages are judged against each other (JX-21);
    `peers`: groups look at each other (MH-08);
    `claim`: money is applied for (JX-31)."""

    review: bool = False
    sign: bool = False
    veto: bool = False
    visits: bool = False
    budget: bool = False
    evaluate: bool = False
    reward: bool = False
    file: bool = False
    mend: bool = False
    contest: bool = False
    peers: bool = False
    claim: bool = False


def today(store: Store) -> Duties:
    """Today's duties; none while no rules are in force."""
    try:
        pack = rulebook.rules_on(store, clock.today())
        return Duties(
            review="household" in choices.many(pack, "positives_by"),
            sign=bool(publications.asks_signature(pack)),
            veto=choices.word(pack, "veto") == "month",
            visits=visits.asked(pack),
            budget=goods_budgets.asked(pack),
            evaluate=evaluations.asked(pack),
            reward=operator_rewards.asked(pack),
            file=files_papers(pack),
            mend=mendings.asked(pack),
            contest=contests.asked(pack),
            peers=peer_rounds.asked(pack),
            claim=claims.asked(pack),
        )
    except VillageError:
        return Duties()
