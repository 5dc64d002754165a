"""The chain's only Python door: ids, words, wire, typed events, typed calls, transactions.

What a mirror needs (`wire`, `events`, `words`, `ids`) imports neither web3 nor eth_abi; `calls` imports eth_abi; only
`door` imports web3, and only when its `web3` is asked for.
"""
