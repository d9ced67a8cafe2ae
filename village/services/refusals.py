"""What a person is told when the office refuses: the rule's own words, else the phrase of the code."""

from __future__ import annotations

import rules
from village.errors import VillageError
from village.language import tell


def sentence(error: VillageError) -> str:
    """As it is shown on a screen."""
    why = error.params.get("why")
    return rules.say(why) if isinstance(why, rules.Why) else tell(error.code, **error.params).shown
