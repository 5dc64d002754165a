"""The API: routes over what mirror and vault hold. It reads SQL and files only, so it answers without a node."""
