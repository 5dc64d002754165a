"""Published bundles, judged with a ledger kept: for the tests of reports and of the ledger itself."""

import json

from bundle_case import FOLDER

from torrens_anchor.reports.examine import Examined, examine

KINDS = (
    "title", "grant-bound", "voucher", "dataset-row", "dataset-row-opened", "log-entry-63-of-64", "log-redaction",
    "recognition-club", "qbft-voucher", "qbft-contract-trail", "receipt-voucher", "platform", "contract-buyer",
)  # fmt: skip
"""Published bundles, one of each kind of record, seal and part."""
GOOD = sorted(each.name for each in FOLDER.iterdir() if not each.name.endswith("_fail"))
BAD = sorted(each.name for each in FOLDER.iterdir() if each.name.endswith("_fail"))[::7]


def published(name: str) -> Examined:
    case = json.loads((FOLDER / name / "case.json").read_bytes())
    bundle, policy = (FOLDER / name / "bundle.json").read_bytes(), (FOLDER / name / "policy.json").read_bytes()
    return examine(bundle, policy, at=case["at"])
