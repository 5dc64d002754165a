// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IActivations} from "../src/interfaces/IActivations.sol";
import {IGrantReserves} from "../src/interfaces/IGrantReserves.sol";
import {IGrants} from "../src/interfaces/IGrants.sol";
import {IHoldings} from "../src/interfaces/IHoldings.sol";
import {IVouchers} from "../src/interfaces/IVouchers.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {TradeTypes} from "../src/libraries/TradeTypes.sol";
import {Answer, Mode, Recognised, Right} from "../src/types/Codes.sol";
import {FactWord} from "../src/types/FactWord.sol";
import {GrantWord} from "../src/types/GrantWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {PackedWord} from "../src/types/PackedWord.sol";
import {PartyWord} from "../src/types/PartyWord.sol";
import {PeerState, PeerWord} from "../src/types/PeerWord.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {Meter} from "./Meter.sol";

/// @notice What becomes of a grant at depth 2 as a whole, many licences at once, and licences kept for a sale abroad.
contract HoldingsGas is Meter {
    bytes32 private constant SPLIT = keccak256(
        "Split(bytes32 grantId,bytes32[] parts,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant SURRENDER = keccak256(
        "Surrender(bytes32 grantId,bytes32 digest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant RESERVE = keccak256(
        "Reserve(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,uint256 foreignChainId,address foreignRegister,bytes32 foreignSalt,bytes32 agreementDigest,uint40 reservedUntil,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    uint256 private constant CHAIN = 0x1122334455667788;
    address private constant REGISTER = address(0x1122334455667788112233445566778811223344);

    function test_split() public {
        GrantKey[] memory two = parts(2);
        uint256 before = vm.snapshotState();
        measure("split", "operator", address(holdings), abi.encodeCall(IHoldings.split, (deep, two)));
        vm.revertToState(before);
        bytes memory sixteen = abi.encodeCall(IHoldings.split, (deep, parts(16)));
        measure("split_item_16", "operator", address(holdings), sixteen, 16);
        vm.revertToState(before);
        bytes32 listed = keccak256(abi.encodePacked(Ids.grantId(two[0]), Ids.grantId(two[1])));
        Consent memory own = consent("operator", bytes.concat(abi.encode(SPLIT, idOf(deep), listed), _seen()));
        bytes memory data = abi.encodeCall(IHoldings.splitBySignature, (deep, two, own));
        measure("split_by_signature", "hangzhou-relayer", address(holdings), data);
    }

    function test_surrender() public {
        uint256 before = vm.snapshotState();
        bytes32 said = full("declaration");
        measure("surrender", "operator", address(holdings), abi.encodeCall(IHoldings.surrender, (deep, said)));
        vm.revertToState(before);
        Consent memory own = consent("operator", bytes.concat(abi.encode(SURRENDER, idOf(deep), said), _seen()));
        bytes memory data = abi.encodeCall(IHoldings.surrenderBySignature, (deep, said, own));
        measure("surrender_by_signature", "hangzhou-relayer", address(holdings), data);
    }

    function test_surrenderMany() public {
        GrantKey[][] memory paths = new GrantKey[][](100);
        (GrantKey[] memory keys, uint32[] memory holders) = _batch();
        vm.prank(addr("operator"));
        grants.licenseMany(deep, keys, holders);
        for (uint256 i = 0; i < 100; ++i) {
            paths[i] = extend(deep, keys[i]);
        }
        bytes memory data = abi.encodeCall(IHoldings.surrenderMany, (paths, full("declaration")));
        measure("surrender_batch_item_100", "buyer", address(holdings), data, 100);
    }

    function test_licenseMany() public {
        (GrantKey[] memory keys, uint32[] memory holders) = _batch();
        bytes memory data = abi.encodeCall(IGrants.licenseMany, (deep, keys, holders));
        measure("license_batch_item_100", "operator", address(grants), data, 100);
    }

    function test_confirm() public {
        uint40 since = grant(idOf(deep)).since();
        PartyWord w = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(PROCESSOR)));
        plant(Kind.PARTY, Ids.ofNumber(PROCESSOR), PartyWord.unwrap(w.withSuspectFrom(since).withSuspectTo(since)));
        bytes memory data = abi.encodeCall(IHoldings.confirm, (deep, full("finding")));
        measure("confirm", "hangzhou-registrar", address(holdings), data);
    }

    function test_reservation() public {
        IGrantReserves.ForeignHome memory seller = IGrantReserves.ForeignHome(CHAIN, REGISTER, full("salt abroad"));
        GrantKey memory key = licenceUnder(deep, Right.USE, 0x8877665544332211);
        key.termsDigest = grants.foreignTermsDigest(seller, OPERATOR, full("agreement"));
        measure("reserve", "hangzhou", address(grants), _reserve(key, seller));
        uint256 before = vm.snapshotState();
        IVouchers.Terms memory t = _terms(key);
        _prove(t, seller);
        bytes memory data = abi.encodeCall(IActivations.activate, (deep, key, t, seller));
        measure("activate", "hangzhou-relayer", address(holdings), data);
        vm.revertToState(before);
        vm.warp(block.timestamp + 10 days);
        measure("lapse_reserved", "outsider", address(holdings), abi.encodeCall(IActivations.lapse, (Ids.grantId(key))));
    }

    function _reserve(GrantKey memory key, IGrantReserves.ForeignHome memory seller) private view returns (bytes memory) {
        IGrantReserves.Reservation memory r;
        r = IGrantReserves.Reservation(
            seller.chainId, seller.register, seller.salt, full("agreement"), uint40(block.timestamp) + 10 days
        );
        bytes memory fields = abi.encode(RESERVE, key, BUYER, r, GrantWord.unwrap(grant(idOf(deep))));
        return abi.encodeCall(IGrantReserves.reserve, (deep, key, BUYER, r, consent("operator", fields)));
    }

    function _terms(GrantKey memory key) private view returns (IVouchers.Terms memory t) {
        t.homeChainId = block.chainid;
        t.homeRegister = address(register);
        t.listingId = full("listing abroad");
        (t.sellerGrantId, t.licenceGrantId) = (idOf(deep), Ids.grantId(key));
        (t.seller, t.buyer, t.exchange) = (0x11223344, 0x22334455, 151);
        (t.homeSeller, t.homeBuyer) = (OPERATOR, BUYER);
        (t.moneyHash, t.agreementDigest) = (full("money"), full("agreement"));
        (t.complianceDigest, t.deliveryDigest) = (full("compliance"), full("delivery"));
        (t.sequence, t.agreedAt, t.deadline) = (1, uint40(block.timestamp), uint40(block.timestamp) + 1 days);
    }

    function _prove(IVouchers.Terms memory t, IGrantReserves.ForeignHome memory seller) private {
        bytes32 domain = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)"
        );
        bytes32 separator =
            keccak256(abi.encode(domain, keccak256("Torrens"), keccak256("1"), seller.chainId, REGISTER, seller.salt));
        bytes32 hashed = keccak256(abi.encode(TradeTypes.TRADE_TERMS, t));
        bytes32 voucher = keccak256(abi.encodePacked(hex"1901", separator, hashed));
        bytes32 peer = Ids.peerId(keccak256(abi.encode(seller.chainId, seller.register, seller.salt)));
        plant(Kind.PEER, peer, PeerWord.unwrap(PeerWord.wrap(0).withState(PeerState.ACCREDITED)));
        FactWord fact = FactWord.wrap(0).withAnswer(Answer.GOOD).withDecision(Recognised.RECOGNIZED);
        fact = fact.withAsOf(uint40(block.timestamp)).withUntil(uint40(block.timestamp) + 1 days).withTradeAge(1 days);
        plant(Kind.FACT, Ids.factId(peer, Kind.VOUCHER, voucher, HANGZHOU), FactWord.unwrap(fact));
    }

    function _batch() private view returns (GrantKey[] memory keys, uint32[] memory holders) {
        keys = new GrantKey[](100);
        holders = new uint32[](100);
        for (uint64 i = 0; i < 100; ++i) {
            keys[i] = licenceUnder(deep, Right.USE, 0x1111111111111111 + i);
            holders[i] = BUYER;
        }
    }

    function _seen() private view returns (bytes memory) {
        return abi.encode(grant(idOf(deep)), grant(deep[2].parent));
    }
}
