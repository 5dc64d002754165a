"""How events become rows: a module a noun of the register."""
