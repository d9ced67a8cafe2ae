"""How the village speaks: sentences, numbers and dates as people say them, and what people ask. Pure."""

from village.language.params import Name
from village.language.phrases import Phrase, phrase, tell
from village.language.sentences import Match, grammars_for, intents_for, match, phrases_for
from village.language.speakable import speakable

__all__ = [
    "Match",
    "Name",
    "Phrase",
    "grammars_for",
    "intents_for",
    "match",
    "phrase",
    "phrases_for",
    "speakable",
    "tell",
]
