// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {Club} from "../../src/types/Clubs.sol";
import {Recognised, Reliance} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState} from "../../src/types/PeerWord.sol";
import {RecognitionBase} from "../recognition/RecognitionBase.sol";

/// @notice Threats between registers: what a partner, its notaries, another exchange of this chain, or a stranger may try.
contract PartnersAdversary is RecognitionBase {
    function status(uint256 index) private view returns (uint8 found) {
        (found,,) = recognition.statusOf(factId(index), uint40(block.timestamp));
    }

    /// The chain is founded anew at the same address: what was signed or proven before counts for nothing after.
    function test_chainResetAtTheSameAddress() public {
        proveAll(good());
        vm.prank(addr("council"));
        peers.changePeer(peer, PeerState.WITHDRAWN);
        IPeers.Terms memory t = homeTerms();
        t.deploymentSalt = digest("founded anew");
        vm.expectRevert(abi.encodeWithSelector(IPeers.EpochRefused.selector, 1, 1));
        vm.prank(addr("council"));
        peers.accredit(t);
        t.setEpoch = 2;
        bytes32 anew = accredit(t);
        assertTrue(anew != peer, "another register is another peer");

        (bytes32 root, bytes[] memory proof) = state(home.standing, good().storageRoot, home.standing.codehash);
        (bytes memory header, IPeers.Attestation memory before) =
            signedHeader(homeTerms(), 100, headerTime(good()), root);
        bytes memory why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 0, addr(notaryNames[0]));
        vm.expectRevert(why);
        peers.acceptHeader(anew, header, proof, before);
        vm.expectRevert(why);
        peers.reportEquivocation(anew, header, before, _fork(root), before);

        // Even an old statement under a header signed anew is of another origin.
        IPeers.Attestation memory now_ = attest(checkpoint(t, header, 100, headerTime(good()), 2), 11);
        peers.acceptHeader(anew, header, proof, now_);
        bytes32 origin_ = keccak256(abi.encode(uint256(t.chainId), t.register, t.deploymentSalt));
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = itemsOf(snap);
        bytes32 asked = keccak256(
            abi.encode(
                "torrens/standing/1",
                origin_,
                snap.s.councilSeq,
                snap.s.lane,
                snap.s.n,
                snap.s.asOf,
                snap.s.challenge,
                snap.s.answersRoot
            )
        );
        vm.expectRevert(abi.encodeWithSelector(IRecognition.StatementNotProven.selector, asked, hashOf(snap.s)));
        recognition.prove(origin_, snap.s, snap.slotProof, items, HANGZHOU);
    }

    function _fork(bytes32 root) private view returns (bytes memory header) {
        (header,) = signedHeader(homeTerms(), 100, headerTime(good()) - 1, root);
    }

    /// Notaries sign two histories: the peer is frozen by anyone, nothing more is proven, and lifting drops the root they signed.
    function test_partnerLies() public {
        agree();
        recognizeAll(good());
        IPeers.Terms memory t = homeTerms();
        (bytes memory one, IPeers.Attestation memory ofOne) = signedHeader(t, 200, headerTime(good()), digest("one"));
        (bytes memory two, IPeers.Attestation memory ofTwo) = signedHeader(t, 200, headerTime(good()), digest("two"));
        vm.prank(addr("outsider"));
        peers.reportEquivocation(peer, one, ofOne, two, ofTwo);
        IRecognition.Item[] memory items = itemsOf(good());
        Snapshot memory snap = good();
        vm.expectRevert(abi.encodeWithSelector(IRecognition.PeerNotUsable.selector, peer, PeerState.FROZEN));
        recognition.prove(home.origin, snap.s, snap.slotProof, items, HANGZHOU);
        vm.prank(addr("council"));
        peers.changePeer(peer, PeerState.ACCREDITED);
        (,, bytes32 root) = peers.head(peer);
        assertEq(root, 0, "nothing is proven under what they signed");
    }

    /// A set that was rotated away could sign contradictions for ever: they freeze nothing, and nothing rests on its signatures.
    function test_retiredNotariesFreezeThePeer() public {
        IPeers.Terms memory t = homeTerms();
        (bytes memory one, IPeers.Attestation memory ofOne) = signedHeader(t, 200, headerTime(good()), digest("one"));
        (bytes memory two, IPeers.Attestation memory ofTwo) = signedHeader(t, 200, headerTime(good()), digest("two"));
        vm.prank(addr("council"));
        peers.changeNotaries(peer, 2, 3, t.notaries);
        (,, bytes32 root) = peers.head(peer);
        assertEq(root, 0, "what the old set signed is not relied on");
        bytes memory why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 0, addr(notaryNames[0]));
        vm.expectRevert(why);
        peers.reportEquivocation(peer, one, ofOne, two, ofTwo);
    }

    /// Silence is no answer: past its age a fact says STALE without a transaction, the sooner the more is at stake.
    function test_partnerOffline() public {
        agree();
        recognizeAll(good());
        uint40 asOf = good().s.asOf;
        uint40[3] memory ends = [asOf + MAX_AGE, asOf + 6 hours, asOf + 1 hours];
        for (uint8 i = Reliance.SHOW; i <= Reliance.FINANCE; ++i) {
            (uint8 last,,) = recognition.statusFor(factId(0), i, ends[i] - 1);
            (uint8 stale,,) = recognition.statusFor(factId(0), i, ends[i]);
            assertTrue(last == Recognised.RECOGNIZED && stale == Recognised.STALE, "by arithmetic");
        }
    }

    /// A sandbox product is CONDITIONAL at most: by a club that says so, by one that does not, by a decision before or after.
    function test_sandboxProductRecognisedNationwide() public {
        proveAll(good());
        decide(0, Recognised.RECOGNIZED, 0);
        acceptHeader(sandbox(), 102);
        proveAll(sandbox());
        assertEq(status(0), Recognised.CONDITIONAL, "decided before it became one");
        IRecognition.Subject memory s = subject(0);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.SandboxRefused.selector, factId(0)));
        vm.prank(addr("hangzhou"));
        recognition.decide(s, Recognised.RECOGNIZED, 0);
        decide(0, Recognised.PROVEN, 0);
        Club memory strict = standingClub;
        strict.conditions = 0;
        agree(strict);
        recognizeAll(sandbox(), strict);
        assertEq(status(0), Recognised.PROVEN, "a club without the condition");
        agree();
        recognizeAll(sandbox());
        assertEq(status(0), Recognised.CONDITIONAL, "a club with it");
    }

    /// An answer about a record is opened as that kind of record and no other.
    function test_idOfOneKindUsedAsAnother() public {
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = itemsOf(snap);
        items[0].reply.kind = Kind.GRANT;
        vm.expectRevert(abi.encodeWithSelector(IRecognition.AnswerNotInStatement.selector, 0, snap.s.answersRoot));
        recognition.prove(home.origin, snap.s, snap.slotProof, items, HANGZHOU);
        proveAll(good());
        IRecognition.Subject memory s = subject(0);
        s.kind = Kind.GRANT;
        vm.startPrank(addr("hangzhou"));
        (bool done, bytes memory why) =
            address(recognition).call(abi.encodeCall(recognition.decide, (s, Recognised.RECOGNIZED, 0)));
        vm.stopPrank();
        assertTrue(!done && bytes4(why) == IRecognition.FactUnknown.selector, "a listing's id as a grant's");
    }

    /// Another exchange of the same chain makes a club of its own, ends it, and proves under it: our facts do not notice.
    function test_recognitionTakenAwayByAnotherExchange() public {
        agree();
        recognizeAll(good());
        Club memory theirs = standingClub;
        theirs.maxAgeShow = 1;
        bytes32[] memory both = members();
        bytes32 named = recognition.clubDigest(theirs);
        vm.startPrank(addr("harbin"));
        recognition.agree(peer, theirs, both);
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = itemsOf(snap);
        IRecognition.Shown[] memory none;
        recognition.recognize(home.origin, snap.s, snap.slotProof, items, HARBIN, theirs, none);
        recognition.endAgreement(peer, HARBIN, named);
        recognition.recognize(home.origin, snap.s, snap.slotProof, items, HARBIN, theirs, none);
        bytes32 id = agreementIdOf(HANGZHOU, theirs);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.AgreementUnknown.selector, id));
        recognition.recognize(home.origin, snap.s, snap.slotProof, items, HANGZHOU, theirs, none);
        vm.stopPrank();
        assertEq(status(0), Recognised.RECOGNIZED, "ours stands");
        (uint8 ofHarbin,,) = recognition.statusOf(factIdFor(0, HARBIN), uint40(block.timestamp));
        assertEq(ofHarbin, Recognised.WITHDRAWN, "theirs does not");
    }

    /// One record twice in a batch: the whole batch is refused, naming both places.
    function test_duplicateInABatch() public {
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = itemsOf(snap);
        items[2] = items[0];
        vm.expectRevert(abi.encodeWithSelector(IRecognition.ItemTwice.selector, 0, 2));
        recognition.prove(home.origin, snap.s, snap.slotProof, items, HANGZHOU);
    }

    function test_tooManyInABatch() public {
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = new IRecognition.Item[](257);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.TooManyToOpen.selector, 257, 256));
        recognition.prove(home.origin, snap.s, snap.slotProof, items, HANGZHOU);
    }

    /// A stranger proves what is recognised again, by the same statement, under another club of the same exchange: one that leaves
    /// it out, or one that lets it count for a second.
    function test_recognitionTakenAwayByALesserClub_fail() public {
        agree();
        recognizeAll(good());
        Club memory narrow = standingClub;
        narrow.sectors = 1;
        agree(narrow);
        _refuseLesser(narrow, shownAll());
        Club memory brief = standingClub;
        (brief.maxAgeShow, brief.maxAgeTrade) = (1, 1);
        agree(brief);
        _refuseLesser(brief, new IRecognition.Shown[](0));
        assertEq(status(0), Recognised.RECOGNIZED, "stands");
        // Its own agreement may take it down; then the narrower one says what it is.
        endAgreement(standingClub);
        recognizeAll(good());
        recognizeShown(good(), narrow, shownAll());
        assertEq(status(0), Recognised.PROVEN, "outside");
    }

    /// What a narrower club recognised, a wider one takes over, and says more.
    function test_aWiderClubTakesOver() public {
        Club memory narrow = standingClub;
        (narrow.sectors, narrow.conditions) = (1, 2);
        agree(narrow);
        recognizeShown(good(), narrow, shownAll());
        assertEq(status(0), Recognised.CONDITIONAL, "outside");
        agree();
        recognizeAll(good());
        assertEq(status(0), Recognised.RECOGNIZED, "within");
    }

    function _refuseLesser(Club memory club, IRecognition.Shown[] memory shown) private {
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = itemsOf(snap);
        bytes4 why = IRecognition.AgreementNotNamed.selector;
        vm.expectRevert(abi.encodeWithSelector(why, factId(0), fact(0).agreement()));
        recognition.recognize(home.origin, snap.s, snap.slotProof, items, HANGZHOU, club, shown);
    }
}
