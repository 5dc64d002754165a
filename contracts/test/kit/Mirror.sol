// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IActivations} from "../../src/interfaces/IActivations.sol";
import {IAuditAnchors} from "../../src/interfaces/IAuditAnchors.sol";
import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IFreezes} from "../../src/interfaces/IFreezes.sol";
import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IHoldings} from "../../src/interfaces/IHoldings.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IListingReviews} from "../../src/interfaces/IListingReviews.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IParties} from "../../src/interfaces/IParties.sol";
import {IPartyLife} from "../../src/interfaces/IPartyLife.sol";
import {IPartyLinks} from "../../src/interfaces/IPartyLinks.sol";
import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {ITitleCases} from "../../src/interfaces/ITitleCases.sol";
import {ITitleLife} from "../../src/interfaces/ITitleLife.sol";
import {ITitleNotices} from "../../src/interfaces/ITitleNotices.sol";
import {ITitleObjections} from "../../src/interfaces/ITitleObjections.sol";
import {ITitleRegistration} from "../../src/interfaces/ITitleRegistration.sol";
import {IVoucherLife} from "../../src/interfaces/IVoucherLife.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Vm} from "./Vm.sol";

/// @notice What a mirror does: folds the logs of the register and its modules into the journal, and stops at a Written whose typed
/// event did not stand before it. For each module a FIFO of the leaves of its typed events; a Written takes the head, or repeats the
/// leaf taken last.
contract Mirror {
    bytes32 public journal;
    uint256 public writes;

    address private immutable register;
    mapping(bytes32 topic => bytes pattern) private patterns;
    mapping(address module => bytes32[]) private waiting;
    mapping(address module => uint256) private taken;
    mapping(address module => bytes32) private current;

    error NoEvent(bytes32 leaf);
    error EventLeft(bytes32 topic);
    error EventUnknown(bytes32 topic);

    constructor(IRegister register_) {
        register = address(register_);
        journal = keccak256(abi.encode("torrens/journal/1", register_.origin()));
        _learn();
        _learnParties();
        _learnEncumbrances();
        _learnTitles();
        _learnMarkets();
    }

    /// @notice Goes on from a journal known otherwise, as a mirror does from a proven state.
    function begin(bytes32 known) external {
        journal = known;
    }

    /// @notice Folds the logs of one or more transactions made at `time`. What the council itself says is not the register's.
    function fold(Vm.Log[] calldata logs, uint256 time) external {
        address council = IRegister(register).authority();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == council) continue;
            bool written = logs[i].emitter == register && logs[i].topics[0] == IRegister.Written.selector;
            if (written) _written(logs[i], time);
            else waiting[logs[i].emitter].push(_leaf(logs[i]));
        }
        for (uint256 i = 0; i < logs.length; ++i) {
            if (waiting[logs[i].emitter].length != taken[logs[i].emitter]) revert EventLeft(logs[i].topics[0]);
        }
    }

    function _written(Vm.Log calldata log, uint256 time) private {
        (bytes32 word, bytes32 leaf) = abi.decode(log.data, (bytes32, bytes32));
        address module = address(uint160(uint256(log.topics[3])));
        bytes32[] storage queue = waiting[module];
        if (taken[module] < queue.length && queue[taken[module]] == leaf) {
            ++taken[module];
            current[module] = leaf;
        } else if (current[module] != leaf) {
            revert NoEvent(leaf);
        }
        ++writes;
        journal = keccak256(abi.encode(journal, time, module, uint256(log.topics[1]), log.topics[2], word, leaf));
    }

    /// keccak256(abi.encode(topic0, arguments in their order)), from topics and data, by the event's pattern.
    function _leaf(Vm.Log calldata log) private view returns (bytes32) {
        bytes memory pattern = patterns[log.topics[0]];
        if (pattern.length == 0) revert EventUnknown(log.topics[0]);
        bytes memory encoded = abi.encode(log.topics[0]);
        (uint256 topic, uint256 word) = (1, 0);
        for (uint256 i = 0; i < pattern.length; ++i) {
            if (pattern[i] == "i") {
                encoded = bytes.concat(encoded, log.topics[topic++]);
                continue;
            }
            bytes32 value = bytes32(log.data[32 * word:32 * word + 32]);
            ++word;
            // An array's offset counts from the first argument: all topics now stand before it.
            if (pattern[i] == "a") value = bytes32(uint256(value) + 32 * log.topics.length);
            encoded = bytes.concat(encoded, value);
        }
        return keccak256(bytes.concat(encoded, log.data[32 * word:]));
    }

    /// Where each event's arguments stand: i in a topic, d a word of data, a an array in data.
    function _learn() private {
        patterns[IRegister.Founded.selector] = "iddd";
        patterns[IRegister.ModuleEnabled.selector] = "idddaadd";
        patterns[IRegister.ModuleRetired.selector] = "iddd";
        patterns[IRegister.WideningAnnounced.selector] = "iidddd";
        patterns[IRegister.ModuleWidened.selector] = "iiddd";
        patterns[IRegister.ModuleNarrowed.selector] = "iiddd";
        patterns[IParties.ExchangeAdmitted.selector] = "idddddd";
        patterns[IParties.PartyEnrolled.selector] = "ididddddd";
        patterns[IParties.KeyAdded.selector] = "iidddd";
        patterns[IParties.KeyEnded.selector] = "iidd";
        patterns[IParties.SignaturesVoided.selector] = "idd";
        patterns[IParties.CalendarPublished.selector] = "idddd";
        patterns[IGrants.Licensed.selector] = "iiddidd";
        patterns[IGrants.Transferred.selector] = "iiiddd";
        patterns[IHoldings.GrantSplit.selector] = "iiaadd";
        patterns[IHoldings.GrantSurrendered.selector] = "iiddd";
        patterns[IGrants.GrantEnforced.selector] = "iidd";
        patterns[IHoldings.GrantConfirmed.selector] = "idd";
        patterns[IGrantReserves.LicenceReserved.selector] = "iiddiddddddd";
        patterns[IActivations.LicenceActivated.selector] = "iiid";
        patterns[IActivations.LicenceLapsed.selector] = "id";
    }

    function _learnEncumbrances() private {
        patterns[IFreezes.Frozen.selector] = "idddidddd";
        patterns[IFreezes.FreezeLifted.selector] = "idddd";
        patterns[IFreezes.FreezePromoted.selector] = "idddd";
        patterns[IFreezes.ExerciseReleased.selector] = "idd";
        patterns[IFreezes.FreezeRenewed.selector] = "idddd";
        patterns[IInterests.Charged.selector] = "iddiddddd";
        patterns[IInterests.ConsentsChanged.selector] = "iddd";
        patterns[IInterests.InterestReleased.selector] = "iddd";
        patterns[IInterests.PrenoticeLapsed.selector] = "idd";
        patterns[IEnforcement.Adjudged.selector] = "iiiddaad";
        patterns[IEnforcement.AdjudgedAbove.selector] = "iiiddaad";
        patterns[IEnforcement.PrenoticeCompleted.selector] = "ididdad";
    }

    function _learnParties() private {
        patterns[IParties.KeyRecoveryOpened.selector] = "iiddddd";
        patterns[IParties.RolesChanged.selector] = "iiddd";
        patterns[IParties.CalendarCorrected.selector] = "idddd";
        patterns[IPartyLife.ExchangeRemoved.selector] = "idd";
        patterns[IPartyLife.Succeeded.selector] = "iiddd";
        patterns[IPartyLife.SuspectDeclared.selector] = "idddd";
        patterns[IPartyLife.SuspectOrdered.selector] = "idddd";
        patterns[IPartyLinks.AffiliateDeclared.selector] = "iidd";
        patterns[IPartyLinks.AffiliateEnded.selector] = "iidd";
        patterns[IPartyLinks.SuperiorNamed.selector] = "iidd";
        patterns[IPartyLinks.SuperiorEnded.selector] = "iidd";
    }

    function _learnTitles() private {
        patterns[ITitleNotices.TitlesLinked.selector] = "iiidd";
        patterns[ITitleRegistration.SourceLinked.selector] = "iidd";
        patterns[ITitleNotices.Noticed.selector] = "iiddiddddd";
        patterns[ITitleNotices.FusionConsented.selector] = "iad";
        patterns[ITitleNotices.SourcesNamed.selector] = "iadd";
        patterns[ITitleCases.NoticeRecounted.selector] = "idd";
        patterns[ITitleCases.PublicityWaived.selector] = "idddd";
        patterns[ITitleCases.ApplicationWithdrawn.selector] = "idd";
        patterns[ITitleCases.ApplicationRefused.selector] = "idd";
        patterns[ITitleObjections.ObjectionFiled.selector] = "ididdd";
        patterns[ITitleObjections.ObjectionSettled.selector] = "idddd";
        patterns[ITitleRegistration.Registered.selector] = "iiidddd";
        patterns[ITitleLife.Changed.selector] = "idd";
        patterns[ITitleLife.Renewed.selector] = "idd";
        patterns[ITitleLife.Annotated.selector] = "iidd";
        patterns[ITitleLife.AnnotationCleared.selector] = "iidd";
        patterns[ITitleLife.Cancelled.selector] = "idd";
        patterns[ITitleLife.Revoked.selector] = "iddd";
    }

    function _learnMarkets() private {
        patterns[IListings.Listed.selector] = "iiiddddddd";
        patterns[IListings.ListingChanged.selector] = "iddd";
        patterns[IListings.VersionListed.selector] = "idd";
        patterns[IListings.SandboxEnded.selector] = "idd";
        patterns[IListingReviews.Reviewed.selector] = "iidddad";
        patterns[IListingReviews.ScenarioReviewed.selector] = "iidddd";
        patterns[IListingReviews.QualityRated.selector] = "iiddddd";
        patterns[IListingReviews.ReviewWithdrawn.selector] = "ididad";
        patterns[IVoucherLife.VoucherChanged.selector] = "ididd";
        patterns[IVoucherLife.VoucherSuperseded.selector] = "iid";
        patterns[IVoucherLife.VoucherRedeemed.selector] = "iddiid";
        patterns[IVouchers.VoucherIssued.selector] = "iiidddddddddddddddddd";
        patterns[IAuditAnchors.Anchored.selector] = "idddddd";
        patterns[IPeers.PeerAccredited.selector] = "idddddddddddad";
        patterns[IPeers.NotariesChanged.selector] = "iddad";
        patterns[IPeers.HeaderAccepted.selector] = "idddddd";
        patterns[IPeers.PeerTermsChanged.selector] = "iddddddd";
        patterns[IPeers.PeerFrozen.selector] = "idddd";
        patterns[IPeers.PeerChanged.selector] = "idd";
        patterns[IRecognition.AgreementMade.selector] = "iiidddddddddddd";
        patterns[IRecognition.AgreementEnded.selector] = "idd";
        patterns[IRecognition.FactRecorded.selector] = "iiidddddd";
        patterns[IRecognition.FactDecided.selector] = "iddd";
    }
}
