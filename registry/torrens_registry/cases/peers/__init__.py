"""Other registers: accredited, their headers and records taken in; our good standing stated for theirs."""
