"""The trade's part of a verdict: what was signed, by whom, and that the register holds it."""

from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.bundles.trade import Consent
from torrens_anchor.chain import layout
from torrens_anchor.chain.eip712 import split_digest, torrens_domain, voucher_id
from torrens_anchor.chain.ids import listing_id
from torrens_anchor.chain.layout import Kind
from torrens_anchor.errors import FieldMismatch, SignatureMismatch, TrustMissing
from torrens_anchor.signatures.secp256k1 import parse_signature, recover
from torrens_anchor.verdicts.chain import Words
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level

ISSUED = 1
"""VOUCHER.state of a voucher that stands (contracts/words.json)."""
LISTINGS = frozenset({1, 2, 3})
"""LISTING.state: LISTED, SUSPENDED, DELISTED; what became of a listing after the sale takes nothing from it."""
SIGN = 1
"""KEY.roles bit of a key that signs for its party."""
VOUCHERS_CODE = "code of Vouchers, which asked the signing contract (ERC-1271)"
"""Who is trusted for a consent without a signature, besides the notaries."""
_NO_LEG = "the money part is not disclosed"


@dataclass(frozen=True, slots=True)
class Issue:
    """What the VOUCHER word says of its issue.

    Attributes:
        at: When, UTC seconds.
        notaries: Who sealed the header it is proven under; empty when nobody that the policy trusts did.
    """

    at: int
    notaries: tuple[str, ...]


def check_voucher(bundle: Bundle, record: VoucherRecord, ids: tuple[bytes, ...], words: Words, report: Report) -> bytes:
    """Check a voucher's terms, money, consents and words.

    Args:
        bundle: The bundle.
        record: The voucher.
        ids: Ids along the licence's path; empty when it does not link.
        words: Proven words.
        report: Takes the findings.

    Returns:
        The voucher's id, computed from its terms.
    """
    domain = torrens_domain(bundle.home.chain_id, bundle.home.register, bundle.home.deployment_salt)
    identifier = voucher_id(domain, record.terms)
    issue = _check_word(record, identifier, words, report)
    _check_terms(bundle, record, ids, words, report)
    _check_money(record, report)
    terms = record.terms
    for role, consent, party in (("seller", record.seller, terms.seller), ("buyer", record.buyer, terms.buyer)):
        signed, key = (Fact.SELLER, Fact.SELLER_KEY) if role == "seller" else (Fact.BUYER, Fact.BUYER_KEY)
        with report.fact(signed, Level.RECORD, signer=f"0x{consent.signer.hex()}", party=party) as finding:
            finding.show(scheme="ecdsa" if consent.signature else "erc1271")
            finding.trust(*_check_consent(consent, identifier, issue, words, independent=report.independent))
        with report.fact(key, Level.HEADER, signer=f"0x{consent.signer.hex()}", party=party):
            _check_key(consent, party, issue, words)
    return identifier


def check_holder(record: VoucherRecord, holder: int | None, report: Report) -> None:
    """Check that the licence is the buyer's still.

    Args:
        record: The voucher.
        holder: Who holds the licence by its GRANT word; None where no word shows it.
        report: Takes the finding.
    """
    buyer = record.terms.home_buyer
    with report.fact(Fact.LICENCE_HOLDER, Level.HEADER, party=buyer) as finding:
        if holder is None:
            raise TrustMissing("no GRANT word shows who holds the licence")
        finding.show(holder=holder)
        if holder != buyer:
            raise TrustMissing(
                f"the licence is held by party {holder}, not by the buyer {buyer}: nothing here shows how it passed",
                remedy="ask the issuer for the log entry by which the licence passed on",
            )


def _check_word(record: VoucherRecord, identifier: bytes, words: Words, report: Report) -> Issue | None:
    """Check the VOUCHER word under the id that the terms hash to; give what it says of its issue."""
    issue = None
    with report.fact(Fact.VOUCHER_ID, Level.RECORD, id=f"0x{identifier.hex()}"):
        words.need(Kind.VOUCHER, identifier)
    with report.fact(Fact.VOUCHER_WORD, Level.HEADER) as finding:
        proven = words.need(Kind.VOUCHER, identifier)
        word = layout.fields(layout.VOUCHER, proven.word)
        finding.show(state=word["state"], issuedAt=word["issuedAt"], exchange=word["exchange"])
        issue = Issue(word["issuedAt"], proven.notaries)
        if word[""] or word["exchange"] != record.terms.exchange:
            raise FieldMismatch(f"the VOUCHER word is of exchange {word['exchange']}, not {record.terms.exchange}")
        if not record.terms.agreed_at <= issue.at <= record.terms.deadline:
            raise FieldMismatch("the voucher was issued before it was agreed, or past its deadline")
        if word["state"] != ISSUED:
            raise FieldMismatch(f"the voucher stands no more: its state is {word['state']}")
    return issue


def _check_terms(bundle: Bundle, record: VoucherRecord, ids: tuple[bytes, ...], words: Words, report: Report) -> None:
    terms = record.terms
    with report.fact(Fact.TERMS_HOME, Level.RECORD, homeChainId=terms.home_chain_id):
        if (terms.home_chain_id, terms.home_register) != (bundle.home.chain_id, bundle.home.register):
            raise TrustMissing(
                "the rights traded live in another register than the voucher",
                remedy="verify a grant bundle of that register beside this one",
            )
        if (terms.home_seller, terms.home_buyer) != (terms.seller, terms.buyer):
            raise FieldMismatch("for a home sale, homeSeller and homeBuyer repeat seller and buyer")
    with report.fact(Fact.LICENCE_ID, Level.RECORD, id=f"0x{terms.licence_grant_id.hex()}"):
        if ids[-2:] != (terms.seller_grant_id, terms.licence_grant_id):
            raise FieldMismatch("the disclosed keys are not those of the seller's grant and the buyer's licence")
    with report.fact(Fact.LISTING_ID, Level.RECORD, id=f"0x{terms.listing_id.hex()}"):
        product = record.product
        if listing_id(terms.seller_grant_id, terms.exchange, product.digest, product.nonce) != terms.listing_id:
            raise FieldMismatch("the listing's id is not that of this grant, exchange and product")
    with report.fact(Fact.LISTING_WORD, Level.HEADER) as finding:
        word = layout.fields(layout.LISTING, words.need(Kind.LISTING, terms.listing_id).word)
        finding.show(state=word["state"], exchange=word["exchange"], grade=word["grade"])
        if word["state"] not in LISTINGS:
            raise FieldMismatch(f"the LISTING word has state {word['state']}, which no listing has")
        if word[""] or word["exchange"] != terms.exchange:
            raise FieldMismatch(f"the LISTING word is of exchange {word['exchange']}, not {terms.exchange}")


def _check_money(record: VoucherRecord, report: Report) -> None:
    with report.fact(Fact.MONEY, Level.RECORD) as finding:
        if record.money is None:
            raise TrustMissing(_NO_LEG, remedy="ask a party of the trade to disclose it")
        finding.show(amountFen=str(record.money.amount_fen))
        if record.money.struct_hash() != record.terms.money_hash:
            raise FieldMismatch("the disclosed money part does not hash to the signed one")
    with report.fact(Fact.SPLIT, Level.RECORD) as finding:
        if record.money is None or record.legs is None:
            raise TrustMissing(_NO_LEG, remedy="ask a party of the trade to disclose it")
        total = sum(leg.fen for leg in record.legs)
        finding.show(legs=len(record.legs), sum=str(total))
        if total != record.money.amount_fen:
            raise FieldMismatch(f"the legs sum to {total} fen, the price is {record.money.amount_fen} fen")
        if split_digest(record.legs) != record.money.split_digest:
            raise FieldMismatch("the disclosed legs do not hash to the signed split")


def _check_consent(
    consent: Consent, identifier: bytes, issue: Issue | None, words: Words, *, independent: bool
) -> tuple[str, ...]:
    """Check one side's signature; give who must be trusted beside the key's owner."""
    if consent.signature is None:
        return _contract_consent(consent.signer, issue, words)
    found = recover(identifier, parse_signature(consent.signature), independent=independent)
    if found != consent.signer:
        raise SignatureMismatch(f"the terms were signed by 0x{found.hex()}, not by 0x{consent.signer.hex()}")
    return ()


def _contract_consent(signer: bytes, issue: Issue | None, words: Words) -> tuple[str, ...]:
    """Name whom a consent without a signature rests on; the chain took it when it wrote the voucher's word."""
    if issue is None or not issue.notaries:
        raise TrustMissing(
            "a contract's consent rests on the voucher's word, and that is not proven under a sealed header",
            remedy="ask the issuer for a bundle under a header that notaries sealed whom your policy names",
        )
    contract = words.find_contract(signer)
    if contract is None:
        raise TrustMissing(
            f"the bundle does not prove that 0x{signer.hex()} is a contract",
            remedy="ask the issuer for a bundle that proves the signing contract's account",
        )
    if not contract.notaries or contract.time < issue.at:
        raise TrustMissing(
            f"that 0x{signer.hex()} is a contract is not proven under a sealed header at or after the issue",
            remedy="ask the issuer for a bundle that proves the signing contract's account at or after the issue",
        )
    code = f"code 0x{contract.code_hash.hex()} of contract 0x{signer.hex()}"
    return (*dict.fromkeys((*issue.notaries, *contract.notaries)), VOUCHERS_CODE, code)


def _check_key(consent: Consent, party: int, issue: Issue | None, words: Words) -> None:
    """Check that the register knew the key as that party's when the voucher was issued."""
    proven = words.need(Kind.KEY, bytes(12) + consent.signer)
    word = layout.fields(layout.KEY, proven.word)
    if word["party"] != party or word[""]:
        raise FieldMismatch(f"the key is of party {word['party']}, the terms name party {party}")
    if not word["roles"] & SIGN:
        raise FieldMismatch("the key has no role to sign for its party")
    if issue is None:
        raise TrustMissing("when the voucher was issued is not proven, so neither is that the key counted then")
    if proven.time < issue.at:
        raise TrustMissing(
            "the key's word is of before the voucher's issue, and may have ended between",
            remedy="ask the issuer for a bundle that proves the key's word at or after the issue",
        )
    if issue.at < word["from"] or (word["until"] and issue.at >= word["until"]):
        raise FieldMismatch("the key did not count when the voucher was issued")
