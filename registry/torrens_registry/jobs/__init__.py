"""Jobs: what runs once at a time and restarts anywhere, because its lease and its cursor stand in the database."""
