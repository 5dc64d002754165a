"""Verbs of `torrens voucher`: terms, the voucher, its bundle, its life."""
