"""Products of a right, and what reviewers find on them."""
