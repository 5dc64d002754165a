"""Verbs of `torrens log`: the audit log, its cosignatures, its policy."""
