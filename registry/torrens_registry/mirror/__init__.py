"""The mirror: chain state in SQL, exact and provable. It alone writes mirrored tables."""
