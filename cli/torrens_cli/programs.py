"""What runs here, by digest: for platform statements (article 17) and captures (article 18), which name programs.

A package's digest is SHA-256 of the list that `sha256sum` prints of its Python files, so that anybody redoes it beside
the package's folder: `find PACKAGE -name '*.py' | LC_ALL=C sort | xargs sha256sum | sha256sum` (SPEC-bundle.md 5).
"""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from torrens_anchor.documents.platformstatement import Software
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_cli.errors import ArgumentRefused
from torrens_contracts.deploying.deployment import Deployment

PACKAGES: Final = ("torrens_anchor", "torrens_log", "torrens_contracts", "torrens_registry", "torrens_cli")
"""The packages that an exchange runs."""


def release() -> str:
    """Gives the version of what is installed; "unreleased" where nothing says it.

    Returns:
        The version.
    """
    try:
        return installed("torrens")
    except PackageNotFoundError:
        return "unreleased"


def hasher() -> tuple[str, str]:
    """Gives what hashes data here, as a capture names its tool: name with version, and the digest of its package.

    Returns:
        Name with version, and digest.
    """
    return f"torrens {release()}", str(package_digest(PACKAGES[0]))


def software(deployment: Deployment) -> tuple[Software, ...]:
    """Gives the programs of an exchange, and the code of its contracts as it stands on chain.

    Args:
        deployment: The home's deployment.

    Returns:
        Packages by the digest of their files, contracts by the Keccak-256 of their code.
    """
    version = release()
    code = [("Register", deployment.register_code_hash), *((one.name, one.code_hash) for one in deployment.modules)]
    return (
        *(Software(name, version, package_digest(name)) for name in PACKAGES),
        *(Software(name, version, Digest(Algorithm.KECCAK_256, bytes(value))) for name, value in code),
    )


def package_digest(name: str) -> Digest:
    """Hashes a package as it stands here.

    Args:
        name: The package's name.

    Returns:
        SHA-256 of the list of its Python files, a line each: digest, two spaces, path.

    Raises:
        ArgumentRefused: There is no such package, or none of files.
    """
    found = find_spec(name)
    folders = [Path(place) for place in (found.submodule_search_locations or ())] if found else []
    files = {f"{name}/{file.relative_to(top).as_posix()}": file for top in folders for file in top.rglob("*.py")}
    if not files:
        raise ArgumentRefused(f"no files of a package {name} are installed here", argument="package", value=name)
    lines = (f"{sha256(files[path].read_bytes()).hexdigest()}  {path}\n" for path in sorted(files, key=str.encode))
    return Digest(Algorithm.SHA_256, sha256("".join(lines).encode()).digest())
