"""A command group that imports a command's module only when the command runs, so that `torrens --help` stays light."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from torrens_cli.errors import ExtraMissing


class Entry(NamedTuple):
    """Where a command lives, and its line of help."""

    module: str
    help: str


class LazyGroup(TyperGroup):
    """The top of the command tree."""

    entries: ClassVar[dict[str, Entry]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own context type is private
        """Returns the names, in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - as above
        """Returns a stub that carries the line of help: enough to list it."""
        entry = self.entries.get(cmd_name)
        return None if entry is None else TyperCommand(name=cmd_name, help=entry.help)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        """Imports the module of the command that is really called."""
        entry = self.entries.get(args[0]) if args else None
        if entry is None:
            return super().resolve_command(ctx, args)
        try:
            app = import_module(entry.module).app
        except ModuleNotFoundError as error:
            if error.name is None or error.name.startswith("torrens_"):
                raise
            message = f"`torrens {args[0]}` needs the package {error.name}, which is not installed"
            raise ExtraMissing(message, package=error.name) from error
        return args[0], typer.main.get_command(app), args[1:]
