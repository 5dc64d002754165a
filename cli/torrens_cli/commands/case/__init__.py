"""Verbs of `torrens case`: notice, objection, registration, and a title's life."""
