"""The sources of one compilation: every file below src, and what they import."""

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from torrens_devnet.errors import CompileFailed

_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_IMPORT: Final = re.compile(r"\bimport\b[^;\"']*[\"']([^\"']+)[\"']")


def collect_sources(root: Path, src: str, remappings: Sequence[str]) -> dict[str, str]:
    """Read all sources, following imports, named as the compiler will ask for them.

    Args:
        root: The Foundry project.
        src: Its source folder.
        remappings: `prefix=target`, as foundry.toml has them.

    Returns:
        Contents by source unit name, in order of the names.

    Raises:
        CompileFailed: There is no source, or an import does not exist.
    """
    waiting = [path.relative_to(root).as_posix() for path in (root / src).rglob("*.sol")]
    if not waiting:
        raise CompileFailed(f"no .sol file below {root / src}")
    sources: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        if name in sources:
            continue
        try:
            sources[name] = (root / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CompileFailed(f"source {name} cannot be read: {error}") from error
        waiting += [_resolve(name, found, remappings) for found in _imports(sources[name])]
    return dict(sorted(sources.items()))


def _imports(content: str) -> list[str]:
    return _IMPORT.findall(_COMMENT.sub("", content))


def _resolve(importer: str, imported: str, remappings: Sequence[str]) -> str:
    if imported.startswith("."):
        parts: list[str] = list(PurePosixPath(importer).parent.parts)
        for part in PurePosixPath(imported).parts:
            if part == "..":
                parts.pop()
            else:
                parts.append(part)
        return "/".join(parts)
    for prefix, _, target in sorted((mapping.partition("=") for mapping in remappings), reverse=True):
        if imported.startswith(prefix):
            return target + imported.removeprefix(prefix)
    return imported
