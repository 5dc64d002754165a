"""What a chain proves: headers, tries, receipts, seals, words and ids, statements of good standing."""
