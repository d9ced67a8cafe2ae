"""How nouns are kept: the only room that knows SQLite."""

from village.store.migrations import BrokenGuard, NewerFile
from village.store.store import Store, StoreBusy

__all__ = ["BrokenGuard", "NewerFile", "Store", "StoreBusy"]
