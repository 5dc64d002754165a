"""Fingerprints of tables by lines or by values, the proof of a row or a cell, salts."""
