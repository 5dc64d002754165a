"""How bytes are read and written: canonical JSON, numbers, hex and base64, members that a type names."""
