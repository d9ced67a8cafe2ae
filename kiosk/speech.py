"""What a page says. Every sentence shown goes through `say`, so 念给我听 speaks exactly what stands there.

Texts and sounds stay in memory with the visitor and go when the visitor goes.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import count
from time import monotonic
from typing import cast

from flask import current_app
from markupsafe import Markup

from kiosk import lines, turn
from kiosk.visitor import Utterance, Visitor
from village.errors import VillageError
from village.language import Phrase, phrase
from village.language.params import Name
from village.language.phrases import known, params_of
from village.voice.client import Voice, VoiceStatus

FOLDER = "/speech"
"""Where sounds are fetched."""

_FRESH = 3  # seconds for which the worker's word on itself is good


class Speech:
    """The mouth of the machine and what it says for whom; `voice` is None where there is none."""

    def __init__(self, voice: Voice | None) -> None:
        self.voice = voice
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="speech")
        self._lock = threading.Lock()
        self._status = VoiceStatus()
        self._series = secrets.token_urlsafe(9)
        self._numbers = count()
        self._asked = -float(_FRESH)

    def status(self) -> VoiceStatus:
        """How ears and mouth are; asked again after some seconds, by one request at a time."""
        now = monotonic()
        if self.voice and now - self._asked > _FRESH and self._lock.acquire(blocking=False):
            try:
                self._asked = now
                self._status = self.voice.status()
            finally:
                self._lock.release()
        return self._status

    def register(self, visitor: Visitor, phrases: Sequence[Phrase], *, private: bool) -> str:
        """The name under which the visitor's pages can have these sentences said."""
        token = f"{self._series}{next(self._numbers)}"
        visitor.keep(token, Utterance(tuple(phrases), private))
        return token

    def begin(self, visitor: Visitor, token: str) -> None:
        """Start to synthesise, so that the sound is there when it is asked for."""
        said = visitor.utterances[token]
        if said.sound is None and self.voice is not None and (text := join(said.phrases)):
            said.sound = self._pool.submit(self.voice.speak, text, visitor.rate, private=said.private)

    def wav(self, visitor: Visitor, token: str, *, phones: bool) -> bytes:
        """The sound; `phones`: it comes out of headphones. Raises `page_missing` for a name that is not this visitor's,
        `mouth_missing` without a mouth."""
        said = self._of(visitor, token)
        if said.private and visitor.phones > 1 and not phones:
            return self._speak(_public(said.phrases), visitor, private=False)
        self.begin(visitor, token)
        if said.sound is None:
            raise VillageError("mouth_missing")
        try:
            return said.sound.result()
        except ValueError as why:  # no mouth can say it, as it is pauses only
            raise VillageError("mouth_missing") from why
        finally:
            said.sound = None  # said again, it may have to be slower

    def part(self, visitor: Visitor, token: str, first: int, last: int, *, phones: bool) -> bytes:
        """As `wav`: some of the sentences of a page, in its order, for whoever goes through it by ear."""
        said = self._of(visitor, token)
        wanted: Sequence[Phrase] = said.phrases[first : last + 1]
        if said.private and visitor.phones > 1 and not phones and any(_tells(each) for each in wanted):
            wanted = _public(wanted)
        return self._speak(wanted, visitor, private=said.private and any(each.filled for each in wanted))

    def _of(self, visitor: Visitor, token: str) -> Utterance:
        if token not in visitor.utterances and known(token) and not params_of(token):
            visitor.keep(token, Utterance((phrase(token),), private=False))
        if token not in visitor.utterances:
            raise VillageError("page_missing")
        return visitor.utterances[token]

    def _speak(self, phrases: Sequence[Phrase], visitor: Visitor, *, private: bool) -> bytes:
        text = join(phrases)
        if self.voice is None or not text:
            raise VillageError("mouth_missing")
        try:
            return self.voice.speak(text, visitor.rate, private=private)
        except ValueError as why:  # as above
            raise VillageError("mouth_missing") from why


def _public(phrases: Sequence[Phrase]) -> list[Phrase]:
    """What the loudspeaker may say to somebody who asked for headphones: what tells of nobody, and why not all."""
    return [*(each for each in phrases if not _tells(each)), phrase("settings.only_headphones")]


def _tells(words: Phrase) -> bool:
    """Whether it may tell of somebody: all that is filled in, and every statement, for 没有等着拿的东西。 tells too.
    What remains are questions and the words of buttons."""
    return words.filled or words.spoken.endswith(("。", "！"))


def speech() -> Speech:
    """That of the app that answers."""
    return cast(Speech, current_app.extensions["speech"])


def join(phrases: Sequence[Phrase]) -> str:
    """One text to say: words of buttons get the pause that sentences bring along."""
    words = (each.spoken for each in phrases if each.spoken)
    return "".join(each if each[-1] in "。？！，；：、" else f"{each}，" for each in words)


def say(key: str, **params: object) -> Markup:
    """Template global: the sentence as it is shown; it is also said when the page is read aloud."""
    if not params:
        note(phrase(key))
        return _always(key)
    return tell(key, phrase(key, **params), private=True, names=names_in(params))


def names_in(params: Mapping[str, object]) -> tuple[str, ...]:
    """The names among what a sentence is filled with: no line begins within a part of one."""
    return tuple(each.shown for each in params.values() if isinstance(each, Name))


def label(key: str) -> Markup:
    """As `say`, for the words of a button."""
    note(phrase(key))
    return button(key)


def tell(key: str, words: Phrase, *, private: bool = False, names: Sequence[str] = ()) -> Markup:
    """As `say`, for a phrase that is filled in already; `names` are those that stand in it."""
    note(words, private=private)
    return span(key, lines.broken(words.shown, tuple(names)))


@cache
def _always(key: str) -> Markup:
    """A sentence without parameters is always the same."""
    return span(key, lines.broken(phrase(key).shown))


def note(words: Phrase, *, private: bool = False) -> None:
    """Have a sentence said when the page is read aloud."""
    now = turn.current()
    now.said.append(words)
    now.private |= private


@cache
def button(key: str) -> Markup:
    """Template global: the words of a button, for what notes them itself."""
    return span(key, lines.button(key))


def span(key: str, words: Markup) -> Markup:
    """`words` marked with the key of their sentence."""
    return Markup(f'<span data-say="{key}">{words}</span>')


def shown(key: str, **params: object) -> str:
    """Template global: words that are shown only (the constant bar, what JavaScript may have to show)."""
    return phrase(key, **params).shown


def sound_of(key: str) -> str:
    """Template global: the address of a sentence of the catalogue said; its name is its key."""
    return address(key)


def page_sound(visitor: Visitor) -> str:
    """Template global, asked last: the address of all that the page says; begun at once if it speaks by itself."""
    now = turn.current()
    said, aloud = now.said, now.aloud
    private = now.private or (now.notice is not None and now.notice.private)
    now.sound = own = speech().register(visitor, said, private=private)
    if aloud == "notice" and said:
        now.sound = speech().register(visitor, said[:1], private=said[0].filled)
    if aloud and visitor.ear == 1:  # by ear a page is said piece by piece
        speech().begin(visitor, now.sound)
    return address(own)


def sound_now() -> str:
    """Template global: what the page says by itself, "" for silence."""
    now = turn.current()
    return address(now.sound) if now.aloud else ""


def address(token: str) -> str:
    """Where a sound is fetched."""
    return f"{FOLDER}/{token}.wav"
