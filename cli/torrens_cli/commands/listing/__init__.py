"""Verbs of `torrens listing`."""
