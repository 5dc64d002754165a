"""What is registered: one root for a file, a table, a folder, or several files."""
