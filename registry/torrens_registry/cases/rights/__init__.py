"""What a holder does with a right, and what is laid on it: licences, splits, transfers, freezes, interests."""
