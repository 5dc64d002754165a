"""What is to be registered, as a person names it: data at hand, or a fingerprint that was made elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torrens_anchor.datasets.contents import parse_contents
from torrens_anchor.datasets.reading import Found, read_data
from torrens_cli import files
from torrens_cli.commands.data_tables import Values, is_typed, read
from torrens_cli.errors import ArgumentRefused


@dataclass(frozen=True, slots=True)
class Given:
    """The data of a case.

    Attributes:
        paths: Its files, or its folder; none where a fingerprint is handed over.
        fingerprint: What its owner made elsewhere and hands over instead, or None.
        mode: How a table becomes leaves, as named.
        values: Schema and salts of a table by its values.
    """

    paths: Sequence[Path]
    fingerprint: Path | None
    mode: str | None
    values: Values

    @property
    def read(self) -> bool:
        """Whether the data itself is read here."""
        return self.fingerprint is None

    def found(self) -> Found:
        """Reads the data, or its fingerprint.

        Returns:
            What is registered.

        Raises:
            ArgumentRefused: Both or neither are named, or a mode that does not go with them.
            UnusableFile: The data cannot be read.
            MalformedInput: It is no fingerprint, or of no form that is registered.
            SaltMissing: The table is salted and no salts were named.
        """
        named = self.mode is not None or self.values.named()
        if self.fingerprint is not None:
            if self.paths or named:
                raise ArgumentRefused(
                    "--fingerprint stands in the place of the data: no files, no mode, no schema, no salts",
                    argument="fingerprint",
                )
            return Found(parse_contents(files.read(self.fingerprint)))
        if not self.paths:
            raise ArgumentRefused("name the data, or the --fingerprint that its owner made of it", argument="files")
        if named and any(is_typed(self.mode, path, self.values) for path in self.paths):
            if len(self.paths) > 1:
                raise ArgumentRefused("mode typed reads one table at a time", argument="files")
            return Found(read(self.paths[0], self.values).fingerprint())
        return read_data(self.paths)
