"""How well this machine can isolate programs: found out once per process by running something, never assumed.

NAMESPACES is whole, USER_ID is for root where new namespaces are forbidden (many containers), NONE is taken only if somebody
says so. A weaker tier is never chosen silently: it stands in every dataset's manifest and in `codequorum doctor`.
"""

from __future__ import annotations

import functools
import os

from pipelines.execution.sandbox import Sandbox, SandboxUnavailable
from schemas.execution import RunLimits, Tier

UNSAFE_VARIABLE = "CODEQUORUM_UNSAFE_NO_SANDBOX"
"""Set to 1 by `--unsafe_no_sandbox`, so that worker processes know it too."""
TIER_VARIABLE = "CODEQUORUM_TIER"
"""Environment variable that asks for one tier (T1, T2): for tests, and for whoever wants to see whether it stands."""
SAFE_TIERS = (Tier.NAMESPACES, Tier.USER_ID)
_WORD = b"isolated"


def refusal(tier: Tier) -> str:
    """Why programs cannot be run in this tier here, or "" where they can: a program is run to see."""
    if tier is Tier.USER_ID and os.geteuid() != 0:
        return "it takes root to give programs a user id of their own"
    try:
        with Sandbox(["/bin/echo", _WORD.decode()], tier=tier) as sandbox:
            run = sandbox.run(b"", RunLimits())
    except SandboxUnavailable as error:
        return str(error)
    if run.output.strip() == _WORD:
        return ""
    return f"the sandbox starts but does not run programs: {run.verdict.value} {run.detail}"


@functools.cache
def best_tier() -> Tier:
    """The strongest tier that this machine gives. Raises SandboxUnavailable with the reasons where there is no safe one."""
    asked = os.environ.get(TIER_VARIABLE)
    if asked and asked not in {tier.value for tier in SAFE_TIERS}:
        raise SandboxUnavailable(f"{TIER_VARIABLE}={asked}: expected one of {', '.join(tier.value for tier in SAFE_TIERS)}")
    reasons = []
    for tier in SAFE_TIERS:
        if asked in (None, "", tier.value):
            why = refusal(tier)
            if not why:
                return tier
            reasons.append(f"{tier.value}: {why}")
    if os.environ.get(UNSAFE_VARIABLE) == "1":
        return Tier.NONE
    raise SandboxUnavailable(
        f"this machine cannot isolate programs ({'; '.join(reasons)}). --unsafe_no_sandbox runs them all the same, with every "
        "right that you have: only for programs that you trust"
    )
