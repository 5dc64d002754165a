"""Verbs of `torrens recognize`: peers, clubs, facts."""
