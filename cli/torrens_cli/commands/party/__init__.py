"""Verbs of `torrens party`: exchanges, parties, keys, the calendar."""
