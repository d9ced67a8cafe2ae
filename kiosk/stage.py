"""Where the visitor is, how to get back, and how a screen is drawn. Each file of `screens` brings its own in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import current_app
from markupsafe import Markup

from kiosk import device, turn, visitor
from kiosk.paging import Room
from kiosk.speech import names_in, note, span, speech
from kiosk.turn import Aloud
from village.errors import VillageError
from village.language import Phrase
from village.language.sentences import screens as spoken_screens
from village.model.household import Household
from village.services import households
from village.voice.dialogue import Place, Sentence
from village.web import db
from village.web.errors import sentence

Draw = Callable[..., str]

_draws: dict[str, Draw] = {}
_GRAMMARS = {
    **dict.fromkeys(("find", "group", "surname", "household", "pad", "found"), "identify"),
    "unlock": "statement",
}

_BOOK_CLOSED = frozenset({"database_locked", "unexpected"})
"""Errors at which it may not be possible to read a name."""

_FIGURE = re.compile(r"(.*?)(\d[\d.]*)(分[，。])(.*)")
_SET_LARGE = r'<span class="lead">\1</span><b class="figure">\2<small>\3</small></b><span class="rest">\4</span>'


@dataclass(frozen=True, slots=True)
class Notice:
    """What is new: the answer to what the visitor just did, shown above the screen itself; `names` are those that stand
    in it; `private` if it may tell of somebody."""

    key: str
    words: Phrase
    sorry: bool = False
    names: tuple[str, ...] = ()

    @property
    def private(self) -> bool:
        """Whether it is for the household only."""
        return self.words.filled


def screen(name: str) -> Callable[[Draw], Draw]:
    """Mark the function that draws screen `name`; its keyword arguments are a place's `args`."""

    def mark(draw: Draw) -> Draw:
        _draws[name] = draw
        return draw

    return mark


def show(name: str, **args: str) -> str:
    """Go to a screen and draw it. A screen already on the trail is gone back to; of a screen with several pages those
    before this one stay there, for 回去."""
    who = visitor.current()
    place = Place(name, args)
    for at, each in enumerate(who.trail):
        if each.screen == name and not _earlier_page(each, place):
            del who.trail[at:]
            break
    who.trail.append(place)
    who.misses = 0
    return again()


def _earlier_page(one: Place, other: Place) -> bool:
    first, second = ({"number": "1", **each.args} for each in (one, other))
    return int(first.pop("number")) < int(second.pop("number")) and first == second


def again(notice: Notice | None = None, *, aloud: Aloud = "") -> str:
    """Draw the screen the visitor is at, with what is new."""
    trail = visitor.current().trail
    if notice:
        turn.current().notice = notice
    if aloud:
        turn.current().aloud = aloud
    place = trail[-1] if trail else Place("home")
    return _draws[place.screen](**place.args)


def back() -> str:
    """One screen back; from the first one, the visit is over."""
    who = visitor.current()
    del who.trail[-1:]
    if not who.trail:
        return leave()
    who.misses = 0
    return again()


def leave(said: Sentence | None = None, *, aloud: Aloud = "") -> str:
    """The visit is over: nothing of it is left, and the first page is shown."""
    visitor.welcome()
    return again(told(said) if said else None, aloud=aloud)


def keep(**args: str) -> None:
    """Have the visitor's place remember this."""
    trail = visitor.current().trail
    trail[-1] = replace(trail[-1], args={**trail[-1].args, **args})


def arrive() -> str:
    """A household is open: show its points, or what the visitor had asked for before."""
    who = visitor.current()
    wish, who.wish = who.wish, None
    if wish and who.spoke:
        turn.current().aloud = "page"  # it was asked aloud, it is answered aloud
    who.spoke = False
    who.trail = [Place("balance")]
    return show(wish.screen, **wish.args) if wish and wish.screen != "balance" else show("balance")


def notify(said: Sentence) -> None:
    """Have the next screen show a sentence."""
    turn.current().notice = told(said)


def told(said: Sentence) -> Notice:
    """A sentence as a notice."""
    return Notice(said.key, said.phrase, names=names_in(said.params))


def sorry(error: VillageError) -> Notice:
    """An expected error as a notice."""
    return Notice(f"error.{error.code}", sentence(error), sorry=True)


def here() -> str:
    """The name of the visitor's screen."""
    trail = visitor.current_or_stranger().trail
    return trail[-1].screen if trail else "home"


def grammar() -> str:
    """The visitor's screen as `sentences.toml` names it; "" where nothing may be said."""
    name = _GRAMMARS.get(here(), here())
    return name if name in spoken_screens() else ""


def talks() -> bool:
    """Whether 说话 stands on the page."""
    who = visitor.current_or_stranger()
    return bool(who.id) and speech().status().ears == "ready" and who.misses < 2 and bool(grammar())


def room(
    names: Sequence[str] = (), *, crowded: bool | None = None, pictured: bool = False, talking: bool | None = None
) -> Room:
    """For choices of these names on this page; `crowded` by default where a notice stands above them, `talking` where
    说话 stands beside them."""
    above = turn.current().notice is not None if crowded is None else crowded
    beside = talks() if talking is None else talking
    return device.current().room(names, crowded=above, pictured=pictured, talking=beside)


def draw(template: str, **context: object) -> str:
    """A page of the kiosk: `template` of `templates/kiosk`."""
    page = current_app.jinja_env.get_template(f"kiosk/{template}")
    return page.render(surroundings() | context)  # without what Flask adds to every template and no page here asks for


def surroundings() -> dict[str, object]:
    """What every page shows besides its own: given to all templates, those of errors too."""
    who = visitor.current_or_stranger()
    status = speech().status()
    known = bool(who.id)
    return {
        "visitor": who,
        "device": device.current(),
        "notice": turn.current().notice,
        "status": status,
        "here": here() if known else "home",
        "talk": talks(),
    }


def open_household() -> Household:
    """Template global: the household whose page this is."""
    now, household_id = turn.current(), visitor.household_id()
    if now.household is None or now.household.id != household_id:
        now.household = households.get(db.store(), household_id)
    return now.household


def whose(code: str) -> Household | None:
    """Template global: as `open_household`, for a page of regret; None if nobody's is open or the book is closed."""
    known = visitor.current_or_stranger().household_id is not None
    return open_household() if known and code not in _BOOK_CLOSED else None


def figure(said: Sentence) -> Markup:
    """Template global: as `say`, with the figure of points set large."""
    words = said.phrase
    note(words, private=True)
    return span(said.key, Markup(_FIGURE.sub(_SET_LARGE, words.shown)))
