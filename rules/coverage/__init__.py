"""Clause by clause: where each clause of the five documents lives, and what shows that it works.

The rows of each document lie beside this file, one TOML a pack; `python -m rules.coverage` writes rules/COVERAGE.md.
"""
