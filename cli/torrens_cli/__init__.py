"""The command line: one file a command, each a thin way down to a use-case."""
