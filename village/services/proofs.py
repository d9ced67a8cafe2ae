"""What is shown at the counter before goods leave the shop: as the village's rules ask."""

from __future__ import annotations

from dataclasses import dataclass

from rules import Pack
from village.errors import VillageError
from village.model.points import Points
from village.services import choices


@dataclass(frozen=True, slots=True)
class Proof:
    """What was shown. `book` whether the passbook was there, and `passbook` what it says before this redemption; None
    when it was equal. `card` whether the card was shown, `signed` whether somebody signed."""

    book: bool = True
    passbook: Points | None = None
    signed: bool = True
    card: bool = True


WHOLE = Proof()


def check(pack: Pack, proof: Proof, *, due_on_book: Points) -> None:
    """Raises `passbook_missing` (JX-17), `passbook_mismatch` (JX-18, YK-20), `signature_missing`, `card_missing`
    (GY-16), `card_or_passbook_missing`. `due_on_book` is what the passbook should say."""
    setting = pack.setting("redemption_proof")
    asked = choices.many(pack, "redemption_proof")
    if asked & {"passbook", "equal"} and not proof.book:
        raise VillageError("passbook_missing", pack.grounds.get("passbook_missing", setting.clause))
    if "equal" in asked and proof.passbook is not None and proof.passbook != due_on_book:
        raise VillageError("passbook_mismatch", setting.clause, points=due_on_book)
    if "signature" in asked and not proof.signed:
        raise VillageError("signature_missing", setting.clause)
    if "card" in asked and not proof.card:
        raise VillageError("card_missing", setting.clause)
    if "card_or_passbook" in asked and not (proof.card or proof.book):
        raise VillageError("card_or_passbook_missing", setting.clause)
