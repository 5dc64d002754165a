"""The data that a verb is told of, as a person names it: at hand, or as a fingerprint that was made elsewhere.

One reading for all verbs that make something of data: in the form in which it is registered, with the bar and the notes
of `data fingerprint`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torrens_anchor.datasets.contents import parse_contents
from torrens_anchor.datasets.reading import Found, found_in, read_files
from torrens_anchor.errors import MalformedInput
from torrens_anchor.files.filestream import open_stable
from torrens_cli import files
from torrens_cli.commands.data.folders import check_beside, read_folder
from torrens_cli.commands.data.tables import Values, is_typed, read
from torrens_cli.errors import ArgumentRefused
from torrens_cli.hashing import Making, hash_file


@dataclass(frozen=True, slots=True)
class Given:
    """The data of a case, or of a capture.

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

    def place(self, out: Path, *others: Path | None) -> None:
        """Says where what is made of the data will stand, before the work that makes it.

        Args:
            out: The place.
            others: Other files that are read.

        Raises:
            UnusableFile: It is one of the files that are read, or no regular file.
            ArgumentRefused: It lies in the folder that is read, or is where new salts go.
        """
        values = (self.values.schema, self.values.salts.file, self.values.salts.secret)
        files.place(out, inputs=[*self.paths, *filter(None, (*values, *others))])
        new = self.values.salts.new
        if new is not None and new.resolve() == out.resolve():
            raise ArgumentRefused(f"{out} is where the new salts go, too", argument="new-salts", value=str(out))
        for path in self.paths:
            if path.is_dir():
                check_beside(path, "out", out)

    def found(self, making: Making) -> Found:
        """Reads the data, or its fingerprint.

        Args:
            making: How files and folders are read.

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
            return self._by_values(making)
        if any(path.is_dir() for path in self.paths):
            return self._folder(making)
        return found_in(read_files(self.paths, hash_file=lambda path: hash_file(path, making)))

    def _folder(self, making: Making) -> Found:
        if len(self.paths) > 1:
            raise MalformedInput("a folder is registered alone", remedy="put all into one folder", field="files")
        return Found(read_folder(self.paths[0], making).listing.fingerprint)

    def _by_values(self, making: Making) -> Found:
        """Reads a table by its values, and what its file hashes to besides; it may not change between."""
        [path] = self.paths
        with open_stable(path) as file:
            whole = hash_file(path, making)
            contents = read(path, self.values).fingerprint()
            file.check(whole.size)
        return Found(contents, whole)
