"""What keys sign: the EIP-712 structs of the verbs, a module a noun; the table in contracts/README.md names them."""
