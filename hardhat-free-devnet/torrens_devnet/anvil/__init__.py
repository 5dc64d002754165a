"""anvil as a child process: the journal that is replayed into it, headers rebuilt from fields."""
