"""A sale and its voucher: terms, both signatures, correction, dispute, use; listings of other registers sold here."""
