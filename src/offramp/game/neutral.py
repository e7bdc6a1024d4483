"""The values of the dials of a system that is switched off, at which the system adds nothing."""

_ZERO = {
    "ladder": "steepness top_fear resolve_pull calm_pull give_cost own_cost effort repeat_pull",
    "reciprocity": "readiness owed_pull own_fast other_fast own_slow silence preparation goodwill grudge",
    "rules": "breach_cost absorb shift jump widen",
    "proxies": "order_pull leash bind",
    "leaders": "wrath unsettle stature_debt",
    "deterrence": "fear learn let_pass clarity_pull doctrine",
    "opportunity": "exposure_pull deploy harden evacuate careless plot_pull",
    "fronts": "heat_pull spill reach_pull",
    "human-cost": "military civilian grievance",
    "pressure": "bite lash seek drain haste wait_out",
    "audiences": "sway rally affront humiliate audience_cost shame approval_cost",
    "host-politics": "anger resent grief push binding leverage",
    "mediation": "trickle usher direct bar exit_pull soothe hold",
    "misperception": "noise mishap blame sobering outrage candour",
    "dominance": "edge_pull yield_pull weariness nerve exhaust",
    "nuclear": "spur brake alarm",
    "world-order": "licence",
}
NEUTRAL: dict[str, dict[str, float]] = {system: dict.fromkeys(dials.split(), 0.0) for system, dials in _ZERO.items()}
