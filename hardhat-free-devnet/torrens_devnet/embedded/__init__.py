"""py-evm in this process: the chain, its store, calls, proofs, seals, JSON views, the table of methods."""
