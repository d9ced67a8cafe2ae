"""What the product makes of one utterance, and whether that was right."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from tests import speech
from tests.hearing import conditions, roster, utterances
from tests.hearing.rooms import Room
from tests.hearing.utterances import Utterance
from village.devices.ears import MODEL, Ears, VoskEars
from village.language import Match, match
from village.language.sentences import around, grammars_for, intents_for
from village.language.sounds import alike
from village.voice import names
from village.voice.answers import ACTING, sure
from voice_models import locate

NAMED = ("name", "name_points", "name_rank")
_SLICE = 3_200  # bytes: as the kiosk sends them


@dataclass(frozen=True)
class Outcome:
    """`heard` is the phrase or what came nearest; `offered` heads were asked about, or offered as buttons.

    `right`: understood as meant, for a name its head asked about first, alone or with those of the same sound; of
    what is no question, that nothing was understood. `shown`: the head is among those offered. `accepted`: an intent
    was taken from it. `wrong_action`: something happened at once that was not asked for.
    """

    heard: str
    intent: str
    offered: tuple[str, ...]
    right: bool
    shown: bool
    accepted: bool
    wrong_action: bool
    seconds: float
    compute: float
    last: float

    def told(self, name: str, room: str, said: Utterance) -> str:
        """A line of JSON about it."""
        facts = {"set": name, "room": room, "said": said.text, "voice": said.voice, "meant": said.intent}
        return json.dumps(
            {**facts, "heard": self.heard, "intent": self.intent, "offered": self.offered}, ensure_ascii=False
        )


def _spent() -> float:
    """Seconds of compute of this process and of an engine that runs in one of its own."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    ticks = sum(sum(map(int, _stat(child)[11:13])) for child in children)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: str) -> list[str]:
    """What the kernel says of a process, from its state on (proc(5))."""
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


class Judge:
    """The ears, and a village of so many households."""

    def __init__(self, households: int, ears: Ears | None = None) -> None:
        self.village = roster.village(households)
        self._slots = {name: list(values) for name, values in self.village.slots.items()}
        self._ears = ears or VoskEars(locate(MODEL), alike)

    def hear(self, said: Utterance, room: Room, seed: int) -> Outcome:
        """Have the ears listen as on its screen, to its end."""
        pcm = utterances.splice(said.text) if said.voice == "people, spliced" else said.pcm()
        changed = conditions.as_pcm(room(conditions.samples(pcm), seed))
        sound = speech.silence(0.3) + changed + speech.silence(0.5)
        started = _spent()
        listening = self._ears.listen(grammars_for(said.screen), self._slots)
        for start in range(0, len(sound), _SLICE):
            listening.feed(sound[start : start + _SLICE])
        before = _spent()
        partial = listening.finish()
        ended = _spent()
        heard = [each for each in partial.heard.by_grammar.values() if each] if partial.heard else []
        live = intents_for(said.screen)
        found = next((one for each in heard if (one := match(each, live, self.village.slots))), None)
        if found and partial.heard and found.intent in ACTING and not sure(partial.heard):
            found = None
        offered, intent = self._offered(found, partial.alternatives.get("names", ()), live)
        text = found.phrase if found else partial.text.split("/")[0]
        return self._judged(said, found, text, intent, offered, len(sound) / 32_000, ended - started, ended - before)

    def _offered(
        self, found: Match | None, outputs: tuple[str, ...], live: tuple[str, ...]
    ) -> tuple[tuple[str, ...], str]:
        if found and found.intent in NAMED:
            heads = names.called(self.village, found.slots["name"], found.slots.get("group", ""))
            return tuple(head.name for head in heads), found.intent
        if found:
            return (), found.intent
        for output in outputs:
            for each in around(output, "name", set(NAMED) & set(live), self.village.slots, longest=6):
                if heads := names.nearest(self.village, each.slots["name"]):
                    return tuple(head.name for head in heads), ""
        return (), ""

    def _judged(
        self,
        said: Utterance,
        found: Match | None,
        text: str,
        intent: str,
        offered: tuple[str, ...],
        seconds: float,
        compute: float,
        last: float,
    ) -> Outcome:
        if said.intent in NAMED:
            meant = said.slots["name"]
            right = bool(offered) and (meant == offered[0] or (found is not None and meant in offered))
            right = right and intent in ("", said.intent)
        elif said.intent:
            right = found is not None and found.intent == said.intent and dict(found.slots) == said.slots
        else:
            right = not intent
        acted = intent in ACTING and intent != said.intent
        shown = said.slots.get("name", "") in offered
        return Outcome(text, intent, offered, right, shown, bool(intent), acted, seconds, compute, last)
