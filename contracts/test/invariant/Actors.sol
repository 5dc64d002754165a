// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PartnerChecks} from "./PartnerChecks.sol";

/// @notice The one handler: all verbs, by many actors, over time. Its checks are called after each act.
contract Actors is PartnerChecks {
    /// @notice Asks everything; reverts with the name of what does not hold.
    function check() external view {
        _nothingForbiddenHappened();
        _I1_oneLiveOriginal();
        _I2_rightsWithinTheMatrix();
        _I3_childWithinParent();
        _I4_transferConserves();
        _I5_sourcesOfDerivedData();
        _I6_fusedNeedsConsents();
        _I7_frozenIsNotFree();
        _I8_encumberedNeedsConsent();
        _I9_ranksAreTheOrder();
        _I10_voucherImpliesTrade();
        _I12_serialsRunOn();
        _I13_certificateWithinFiveYears();
        _I14_registrarIsNotApplicant();
        _I15_publicityLasted();
        _I16_absenceIsNeverValid();
        _I18_logsKeepTheirPast();
        _links();
        _reservations();
        _rolesAndSandboxes();
        _statements();
        _peersNeverGoBack();
        _factsAreFresh();
        _succession();
        _theCouncilsActs();
    }

    /// @notice Every act, by selector and by name.
    function verbs() public pure returns (bytes4[] memory selectors, string[] memory names) {
        string memory all = string.concat(_often(), _titleVerbs(), _grantVerbs(), _lifeVerbs());
        all = string.concat(all, _interestVerbs(), _caseVerbs(), _marketVerbs());
        all = string.concat(all, _formVerbs(), _partnerVerbs(), _councilVerbs());
        (bytes memory text, uint256 count) = (bytes(all), 0);
        for (uint256 i = 0; i < text.length; ++i) {
            if (text[i] == " ") ++count;
        }
        (selectors, names) = (new bytes4[](count), new string[](count));
        (uint256 from, uint256 n) = (0, 0);
        for (uint256 i = 0; i < text.length; ++i) {
            if (text[i] != " ") continue;
            names[n] = _slice(text, from, i);
            selectors[n] = bytes4(keccak256(bytes(string.concat(names[n], "(uint256)"))));
            ++n;
            from = i + 1;
        }
    }

    /// @dev What makes the world go round comes up twice.
    function _often() private pure returns (string memory) {
        return "passTime passTime registerTitle license transfer transferBySignature charge complete completeBySignature promote "
            "adjudge ";
    }

    function _titleVerbs() private pure returns (string memory) {
        return "passTime notice noticeMany object settle registerTitle registerTitles ";
    }

    function _grantVerbs() private pure returns (string memory) {
        return "license licenseBySignature transfer transferBySignature freeze lift promote renewFreeze licenseMany split splitBySignature "
            "surrender surrenderBySignature surrenderMany confirm ";
    }

    function _lifeVerbs() private pure returns (string memory) {
        return string.concat(
            "enrol addKey addKeyBySignature endKey recoverKey voidSignatures succeed succeedBySignature declareSuspect ",
            "orderSuspect declareAffiliate declareAffiliateOf endAffiliate nameSuperior endSuperior admitExchange removeExchange "
        );
    }

    function _interestVerbs() private pure returns (string memory) {
        return string.concat(
            "charge chargeBySignature letPass letPassBySignature release releaseBySignature lapsePrenotice ",
            "complete completeBySignature adjudge "
        );
    }

    function _caseVerbs() private pure returns (string memory) {
        return string.concat(
            "exempt withdraw withdrawBySignature refuse settleMany withdrawObjection change renew annotate ",
            "clearAnnotation cancel revoke "
        );
    }

    function _marketVerbs() private pure returns (string memory) {
        return string.concat(
            "list listBySignature newVersion changeListing delist review reviewScenario rateQuality withdrawReview ",
            "issue issue supersede suspendVoucher resumeVoucher revokeVoucher redeem list review reviewScenario issue "
            "list review reviewScenario issue issue supersede suspendVoucher resumeVoucher "
        );
    }

    function _formVerbs() private pure returns (string memory) {
        return string.concat(
            "noticeJoint noticeFused noticeDerived registerDerived noticeAgain link correctCalendar recount ",
            "newVersionBySignature delistBySignature endSandbox redeemBySignature revokeByAgreement changeRoles ",
            "enrolAuthority reserve activate lapse noticeDerived registerDerived "
        );
    }

    function _partnerVerbs() private pure returns (string memory) {
        return string.concat(
            "anchor stateStanding accredit changeTerms changeNotaries changePeer acceptHeader reportEquivocation ",
            "agree endAgreement prove recognize decide issueForeign acceptHeader accredit agree recognize issueForeign "
        );
    }

    function _councilVerbs() private pure returns (string memory) {
        return "scheduleModule retireModule narrowModule widenModule widenModule publishCalendar issue redeem redeemBySignature registerDerived ";
    }

    function _slice(bytes memory text, uint256 from, uint256 to) private pure returns (string memory) {
        bytes memory part = new bytes(to - from);
        for (uint256 i = from; i < to; ++i) {
            part[i - from] = text[i];
        }
        return string(part);
    }
}
