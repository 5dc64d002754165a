"""The manifest in an exchange's home: where its contracts are, and the chain that its mirror follows."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from torrens_contracts.deploying.deployment import Deployment, parse_deployment
from torrens_contracts.errors import NotDeployed, WrongChain
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.settings import Settings

MANIFEST: Final = "deployment.json"
"""Name of the deployment's manifest in a home."""


def read_manifest(home: Path) -> Deployment:
    """Reads the manifest of a home.

    Args:
        home: The home folder.

    Returns:
        The deployment.

    Raises:
        NotDeployed: There is none.
        MalformedDeployment: It is none.
    """
    file = home / MANIFEST
    try:
        return parse_deployment(file.read_bytes())
    except OSError as error:
        raise NotDeployed(f"there is no deployment manifest {file}", file=str(file)) from error


def profile_of(settings: Settings, deployment: Deployment) -> ChainProfile:
    """Gives the profile of a home's chain.

    Args:
        settings: The home's settings.
        deployment: Its deployment.

    Returns:
        What the mirror asks for.

    Raises:
        WrongChain: The settings name another chain than the deployment is on.
    """
    if settings.chain_id != deployment.chain_id:
        raise WrongChain(
            f"the deployment manifest is of chain {deployment.chain_id}, the settings are of {settings.chain_id}",
            found=deployment.chain_id,
            expected=settings.chain_id,
        )
    return ChainProfile(
        chain_id=deployment.chain_id,
        register=deployment.register,
        origin=deployment.origin,
        first_block=int(deployment.deploy_block),
        finality=settings.finality,
    )
