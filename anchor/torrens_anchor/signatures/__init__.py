"""The only doors to the libraries that verify Ed25519, secp256k1 and P-256."""
