"""What the verbs of several nouns put into a bundle: captures, seals, time tokens."""
