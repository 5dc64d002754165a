from collections.abc import Iterator
from pathlib import Path

import pytest

from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog

LOG = signer_from_seed("example.com/log", b"l" * 32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def log(folder: Path) -> Iterator[AuditLog]:
    with AuditLog(folder, LOG) as opened:
        yield opened
