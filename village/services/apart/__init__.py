"""Rehearsals in a process of their own: they may take long, use much and be stopped, and they never meet the book.

A process and not a thread, because Python runs one thread at a time: a year replayed inside the server would make
every kiosk wait for it, and a thread can neither be ended nor be kept from using up the memory.
"""

from village.services.apart.job import Job, Jobs, State
from village.services.apart.keeper import Apart, Run
from village.services.apart.results import CheckTold, FileTold, StepTold

__all__ = ["Apart", "CheckTold", "FileTold", "Job", "Jobs", "Run", "State", "StepTold"]
