"""A mirror that is killed anywhere goes on where it was: nothing lost, nothing twice."""

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from registry_kit import World

from torrens_contracts.deploying.deployment import write_deployment
from torrens_registry.mirror.check import check
from torrens_registry.mirror.digest import state_digest
from torrens_registry.mirror.sync import Mirror
from torrens_registry.store.db import Store

KILLED = """
    import os, sys
    sys.path[:0] = sys.argv[5:]
    from torrens_contracts.deploying.deployment import parse_deployment
    from torrens_contracts.node.wire import Wire
    from torrens_registry.mirror.profile import ChainProfile
    from torrens_registry.mirror.sync import Mirror
    from torrens_registry.settings import Finality
    from torrens_registry.store.db import Store
    database, url, manifest, at = sys.argv[1:5]
    seen = 0
    def trace(frame, event, arg):
        global seen
        if frame.f_code.co_filename.endswith(("apply.py", "mirror_rows.py", "sync.py", "rows.py")):
            seen += 1
            if seen == int(at):
                os.kill(os.getpid(), 9)
        return trace
    found = parse_deployment(open(manifest, "rb").read())
    profile = ChainProfile(
        found.chain_id, found.register, found.origin, int(found.deploy_block), Finality.parse("depth:8")
    )
    with Store(database) as store, Wire(url) as wire:
        mirror = Mirror(store, wire, profile)
        mirror.start()
        sys.settrace(trace)
        mirror._span = 6
        mirror.catch_up()
"""


@pytest.mark.parametrize("at", [900, 6000])
def test_a_killed_mirror_goes_on(world: World, store: Store, tmp_path: Path, at: int) -> None:
    url = f"sqlite:///{tmp_path}/killed.sqlite3"
    (tmp_path / "deployment.json").write_bytes(write_deployment(world.deployment))
    arguments = [url, world.url, str(tmp_path / "deployment.json"), str(at), *sys.path]
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), *arguments], check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    with Store(url) as other:
        mirror = Mirror(other, world.wire, world.profile("depth:8"))
        mirror.start()
        mirror.catch_up()
        with store.read() as one, other.read() as two:
            assert state_digest(one) == state_digest(two)
        assert check(other, world.wire, world.profile()).good
