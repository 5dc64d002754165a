"""The log as others see it: keys, signed notes, checkpoints, cosignatures, proofs, entries."""
