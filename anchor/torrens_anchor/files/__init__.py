"""Fingerprints of files and folders of any size, and the proof of one file."""
