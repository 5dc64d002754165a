"""The registry: rules, cases, writer, mirror, evidence, store, API and portal of one exchange."""
