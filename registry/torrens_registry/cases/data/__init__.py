"""What a dataset's files hash to, and what the vault keeps of them."""
