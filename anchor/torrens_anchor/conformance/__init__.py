"""The door for anybody's vectors: `python -m torrens_anchor.conformance KIND FILE`."""
