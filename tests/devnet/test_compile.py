import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from torrens_devnet import compile as compiling
from torrens_devnet.artifacts import source_digest
from torrens_devnet.errors import CompileFailed, CompilerMissing
from torrens_devnet.sources import collect_sources

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (compiling.CONTRACTS / "node_modules" / "solc").is_dir(),
    reason="node or npm solc is not installed: run npm install in contracts/",
)
PRAGMA = "// SPDX-License-Identifier: Apache-2.0\npragma solidity ^0.8.30;\n"
SHELF = (
    PRAGMA
    + """
import {Bad} from "./parts/Bad.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
/* import "./nowhere.sol"; */
contract Shelf {
    struct Pair { uint64 a; address b; }
    address public immutable owner = msg.sender;
    uint128 public low;
    uint128 public high;
    mapping(uint256 id => Pair pair) public pairs;
    event Put(uint256 indexed id, Pair pair);
    function put(uint256 id, Pair calldata pair) external {
        if (id == 0) revert Bad(id);
        pairs[id] = pair;
        emit Put(id, pair);
    }
    function proven(bytes32[] memory proof, bytes32 root) external pure returns (bool) {
        return MerkleProof.verify(proof, root, root);
    }
}
"""
)
PARTS = (
    PRAGMA
    + """
error Bad(uint256 id);
interface IQuiet { event Quiet(address who); }
library Inside { function one() internal pure returns (uint256) { return 1; } }
abstract contract Half { function half() external virtual; }
"""
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "src" / "parts").mkdir(parents=True)
    (tmp_path / "tools").mkdir()
    for name in ("foundry.toml", "package-lock.json"):
        shutil.copy(compiling.CONTRACTS / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(compiling.CONTRACTS / "node_modules")
    (tmp_path / "tools" / "solc").symlink_to(compiling.CONTRACTS / "tools" / "solc")
    (tmp_path / "src" / "Shelf.sol").write_text(SHELF)
    (tmp_path / "src" / "parts" / "Bad.sol").write_text(PARTS)
    return tmp_path


def _abi(project: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (project / "torrens_contracts" / "abi").iterdir()}


@needs_node
def test_what_is_deployable_becomes_an_artifact_and_stays_fresh(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compiling.main(["--root", str(project)]) == 0
    files = _abi(project)
    assert sorted(files) == ["Shelf.json", "index.json"]
    shelf = json.loads(files["Shelf.json"])
    assert shelf["events"] == {"0x" + "".join(shelf["events"])[2:]: "Put(uint256,(uint64,address))"}
    assert list(shelf["errors"].values()) == ["Bad(uint256)"]
    assert shelf["functions"]["0x8da5cb5b"] == "owner()"
    assert shelf["storageLayout"] == [
        {"label": "low", "slot": 0, "offset": 0, "size": 16, "type": "uint128"},
        {"label": "high", "slot": 0, "offset": 16, "size": 16, "type": "uint128"},
        {"label": "pairs", "slot": 1, "offset": 0, "size": 32, "type": "mapping(uint256 => struct Shelf.Pair)"},
    ]
    assert [place["length"] for place in shelf["immutableReferences"]] == [32]
    index = json.loads(files["index.json"])
    assert index["contracts"] == ["Shelf"]
    assert sorted(index["events"].values()) == ["Put(uint256,(uint64,address))", "Quiet(address)"]
    assert index["sourceDigest"] == source_digest(project)
    assert compiling.main(["--root", str(project), "--check"]) == 0
    # a change, a file too many and a file too few are each named
    (project / "src" / "Shelf.sol").write_text(SHELF.replace("id == 0", "id == 1"))
    (project / "torrens_contracts" / "abi" / "Gone.json").write_text("{}")
    capsys.readouterr()
    assert compiling.main(["--root", str(project), "--check"]) == 1
    assert "Gone.json, Shelf.json, index.json" in capsys.readouterr().err
    assert compiling.write(project) == ["Gone.json", "Shelf.json", "index.json"]


@needs_node
def test_the_shim_answers_what_forge_asks_and_nothing_else() -> None:
    shim = compiling.CONTRACTS / "tools" / "solc"
    told = subprocess.run([shim, "--version"], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[0] == "solc, the solidity compiler commandline interface"
    assert re.fullmatch(r"Version: 0\.8\.\d+\+commit\.[0-9a-f]{8}\.Linux\.g\+\+", told.splitlines()[1])
    refused = subprocess.run([shim, "--bin", "A.sol"], capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (2, "")


@needs_node
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("Bad.sol", PRAGMA + "contract A { uint256 x = y; }", "Undeclared identifier"),
        ("Bad.sol", PRAGMA + "contract Shelf {}", "two contracts are named Shelf"),
        ("Bad.sol", PRAGMA + 'import "./Missing.sol";', "Missing.sol cannot be read"),
        (
            "Bad.sol",
            PRAGMA + "library L { function f() external {} } contract A { function g() external { L.f(); } }",
            "external library",
        ),
    ],
)
def test_sources_that_cannot_be_artifacts_fail(project: Path, name: str, content: str, message: str) -> None:
    (project / "src" / name).write_text(content)
    with pytest.raises(CompileFailed, match=message):
        compiling.render(project)


def test_no_sources_no_settings_no_compiler_fail(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CompileFailed, match=r"no \.sol file"):
        collect_sources(tmp_path, "test", [])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CompilerMissing, match="node is not installed"):
        compiling.render(project)
    (project / "foundry.toml").write_text("[profile.ci]")
    with pytest.raises(CompilerMissing, match="no default profile"):
        compiling.render(project)


def test_committed_artifacts_are_of_these_sources() -> None:
    """Needs no compiler; `make artifacts` and CI prove the bytes."""
    index = json.loads((compiling.CONTRACTS / "torrens_contracts" / "abi" / "index.json").read_text())
    assert index["sourceDigest"] == source_digest(compiling.CONTRACTS), "run python -m torrens_devnet.compile"
