// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrantReserves} from "../../interfaces/IGrantReserves.sol";
import {ForeignSale} from "../../libraries/ForeignSale.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {GrantTypes} from "../../libraries/GrantTypes.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Role, Verb} from "../../types/Codes.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PackedWord} from "../../types/PackedWord.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
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
    function foreignTermsDigest(ForeignHome calldata home, uint32 homeSeller, bytes32 agreementDigest)
        external
        pure
        returns (bytes32)
    {
        return ForeignSale.termsDigest(ForeignSale.origin(home), homeSeller, agreementDigest);
    }

    function _requireReserver(GrantFacts.Found memory parent) private view {
        if (_keyOf(msg.sender).party() == parent.holder) {
            _requireHolder(parent, _liveKey(msg.sender, Role.SIGN).party());
            return;
        }
        uint16 exchange = _actor(Role.EXCHANGE).exchange();
        uint32 home = _lastHop(_word(parent, 0).registrar());
        if (exchange != home) revert NotReserver(home, exchange);
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
        ForeignSale.requireTerms(key.termsDigest, sold, seller, r.agreementDigest);
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
}
