"""The law, as plain functions over frozen dataclasses: no clock, no chain, no database.

What must hold against an insider is also in a contract; a differential test runs both on the same inputs.
"""
