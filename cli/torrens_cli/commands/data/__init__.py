"""Verbs of `torrens data`: fingerprint, prove, verify, redact."""
