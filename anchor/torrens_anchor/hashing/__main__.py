"""Run by `python -m torrens_anchor.hashing keccak-256`: hashes standard input, for who has an OpenSSL before 3.2.

Prints the digest and " *stdin", as `openssl dgst -r` does. The hash is the one in pure Python, whatever is installed.
"""

import sys

from torrens_anchor.hashing.keccak import keccak256_pure

if sys.argv[1:] != ["keccak-256"]:
    sys.exit("usage: python -m torrens_anchor.hashing keccak-256 < BYTES (openssl has the other functions)")
sys.stdout.write(f"{keccak256_pure(sys.stdin.buffer.read()).hex()} *stdin\n")
