"""The rules, pure: a pack (a document as data) and `assess` (a fact → points, and why).

Knows no households, no ledger, no clock. Points are signed whole hundredths in an int.
"""

from rules.caps import Counted, Fact, Line, added, rivals
from rules.engine import Assessment, Calendar, assess, bad_amount
from rules.explain import explain
from rules.item import Item, Option, Version
from rules.loader import load_pack, packs_folder
from rules.marks import Mark
from rules.pack import Pack
from rules.paper import Contest, Form, Paper, Seat
from rules.settings import Setting
from rules.strict import PackError
from rules.tables import load_samples, load_table
from rules.why import CODES, Why, say

__all__ = [
    "CODES",
    "Assessment",
    "Calendar",
    "Contest",
    "Counted",
    "Fact",
    "Form",
    "Item",
    "Line",
    "Mark",
    "Option",
    "Pack",
    "PackError",
    "Paper",
    "Seat",
    "Setting",
    "Version",
    "Why",
    "added",
    "assess",
    "bad_amount",
    "explain",
    "load_pack",
    "load_samples",
    "load_table",
    "packs_folder",
    "rivals",
    "say",
]
