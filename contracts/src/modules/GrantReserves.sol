// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrantReserves} from "../interfaces/IGrantReserves.sol";
import {IRecognition} from "../interfaces/IRecognition.sol";
import {IVouchers} from "../interfaces/IVouchers.sol";
import {ForeignSale} from "../libraries/ForeignSale.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {GrantTypes} from "../libraries/GrantTypes.sol";
import {Ids} from "../libraries/Ids.sol";
import {RecognitionLaw} from "../libraries/RecognitionLaw.sol";
import {Recognised, Reliance, Role, Verb} from "../types/Codes.sol";
import {FactWord} from "../types/FactWord.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {PeerState, PeerWord} from "../types/PeerWord.sol";
import {Consent, GrantKey} from "../types/Structs.sol";
import {GrantLicences} from "./GrantLicences.sol";

/// @notice Licences kept for another register's sale; see IGrantReserves
abstract contract GrantReserves is GrantLicences {
    uint40 private constant MOST_KEPT = 30 days;

    /// @inheritdoc IGrantReserves
    function reserve(
        GrantKey[] calldata path,
        GrantKey calldata key,
        uint32 holder,
        Reservation calldata reservation,
        Consent calldata ofHolder
    ) external returns (bytes32 grantId) {
        GrantFacts.Found memory parent = _found(path);
        _requireReserver(parent);
        _requireReservation(parent.holder, key, reservation);
        _requireFree(parent, Verb.LICENSE);
        _requireBelow(parent, path[path.length - 1].packed, key);
        _activeParty(holder);
        bytes32 parentWord = GrantWord.unwrap(_word(parent, 0));
        bytes32 structHash = GrantTypes.reserve(key, holder, reservation, parentWord, ofHolder);
        _requireConsent(structHash, ofHolder, parent.holder);
        GrantWord word = _child(parent, key, holder).withState(GrantState.RESERVED).withCertUntil(reservation.until);
        return _reserve(word, key, reservation, _digest(structHash));
    }

    /// @inheritdoc IGrantReserves
    function activate(
        GrantKey[] calldata path,
        GrantKey calldata key,
        IVouchers.Terms calldata terms,
        ForeignHome calldata home
    ) external {
        GrantFacts.Found memory parent = _found(path);
        if (key.parent != _id(parent)) revert PathBroken(path.length, key.parent, _id(parent));
        bytes32 grantId = Ids.grantId(key);
        GrantWord word = _reserved(grantId);
        if (block.timestamp >= word.certUntil()) revert ReservationEnds(grantId, word.certUntil(), block.timestamp);
        _requireTerms(terms, grantId, key.parent, word.holder());
        bytes32 sold = ForeignSale.origin(home);
        _requireTermsDigest(key.termsDigest, sold, terms.homeSeller, terms.agreementDigest);
        ForeignSale.sparePromise(parent.facts);
        _requireFree(parent, Verb.LICENSE);
        _activate(grantId, word, Ids.peerId(sold), ForeignSale.voucherId(home, terms));
    }

    function _requireReserver(GrantFacts.Found memory parent) private view {
        if (_keyOf(msg.sender).party() == parent.holder) {
            _requireHolder(parent, _liveKey(msg.sender, Role.SIGN).party());
            return;
        }
        uint16 exchange = _actor(Role.EXCHANGE).exchange();
        uint32 home = _lastHop(_word(parent, 0).registrar());
        if (exchange != home) revert NotHomeExchange(home, exchange);
    }

    function _requireReservation(uint32 seller, GrantKey calldata key, Reservation calldata r) private view {
        uint256 latest = block.timestamp + MOST_KEPT;
        uint40 ends = PackedWord.wrap(key.packed).until();
        if (latest > ends) latest = ends;
        if (r.until <= block.timestamp || r.until > latest) {
            revert ReservationTermRefused(r.until, block.timestamp, latest);
        }
        bytes32 sold = ForeignSale.origin(ForeignHome(r.chainId, r.register, r.salt));
        if (r.chainId == 0 || r.register == address(0) || sold == origin) {
            revert ForeignHomeRefused(r.chainId, r.register);
        }
        if (r.agreementDigest == 0) revert ZeroField("agreementDigest");
        _requireTermsDigest(key.termsDigest, sold, seller, r.agreementDigest);
    }

    function _requireTermsDigest(bytes32 named, bytes32 sold, uint32 seller, bytes32 agreementDigest) private pure {
        bytes32 computed = ForeignSale.termsDigest(sold, seller, agreementDigest);
        if (named != computed) revert TermsDigestDiffers(named, computed);
    }

    function _reserve(GrantWord word, GrantKey calldata key, Reservation calldata r, bytes32 authorisedBy)
        private
        returns (bytes32 grantId)
    {
        grantId = Ids.grantId(key);
        if (_read(Kind.GRANT, grantId) != 0) revert GrantExists(grantId);
        uint32 holder = word.holder();
        emit LicenceReserved(grantId, key.parent, key.packed, key.termsDigest, holder, r, authorisedBy, msg.sender);
        bytes memory what = abi.encode(LicenceReserved.selector, grantId, key, holder, r, authorisedBy, msg.sender);
        _write(_entry(grantId, GrantWord.wrap(0), word, keccak256(what)));
    }

    function _reserved(bytes32 grantId) private view returns (GrantWord word) {
        word = GrantWord.wrap(_read(Kind.GRANT, grantId));
        if (GrantWord.unwrap(word) == 0) revert GrantUnknown(grantId);
        if (word.state() != GrantState.RESERVED) revert WrongGrantState(grantId, word.state());
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
        if (status < Recognised.PROVEN || status > Recognised.CONDITIONAL) {
            revert VoucherNotProven(factId, status);
        }
        emit LicenceActivated(grantId, factId, voucherId, msg.sender);
        bytes32 leaf = keccak256(abi.encode(LicenceActivated.selector, grantId, factId, voucherId, msg.sender));
        _write(_entry(grantId, word, word.withState(GrantState.ACTIVE).withCertUntil(0), leaf));
    }
}
