"""What a court is handed, and what it trusts beforehand: bundle and policy, parsed."""
