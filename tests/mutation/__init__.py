"""Mutation of the rule packs: every figure changed, one at a time, must be noticed by a case or a scenario."""
