"""Rehearsal: a village's life from a scenario file, played on a fresh store through the very verbs of the office.

`rehearse(path)` answers a Report; a file that is not understood raises Malformed with its table and key.
"""

from village.services.rehearsal.play import Mismatch, Report, rehearse
from village.services.rehearsal.reader import Malformed, Scenario, read

__all__ = ["Malformed", "Mismatch", "Report", "Scenario", "read", "rehearse"]
