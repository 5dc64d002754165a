"""What people are told of a verdict: its words, the report for a court, the appendix that redoes each hash."""
