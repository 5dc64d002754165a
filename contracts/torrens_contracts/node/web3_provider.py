"""web3 on our own wire: the only import of web3 in the house, and only when someone asks for it."""

from __future__ import annotations

from typing import Any

from web3 import Web3
from web3.providers import JSONBaseProvider
from web3.types import RPCEndpoint, RPCResponse

from torrens_contracts.errors import NodeRefused
from torrens_contracts.node.wire import Wire


class WireProvider(JSONBaseProvider):
    """A web3 provider whose requests are a `Wire`'s: one connection, and our errors for what is no answer.

    Args:
        wire: The wire; its owner closes it.
    """

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def make_request(self, method: RPCEndpoint, params: Any) -> RPCResponse:  # noqa: ANN401 - web3's own type
        """Make one request.

        Args:
            method: The JSON-RPC method.
            params: Its parameters.

        Returns:
            The answer as web3 takes it; a node's refusal is an answer.
        """
        number = next(self.request_counter)
        try:
            result: Any = self._wire.call(str(method), *params)
        except NodeRefused as refusal:
            error: Any = {"code": refusal.number, "message": refusal.said, "data": refusal.data}
            return {"jsonrpc": "2.0", "id": number, "error": error}
        return {"jsonrpc": "2.0", "id": number, "result": result}


def open_web3(wire: Wire) -> Web3:
    """Give web3 over a wire.

    Args:
        wire: The wire.

    Returns:
        A Web3.
    """
    return Web3(WireProvider(wire))
