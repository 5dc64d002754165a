"""The root of the registry's errors."""

from typing import ClassVar

from torrens_anchor.errors import TorrensError


class RegistryError(TorrensError):
    """Root of torrens_registry."""

    code: ClassVar[str] = "registry"
    default_remedy: ClassVar[str] = "read the message; it names the fact and the rule"
