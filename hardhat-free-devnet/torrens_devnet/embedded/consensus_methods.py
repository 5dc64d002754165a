"""Besu's `qbft_` methods of an embedded chain that validators seal. A proposal asks all of them at once."""

from collections.abc import Callable, Sequence
from typing import Final

from torrens_devnet.embedded.chain import EmbeddedChain
from torrens_devnet.engine import Json
from torrens_devnet.rpc_codec import data, invalid, parameter, parse_address, parse_block


def _validators(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    header = chain.header_at(parse_block(parameter(params, 0)))
    return [data(one) for one in (chain.consensus.shown(header) if chain.consensus else ())]


def _propose(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    admit = parameter(params, 1)
    if not isinstance(admit, bool):
        raise invalid("the vote must be true, to admit, or false, to drop")
    chain.wish(parse_address(parameter(params, 0), "address"), admit=admit)
    return True


def _discard(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    chain.wish(parse_address(parameter(params, 0), "address"), admit=None)
    return True


def _pending(chain: EmbeddedChain, _params: Sequence[Json]) -> Json:
    wishes = chain.consensus.wishes if chain.consensus else {}
    return {data(subject): admit for subject, admit in wishes.items()}


QBFT_METHODS: Final[dict[str, Callable[[EmbeddedChain, Sequence[Json]], Json]]] = {
    "qbft_getValidatorsByBlockNumber": _validators,
    "qbft_proposeValidatorVote": _propose,
    "qbft_discardValidatorVote": _discard,
    "qbft_getPendingVotes": _pending,
}
"""Answered beside all others where the chain has validators."""
