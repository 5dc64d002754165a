// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IActivations} from "../../interfaces/IActivations.sol";
import {IGrantReserves} from "../../interfaces/IGrantReserves.sol";
import {IGrants} from "../../interfaces/IGrants.sol";
import {IRecognition} from "../../interfaces/IRecognition.sol";
import {IVouchers} from "../../interfaces/IVouchers.sol";
import {ForeignSale} from "../../libraries/ForeignSale.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Ids} from "../../libraries/Ids.sol";
import {RecognitionLaw} from "../../libraries/RecognitionLaw.sol";
import {Recognised, Reliance, Verb} from "../../types/Codes.sol";
import {FactWord} from "../../types/FactWord.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PeerState, PeerWord} from "../../types/PeerWord.sol";
import {GrantKey} from "../../types/Structs.sol";
import {GrantModule} from "./GrantModule.sol";

/// @notice What becomes of a licence kept for a foreign sale: the proven voucher turns it ACTIVE, or it lapses; see IActivations
abstract contract Activations is GrantModule, IActivations {
    /// @inheritdoc IActivations
    function activate(
        GrantKey[] calldata path,
        GrantKey calldata key,
        IVouchers.Terms calldata terms,
        IGrantReserves.ForeignHome calldata home
    ) external {
        GrantFacts.Found memory parent = _found(path);
        if (key.parent != _id(parent)) revert IGrants.PathBroken(path.length, key.parent, _id(parent));
        bytes32 grantId = Ids.grantId(key);
        GrantWord word = _reserved(grantId);
        if (block.timestamp >= word.certUntil()) revert ReservationEnds(grantId, word.certUntil(), block.timestamp);
        _requireTerms(terms, grantId, key.parent, word.holder());
        bytes32 sold = ForeignSale.origin(home);
        ForeignSale.requireTerms(key.termsDigest, sold, terms.homeSeller, terms.agreementDigest);
        ForeignSale.requireKept(parent.id, parent.word, word, terms.homeSeller != parent.holder, terms.agreedAt);
        ForeignSale.sparePromise(parent.facts);
        _requireFree(parent, Verb.LICENSE);
        _activate(grantId, word, Ids.peerId(sold), ForeignSale.voucherId(home, terms));
    }

    /// @inheritdoc IActivations
    function lapse(bytes32 grantId) external {
        GrantWord word = _reserved(grantId);
        if (block.timestamp < word.certUntil()) revert ReservationEnds(grantId, word.certUntil(), block.timestamp);
        emit LicenceLapsed(grantId, msg.sender);
        bytes32 leaf = keccak256(abi.encode(LicenceLapsed.selector, grantId, msg.sender));
        _write(_entry(grantId, word, word.withState(GrantState.LAPSED), leaf));
    }

    function _reserved(bytes32 grantId) private view returns (GrantWord word) {
        word = GrantWord.wrap(_read(Kind.GRANT, grantId));
        if (GrantWord.unwrap(word) == 0) revert IGrants.GrantUnknown(grantId);
        if (word.state() != GrantState.RESERVED) revert IGrants.WrongGrantState(grantId, word.state());
    }

    /// The foreign terms sell this licence, under this parent, to its holder. Seller and agreement are in the key.
    function _requireTerms(IVouchers.Terms calldata t, bytes32 grantId, bytes32 parentId, uint32 buyer) private view {
        _same("homeChainId", bytes32(t.homeChainId), bytes32(block.chainid));
        _same("homeRegister", Ids.ofAddress(t.homeRegister), Ids.ofAddress(address(register)));
        _same("licenceGrantId", t.licenceGrantId, grantId);
        _same("sellerGrantId", t.sellerGrantId, parentId);
        _same("homeBuyer", Ids.ofNumber(t.homeBuyer), Ids.ofNumber(buyer));
    }

    function _same(bytes32 field, bytes32 named, bytes32 expected) private pure {
        if (named != expected) revert ForeignTermsDiffer(field, named, expected);
    }

    /// @dev `since` stays that of the reservation, the holder's act: a suspect window over it is not passed by waiting for the voucher.
    function _activate(bytes32 grantId, GrantWord word, bytes32 peer, bytes32 voucherId) private {
        uint8 state = PeerWord.wrap(_read(Kind.PEER, peer)).state();
        if (state != PeerState.ACCREDITED) revert IRecognition.PeerNotUsable(peer, state);
        bytes32 factId = Ids.factId(peer, Kind.VOUCHER, voucherId, uint16(_lastHop(word.registrar())));
        FactWord fact = FactWord.wrap(_read(Kind.FACT, factId));
        uint8 status = RecognitionLaw.statusFor(fact, Reliance.TRADE, uint40(block.timestamp));
        if (status != Recognised.PROVEN && status != Recognised.RECOGNIZED && status != Recognised.CONDITIONAL) {
            revert VoucherNotProven(factId, status);
        }
        emit LicenceActivated(grantId, factId, voucherId, msg.sender);
        bytes32 leaf = keccak256(abi.encode(LicenceActivated.selector, grantId, factId, voucherId, msg.sender));
        _write(_entry(grantId, word, word.withState(GrantState.ACTIVE).withCertUntil(0), leaf));
    }
}
