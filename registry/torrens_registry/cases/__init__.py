"""Use-cases of the registrar: one file a noun. Each checks the rules, then goes to the chain by one SQL transaction."""
