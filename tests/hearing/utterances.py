"""What is said to the ears: sentences of the tables, names, and what nobody asks a kiosk."""

from __future__ import annotations

import random
import re
import tomllib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests import speech
from tests.hearing import speaker
from tests.hearing.roster import heads
from village.language.numerals import parse_digits
from village.language.sentences import ROWS, book, intents_for, screens
from village.voice.vocabulary import Vocabulary

VOICES = ("zf_xiaoxiao", "zm_yunxi", "zf_xiaoyi", "zm_yunyang", "zf_xiaobei", "zm_yunjian")
EVERYDAY = Path(__file__).with_name("everyday.toml")
_FRAMES = ("{}", "我是{}", "我叫{}", "{}家", "户主是{}", "{}家多少分", "我是{}我有多少分", "{}排第几")
_HOME = ("balance", "home", "identify", "who", "shop", "print")
"""Screens to be asked on, the first one where an intent is live."""


@dataclass(frozen=True)
class Utterance:
    """One sound: what is said in it and by whom, on which screen, and what it should come to ("" for nothing)."""

    text: str
    voice: str
    screen: str
    intent: str = ""
    slots: dict[str, str] = field(default_factory=dict)
    cut: tuple[str, int, int] | None = None
    """Of a person's recording: its file, and the bytes from and to."""

    def pcm(self) -> bytes:
        """Its samples."""
        if self.cut is None:
            return speaker.pcm(self.text, self.voice)
        file, start, end = self.cut
        return speech.pcm(Path(file))[start:end]


def in_domain(village: Vocabulary, *, voices_each: int = 2) -> list[Utterance]:
    """Every written-out way of every intent, its open parts filled from the village, by so many voices each.

    Who says it, and what stands in its open parts, follows from the sentence alone: a new one leaves the others said.
    """
    found = []
    for intent, sentence in _ways():
        if intent in ("name", "name_points", "name_rank"):
            continue  # the names are a set of their own
        draw, number = random.Random(sentence), sha256(sentence.encode()).digest()[0]
        for turn in range(voices_each):
            text, slots = _filled(sentence, village, draw)
            voice = VOICES[(2 * number + turn) % 4]
            found.append(Utterance(text, voice, screen_of(intent), intent, slots))
    return found


def named(count: int) -> list[Utterance]:
    """The first `count` heads, in the ways people name them, each by four voices."""
    said = []
    for number, name in enumerate(heads(count)):
        frame = _FRAMES[number % len(_FRAMES)]
        intent = "name_points" if "分" in frame else "name_rank" if "第几" in frame else "name"
        said += [Utterance(frame.format(name), voice, "home", intent, {"name": name}) for voice in VOICES[:4]]
    return said


def spliced() -> list[Utterance]:
    """Sentences put together from single words that people said."""
    words = speech.recordings()
    found = []
    for intent, sentence in ((intent, each) for intent, ways in book().ways.items() for way in ways for each in way):
        if "{" not in sentence and (parts := _parts(sentence, words)):
            found.append(Utterance("+".join(parts), "people, spliced", screen_of(intent), intent))
    return found


def out_of_domain(*, cuts: int, voices: int) -> list[Utterance]:
    """What nobody asks a kiosk: people's sentences whole and cut to 1-3 s, and everyday sentences."""
    draw = random.Random(9)
    people = {text: path for text, path in speech.recordings().items() if path.name.startswith(("aishell", "wenet"))}
    found = [Utterance(text, "people", "home", cut=(str(path), 0, 1 << 30)) for text, path in people.items()]
    for _ in range(cuts if people else 0):
        text, path = draw.choice(list(people.items()))
        length, whole = 2 * int(draw.uniform(1, 3) * speech.RATE), len(speech.pcm(path))
        start = 2 * draw.randrange(max(1, (whole - length) // 2))
        screen = draw.choice(("home", "balance", "identify"))
        found.append(Utterance(f"{text} {start}", "people, cut", screen, cut=(str(path), start, start + length)))
    everyday = tomllib.loads(EVERYDAY.read_text(encoding="utf-8"))["sentences"]
    screens_asked = ("home", "balance", "identify")
    for number, text in enumerate(everyday):
        said = (VOICES[(number + turn) % len(VOICES)] for turn in range(voices))
        found += [Utterance(text, voice, screens_asked[number % 3]) for voice in said]
    return found


def screen_of(intent: str) -> str:
    """A screen where it may be asked."""
    return next(screen for screen in (*_HOME, *screens()) if intent in intents_for(screen))


def _ways() -> Iterator[tuple[str, str]]:
    for intent, ways in book().ways.items():
        yield from ((intent, way[-1]) for way in ways)


def _filled(sentence: str, village: Vocabulary, draw: random.Random) -> tuple[str, dict[str, str]]:
    slots: dict[str, str] = {}

    def fill(part: re.Match[str]) -> str:
        name = part[1]
        if name == "digits":
            said = "".join(draw.choice("零一二三四五六七八九") for _ in range(draw.choice((4, 5))))
        elif name == "nth":
            said = draw.choice("一二三四五六")
        else:
            said = draw.choice(sorted(village.slots[name]))
        slots[name] = parse_digits(said) if name in ROWS else said
        return said

    return re.sub(r"\{(\w+)\}", fill, sentence), slots


def _parts(sentence: str, words: dict[str, Path]) -> list[str]:
    """The sentence in recorded words, fewest first found; [] if they do not cover it."""
    if not sentence:
        return []
    for end in range(len(sentence), 0, -1):
        if sentence[:end] in words:
            if end == len(sentence):
                return [sentence]
            if rest := _parts(sentence[end:], words):
                return [sentence[:end], *rest]
    return []


def splice(text: str) -> bytes:
    """The sound of a spliced sentence, its words with "+" between them."""
    return speech.splice([speech.recordings()[word] for word in text.split("+")], gap_s=0.03)


def mixed(sounds: list[bytes]) -> bytes:
    """Several voices at once, as loud as one."""
    longest = max(map(len, sounds)) // 2
    parts = [array("h", sound) for sound in sounds]
    total = [sum(part[at % len(part)] for part in parts) for at in range(longest)]
    peak = max(map(abs, total)) or 1
    return array("h", (round(value * 20_000 / peak) for value in total)).tobytes()
