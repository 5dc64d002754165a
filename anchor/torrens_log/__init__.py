"""The audit log on disk: tiles, checkpoints, keys and a witness (one floor above torrens_anchor)."""
