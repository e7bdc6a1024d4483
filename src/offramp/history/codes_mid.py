"""Meanings of the codes of Militarized Interstate Disputes, version 5.0 (published codebook)."""

from __future__ import annotations

from .csv_reader import Codes

ACTION = Codes(
    {
        0: "none",
        1: "threat to use force",
        2: "threat to blockade",
        3: "threat to occupy",
        4: "threat to declare war",
        5: "threat to use chemical, biological or radiological weapons",
        6: "threat to join a war",
        7: "show of force",
        8: "alert",
        9: "nuclear alert",
        10: "mobilisation",
        11: "fortify border",
        12: "border violation",
        13: "blockade",
        14: "occupation",
        15: "seizure",
        16: "attack",
        17: "clash",
        18: "declaration of war",
        19: "use of chemical, biological or radiological weapons",
        20: "begin interstate war",
        21: "join interstate war",
    }
)
LEVEL = Codes({1: "none", 2: "threat", 3: "display", 4: "force", 5: "war"}, ordered=True)
LEVEL_OF = dict.fromkeys(range(1, 7), 2) | dict.fromkeys(range(7, 13), 3) | dict.fromkeys(range(13, 20), 4)
LEVEL_OF |= {0: 1, 20: 5, 21: 5}
DEATHS = Codes(
    {0: "none", 1: "1-25", 2: "26-100", 3: "101-250", 4: "251-500", 5: "501-999", 6: "1000 and more"}, ordered=True
)
OUTCOME = Codes(
    {
        1: "victory of A",
        2: "victory of B",
        3: "yield by A",
        4: "yield by B",
        5: "stalemate",
        6: "compromise",
        7: "released",
        8: "unclear",
        9: "joins a running war",
    }
)
SETTLEMENT = Codes({1: "negotiated", 2: "imposed", 3: "none", 4: "unclear"})
REVISION = Codes({0: "not applicable", 1: "territory", 2: "policy", 3: "regime", 4: "other"})
