// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "../../src/interfaces/IListings.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {ListingFlag, Role} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingState} from "../../src/types/ListingWord.sol";
import {Consent} from "../../src/types/Structs.sol";
import {VoucherState} from "../../src/types/VoucherWord.sol";
import {FormActs} from "./FormActs.sol";

/// @notice Markets again: what holders and buyers do by signature, the end of a sandbox; and who may review or judge.
abstract contract TradeActs is FormActs {
    bytes32 private constant DELIST = keccak256(
        "Delist(bytes32 listingId,uint8 reason,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant NEW_VERSION = keccak256(
        "NewVersion(bytes32 listingId,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant REVOKE =
        keccak256("Revoke(bytes32 voucherId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 private constant REDEEM = keccak256(
        "Redeem(bytes32 voucherId,uint32 purpose,address verifier,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    uint256 private constant MOST_COURTS = 4;

    mapping(uint32 party => uint32) internal rolesOf;

    function newVersionBySignature(uint256 seed) external acts {
        Offered storage o = _offered(seed);
        bytes32 content = keccak256(abi.encode(++nonces));
        bytes memory fields = abi.encode(NEW_VERSION, o.id, content, _listingWord(o), grant(known[o.of_].id));
        Consent memory own = consent(_signerOf(o.of_), fields);
        listings.newVersionBySignature(_refOf(o), content, own);
        (o.product.contentDigest, o.passedUntil) = (content, 0);
        if (o.state == ListingState.DELISTED) _breach("a new version of what is delisted");
    }

    function delistBySignature(uint256 seed) external acts {
        _seldom(seed, 3);
        Offered storage o = _offered(seed);
        bytes memory fields = abi.encode(DELIST, o.id, uint8(1), _listingWord(o), grant(known[o.of_].id));
        Consent memory own = consent(_signerOf(o.of_), fields);
        listings.delistBySignature(_refOf(o), 1, own);
        o.state = ListingState.DELISTED;
    }

    function endSandbox(uint256 seed) external acts {
        Offered storage o = _offered(seed);
        for (uint256 n = 0; n < offered.length && o.product.flags == 0; ++n) {
            o = offered[n];
        }
        vm.prank(addr(_exchangeOf(o)));
        listings.endSandbox(o.id, digest("graduated"));
        if (o.product.flags & ListingFlag.SANDBOX == 0) _breach("what was in no sandbox left it");
        o.product.flags = 0;
    }

    /// @dev Now and then the same again, which must not pass.
    function redeemBySignature(uint256 seed) external acts {
        Sold storage s = _sold(seed, VoucherState.ISSUED);
        IVouchers.Terms memory t = s.terms;
        uint32 purpose = ++purposes;
        address bank = addr("bank");
        bytes memory fields = abi.encode(REDEEM, s.id, purpose, bank, register.read(Kind.VOUCHER, s.id));
        Consent memory own = consent(nameOf[_acting(t.buyer)], fields);
        vm.prank(bank);
        vouchers.redeemBySignature(t, purpose, own);
        vm.prank(bank);
        try vouchers.redeemBySignature(t, purpose, own) {
            _breach("a voucher was redeemed twice for one purpose");
        } catch {}
    }

    function revokeByAgreement(uint256 seed) external acts {
        _seldom(seed, 2);
        Sold storage s = _sold(seed, _pick(seed, "disputed", 2) == 0 ? VoucherState.SUSPENDED : VoucherState.ISSUED);
        IVouchers.Terms memory t = s.terms;
        bytes memory fields = abi.encode(REVOKE, s.id, digest("undone"), register.read(Kind.VOUCHER, s.id));
        Consent memory ofSeller = consent(nameOf[_acting(t.seller)], fields);
        Consent memory ofBuyer = consent(nameOf[_acting(t.buyer)], fields);
        vm.prank(addr(nameOf[uint32(t.exchange)]));
        vouchers.revokeByAgreement(t, digest("undone"), ofSeller, ofBuyer);
        if (s.orderedBy != 0) _breach("the parties undid what a court suspended");
        s.state = VoucherState.REVOKED;
    }

    /// @dev REVIEWER or AUDITOR, given or taken; one time in six a role that no party has, which must not pass.
    function changeRoles(uint256 seed) external acts {
        uint32 party = _someone(seed, "party");
        bool greedy = _pick(seed, "greedy", 6) == 0;
        uint32 role = _pick(seed, "role", 2) == 0 ? Role.REVIEWER : Role.AUDITOR;
        uint32 next = rolesOf[party] ^ (greedy ? Role.REGISTRAR : role);
        vm.prank(addr(_pick(seed, "home", 4) == 0 ? "harbin" : "hangzhou"));
        parties.changeRoles(addr(nameOf[party]), Role.SIGN | next, digest("bar list"));
        if (greedy) _breach("a party's key was made a registrar's");
        if (heirOf[party] != 0) _breach("an ended party's key got a role");
        rolesOf[party] = next;
    }

    function enrolAuthority(uint256) external acts {
        if (courts.length >= MOST_COURTS) revert Nothing();
        uint32 party = COURT + uint32(courts.length);
        string memory name = string(abi.encode("court", party));
        enrolAuthority(party, name);
        (nameOf[party]) = name;
        courts.push(party);
    }

    // ---- what they share

    function _listingWord(Offered storage o) private view returns (bytes32) {
        return register.read(Kind.LISTING, o.id);
    }

    function _refOf(Offered storage o) private view returns (IListings.Ref memory) {
        return IListings.Ref(known[o.of_].id, o.product.exchange, o.product.productDigest, o.product.nonce);
    }
}
