"""Verbs of `torrens council`: modules, roles, the schedule, papers."""
