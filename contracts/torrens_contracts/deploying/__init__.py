"""A register and its modules put on a chain, and the manifest that says where they stand."""
