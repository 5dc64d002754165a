"""The acts: what each step does. Every step calls the same use-cases as the commands do."""
