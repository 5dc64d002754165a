// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AgreementWord} from "../../src/types/AgreementWord.sol";
import {FactWord} from "../../src/types/FactWord.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {ListingWord} from "../../src/types/ListingWord.sol";
import {LogWord} from "../../src/types/LogWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PeerWord} from "../../src/types/PeerWord.sol";
import {RedemptionWord} from "../../src/types/RedemptionWord.sol";
import {SerialWord} from "../../src/types/SerialWord.sol";
import {VoucherWord} from "../../src/types/VoucherWord.sol";
import {WordVectors} from "../kit/WordVectors.sol";

/// @notice The words of tests/vectors/core.json from SERIAL on, written and read field by field.
contract CoreWordsMoreTest is WordVectors {
    function test_serial() public {
        _kind("SERIAL");
        SerialWord w;
        w = w.withCount(uint16(_u("count")));
        bytes32 word = _word();
        assertEq(SerialWord.unwrap(w), word, "SERIAL");
        assertEq(SerialWord.wrap(word).count(), _u("count"), "SERIAL.count");
    }

    function test_listing() public {
        _kind("LISTING");
        ListingWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withFlags(uint8(_u("flags")));
        w = w.withExchange(uint16(_u("exchange")));
        w = w.withSince(uint40(_u("since")));
        w = w.withUntil(uint40(_u("until")));
        w = w.withReviewUntil(uint40(_u("reviewUntil")));
        w = w.withReviews(uint8(_u("reviews")));
        w = w.withGrade(uint8(_u("grade")));
        w = w.withContent(uint128(_u("content")));
        bytes32 word = _word();
        assertEq(ListingWord.unwrap(w), word, "LISTING");
        assertEq(ListingWord.wrap(word).state(), _u("state"), "LISTING.state");
        assertEq(ListingWord.wrap(word).flags(), _u("flags"), "LISTING.flags");
        assertEq(ListingWord.wrap(word).exchange(), _u("exchange"), "LISTING.exchange");
        assertEq(ListingWord.wrap(word).since(), _u("since"), "LISTING.since");
        assertEq(ListingWord.wrap(word).until(), _u("until"), "LISTING.until");
        assertEq(ListingWord.wrap(word).reviewUntil(), _u("reviewUntil"), "LISTING.reviewUntil");
        assertEq(ListingWord.wrap(word).reviews(), _u("reviews"), "LISTING.reviews");
        assertEq(ListingWord.wrap(word).grade(), _u("grade"), "LISTING.grade");
        assertEq(ListingWord.wrap(word).content(), _u("content"), "LISTING.content");
    }

    function test_voucher() public {
        _kind("VOUCHER");
        VoucherWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withFlags(uint8(_u("flags")));
        w = w.withExchange(uint16(_u("exchange")));
        w = w.withIssuedAt(uint40(_u("issuedAt")));
        w = w.withAuthority(uint32(_u("authority")));
        bytes32 word = _word();
        assertEq(VoucherWord.unwrap(w), word, "VOUCHER");
        assertEq(VoucherWord.wrap(word).state(), _u("state"), "VOUCHER.state");
        assertEq(VoucherWord.wrap(word).flags(), _u("flags"), "VOUCHER.flags");
        assertEq(VoucherWord.wrap(word).exchange(), _u("exchange"), "VOUCHER.exchange");
        assertEq(VoucherWord.wrap(word).issuedAt(), _u("issuedAt"), "VOUCHER.issuedAt");
        assertEq(VoucherWord.wrap(word).authority(), _u("authority"), "VOUCHER.authority");
    }

    function test_redemption() public {
        _kind("REDEMPTION");
        RedemptionWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withParty(uint32(_u("party")));
        w = w.withAt(uint40(_u("at")));
        bytes32 word = _word();
        assertEq(RedemptionWord.unwrap(w), word, "REDEMPTION");
        assertEq(RedemptionWord.wrap(word).state(), _u("state"), "REDEMPTION.state");
        assertEq(RedemptionWord.wrap(word).party(), _u("party"), "REDEMPTION.party");
        assertEq(RedemptionWord.wrap(word).at_(), _u("at"), "REDEMPTION.at");
    }

    function test_log() public {
        _kind("LOG");
        LogWord w;
        w = w.withCommitment(_u("commitment"));
        bytes32 word = _word();
        assertEq(LogWord.unwrap(w), word, "LOG");
        assertEq(LogWord.wrap(word).commitment(), _u("commitment"), "LOG.commitment");
    }

    function test_link() public {
        _kind("LINK");
        LinkWord w;
        w = w.withKind(uint8(_u("kind")));
        w = w.withSince(uint40(_u("since")));
        w = w.withUntil(uint40(_u("until")));
        w = w.withParty(uint32(_u("party")));
        bytes32 word = _word();
        assertEq(LinkWord.unwrap(w), word, "LINK");
        assertEq(LinkWord.wrap(word).kind(), _u("kind"), "LINK.kind");
        assertEq(LinkWord.wrap(word).since(), _u("since"), "LINK.since");
        assertEq(LinkWord.wrap(word).until(), _u("until"), "LINK.until");
        assertEq(LinkWord.wrap(word).party(), _u("party"), "LINK.party");
    }

    function test_fact() public {
        _kind("FACT");
        FactWord w;
        w = w.withAnswer(uint8(_u("answer")));
        w = w.withReason(uint8(_u("reason")));
        w = w.withFlags(uint16(_u("flags")));
        w = w.withDecision(uint8(_u("decision")));
        w = w.withDecisionReason(uint8(_u("decisionReason")));
        w = w.withAsOf(uint40(_u("asOf")));
        w = w.withUntil(uint40(_u("until")));
        w = w.withStatement(uint64(_u("statement")));
        w = w.withAgreement(uint32(_u("agreement")));
        w = w.withTradeAge(uint32(_u("tradeAge")));
        w = w.withFinanceAge(uint32(_u("financeAge")));
        bytes32 word = _word();
        assertEq(FactWord.unwrap(w), word, "FACT");
        assertEq(FactWord.wrap(word).answer(), _u("answer"), "FACT.answer");
        assertEq(FactWord.wrap(word).reason(), _u("reason"), "FACT.reason");
        assertEq(FactWord.wrap(word).flags(), _u("flags"), "FACT.flags");
        assertEq(FactWord.wrap(word).decision(), _u("decision"), "FACT.decision");
        assertEq(FactWord.wrap(word).decisionReason(), _u("decisionReason"), "FACT.decisionReason");
        assertEq(FactWord.wrap(word).asOf(), _u("asOf"), "FACT.asOf");
        assertEq(FactWord.wrap(word).until(), _u("until"), "FACT.until");
        assertEq(FactWord.wrap(word).statement(), _u("statement"), "FACT.statement");
        assertEq(FactWord.wrap(word).agreement(), _u("agreement"), "FACT.agreement");
        assertEq(FactWord.wrap(word).tradeAge(), _u("tradeAge"), "FACT.tradeAge");
        assertEq(FactWord.wrap(word).financeAge(), _u("financeAge"), "FACT.financeAge");
    }

    function test_peer() public {
        _kind("PEER");
        PeerWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withScheme(uint8(_u("scheme")));
        w = w.withThreshold(uint8(_u("threshold")));
        w = w.withNotaries(uint8(_u("notaries")));
        w = w.withSetEpoch(uint32(_u("setEpoch")));
        w = w.withNumber(uint64(_u("number")));
        w = w.withTimestamp(uint40(_u("timestamp")));
        w = w.withMaxAge(uint32(_u("maxAge")));
        w = w.withTradeAge(uint32(_u("tradeAge")));
        w = w.withFinanceAge(uint32(_u("financeAge")));
        w = w.withCouncilSeq(uint32(_u("councilSeq")));
        bytes32 word = _word();
        assertEq(PeerWord.unwrap(w), word, "PEER");
        assertEq(PeerWord.wrap(word).state(), _u("state"), "PEER.state");
        assertEq(PeerWord.wrap(word).scheme(), _u("scheme"), "PEER.scheme");
        assertEq(PeerWord.wrap(word).threshold(), _u("threshold"), "PEER.threshold");
        assertEq(PeerWord.wrap(word).notaries(), _u("notaries"), "PEER.notaries");
        assertEq(PeerWord.wrap(word).setEpoch(), _u("setEpoch"), "PEER.setEpoch");
        assertEq(PeerWord.wrap(word).number(), _u("number"), "PEER.number");
        assertEq(PeerWord.wrap(word).timestamp(), _u("timestamp"), "PEER.timestamp");
        assertEq(PeerWord.wrap(word).maxAge(), _u("maxAge"), "PEER.maxAge");
        assertEq(PeerWord.wrap(word).tradeAge(), _u("tradeAge"), "PEER.tradeAge");
        assertEq(PeerWord.wrap(word).financeAge(), _u("financeAge"), "PEER.financeAge");
        assertEq(PeerWord.wrap(word).councilSeq(), _u("councilSeq"), "PEER.councilSeq");
    }

    function test_agreement() public {
        _kind("AGREEMENT");
        AgreementWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withExchange(uint16(_u("exchange")));
        w = w.withSince(uint40(_u("since")));
        w = w.withUntil(uint40(_u("until")));
        w = w.withMaxAge(uint32(_u("maxAge")));
        w = w.withDigest(uint128(_u("digest")));
        bytes32 word = _word();
        assertEq(AgreementWord.unwrap(w), word, "AGREEMENT");
        assertEq(AgreementWord.wrap(word).state(), _u("state"), "AGREEMENT.state");
        assertEq(AgreementWord.wrap(word).exchange(), _u("exchange"), "AGREEMENT.exchange");
        assertEq(AgreementWord.wrap(word).since(), _u("since"), "AGREEMENT.since");
        assertEq(AgreementWord.wrap(word).until(), _u("until"), "AGREEMENT.until");
        assertEq(AgreementWord.wrap(word).maxAge(), _u("maxAge"), "AGREEMENT.maxAge");
        assertEq(AgreementWord.wrap(word).digest(), _u("digest"), "AGREEMENT.digest");
    }

    function test_packed() public {
        _kind("PACKED");
        PackedWord w;
        w = w.withPurpose(uint32(_u("purpose")));
        w = w.withRegion(uint40(_u("region")));
        w = w.withAction(uint32(_u("action")));
        w = w.withRights(uint8(_u("rights")));
        w = w.withBasis(uint8(_u("basis")));
        w = w.withMode(uint8(_u("mode")));
        w = w.withNotBefore(uint40(_u("notBefore")));
        w = w.withUntil(uint40(_u("until")));
        w = w.withNonce(uint64(_u("nonce")));
        bytes32 word = _word();
        assertEq(PackedWord.unwrap(w), word, "PACKED");
        assertEq(PackedWord.wrap(word).purpose(), _u("purpose"), "PACKED.purpose");
        assertEq(PackedWord.wrap(word).region(), _u("region"), "PACKED.region");
        assertEq(PackedWord.wrap(word).action(), _u("action"), "PACKED.action");
        assertEq(PackedWord.wrap(word).rights(), _u("rights"), "PACKED.rights");
        assertEq(PackedWord.wrap(word).basis(), _u("basis"), "PACKED.basis");
        assertEq(PackedWord.wrap(word).mode(), _u("mode"), "PACKED.mode");
        assertEq(PackedWord.wrap(word).notBefore(), _u("notBefore"), "PACKED.notBefore");
        assertEq(PackedWord.wrap(word).until(), _u("until"), "PACKED.until");
        assertEq(PackedWord.wrap(word).nonce(), _u("nonce"), "PACKED.nonce");
    }
}
