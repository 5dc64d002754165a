"""The form of a committed artifact: what solc gives, without what changes for no reason."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torrens_anchor.hashing.keccak import keccak256
from torrens_devnet.errors import CompileFailed


@dataclass(frozen=True, slots=True)
class StorageSlot:
    """One state variable's place; foreign verifiers prove these.

    Attributes:
        label: Its name.
        slot: The storage slot.
        offset: Bytes from the slot's low end.
        size: Bytes.
        type: The Solidity type.
    """

    label: str
    slot: int
    offset: int
    size: int
    type: str


@dataclass(frozen=True, slots=True)
class Artifact:
    """One deployable contract.

    Attributes:
        name: The contract's name.
        source: Its file, from the project's folder.
        abi: Its ABI, as solc has it.
        bytecode: What creates it, before constructor arguments.
        deployed_bytecode: What then runs, immutables still zero.
        functions: Signatures by 4-byte selector, 0x hex.
        errors: The same for its errors.
        events: Signatures by topic 0, 0x hex.
        immutables: (start, length) of every place in deployed_bytecode that construction fills.
        storage: Its state variables.
    """

    name: str
    source: str
    abi: tuple[Mapping[str, Any], ...]
    bytecode: bytes
    deployed_bytecode: bytes
    functions: Mapping[str, str]
    errors: Mapping[str, str]
    events: Mapping[str, str]
    immutables: tuple[tuple[int, int], ...]
    storage: tuple[StorageSlot, ...]


def artifact_of(name: str, source: str, compiled: Mapping[str, Any]) -> Artifact:
    """Take from solc's output what an artifact keeps.

    Args:
        name: The contract's name.
        source: Its source unit.
        compiled: Its entry in the output's `contracts`.

    Returns:
        The artifact.

    Raises:
        CompileFailed: It needs an external library, which deployment here does not link.
    """
    evm = compiled["evm"]
    if "__$" in evm["bytecode"]["object"]:
        raise CompileFailed(f"{name} links an external library; make its functions internal", contract=name)
    references = (place for places in evm["deployedBytecode"]["immutableReferences"].values() for place in places)
    return Artifact(
        name=name,
        source=source,
        abi=tuple(compiled["abi"]),
        bytecode=bytes.fromhex(evm["bytecode"]["object"]),
        deployed_bytecode=bytes.fromhex(evm["deployedBytecode"]["object"]),
        functions=_signatures([compiled["abi"]], "function"),
        errors=_signatures([compiled["abi"]], "error"),
        events=_signatures([compiled["abi"]], "event"),
        immutables=tuple(sorted((int(place["start"]), int(place["length"])) for place in references)),
        storage=_storage(compiled["storageLayout"]),
    )


def artifact_text(artifact: Artifact) -> str:
    """Write an artifact as its file has it.

    Args:
        artifact: The artifact.

    Returns:
        JSON, keys sorted, a newline at the end.
    """
    content = {
        "contractName": artifact.name,
        "sourceName": artifact.source,
        "abi": artifact.abi,
        "bytecode": "0x" + artifact.bytecode.hex(),
        "deployedBytecode": "0x" + artifact.deployed_bytecode.hex(),
        "functions": artifact.functions,
        "errors": artifact.errors,
        "events": artifact.events,
        "immutableReferences": [{"start": start, "length": length} for start, length in artifact.immutables],
        "storageLayout": [
            {"label": one.label, "slot": one.slot, "offset": one.offset, "size": one.size, "type": one.type}
            for one in artifact.storage
        ],
    }
    return _text(content)


def index_text(
    names: Sequence[str], abis: Sequence[Sequence[Mapping[str, Any]]], digest: str, settings: Mapping[str, Any]
) -> str:
    """Write index.json: what there is, and every error and event of contracts, interfaces and libraries.

    Args:
        names: The artifacts' names.
        abis: The ABIs of all sources.
        digest: `source_digest`.
        settings: The compiler's settings.

    Returns:
        JSON, keys sorted, a newline at the end.
    """
    return _text(
        {
            "contracts": list(names),
            "errors": _signatures(abis, "error"),
            "events": _signatures(abis, "event"),
            "settings": settings,
            "sourceDigest": digest,
        }
    )


def source_digest(root: Path) -> str:
    """Hash what the artifacts are made from, so that staleness shows without a compiler.

    Args:
        root: The Foundry project.

    Returns:
        SHA-256, hex, over names and digests of src, foundry.toml and package-lock.json.
    """
    paths = [*(root / "src").rglob("*.sol"), root / "foundry.toml", root / "package-lock.json"]
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n"
        for path in paths
        if path.is_file()
    )
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def signature(entry: Mapping[str, Any]) -> str:
    """Write the canonical signature of an ABI entry, whose Keccak names it on chain.

    Args:
        entry: A function, error or event.

    Returns:
        name(type,…), tuples spelled out.
    """
    return f"{entry['name']}({','.join(_canonical(value) for value in entry['inputs'])})"


def _canonical(value: Mapping[str, Any]) -> str:
    kind: str = value["type"]
    if not kind.startswith("tuple"):
        return kind
    return f"({','.join(_canonical(part) for part in value['components'])}){kind.removeprefix('tuple')}"


def _signatures(abis: Sequence[Sequence[Mapping[str, Any]]], kind: str) -> dict[str, str]:
    size = 32 if kind == "event" else 4
    found = {signature(entry) for abi in abis for entry in abi if entry["type"] == kind}
    named: dict[str, str] = {}
    for one in sorted(found):
        key = "0x" + keccak256(one.encode())[:size].hex()
        if named.setdefault(key, one) != one:
            raise CompileFailed(f"{one} and {named[key]} share the selector {key}")
    return dict(sorted(named.items()))


def _storage(layout: Mapping[str, Any]) -> tuple[StorageSlot, ...]:
    types = layout["types"] or {}
    return tuple(
        StorageSlot(
            label=entry["label"],
            slot=int(entry["slot"]),
            offset=int(entry["offset"]),
            size=int(types[entry["type"]]["numberOfBytes"]),
            type=types[entry["type"]]["label"],
        )
        for entry in layout["storage"]
    )


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
