"""Migrations of the vault, by alembic. The mirror has none: it is dropped and folded again."""
