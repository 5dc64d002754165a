"""Digests, Keccak, and the one tree of RFC 9162: checked, proven, grown."""
