"""Verbs of `torrens right`: licences, transfers, orders, interests."""
