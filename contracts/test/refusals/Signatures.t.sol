// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Basis, Mode, PartyKind, Right, Role} from "../../src/types/Codes.sol";
import {Consent, GrantKey, KeyTerms} from "../../src/types/Structs.sol";
import {RefusalsBase} from "./RefusalsBase.sol";

/// @notice Past and absurd times, chain id change: every verb that takes a signature, shown one whose deadline has passed, one of a
/// second to come, and one on a chain whose id is another than that of the register's founding.
contract SignaturesTest is RefusalsBase {
    bytes32 private immutable any = keccak256("any");
    uint256 private constant CASES = 3;

    function test_grants_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE).withNonce(9));
        GrantKey[] memory parts = new GrantKey[](2);
        (parts[0], parts[1]) = (key, key);
        for (uint256 i = 0; i < CASES; ++i) {
            Consent memory by = _by("provider", i);
            address to = address(grants);
            _refused(i, "anyone", to, abi.encodeCall(grants.licenseBySignature, (title, key, BUYER, by)));
            _refused(i, "anyone", to, abi.encodeCall(grants.transferBySignature, (title, BUYER, 1, any, by, by)));
            _refused(i, "provider", to, abi.encodeCall(grants.transfer, (title, BUYER, 1, any, _by("buyer", i))));
            to = address(holdings);
            _refused(i, "anyone", to, abi.encodeCall(holdings.splitBySignature, (title, parts, by)));
            by = _by("operator", i);
            _refused(i, "anyone", to, abi.encodeCall(holdings.surrenderBySignature, (operated, any, by)));
        }
    }

    function test_reserve_fail() public {
        uint40 until = uint40(block.timestamp) + 1 days;
        IGrantReserves.Reservation memory r =
            IGrantReserves.Reservation(99, addr("foreign register"), any, digest("agreement"), until);
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE).withNonce(9));
        IGrantReserves.ForeignHome memory home = IGrantReserves.ForeignHome(r.chainId, r.register, r.salt);
        key.termsDigest = grants.foreignTermsDigest(home, PROVIDER, r.agreementDigest);
        for (uint256 i = 0; i < CASES; ++i) {
            bytes memory call = abi.encodeCall(grants.reserve, (title, key, BUYER, r, _by("provider", i)));
            _refused(i, "hangzhou", address(grants), call);
        }
    }

    function test_encumbrances_fail() public {
        IInterests.Terms memory t;
        encumbered();
        bytes32 terms_ = digest("transfer terms");
        for (uint256 i = 0; i < CASES; ++i) {
            address to = address(encumbrances);
            Consent memory by = _by("provider", i);
            _refused(i, "anyone", to, abi.encodeCall(encumbrances.chargeBySignature, (title, t, by)));
            by = _by("outsider", i);
            _refused(i, "anyone", to, abi.encodeCall(encumbrances.consentBySignature, (titleId, 1, 0, by)));
            _refused(i, "anyone", to, abi.encodeCall(encumbrances.releaseBySignature, (titleId, 1, any, by)));
            to = address(enforcement);
            by = _by("provider", i);
            _refused(i, "buyer", to, abi.encodeCall(enforcement.complete, (title, 2, terms_, by)));
            _refused(i, "anyone", to, abi.encodeCall(enforcement.completeBySignature, (title, 2, terms_, by, by)));
        }
    }

    function test_listings_fail() public {
        IListings.Product memory p = product();
        IListings.Ref memory r = ref();
        address to = address(listings);
        for (uint256 i = 0; i < CASES; ++i) {
            Consent memory by = _by("operator", i);
            _refused(i, "anyone", to, abi.encodeCall(listings.listBySignature, (operated, p, by)));
            _refused(i, "anyone", to, abi.encodeCall(listings.newVersionBySignature, (r, any, by)));
            _refused(i, "anyone", to, abi.encodeCall(listings.delistBySignature, (r, 1, by)));
        }
    }

    function test_vouchers_fail() public {
        IVouchers.Terms memory t = sold();
        address to = address(vouchers);
        for (uint256 i = 0; i < CASES; ++i) {
            (Consent memory seller, Consent memory buyer) = (_by("operator", i), _by("buyer", i));
            _refused(i, "hangzhou", to, abi.encodeCall(vouchers.revokeByAgreement, (t, any, seller, buyer)));
            _refused(i, "bank", to, abi.encodeCall(vouchers.redeemBySignature, (t, 1, buyer)));
        }
    }

    /// @dev Terms of a trade that name the chain as it is called now: their digest is none of this register's.
    function test_issueOnAnotherChain_fail() public {
        (IVouchers.Terms memory t, IVouchers.Basis memory b) = (trade(), basis());
        IVouchers.Signed memory by = IVouchers.Signed(addr("operator"), "");
        t.homeChainId = block.chainid + 1;
        bytes memory call = abi.encodeCall(vouchers.issue, (t, b, by, by));
        _refused(2, "hangzhou", address(vouchers), call);
    }

    function test_titles_fail() public {
        address to = address(titles);
        for (uint256 i = 0; i < CASES; ++i) {
            Consent memory by = _by("provider", i);
            _refused(i, "hangzhou-registrar", to, abi.encodeCall(titles.change, (title, any, by)));
            _refused(i, "hangzhou-registrar", to, abi.encodeCall(titles.cancel, (title, any, by)));
        }
    }

    function test_renew_fail() public {
        GrantKey[] memory path = registeredWith("long", titleScope(Right.ALL).withUntil(START + 7300 days));
        uint40 former = grant(idOf(path)).certUntil();
        vm.warp(former - 30 days);
        for (uint256 i = 0; i < CASES; ++i) {
            bytes memory call = abi.encodeCall(titles.renew, (path, former + 365 days, _by("provider", i)));
            _refused(i, "hangzhou-registrar", address(titles), call);
        }
    }

    function test_notices_fail() public {
        bytes32 id = file(noticeOf("other data"));
        INotices.Notice memory n =
            noticeOf("fused", titleScope(Right.ALL).withBasis(Basis.FUSED_SILENT), PROVIDER, HANGZHOU);
        uint32[] memory others = new uint32[](1);
        others[0] = PROCESSOR;
        Consent[] memory theirs = new Consent[](1);
        address to = address(notices);
        for (uint256 i = 0; i < CASES; ++i) {
            Consent memory second = _by("hangzhou-reviewer", i);
            _refused(i, "hangzhou-registrar", to, abi.encodeCall(notices.exempt, (id, any, second)));
            _refused(i, "anyone", to, abi.encodeCall(notices.withdrawBySignature, (id, any, _by("provider", i))));
            theirs[0] = _by("processor", i);
            _refused(i, "hangzhou-registrar", to, abi.encodeCall(notices.noticeFused, (n, others, theirs)));
        }
    }

    function test_newParties_fail() public {
        KeyTerms memory k = terms("somebody", Role.SIGN);
        KeyTerms memory first = terms("somebody", Role.SIGN | Role.EXCHANGE);
        address to = address(parties);
        for (uint256 i = 0; i < CASES; ++i) {
            Consent memory own = _by("somebody", i);
            _refused(i, "hangzhou", to, abi.encodeCall(parties.enrol, (70900, PartyKind.LEGAL, any, k, own)));
            _refused(i, "council", to, abi.encodeCall(parties.admitExchange, (441, any, first, own)));
            _refused(i, "council", to, abi.encodeCall(parties.enrolAuthority, (80900, any, k, own)));
        }
    }

    function test_keysAndSuccessions_fail() public {
        KeyTerms memory k = terms("somebody", Role.SIGN);
        KeyTerms memory recovered = recoveryTerms("somebody", Role.SIGN);
        address to = address(parties);
        for (uint256 i = 0; i < CASES; ++i) {
            (Consent memory own, Consent memory by) = (_by("somebody", i), _by("provider", i));
            _refused(i, "provider", to, abi.encodeCall(parties.addKey, (k, own)));
            _refused(i, "anyone", to, abi.encodeCall(parties.addKeyBySignature, (PROVIDER, k, own, by)));
            _refused(i, "hangzhou", to, abi.encodeCall(parties.recoverKey, (PROVIDER, recovered, own, any)));
            own = _by("buyer", i);
            _refused(i, "court", to, abi.encodeCall(parties.succeed, (PROVIDER, BUYER, any, own)));
            _refused(i, "hangzhou", to, abi.encodeCall(parties.succeedBySignature, (PROVIDER, BUYER, any, by, own)));
        }
    }

    function _by(string memory name, uint256 i) private view returns (Consent memory) {
        uint40 time = uint40(block.timestamp);
        if (i == 0) return unsigned(name, time - 1, time - 1);
        return i == 1 ? unsigned(name, time + 1, time + 1) : unsigned(name);
    }

    function _refused(uint256 i, string memory by, address target, bytes memory call) private {
        uint256 time = block.timestamp;
        if (i == 0) {
            return refused(by, target, call, abi.encodeWithSelector(IModule.DeadlinePassed.selector, time - 1, time));
        }
        if (i == 1) {
            return refused(by, target, call, abi.encodeWithSelector(IModule.SignedInFuture.selector, time + 1, time));
        }
        uint256 chain = block.chainid;
        vm.chainId(chain + 1);
        refused(by, target, call, abi.encodeWithSelector(IRegister.ChainIdChanged.selector, chain, chain + 1));
        vm.chainId(chain);
    }
}
