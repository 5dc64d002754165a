"""The chain's only Python door: ids, words, wire, typed events, typed calls, transactions.

What a mirror needs (`wire`, `events`, `words`, `ids`) imports neither web3 nor eth_abi; `calls` and `door` import
eth_abi; only `web3_provider` imports web3, and nothing here imports that.
"""
