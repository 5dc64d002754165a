"""What is registered of a dataset, its salt, the search for its like; kept in the vault."""
