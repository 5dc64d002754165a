"""What a chain's node is asked, and what it answers: JSON-RPC, headers, proofs."""
