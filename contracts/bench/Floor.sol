// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Vm} from "../test/kit/Vm.sol";
import {Cheats} from "./Cheats.sol";

/// @notice The least that a transaction with these effects costs: 21,000 + calldata + 22,100 a new slot + 5,000 a rewritten one +
/// 2,100 a slot only read + log + 3,000 an ecrecover, or what EIP-7623 asks for the calldata alone.
library Floor {
    struct Slot {
        address account;
        bytes32 slot;
        bytes32 before;
        bytes32 later;
    }

    function least(bytes memory data, Cheats.AccountAccess[] memory accesses, Vm.Log[] memory logs)
        internal
        pure
        returns (uint256 gas)
    {
        (uint256 zeros, uint256 others) = _count(data);
        gas = 21_000 + 4 * zeros + 16 * others + _storage(accesses);
        for (uint256 i = 0; i < logs.length; ++i) {
            gas += 375 + 375 * logs[i].topics.length + 8 * logs[i].data.length;
        }
        for (uint256 i = 0; i < accesses.length; ++i) {
            if (accesses[i].account == address(1)) gas += 3_000;
        }
        uint256 calldataFloor = 21_000 + 10 * zeros + 40 * others;
        if (gas < calldataFloor) gas = calldataFloor;
    }

    function _count(bytes memory data) private pure returns (uint256 zeros, uint256 others) {
        for (uint256 i = 0; i < data.length; ++i) {
            if (data[i] == 0) ++zeros;
        }
        others = data.length - zeros;
    }

    function _storage(Cheats.AccountAccess[] memory accesses) private pure returns (uint256 gas) {
        Slot[] memory slots = _slots(accesses);
        for (uint256 i = 0; i < slots.length && slots[i].account != address(0); ++i) {
            if (slots[i].before == slots[i].later) gas += 2_100;
            else gas += slots[i].before == 0 ? 22_100 : 5_000;
        }
    }

    /// @dev Each slot once, with its value before and after the transaction.
    function _slots(Cheats.AccountAccess[] memory accesses) private pure returns (Slot[] memory slots) {
        uint256 most;
        for (uint256 i = 0; i < accesses.length; ++i) {
            most += accesses[i].storageAccesses.length;
        }
        slots = new Slot[](most);
        uint256 count;
        for (uint256 i = 0; i < accesses.length; ++i) {
            Cheats.StorageAccess[] memory list = accesses[i].storageAccesses;
            for (uint256 j = 0; j < list.length; ++j) {
                uint256 place = _find(slots, count, list[j]);
                if (place == count) slots[count++] = Slot(list[j].account, list[j].slot, list[j].previousValue, 0);
                slots[place].later = list[j].isWrite ? list[j].newValue : list[j].previousValue;
            }
        }
    }

    function _find(Slot[] memory slots, uint256 count, Cheats.StorageAccess memory a) private pure returns (uint256 i) {
        for (; i < count; ++i) {
            if (slots[i].slot == a.slot && slots[i].account == a.account) return i;
        }
    }
}
