"""How bytes are read and written: canonical JSON, numbers, hex and base64, typed members, text for a terminal."""
