"""How well the ears understand: `python -m tests.hearing` (make bench-voice)."""
