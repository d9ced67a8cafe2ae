"""The rules, pure: a pack (a document as data) and `assess` (a fact → points, and why).

Knows no households, no ledger, no clock. Points are signed whole hundredths in an int.
"""

from rules.caps import Fact, Line
from rules.engine import Assessment, Calendar, assess
from rules.explain import explain
from rules.loader import load_pack, packs_folder
from rules.pack import Item, Option, Pack, Setting, Version
from rules.strict import PackError
from rules.why import CODES, Why, say

__all__ = [
    "CODES",
    "Assessment",
    "Calendar",
    "Fact",
    "Item",
    "Line",
    "Option",
    "Pack",
    "PackError",
    "Setting",
    "Version",
    "Why",
    "assess",
    "explain",
    "load_pack",
    "packs_folder",
    "say",
]
