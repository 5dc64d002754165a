// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../../src/Register.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {ITitleRegistration} from "../../src/interfaces/ITitleRegistration.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {CheckpointTypes} from "../../src/libraries/CheckpointTypes.sol";
import {HeaderRlp} from "../../src/libraries/HeaderRlp.sol";
import {RevenueSplit} from "../../src/libraries/RevenueSplit.sol";
import {Statements} from "../../src/libraries/Statements.sol";
import {Grants} from "../../src/modules/grants/Grants.sol";
import {Listings} from "../../src/modules/listings/Listings.sol";
import {Parties} from "../../src/modules/parties/Parties.sol";
import {Vouchers} from "../../src/modules/vouchers/Vouchers.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ModuleWord} from "../../src/types/ModuleWord.sol";
import {OriginState, OriginWord} from "../../src/types/OriginWord.sol";
import {Leg, Money} from "../../src/types/Structs.sol";
import {Founder} from "../kit/Founder.sol";
import {CoreBase} from "./CoreBase.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @notice What tests/vectors/core.json says of a register, said again by a register deployed at that address on that chain.
contract CoreVectorsTest is CoreBase {
    Register private register;

    function setUp() public override {
        super.setUp();
        vm.chainId(u(".ids.origin.chainId"));
        vm.warp(1_000);
        address authority = address(new Founder());
        bytes memory code =
            bytes.concat(type(Register).creationCode, abi.encode(authority, b(".ids.origin.deploymentSalt")));
        address place = a(".ids.origin.register");
        vm.etch(place, code);
        (bool done, bytes memory runtime) = place.call("");
        assertTrue(done, "founded");
        vm.etch(place, runtime);
        register = Register(place);
    }

    // ---- origin, journal

    function test_originAndSeparator() public view {
        assertEq(register.origin(), b(".ids.origin.id"), "origin");
        assertEq(register.domainSeparator(), b(".typedData.separator"), "separator");
    }

    function test_journalBegins() public view {
        OriginWord own = OriginWord.wrap(0).withState(OriginState.OWN).withSince(uint40(block.timestamp));
        bytes32 leaf = _foundedLeaf();
        bytes32 first = keccak256(
            abi.encode(b(".journal.start"), block.timestamp, register, Kind.ORIGIN, register.origin(), own, leaf)
        );
        assertEq(register.journal(), first, "J0 and the founding");
    }

    function test_journalFolds() public {
        assertEq(b(".journal.slot"), bytes32(uint256(1)), "the journal's slot");
        vm.store(address(register), bytes32(uint256(1)), b(".journal.start"));
        for (uint256 i = 0; i < 3; ++i) {
            string memory step = string.concat(".journal.steps[", digits(i), "]");
            address module = a(string.concat(step, ".module"));
            uint8 kind = uint8(u(string.concat(step, ".kind")));
            vm.warp(u(string.concat(step, ".timestamp")));
            _enable(module, kind);
            bytes32 id = b(string.concat(step, ".id"));
            vm.prank(module);
            register.write(kind, id, 0, b(string.concat(step, ".word")), b(string.concat(step, ".leaf")));
            assertEq(register.journal(), b(string.concat(step, ".journal")), step);
        }
    }

    function test_wordSlot() public {
        bytes32 word = keccak256("a word");
        vm.store(address(register), b(".journal.grantSlot"), word);
        assertEq(register.read(Kind.GRANT, b(".ids.title.id")), word, "words[GRANT][titleId]");
    }

    // ---- signatures

    function test_voucherIdAndMoney() public {
        Vouchers vouchers = new Vouchers(register, IGrants(address(0)));
        string memory key = ".typedData.TradeTerms";
        assertEq(vouchers.voucherIdOf(terms(string.concat(key, ".message"))), b(string.concat(key, ".digest")), "id");
        Money memory money = Money(
            u(".typedData.Money.message.amountFen"),
            b(".typedData.Money.message.splitDigest"),
            b(".typedData.Money.message.settlementDigest"),
            b(".typedData.Money.message.salt")
        );
        assertEq(vouchers.moneyHashOf(money), b(".typedData.Money.structHash"), "money");
        Leg[] memory legs = new Leg[](3);
        for (uint256 i = 0; i < 3; ++i) {
            string memory leg = string.concat(".typedData.legs[", digits(i), "]");
            legs[i] = Leg(u32(leg, ".party"), uint8(u(string.concat(leg, ".role"))), u(string.concat(leg, ".fen")));
        }
        assertEq(RevenueSplit.digest(legs), money.splitDigest, "legs");
        vouchers.checkSplit(money, legs);
    }

    function test_checkpoint() public view {
        string memory m = ".typedData.Checkpoint.message";
        HeaderRlp.Header memory h;
        h.number = uint64(u(string.concat(m, ".number")));
        h.hash = b(string.concat(m, ".blockHash"));
        h.timestamp = uint64(u(string.concat(m, ".timestamp")));
        bytes32 separator = CheckpointTypes.domain(u(".ids.origin.chainId"), address(register));
        assertEq(separator, b(".typedData.checkpointSeparator"), "separator");
        bytes32 digest = CheckpointTypes.digest(separator, h, u32(m, ".setEpoch"));
        assertEq(digest, b(".typedData.Checkpoint.digest"), "digest");
    }

    /// @dev The modules hash these types: the hash stands in their code. The fields are put in order by the tests of each verb.
    function test_typesOfConsents() public view {
        _typeIn("Enrolment", type(Parties).creationCode);
        _typeIn("KeyAddition", type(Parties).creationCode);
        _typeIn("License", type(Grants).creationCode);
        _typeIn("Transfer", type(Grants).creationCode);
        _typeIn("List", type(Listings).creationCode);
    }

    function test_consents() public view {
        assertTrue(
            _signed("Enrolment", bytes.concat(_partyAndKind(), _key(".typedData.Enrolment.message.key"))), "signed"
        );
        string memory m = ".typedData.KeyAddition.message";
        bytes memory key = _key(string.concat(m, ".key"));
        bytes memory what =
            bytes.concat(abi.encode(u32(m, ".party")), key, abi.encode(b(string.concat(m, ".partyWord"))));
        assertTrue(_signed("KeyAddition", what), "signed");
        m = ".typedData.License.message";
        what = bytes.concat(
            abi.encode(grantKey(string.concat(m, ".key"))),
            abi.encode(u32(m, ".holder"), b(string.concat(m, ".parentWord")))
        );
        assertTrue(_signed("License", what), "signed");
        assertTrue(_signed("Transfer", _transfer(".typedData.Transfer.message")), "signed");
        assertTrue(_signed("List", _list(".typedData.List.message")), "signed");
    }

    // ---- leaves

    function test_leaves() public view {
        bytes32 topic = ITitleRegistration.Registered.selector;
        string memory e = ".leaves.Registered.event";
        bytes memory head = abi.encode(topic, b(string.concat(e, ".titleId")), u32(e, ".holder"), u32(e, ".registrar"));
        bytes memory tail = abi.encode(
            u(string.concat(e, ".certNo")),
            u(string.concat(e, ".since")),
            u(string.concat(e, ".certUntil")),
            a(string.concat(e, ".actor"))
        );
        assertEq(keccak256(bytes.concat(head, tail)), b(".leaves.Registered.leaf"), "Registered");
        e = ".leaves.VoucherIssued.event";
        bytes memory ids = abi.encode(
            IVouchers.VoucherIssued.selector,
            b(string.concat(e, ".voucherId")),
            b(string.concat(e, ".listingId")),
            u32(e, ".exchange")
        );
        IVouchers.Terms memory t = terms(string.concat(e, ".terms"));
        bytes32 leaf = keccak256(bytes.concat(ids, abi.encode(t, a(string.concat(e, ".actor")))));
        assertEq(leaf, b(".leaves.VoucherIssued.leaf"), "VoucherIssued");
    }

    function test_leavesWithArrays() public view {
        string memory e = ".leaves.NotariesChanged.event";
        address[] memory set = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            set[i] = a(string.concat(e, ".notaries[", digits(i), "]"));
        }
        bytes32 topic = IPeers.NotariesChanged.selector;
        bytes32 peer = b(string.concat(e, ".peer"));
        bytes32 leaf = keccak256(
            abi.encode(topic, peer, u32(e, ".setEpoch"), u32(e, ".threshold"), set, a(string.concat(e, ".actor")))
        );
        assertEq(leaf, b(".leaves.NotariesChanged.leaf"), "NotariesChanged");
        assertEq(_moduleEnabled(".leaves.ModuleEnabled.event"), b(".leaves.ModuleEnabled.leaf"), "ModuleEnabled");
    }

    // ---- standing

    function test_statement() public view {
        string memory s = ".standing.statement";
        (uint16 lane, uint64 n) = (uint16(u(string.concat(s, ".lane"))), uint64(u(string.concat(s, ".number"))));
        IStanding.Reply[] memory replies = new IStanding.Reply[](3);
        for (uint256 i = 0; i < 3; ++i) {
            string memory one = string.concat(".standing.answers[", digits(i), "]");
            replies[i] = _reply(string.concat(one, ".answer"));
            bytes32 leaf = Statements.leaf(replies[i]);
            assertEq(leaf, b(string.concat(one, ".leaf")), "leaf");
            bytes32[] memory proof = vm.parseJsonBytes32Array(json, string.concat(one, ".proof"));
            assertTrue(MerkleProof.verify(proof, b(string.concat(s, ".answersRoot")), leaf), "proof");
        }
        bytes32 root = Statements.root(replies);
        assertEq(root, b(string.concat(s, ".answersRoot")), "root");
        uint64 seq = uint64(u(string.concat(s, ".councilSeq")));
        uint40 asOf = uint40(u(string.concat(s, ".asOf")));
        bytes32 challenge = b(string.concat(s, ".challenge"));
        assertEq(
            Statements.hash(register.origin(), seq, lane, n, asOf, challenge, root), b(".standing.hash"), "statement"
        );
        assertEq(Statements.slot(lane, n), b(".standing.ringSlot"), "slot");
    }

    // ---- parts

    function _foundedLeaf() private view returns (bytes32) {
        bytes32 topic = IRegister.Founded.selector;
        (bytes32 origin, bytes32 salt) = (register.origin(), register.deploymentSalt());
        return keccak256(abi.encode(topic, origin, salt, register.authority(), address(this)));
    }

    function _enable(address module, uint8 kind) private {
        bytes32 enabled = ModuleWord.unwrap(ModuleWord.wrap(0).withFrom(1));
        bytes32 ofKind = keccak256(abi.encode(uint256(Kind.MODULE), uint256(0)));
        vm.store(address(register), keccak256(abi.encode(module, ofKind)), enabled);
        bytes32 ofModule = keccak256(abi.encode(module, uint256(2)));
        vm.store(address(register), keccak256(abi.encode(uint256(kind), ofModule)), bytes32(type(uint256).max));
    }

    function _typeIn(string memory name, bytes memory code) private view {
        bytes32 hashed = keccak256(bytes(_type(name)));
        for (uint256 i = 32; i <= code.length; ++i) {
            bytes32 word;
            assembly ("memory-safe") {
                word := mload(add(code, i))
            }
            if (word == hashed) return;
        }
        revert NotTrue(name);
    }

    function _type(string memory name) private view returns (string memory) {
        return vm.parseJsonString(json, string.concat(".typedData.", name, ".type"));
    }

    /// @dev Whether the type, these fields and the consent's times give the vector's hashStruct and digest.
    function _signed(string memory name, bytes memory fields) private view returns (bool) {
        string memory key = string.concat(".typedData.", name);
        bytes memory times =
            abi.encode(u(string.concat(key, ".message.signedAt")), u(string.concat(key, ".message.deadline")));
        bytes32 structHash = keccak256(bytes.concat(abi.encode(keccak256(bytes(_type(name)))), fields, times));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", register.domainSeparator(), structHash));
        return structHash == b(string.concat(key, ".structHash")) && digest == b(string.concat(key, ".digest"));
    }

    function _partyAndKind() private view returns (bytes memory) {
        string memory m = ".typedData.Enrolment.message";
        bytes32 identity = b(string.concat(m, ".identityDigest"));
        return abi.encode(u32(m, ".party"), u32(m, ".kind"), u32(m, ".exchange"), identity);
    }

    function _key(string memory k) private view returns (bytes memory) {
        return abi.encode(a(string.concat(k, ".key")), u32(k, ".roles"), u(string.concat(k, ".from")), u32(k, ".until"));
    }

    function _transfer(string memory m) private view returns (bytes memory) {
        bytes32 id = b(string.concat(m, ".grant"));
        bytes memory who = abi.encode(id, u32(m, ".from"), u32(m, ".to"), u32(m, ".reason"));
        bytes32 digest = b(string.concat(m, ".termsDigest"));
        return bytes.concat(who, abi.encode(digest, b(string.concat(m, ".word")), b(string.concat(m, ".parentWord"))));
    }

    function _list(string memory m) private view returns (bytes memory) {
        (string memory p, bytes32 id) = (string.concat(m, ".product"), b(string.concat(m, ".grant")));
        bytes memory what = abi.encode(id, u32(p, ".exchange"), b(string.concat(p, ".productDigest")), u32(p, ".nonce"));
        bytes memory how = abi.encode(u32(p, ".until"), u32(p, ".flags"), u32(p, ".reviewers"));
        bytes memory words = abi.encode(b(string.concat(m, ".word")), b(string.concat(m, ".parentWord")));
        return bytes.concat(what, how, b(string.concat(p, ".contentDigest")), words);
    }

    function _moduleEnabled(string memory e) private view returns (bytes32) {
        (uint8[] memory kinds, uint256[] memory masks) = (new uint8[](2), new uint256[](2));
        for (uint256 i = 0; i < 2; ++i) {
            kinds[i] = uint8(u(string.concat(e, ".kinds[", digits(i), "]")));
            masks[i] = u(string.concat(e, ".masks[", digits(i), "]"));
        }
        (address module, bytes32 codeHash) = (a(string.concat(e, ".module")), b(string.concat(e, ".codeHash")));
        (uint32 from, uint32 until, uint32 seq) = (u32(e, ".from"), u32(e, ".until"), u32(e, ".councilSeq"));
        bytes32 topic = IRegister.ModuleEnabled.selector;
        address actor = a(string.concat(e, ".actor"));
        return keccak256(abi.encode(topic, module, from, until, codeHash, kinds, masks, seq, actor));
    }

    function _reply(string memory r) private view returns (IStanding.Reply memory) {
        uint8 kind = uint8(u(string.concat(r, ".kind")));
        (uint8 state, uint8 reason) = (uint8(u(string.concat(r, ".state"))), uint8(u(string.concat(r, ".reason"))));
        uint16 flags = uint16(u(string.concat(r, ".flags")));
        return
            IStanding.Reply(
                kind, b(string.concat(r, ".id")), state, reason, flags, uint40(u(string.concat(r, ".until")))
            );
    }
}
