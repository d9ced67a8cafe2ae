"""May people here say it so? A localism is taken on once the ears can hear it and nothing else sounds like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from village.errors import VillageError
from village.language.localisms import written
from village.language.sentences import FILLED, ROWS, match
from village.language.sounds import Syllable, syllables, within
from village.model.localism import Localism, LocalismKind
from village.services import localisms
from village.store import Store
from village.voice import vocabulary
from village.voice.vocabulary import Vocabulary

Check = Callable[[Sequence[str]], Mapping[str, Sequence[str]]]
"""Which phrases the ears can never hear, with the characters that keep them from it (`Voice.check`)."""

LONGEST = 12
SHORTEST = {LocalismKind.INTENT: 3}
_WORD = 2
"""Characters: a word at least, and what an open part counts for; two of a sentence are found in anything."""
NEVER = ("confirm", "cancel")
"""Yes and no stay the long words they are."""
SAME = 0.5
"""How far two sayings may be apart (`sounds.within`) and still be taken for one another: tones and what the region
does not tell apart, never a whole syllable."""
_TONES = 0.2
"""The same of groups: 四组 and 十组 are hardly farther apart themselves."""

_PART = re.compile(r"\{(\w+)\}")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_SLOTS = {LocalismKind.GOODS: "goods", LocalismKind.ITEM: "item", LocalismKind.GROUP: "group"}


def accept(store: Store, check: Check, kind: LocalismKind, *, meant: str, said: str, actor: str) -> Localism:
    """Take it on, live at once. Raises as `judge`, and `localism_unchecked` where there are no ears to ask."""
    judge(vocabulary.of(store), kind, meant, said)
    try:
        lacks = check([said]).get(said, ())
    except VillageError:
        raise VillageError("localism_unchecked") from None
    if lacks:
        raise VillageError("localism_unheard", what="".join(lacks))
    return localisms.add(store, kind, meant=meant, said=said, actor=actor)


def judge(village: Vocabulary, kind: LocalismKind, meant: str, said: str) -> None:
    """Raises `localism_signs`, `localism_short`, `localism_long`, `localism_gone` (nothing here is called so),
    `localism_parts` (not the open parts of its intent), `localism_known`, `localism_clash`."""
    _form(kind, said)
    if meant not in meanings(village, kind):
        raise VillageError("localism_gone")
    if kind is LocalismKind.INTENT:
        _open_parts(village, meant, said)
    if _means(village, kind, meant, said):
        raise VillageError("localism_known")
    if other := _clash(village, kind, meant, said):
        raise VillageError("localism_clash", what=written(other))


def meanings(village: Vocabulary, kind: LocalismKind) -> Collection[str]:
    """What something may be said for: intents that are not a row of digits, or this village's own words."""
    if kind is not LocalismKind.INTENT:
        return {LocalismKind.GOODS: village.goods, LocalismKind.ITEM: village.items}.get(kind, village.groups)
    ways = village.book.ways
    return [intent for intent in ways if intent not in NEVER and not _parts(ways[intent][0][0]) & ROWS.keys()]


def _form(kind: LocalismKind, said: str) -> None:
    around = _PART.split(said)[::2]
    slots = _parts(said)
    if not all(_CHINESE.fullmatch(text) for text in around if text) or not slots <= set(FILLED):
        raise VillageError("localism_signs")
    length = sum(map(len, around)) + _WORD * len(slots)
    if length < SHORTEST.get(kind, _WORD) or not "".join(around):
        raise VillageError("localism_short", count=SHORTEST.get(kind, _WORD))
    if length > LONGEST:
        raise VillageError("localism_long", count=LONGEST)
    if slots and kind is not LocalismKind.INTENT:
        raise VillageError("localism_signs")


def _open_parts(village: Vocabulary, intent: str, said: str) -> None:
    ways = [sentence for way in village.book.ways[intent] for sentence in way]
    if _parts(said) not in [_parts(sentence) for sentence in ways]:
        raise VillageError("localism_parts", what=written(ways[0]))


def _means(village: Vocabulary, kind: LocalismKind, meant: str, said: str) -> bool:
    """Whether it is understood so already."""
    if kind is LocalismKind.GROUP:
        return village.group(said) == meant
    if kind is not LocalismKind.INTENT:
        words = village.goods if kind is LocalismKind.GOODS else village.items
        return said in words and words[said] == words[meant]
    found = match(_filled(village, said), None, village.slots, village.book)
    return said in village.sentences or (found is not None and found.intent == meant)


def _filled(village: Vocabulary, said: str) -> str:
    """The sentence with the first word of this village in each open part."""
    return _PART.sub(lambda part: next(iter(village.slots.get(part[1], ())), ""), said)


def _clash(village: Vocabulary, kind: LocalismKind, meant: str, said: str) -> str:
    """What else sounds like it, "" for nothing."""
    known = village.book
    if kind is LocalismKind.INTENT:
        found = match(said, None, village.slots, known)
        if found and found.intent != meant:
            return said
        sentences = [each for each, intent in known.plain.items() if intent != meant]
        sentences += [each.text for each, intent in known.open if intent != meant]
        return _alike(village, said, [*sentences, *_words(village)]) or _called(village, said)
    return _word_clash(village, kind, meant, said)


def _word_clash(village: Vocabulary, kind: LocalismKind, meant: str, said: str) -> str:
    slot, plain = _SLOTS[kind], village.book.plain
    others = [word for word in _words(village) if not _same_thing(village, slot, meant, word)]
    frames = [each.text for each, _ in village.book.open if _parts(each.text) == {slot}]
    sentences = [said, *(frame.replace(f"{{{slot}}}", said) for frame in frames)]
    near = (_alike(village, sentence, plain) for sentence in sentences)
    return (
        _alike(village, said, others, _TONES if kind is LocalismKind.GROUP else SAME)
        or _called(village, said)
        or next(filter(None, near), "")
    )


def _words(village: Vocabulary) -> Iterator[str]:
    yield from (word for slot in _SLOTS.values() for word in village.slots[slot])


def _same_thing(village: Vocabulary, slot: str, meant: str, word: str) -> bool:
    if slot == "group":
        return village.group(word) == meant
    words: Mapping[str, object] = village.goods if slot == "goods" else village.items
    return words.get(word) == words[meant]


def _alike(village: Vocabulary, said: str, others: Iterable[str], far: float = SAME) -> str:
    sound, known = _sound(said), village.confusions
    return next((each for each in others if within(far, sound, _sound(each), known)), "")


def _called(village: Vocabulary, said: str) -> str:
    """The head of household whose name sounds so."""
    sound, known = _sound(said), village.confusions
    return next((head.name for head in village.heads if within(SAME, sound, head.sound, known)), "")


@lru_cache(maxsize=8192)
def _sound(said: str) -> tuple[Syllable, ...]:
    """Its syllables; an open part is one of its own kind."""
    pieces = _PART.split(said)
    return tuple(
        each
        for place, piece in enumerate(pieces)
        for each in ((Syllable(f"{{{piece}}}", ""),) if place % 2 else syllables(piece))
    )


def _parts(sentence: str) -> set[str]:
    return set(_PART.findall(sentence))
