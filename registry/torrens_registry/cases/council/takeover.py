"""A change of law: new versions of modules that the council enabled take the places of the old ones in the manifest.

Titles stay where they are: the register is a journal of words, and modules are who may say them. The mirror follows
every module that Register enabled, by itself; the manifest says which of them the commands speak to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from torrens_contracts.artifacts import MODULES, load
from torrens_contracts.deploying.deploy import code_hash
from torrens_contracts.deploying.deployment import DeployedModule, Deployment
from torrens_contracts.deploying.plan import runs
from torrens_contracts.errors import ArgumentRefused, CodeHashDiffers
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.types import Address
from torrens_registry.cases.council.modules import read_modules
from torrens_registry.errors import NotStored, WrongState
from torrens_registry.office import Office


def adopt(office: Office, versions: Mapping[str, Address]) -> Deployment:
    """Gives the manifest in which new versions stand for the old ones; nothing is sent.

    Args:
        office: The office.
        versions: Addresses of the new versions by the modules' names.

    Returns:
        The manifest.

    Raises:
        ArgumentRefused: A name is no module's.
        NotStored: The council never enabled a module at an address.
        WrongState: Its time has not come, or is over.
        CodeHashDiffers: What stands there is no version of that module that this release can speak to.
    """
    known, now, places = read_modules(office), office.next_time(), {}
    for name, address in versions.items():
        if name not in MODULES:
            raise ArgumentRefused(f"there is no module {name}", remedy=f"name one of {', '.join(MODULES)}", module=name)
        if (found := known.get(address)) is None:
            raise NotStored(
                f"the council never enabled a module at {to_hex(address)}",
                remedy="enable it first, and wait for its time",
                address=to_hex(address),
            )
        if (state := found.state(now)) != "ENABLED":
            raise WrongState(
                f"the module at {to_hex(address)} is {state}: it may write from {found.from_} until {found.until}",
                remedy="wait until its term begins, or name another version",
                address=to_hex(address),
                state=state,
            )
        if not runs(load(name), office.wire.code(address)):
            raise CodeHashDiffers(
                f"the code at {to_hex(address)} is not that of {name} in this release",
                remedy="use the release of this software that belongs to the new version",
                contract=name,
                address=to_hex(address),
            )
        places[name] = DeployedModule(name, address, code_hash(office.wire, address))
    old = office.deployment
    return replace(old, modules=tuple(places.get(one.name, one) for one in old.modules))
