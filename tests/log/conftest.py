from collections.abc import Iterator
from pathlib import Path

import pytest
from log_kit import LOG, memory_folder

from torrens_log.log import AuditLog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def log(folder: Path) -> Iterator[AuditLog]:
    with AuditLog(folder, LOG) as opened:
        yield opened


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder on a disk that syncs at once, where the system has one."""
    with memory_folder() as folder:
        yield folder
