// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../../src/Register.sol";
import {IFreezes} from "../../src/interfaces/IFreezes.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Grants} from "../../src/modules/Grants.sol";
import {FreezeScope, TransferReason} from "../../src/types/Codes.sol";
import {GrantWord, GrantWords} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {MarketBase} from "../MarketBase.sol";
import {Masks} from "../Masks.sol";

/// @notice Threats to the register itself: modules and councils that overreach, ids and signatures out of their place.
contract KernelThreatsTest is MarketBase {
    // ---- a module writing bits that are not its own

    function test_aModuleWritesBitsThatAreNotItsOwn(uint256 bits) public {
        address[5] memory modules =
            [address(parties), address(titles), address(grants), address(encumbrances), address(listings)];
        string[5] memory names = ["Parties", "Titles", "Grants", "Encumbrances", "Listings"];
        bytes32 id = idOf(operated);
        for (uint256 i = 0; i < modules.length; ++i) {
            uint256 foreign = bits & ~_mask(names[i]);
            bytes32 was = register.read(Kind.GRANT, id);
            if (foreign == 0) continue;
            bytes memory why =
                abi.encodeWithSelector(IRegister.BitsNotYours.selector, modules[i], Kind.GRANT, bytes32(foreign));
            vm.expectRevert(why);
            vm.prank(modules[i]);
            register.write(Kind.GRANT, id, was, was ^ bytes32(bits), 0);
        }
    }

    function _mask(string memory module) private view returns (uint256 mask) {
        IRegister.Permission[] memory own = Masks.ofModule(module);
        for (uint256 i = 0; i < own.length; ++i) {
            if (own[i].kind == Kind.GRANT) mask = own[i].mask;
        }
    }

    function test_onlyTheRegisterSaysOriginsAndModules() public {
        bytes32 id = Ids.ofAddress(address(grants));
        bytes32 was = register.read(Kind.MODULE, id);
        bytes memory why =
            abi.encodeWithSelector(IRegister.BitsNotYours.selector, address(grants), Kind.MODULE, bytes32(uint256(1)));
        vm.expectRevert(why);
        vm.prank(address(grants));
        register.write(Kind.MODULE, id, was, was ^ bytes32(uint256(1)), 0);
    }

    // ---- the council acting without delay

    function test_theCouncilActsWithoutDelay() public {
        Grants other = new Grants(register);
        uint40 now_ = uint40(block.timestamp);
        vm.startPrank(addr("council"));
        bytes memory soon = abi.encodeWithSelector(IRegister.TooSoon.selector, now_, now_ + 2 days);
        vm.expectRevert(soon);
        register.enableModule(address(other), now_, 0, Masks.ofModule("Grants"));
        uint256 wider = GrantWords.STATE_MASK | GrantWords.HOLDER_MASK;
        register.announceWidening(address(encumbrances), Kind.GRANT, wider);
        bytes memory notDue = abi.encodeWithSelector(
            IRegister.WideningNotDue.selector, address(encumbrances), Kind.GRANT, wider, now_ + 2 days
        );
        vm.warp(now_ + 2 days - 1);
        vm.expectRevert(notDue);
        register.widen(address(encumbrances), Kind.GRANT, wider);
        // Taking away needs no delay: that is how a module found wrong is stopped.
        register.retireModule(address(grants));
        assertFalse(register.enabled(address(grants)), "retired at once");
    }

    // ---- ids of one kind used as another

    function test_idsOfOneKindUsedAsAnother() public {
        bytes32 listing = market();
        bytes32 sold = issue(trade(), basis());
        uint40 until = uint40(block.timestamp) + 1 days;
        bytes32[3] memory odd = [listing, sold, Ids.ofAddress(addr("provider"))];
        for (uint256 i = 0; i < odd.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IFreezes.TargetUnknown.selector, odd[i]));
            vm.prank(addr("court"));
            encumbrances.freeze(odd[i], FreezeScope.DISPOSE, until, digest("order"));
            GrantKey[] memory path = new GrantKey[](2);
            (path[0], path[1]) = (operated[0], GrantKey(odd[i], operated[1].packed, operated[1].termsDigest));
            vm.expectRevert(abi.encodeWithSelector(IGrants.PathBroken.selector, 1, odd[i], idOf(title)));
            grants.valid(path);
        }
        // The same 32 bytes in every kind, and a word in one of them only.
        bytes32 id = idOf(operated);
        for (uint8 kind = 1; kind < 20; ++kind) {
            if (kind != Kind.GRANT) assertEq(register.read(kind, id), bytes32(0), "a grant's id names nothing else");
        }
    }

    // ---- replay on another register

    /// @dev A register of the same council on the same chain, with the same words at the same ids: only the domain differs.
    function test_replayOnAnotherRegister() public {
        Consent memory holder = consent("operator", transferFields(operated, BUYER, TransferReason.SALE));
        Consent memory receiver = consent("buyer", transferFields(operated, BUYER, TransferReason.SALE));
        IRegister first = register;
        bytes32[] memory words = _words(first);
        register = new Register(address(council), keccak256("another deployment"));
        Grants copy = new Grants(register);
        _enableNow(address(copy), "Grants");
        _plantAll(words);
        assertTrue(register.origin() != first.origin(), "another origin, other titles");
        bytes32 digest_ = _signed(transferFields(operated, BUYER, TransferReason.SALE), holder);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), digest_));
        copy.transferBySignature(operated, BUYER, TransferReason.SALE, digest("transfer terms"), holder, receiver);
    }

    /// @dev A chain forked off keeps the register's address and words, but not its id.
    function test_replayOnAForkedChain() public {
        Consent memory receiver = consent("buyer", transferFields(operated, BUYER, TransferReason.SALE));
        uint256 home = block.chainid;
        vm.chainId(home + 1);
        vm.expectRevert(abi.encodeWithSelector(IRegister.ChainIdChanged.selector, home, home + 1));
        vm.prank(addr("operator"));
        grants.transfer(operated, BUYER, TransferReason.SALE, digest("transfer terms"), receiver);
    }

    function _signed(bytes memory fields, Consent memory by) private view returns (bytes32) {
        bytes32 structHash = keccak256(bytes.concat(fields, abi.encode(by.signedAt, by.deadline)));
        return keccak256(abi.encodePacked(hex"1901", register.domainSeparator(), structHash));
    }

    function _words(IRegister from) private view returns (bytes32[] memory words) {
        words = new bytes32[](6);
        (words[0], words[1]) = (from.read(Kind.GRANT, idOf(title)), from.read(Kind.GRANT, idOf(operated)));
        uint32[3] memory who = [PROVIDER, OPERATOR, BUYER];
        for (uint256 i = 0; i < 3; ++i) {
            words[2 + i] = from.read(Kind.PARTY, Ids.ofNumber(who[i]));
        }
        words[5] = from.read(Kind.PARTY, Ids.ofNumber(HANGZHOU));
    }

    /// @dev Under the second register's own ids: its path hashes otherwise, since its origin does.
    function _plantAll(bytes32[] memory words) private {
        operated[1].parent = idOf(title);
        plant(Kind.GRANT, idOf(title), words[0]);
        plant(Kind.GRANT, idOf(operated), words[1]);
        plant(Kind.PARTY, Ids.ofNumber(PROVIDER), words[2]);
        plant(Kind.PARTY, Ids.ofNumber(OPERATOR), words[3]);
        plant(Kind.PARTY, Ids.ofNumber(BUYER), words[4]);
        plant(Kind.PARTY, Ids.ofNumber(HANGZHOU), words[5]);
        string[2] memory names = ["operator", "buyer"];
        for (uint256 i = 0; i < 2; ++i) {
            (uint32 party, uint32 roles, uint16 exchange, uint40 from,) = parties.keyOf(addr(names[i]));
            plant(
                Kind.KEY,
                Ids.ofAddress(addr(names[i])),
                bytes32(
                    (uint256(party) << 224) | (uint256(roles) << 192) | (uint256(exchange) << 176)
                        | (uint256(from) << 140)
                )
            );
        }
    }

    function _enableNow(address module, string memory name) private {
        uint256 nowAt = block.timestamp;
        vm.warp(nowAt - 2 days);
        vm.prank(addr("council"));
        register.enableModule(module, uint40(nowAt), 0, Masks.ofModule(name));
        vm.warp(nowAt);
    }
}
