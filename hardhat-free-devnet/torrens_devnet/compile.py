"""Solidity to committed artifacts: `python -m torrens_devnet.compile [--check]`. The only import of solcx.

The compiler is the npm build behind contracts/tools/solc, and its settings are foundry.toml's, so forge and this give
the same bytes. Everything that a reader needs stands in contracts/torrens_contracts/abi/: one JSON a deployable
contract, and index.json with all errors and events of all sources.
"""

import argparse
import shutil
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from solcx import compile_standard
from solcx.exceptions import SolcError

from torrens_devnet.artifacts import Artifact, artifact_of, artifact_text, index_text, source_digest
from torrens_devnet.errors import ArtifactsStale, CompileFailed, CompilerMissing, DevnetError
from torrens_devnet.sources import collect_sources

_OUTPUT: Final = (
    "abi",
    "evm.bytecode.object",
    "evm.deployedBytecode.object",
    "evm.deployedBytecode.immutableReferences",
    "evm.methodIdentifiers",
    "storageLayout",
)
CONTRACTS: Final = Path(__file__).resolve().parents[2] / "contracts"
"""This repository's Foundry project."""


def render(root: Path = CONTRACTS) -> dict[str, str]:
    """Compile and write out in memory what belongs into torrens_contracts/abi.

    Args:
        root: The project's folder.

    Returns:
        File contents by file name; the same sources give the same bytes.
    """
    output = _run(root)
    artifacts = _deployable(output)
    files = {f"{name}.json": artifact_text(artifact) for name, artifact in artifacts.items()}
    files["index.json"] = index_text(
        tuple(artifacts), _all_abis(output), source_digest(root), _settings(_profile(root))
    )
    return files


def write(root: Path = CONTRACTS) -> list[str]:
    """Bring the committed artifacts up to date.

    Args:
        root: The project's folder.

    Returns:
        The names of the files that changed, appeared or went.
    """
    folder = _abi_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    files = render(root)
    stale = _stale(folder, files)
    for name in stale:
        if name in files:
            (folder / name).write_text(files[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return stale


def check(root: Path = CONTRACTS) -> None:
    """Prove that the committed artifacts are what the sources give.

    Args:
        root: The project's folder.

    Raises:
        ArtifactsStale: Some are not; the error names them.
    """
    stale = _stale(_abi_folder(root), render(root))
    if stale:
        raise ArtifactsStale(f"stale in {_abi_folder(root)}: {', '.join(stale)}", stale=stale)


def main(arguments: Sequence[str] | None = None) -> int:
    """Regenerate the artifacts, or prove them fresh.

    Args:
        arguments: The command line; the process's own when absent.

    Returns:
        The exit code: 0, or the error's.
    """
    parser = argparse.ArgumentParser(prog="python -m torrens_devnet.compile", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a file is stale")
    parser.add_argument("--root", type=Path, default=CONTRACTS, help="the Foundry project")
    options = parser.parse_args(arguments)
    try:
        if options.check:
            check(options.root)
        else:
            sys.stdout.writelines(f"wrote {name}\n" for name in write(options.root))
    except DevnetError as error:
        sys.stderr.write(f"{error.code}: {error}; {error.remedy}\n")
        return error.exit_code
    return 0


def _profile(root: Path) -> Mapping[str, Any]:
    try:
        with (root / "foundry.toml").open("rb") as file:
            profile: dict[str, Any] = tomllib.load(file)["profile"]["default"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise CompilerMissing(f"{root / 'foundry.toml'} has no default profile") from error
    return profile


def _settings(profile: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "evmVersion": profile["evm_version"],
        "metadata": {"appendCBOR": profile["cbor_metadata"], "bytecodeHash": profile["bytecode_hash"]},
        "optimizer": {"enabled": profile["optimizer"], "runs": profile["optimizer_runs"]},
        "remappings": profile["remappings"],
        "viaIR": profile["via_ir"],
    }


def _run(root: Path) -> dict[str, Any]:
    profile = _profile(root)
    shim = root / profile["solc"]
    if shutil.which("node") is None:
        raise CompilerMissing("node is not installed", remedy="install it, for example: apt-get install nodejs npm")
    if not (root / "node_modules" / "solc").is_dir():
        raise CompilerMissing(f"{root / 'node_modules' / 'solc'} is missing")
    sources = collect_sources(root, profile["src"], profile["remappings"])
    settings = {**_settings(profile), "outputSelection": {"*": {"*": list(_OUTPUT), "": []}}}
    for name in sources:
        if name.startswith(profile["src"] + "/"):
            settings["outputSelection"][name] = {"*": list(_OUTPUT), "": ["ast"]}
    request = {
        "language": "Solidity",
        "sources": {name: {"content": content} for name, content in sources.items()},
        "settings": settings,
    }
    try:
        output: dict[str, Any] = compile_standard(request, solc_binary=shim)
    except (SolcError, OSError) as error:
        raise CompileFailed(str(getattr(error, "message", error)).strip()) from error
    return output


def _deployable(output: Mapping[str, Any]) -> dict[str, Artifact]:
    artifacts: dict[str, Artifact] = {}
    for source, unit in output["sources"].items():
        for node in unit.get("ast", {}).get("nodes", ()):
            if node["nodeType"] != "ContractDefinition" or node["contractKind"] != "contract" or node["abstract"]:
                continue
            artifact = artifact_of(node["name"], source, output["contracts"][source][node["name"]])
            if artifact.name in artifacts:
                raise CompileFailed(f"two contracts are named {artifact.name}; artifacts go by name")
            artifacts[artifact.name] = artifact
    return dict(sorted(artifacts.items()))


def _all_abis(output: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    own = [source for source, unit in output["sources"].items() if "ast" in unit]
    return [contract["abi"] for source in own for contract in output["contracts"].get(source, {}).values()]


def _abi_folder(root: Path) -> Path:
    return root / "torrens_contracts" / "abi"


def _stale(folder: Path, files: Mapping[str, str]) -> list[str]:
    committed = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    names = sorted(committed.keys() | files.keys())
    return [name for name in names if committed.get(name) != files.get(name)]


if __name__ == "__main__":
    sys.exit(main())
