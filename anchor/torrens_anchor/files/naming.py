"""What is wrong inside a file is said with the file's name: a reader of bytes does not know where they came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torrens_anchor.errors import MalformedInput, MalformedTable


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name a file in the errors of what reads it.

    Args:
        path: The file.

    Yields:
        Nothing; to be held while its bytes are read.

    Raises:
        MalformedInput: As raised inside, with the file named.
        MalformedTable: Likewise.
    """
    try:
        yield
    except (MalformedInput, MalformedTable) as error:
        if "path" in error.facts:
            raise
        raise type(error)(f"{path}: {error}", remedy=error.remedy, path=str(path), **error.facts) from error
