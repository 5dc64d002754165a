"""Run by `python -m torrens_anchor.conformance KIND FILE`."""

import sys

from torrens_anchor.conformance.door import main

sys.exit(main(sys.argv[1:]))
