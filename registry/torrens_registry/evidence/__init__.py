"""What others can check without asking: audit log, checkpoints, notaries' seals, proofs for partners, bundles."""
