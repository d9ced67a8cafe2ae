"""What a heard sentence leads to: the intent, the screen that answers it, and whose household is meant.

Nothing is done here and nothing is spent: by voice a screen is opened, and asks.
"""

from __future__ import annotations

import secrets

from village import clock
from village.devices.ears import Heard
from village.language import Match, match
from village.language.sentences import around, intents_for
from village.services import rulebook
from village.services.statements import Access
from village.store import Store
from village.voice import boards, dialogue, names
from village.voice.dialogue import Asker, Place, Reply, Sentence
from village.voice.told import NAMED, OWN, PUBLIC
from village.voice.vocabulary import Vocabulary

_LONGEST_NAME = 6

ACTING = ("print", "print_again", "help", "goodbye", "not_ours", "wrong_points", "never_was", "other_reason")
"""What happens at once: paper, a ring at the desk, the end of the visit, an objection put."""
CLEARLY = 3.0
"""How far what acts at once has to be ahead of all that other recognisers heard (`Heard.lead`)."""
LIKELY = 0.5
"""The least score of what acts at once: hardly behind the likeliest of all that was heard."""

ANYBODY = {
    "find": Place("find"),
    "by_group": Place("group"),
    "by_number": Place("pad", {"kind": "number"}),
    "by_phone": Place("pad", {"kind": "phone"}),
    **{question: Place("told", {"question": question}) for question in PUBLIC},
    **{f"see_{kind}": Place("board", {"kind": kind}) for kind in boards.KINDS},
    "see_boards": Place("boards"),
}
HOUSEHOLD = {
    "ask_balance": Place("balance"),
    "why": Place("statement", {"sign": "all"}),
    "why_plus": Place("statement", {"sign": "plus"}),
    "why_minus": Place("statement", {"sign": "minus"}),
    "ask_rank": Place("rank"),
    "what_exchange": Place("shop"),
    "errands": Place("errands"),
    "enter_pin": Place("pin"),
}
"""Of an open household; what the public may not see of it, the screens leave out."""
PROVED = {
    "print": Place("print"),
    "why_redeemable": Place("redeemable"),
    "my_orders": Place("orders"),
    "give_back": Place("orders"),
    "send_collector": Place("orders"),
    "declare": Place("declare"),
    "my_declarations": Place("declared"),
    "object": Place("objection"),
    **{question: Place("told", {"question": question}) for question in OWN},
}
"""What card or PIN open."""
_QUESTIONS = {"name": None, "name_points": Place("balance"), "name_rank": Place("rank")}


def understood(store: Store, heard: Heard | None, asker: Asker, village: Vocabulary) -> Reply | None:
    """The reply to the likeliest phrase that is a sentence here; None where it would act at once and is not sure."""
    said = [each for each in heard.by_grammar.values() if each] if heard else []
    reply = next((found for each in said if (found := answer(store, each, asker, village))), None)
    if heard and reply and reply.intent in ACTING and not sure(heard):
        return None
    return reply


def sure(heard: Heard) -> bool:
    """Whether it was heard well enough to do at once what it asks for."""
    return heard.lead >= CLEARLY and heard.score >= LIKELY


def answer(store: Store, heard: str, asker: Asker, village: Vocabulary | None = None) -> Reply | None:
    """The reply to a whole sentence; None for what is no sentence of the asker's screen."""
    known = village or Vocabulary()
    found = match(heard, intents_for(asker.screen), known.slots, known.book)
    if found is None:
        return None
    if found.intent in _QUESTIONS:
        heads = names.called(known, found.slots["name"], known.group(found.slots.get("group", "")))
        return Reply(found.intent, wish=_QUESTIONS[found.intent], heads=tuple(head.household_id for head in heads))
    if found.intent == "whose_household":
        return Reply(found.intent, dialogue.whose(store, asker.household_id))
    if place := _anybodys(found, known):
        return Reply(found.intent, place=place)
    if place := _proved(store, found, known):
        return _guarded(store, found.intent, place, asker)
    if (place := HOUSEHOLD.get(found.intent)) is None:
        return Reply(found.intent, digits=found.slots.get("digits", found.slots.get("nth", "")))
    if asker.household_id is None:
        return Reply(found.intent, Sentence("who.guest"), wish=place)
    return Reply(found.intent, _says(store, asker.household_id, place, trusted=asker.trusted), place)


def guarded(place: Place) -> bool:
    """Whether card or PIN have to be shown first."""
    return place in PROVED.values() or place.screen in ("order", "declare_option", "witness")


def near(alternatives: tuple[str, ...], asker: Asker, village: Vocabulary) -> Reply | None:
    """Whom the ears may have heard named, where they heard no name of the village; None for nobody near."""
    live = set(_QUESTIONS) & set(intents_for(asker.screen))
    for text in alternatives:
        for found in around(text, "name", live, village.slots, longest=_LONGEST_NAME, known=village.book):
            if heads := names.nearest(village, found.slots["name"]):
                ids = tuple(head.household_id for head in heads)
                return Reply(found.intent, wish=_QUESTIONS[found.intent], heads=ids)
    return None


def _anybodys(found: Match, village: Vocabulary) -> Place | None:
    if found.intent == "of_group":
        return Place("surname", {"group": village.group(found.slots["group"])})
    if found.intent in NAMED:
        subjects = village.items[found.slots["item"]] if "item" in found.slots else village.goods[found.slots["goods"]]
        return Place("told", {"question": found.intent, "subject": " ".join(map(str, subjects))})
    return ANYBODY.get(found.intent)


def _proved(store: Store, found: Match, village: Vocabulary) -> Place | None:
    if found.intent == "want_goods":
        ids = village.goods[found.slots["goods"]]
        return Place("order", {"goods": str(ids[0]), "token": _token()}) if len(ids) == 1 else Place("shop")
    if found.intent == "declare_item":
        return _deed(store, village.items[found.slots["item"]])
    return PROVED.get(found.intent)


def _deed(store: Store, codes: tuple[str, ...]) -> Place:
    """Where one deed is declared: which sort of it, or who saw it; all deeds, where the name fits several or none."""
    pack = rulebook.rules_on(store, clock.today())
    found = [item for code in codes if (item := pack.find(code)) and item.kind != "negative" and not item.open]
    if len(found) != 1:
        return Place("declare")
    if found[0].options:
        return Place("declare_option", {"item": found[0].code})
    return Place("witness", {"item": found[0].code, "option": "", "token": _token()})


def _token() -> str:
    return secrets.token_urlsafe(12)


def _guarded(store: Store, intent: str, place: Place, asker: Asker) -> Reply:
    """A place that card or PIN open; whoever has shown neither is told how, and comes to it afterwards."""
    if asker.household_id is None:
        return Reply(intent, Sentence("who.guest"), wish=place)
    if asker.proved or place.screen == "shop" or (asker.trusted and place.screen in ("print", "redeemable")):
        return Reply(intent, place=place)
    what = "receipt" if place.screen == "print" else "errand"
    return Reply(intent, dialogue.unlock(store, asker.household_id, what), Place("unlock", {"what": what}), wish=place)


def _says(store: Store, household_id: int, place: Place, *, trusted: bool) -> Sentence | None:
    if place.screen == "balance":
        return dialogue.balance(store, household_id)
    if place.screen == "rank":
        return dialogue.rank(store, household_id)[0]
    if place.screen != "statement":
        return None
    if not trusted:
        return dialogue.unlock(store, household_id, "reasons")
    return dialogue.statement(store, household_id, access=Access.OWN, sign=place.args["sign"])[0]
