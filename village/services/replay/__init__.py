"""Replay: a year of the real record under amended rules, through the verbs of the office, on a book nobody keeps."""

from village.services.replay.outcome import FIGURES, Account, Gone, Home, Outcome, Title
from village.services.replay.run import replay

__all__ = ["FIGURES", "Account", "Gone", "Home", "Outcome", "Title", "replay"]
