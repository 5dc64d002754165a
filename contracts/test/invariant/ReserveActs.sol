// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Recognised, Sequence} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {FactActs} from "./FactActs.sol";

/// @notice Sales across registers: a licence kept here for a sale abroad, and a foreign listing sold here.
abstract contract ReserveActs is FactActs {
    /// @dev A licence that is kept; `terms` are those of the sale abroad.
    struct Kept {
        uint256 licence;
        uint40 until;
        bytes32 salt;
        IVouchers.Terms terms;
    }

    bytes32 private constant RESERVE = keccak256(
        "Reserve(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,uint256 foreignChainId,address foreignRegister,bytes32 foreignSalt,bytes32 agreementDigest,uint40 reservedUntil,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant TRADE_TERMS = keccak256(
        "TradeTerms(uint256 homeChainId,address homeRegister,bytes32 listingId,bytes32 sellerGrantId,bytes32 licenceGrantId,uint32 seller,uint32 buyer,uint32 exchange,uint32 homeSeller,uint32 homeBuyer,Money money,bytes32 agreementDigest,bytes32 complianceDigest,bytes32 deliveryDigest,uint8 sequence,uint40 agreedAt,uint40 deadline)Money(uint256 amountFen,bytes32 splitDigest,bytes32 settlementDigest,bytes32 salt)"
    );
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)");

    struct SoldHere {
        bytes32 id;
        uint16 exchange;
        uint40 issuedAt;
    }

    Kept[] internal kept;
    SoldHere[] internal soldHere;

    function reserve(uint256 seed) external acts {
        Peer storage p = _peer();
        (uint256 parent, GrantKey memory key, uint32 to) = _offer(seed);
        uint32 seller = _acting(known[parent].holder);
        bytes32 paper = keccak256(abi.encode("agreement", ++nonces));
        key.termsDigest = keccak256(abi.encode(keccak256("torrens/foreign-sale/1"), p.origin, seller, paper));
        uint40 until = uint40(block.timestamp) + uint40(1 + _pick(seed, "until", 8 days));
        IGrantReserves.Reservation memory r =
            IGrantReserves.Reservation(FOREIGN_CHAIN, addr("register abroad"), p.salt, paper, until);
        Consent memory by = consent(_signerOf(parent), _reserveFields(parent, key, to, r));
        GrantKey[] memory path = _pathTo(parent);
        bool own = _pick(seed, "own", 3) == 0;
        vm.prank(own ? _keyOf(parent) : addr(nameOf[uint32(known[parent].registrar)]));
        grants.reserve(path, key, to, r, by);
        _licensed(parent, key, to);
        known[known.length - 1].state = GrantState.RESERVED;
        Kept storage k = kept.push();
        (k.licence, k.until, k.salt) = (known.length - 1, until, p.salt);
        k.terms = _soldAbroad(parent, key, to, paper);
    }

    /// @dev Mostly the voucher is stated abroad, and proven here, just before.
    function activate(uint256 seed) external acts {
        Kept storage k = _kept(seed);
        Peer storage p = _peer();
        bytes32 voucher = _voucherAbroad(k.salt, k.terms);
        uint16 home = known[k.licence].registrar;
        if (_pick(seed, "proven", 4) != 0) _proveOne(seed, p, 2, voucher, home);
        uint256 parent = known[k.licence].parent - 1;
        IGrantReserves.ForeignHome memory there =
            IGrantReserves.ForeignHome(FOREIGN_CHAIN, addr("register abroad"), k.salt);
        GrantKey[] memory path = _pathTo(parent);
        GrantKey memory key = known[k.licence].key;
        IVouchers.Terms memory t = k.terms;
        holdings.activate(path, key, t, there);
        if (block.timestamp >= k.until) _breach("a licence kept no more was activated");
        if (k.salt != p.salt || p.state != 1) _breach("activated on the word of what is no peer");
        Fact memory f = _factBy(p.id, Kind.VOUCHER, voucher, home);
        if (!_counts(f) || block.timestamp >= f.tradeUntil) _breach("activated without a voucher proven and fresh");
        if (_bound(parent)) _breach("I7: activated under what is frozen");
        known[k.licence].state = GrantState.ACTIVE;
    }

    function lapse(uint256 seed) external acts {
        Kept storage k = _kept(seed);
        if (block.timestamp < k.until && _pick(seed, "wait", 3) == 0) vm.warp(k.until);
        holdings.lapse(known[k.licence].id);
        if (block.timestamp < k.until) _breach("a reservation lapsed before its time");
        known[k.licence].state = GrantState.LAPSED;
    }

    /// @dev A listing abroad is sold here: only what this exchange recognised and still may, fresh enough for trade.
    function issueForeign(uint256 seed) external acts {
        Peer storage p = _peer();
        (uint16 exchange, string memory name) = _market(seed);
        if (_pick(seed, "ready", 3) != 0) _recognised(seed, p, exchange, name);
        Fact memory f = _factBy(p.id, Kind.LISTING, _listingAbroad(p.origin), exchange);
        IVouchers.Terms memory t = _soldHere(seed, p, exchange);
        IVouchers.ForeignBasis memory b = IVouchers.ForeignBasis(p.salt, 0, _keptAbroad(t.sellerGrantId));
        if (f.under != 0) {
            b.agreementDigest = keccak256(abi.encode(keccak256("torrens/club/1"), agreed[f.under - 1].club));
        }
        IVouchers.Signed memory seller = signed(nameOf[t.seller], t);
        IVouchers.Signed memory buyer = signed(nameOf[t.buyer], t);
        vm.prank(addr(name));
        bytes32 id = vouchers.issueForeign(t, b, seller, buyer);
        if (p.state != 1) _breach("I10: sold of what is no peer");
        if (!_counts(f) || block.timestamp >= f.tradeUntil) _breach("I10: sold what is not known fresh");
        if (f.decision != Recognised.RECOGNIZED || f.sandbox) _breach("I10: sold what was not recognised");
        if (f.under != 0 && !_liveClub(agreed[f.under - 1])) _breach("I10: sold under a club that has ended");
        soldHere.push(SoldHere(id, exchange, uint40(block.timestamp)));
    }

    // ---- what they share

    /// @dev One that still waits.
    function _kept(uint256 seed) private view returns (Kept storage) {
        uint256 start = _pick(seed, "kept", kept.length);
        for (uint256 n = 0; n < kept.length; ++n) {
            Kept storage k = kept[(start + n) % kept.length];
            if (known[k.licence].state == GrantState.RESERVED) return k;
        }
        revert Nothing();
    }

    function _reserveFields(uint256 parent, GrantKey memory key, uint32 to, IGrantReserves.Reservation memory r)
        private
        view
        returns (bytes memory)
    {
        bytes memory what = abi.encode(RESERVE, key.parent, key.packed, key.termsDigest, to, r.chainId, r.register);
        return bytes.concat(what, abi.encode(r.salt, r.agreementDigest, r.until, grant(known[parent].id)));
    }

    function _soldAbroad(uint256 parent, GrantKey memory key, uint32 to, bytes32 paper)
        private
        view
        returns (IVouchers.Terms memory t)
    {
        (t.homeChainId, t.homeRegister, t.listingId) = (block.chainid, address(register), digest("listing abroad"));
        (t.sellerGrantId, t.licenceGrantId) = (known[parent].id, _grantId(key));
        (t.seller, t.buyer, t.exchange) = (77001, 77002, LANE_ABROAD);
        (t.homeSeller, t.homeBuyer) = (_acting(known[parent].holder), to);
        (t.moneyHash, t.agreementDigest) = (digest("money"), paper);
        (t.complianceDigest, t.deliveryDigest, t.sequence) =
        (digest("compliance"), digest("delivery"), Sequence.PAY_FIRST);
        (t.agreedAt, t.deadline) = (uint40(block.timestamp), uint40(block.timestamp) + 1 days);
    }

    /// @dev The exchange proves the listing anew and decides to recognise it.
    function _recognised(uint256 seed, Peer storage p, uint16 exchange, string memory name) private {
        _proveOne(seed, p, 0, digest("voucher abroad"), exchange);
        Fact storage f = _factOf(IRecognition.Subject(p.id, Kind.LISTING, _listingAbroad(p.origin), exchange));
        vm.prank(addr(name));
        recognition.decide(f.subject, Recognised.RECOGNIZED, 1);
        (f.decision, f.under) = (Recognised.RECOGNIZED, 0);
    }

    function _soldHere(uint256 seed, Peer storage p, uint16 exchange) private returns (IVouchers.Terms memory t) {
        (t.homeChainId, t.homeRegister) = (FOREIGN_CHAIN, addr("register abroad"));
        (t.listingId, t.sellerGrantId) = (_listingAbroad(p.origin), _grantAbroad(p.origin));
        ++nonces;
        t.licenceGrantId = _grantId(_keptAbroad(t.sellerGrantId));
        (t.seller, t.buyer, t.exchange) = (_someone(seed, "seller"), _someone(seed, "buyer"), exchange);
        (t.homeSeller, t.homeBuyer, t.moneyHash) = (88001, 88002, digest("money"));
        (t.agreementDigest, t.complianceDigest) = (digest("agreement"), digest("compliance"));
        (t.deliveryDigest, t.sequence) = (digest("delivery"), Sequence.DELIVER_FIRST);
        (t.agreedAt, t.deadline) = (uint40(block.timestamp), uint40(block.timestamp) + 1 days);
    }

    /// @dev The licence of the sale made last, kept abroad for this register.
    function _keptAbroad(bytes32 parent) private view returns (GrantKey memory) {
        bytes32 tag = keccak256("torrens/foreign-sale/1");
        bytes32 terms = keccak256(abi.encode(tag, register.origin(), uint32(88001), digest("agreement")));
        return GrantKey(parent, bytes32(uint256(nonces)), terms);
    }

    /// @dev The EIP-712 digest of the terms in the domain of the register abroad.
    function _voucherAbroad(bytes32 salt, IVouchers.Terms memory t) private pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                DOMAIN, keccak256("Torrens"), keccak256("1"), uint256(FOREIGN_CHAIN), addr("register abroad"), salt
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, keccak256(abi.encode(TRADE_TERMS, t))));
    }

    /// @dev All is told good abroad, and one answer proven: 0 the listing, 2 the voucher.
    function _proveOne(uint256 seed, Peer storage p, uint256 which, bytes32 voucher, uint16 exchange) private {
        _tell(seed, p, voucher, true);
        (uint64 number, uint40 time) = (p.number + 1, uint40(block.timestamp));
        _accept(p, number, time);
        _took(p, number, time);
        (IRecognition.Statement memory s, IStanding.Reply[] memory replies) = _toldAt(p.origin, uint64(p.proven));
        IRecognition.Item[] memory all = _items(replies);
        IRecognition.Item[] memory items = new IRecognition.Item[](1);
        IStanding.Reply[] memory only_ = new IStanding.Reply[](1);
        (items[0], only_[0]) = (all[which], replies[which]);
        recognition.prove(p.origin, s, _slotProof(p, s.n), items, exchange);
        _opened(p, s, only_, exchange, 0);
    }

    function _counts(Fact memory f) internal pure returns (bool) {
        bool decided = f.decision == Recognised.PROVEN || f.decision == Recognised.RECOGNIZED
            || f.decision == Recognised.CONDITIONAL;
        return f.answer == 2 && decided;
    }
}
