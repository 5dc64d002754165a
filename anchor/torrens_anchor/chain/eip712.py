"""EIP-712 digests of the fixed structs that Torrens signs: trade terms with their money part, notary checkpoints.

Source: EIP-712; the structs are those of contracts/README.md (signatures, peers). Only hashing: who signed is
`secp256k1.recover`'s answer.
"""

from dataclasses import dataclass

from torrens_anchor.chain.abi import address_word, hash_words, uint_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed

MONEY_TYPE = "Money(uint256 amountFen,bytes32 splitDigest,bytes32 settlementDigest,bytes32 salt)"
TRADE_TERMS_TYPE = (
    "TradeTerms(uint256 homeChainId,address homeRegister,bytes32 listingId,bytes32 sellerGrantId,"
    "bytes32 licenceGrantId,uint32 seller,uint32 buyer,uint32 exchange,uint32 homeSeller,uint32 homeBuyer,"
    "Money money,bytes32 agreementDigest,bytes32 complianceDigest,bytes32 deliveryDigest,uint8 sequence,"
    "uint40 agreedAt,uint40 deadline)"
) + MONEY_TYPE
CHECKPOINT_TYPE = "Checkpoint(uint256 number,bytes32 blockHash,uint64 timestamp,uint32 setEpoch)"


@dataclass(frozen=True, slots=True)
class Domain:
    """A signing domain.

    Attributes:
        name: The protocol's name.
        version: Its version.
        chain_id: The chain's id.
        verifying_contract: 20 bytes.
        salt: 32 bytes, or None where the domain has none.
    """

    name: str
    version: str
    chain_id: int
    verifying_contract: bytes
    salt: bytes | None = None

    def separator(self) -> bytes:
        """Give hashStruct of the domain.

        Returns:
            32 bytes.
        """
        salted = self.salt is not None
        kind = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract"
        words = [
            keccak256((kind + (",bytes32 salt)" if salted else ")")).encode(), Hashed.TYPE),
            keccak256(self.name.encode(), Hashed.NAME),
            keccak256(self.version.encode(), Hashed.NAME),
            uint_word(self.chain_id),
            address_word(self.verifying_contract),
        ]
        return hash_words(*words, *([self.salt] if self.salt is not None else []), of=Hashed.DOMAIN)


def torrens_domain(chain_id: int, register: bytes, deployment_salt: bytes) -> Domain:
    """Give the domain in which parties sign.

    Args:
        chain_id: The register's chain.
        register: The register's address.
        deployment_salt: The register's deployment salt.

    Returns:
        {Torrens, 1, chainId, Register, salt}.
    """
    return Domain("Torrens", "1", chain_id, register, deployment_salt)


def checkpoint_domain(chain_id: int, register: bytes) -> Domain:
    """Give the domain in which notaries sign the home's blocks.

    Args:
        chain_id: The home chain.
        register: The home's register.

    Returns:
        {TorrensCheckpoint, 1, home chainId, home Register}, without salt.
    """
    return Domain("TorrensCheckpoint", "1", chain_id, register)


def digest(domain: Domain, struct_hash: bytes) -> bytes:
    """Give what is signed.

    Args:
        domain: The signing domain.
        struct_hash: hashStruct of the message.

    Returns:
        keccak256(0x19 0x01 ‖ separator ‖ hashStruct).
    """
    return keccak256(b"\x19\x01" + domain.separator() + struct_hash, Hashed.SIGNED)


@dataclass(frozen=True, slots=True)
class Money:
    """The private part of the trade terms; the chain sees only its hash.

    Attributes:
        amount_fen: The price, in fen.
        split_digest: keccak256(abi.encode(Leg[])).
        settlement_digest: Digest of the settlement's evidence.
        salt: Hides a guessable price.
    """

    amount_fen: int
    split_digest: bytes
    settlement_digest: bytes
    salt: bytes

    def struct_hash(self) -> bytes:
        """Give hashStruct(Money).

        Returns:
            32 bytes.
        """
        kind = keccak256(MONEY_TYPE.encode(), Hashed.TYPE)
        return hash_words(
            kind, uint_word(self.amount_fen), self.split_digest, self.settlement_digest, self.salt, of=Hashed.MONEY
        )


@dataclass(frozen=True, slots=True)
class Leg:
    """One share of a price.

    Attributes:
        party: Who receives it, uint32.
        role: In what role, uint8.
        fen: How much.
    """

    party: int
    role: int
    fen: int


def split_digest(legs: tuple[Leg, ...]) -> bytes:
    """Hash the legs of a split.

    Args:
        legs: In signed order.

    Returns:
        keccak256(abi.encode(Leg[])).
    """
    words = [uint_word(32), uint_word(len(legs))]
    for leg in legs:
        words += [uint_word(leg.party, 32), uint_word(leg.role, 8), uint_word(leg.fen)]
    return hash_words(*words, of=Hashed.SPLIT)


@dataclass(frozen=True, slots=True)
class TradeTerms:
    """What seller and buyer sign; party numbers are those of the signing domain's register.

    Attributes:
        home_chain_id: Chain of the register that holds the rights.
        home_register: That register.
        listing_id: The listing sold from.
        seller_grant_id: The right the seller holds.
        licence_grant_id: The licence the buyer receives.
        seller: Party number.
        buyer: Party number.
        exchange: The exchange that issues the voucher.
        home_seller: The seller's number at home.
        home_buyer: The buyer's number at home.
        money_hash: hashStruct(Money).
        agreement_digest: Digest of the agreement.
        compliance_digest: Digest of the compliance opinion.
        delivery_digest: Digest of the delivery's evidence.
        sequence: Order of payment and delivery, uint8.
        agreed_at: UTC seconds.
        deadline: UTC seconds; the signatures count until then.
    """

    home_chain_id: int
    home_register: bytes
    listing_id: bytes
    seller_grant_id: bytes
    licence_grant_id: bytes
    seller: int
    buyer: int
    exchange: int
    home_seller: int
    home_buyer: int
    money_hash: bytes
    agreement_digest: bytes
    compliance_digest: bytes
    delivery_digest: bytes
    sequence: int
    agreed_at: int
    deadline: int

    def struct_hash(self) -> bytes:
        """Give hashStruct(TradeTerms).

        Returns:
            32 bytes.
        """
        return hash_words(
            keccak256(TRADE_TERMS_TYPE.encode(), Hashed.TYPE),
            uint_word(self.home_chain_id),
            address_word(self.home_register),
            self.listing_id,
            self.seller_grant_id,
            self.licence_grant_id,
            *(uint_word(n, 32) for n in (self.seller, self.buyer, self.exchange, self.home_seller, self.home_buyer)),
            self.money_hash,
            self.agreement_digest,
            self.compliance_digest,
            self.delivery_digest,
            uint_word(self.sequence, 8),
            uint_word(self.agreed_at, 40),
            uint_word(self.deadline, 40),
            of=Hashed.TERMS,
        )


def voucher_id(domain: Domain, terms: TradeTerms) -> bytes:
    """Give a voucher's id.

    Args:
        domain: The signing register's domain.
        terms: The trade terms.

    Returns:
        Their EIP-712 digest.
    """
    return digest(domain, terms.struct_hash())


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a notary signs about one final block.

    Attributes:
        number: The block's height.
        block_hash: Its hash.
        timestamp: Its time, UTC seconds.
        set_epoch: Which notary set signs.
    """

    number: int
    block_hash: bytes
    timestamp: int
    set_epoch: int

    def struct_hash(self) -> bytes:
        """Give hashStruct(Checkpoint).

        Returns:
            32 bytes.
        """
        kind = keccak256(CHECKPOINT_TYPE.encode(), Hashed.TYPE)
        return hash_words(
            kind,
            uint_word(self.number),
            self.block_hash,
            uint_word(self.timestamp, 64),
            uint_word(self.set_epoch, 32),
            of=Hashed.CHECKPOINT,
        )
