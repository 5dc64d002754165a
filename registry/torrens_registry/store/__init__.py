"""The only room that speaks SQL. Mirrored tables come from the chain; the vault keeps what the chain cannot give."""
