"""Verbs of the village office: store first, then keywords; frozen answers; one transaction each."""
