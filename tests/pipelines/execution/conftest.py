"""One engine per tier for the whole run: what one test compiled the next one finds in the cache."""

from pathlib import Path

import pytest

from pipelines.execution import tiers
from pipelines.execution.engine import Engine
from schemas.execution import Tier
from tests.pipelines.execution.programs import TieredEngine


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("programs")


@pytest.fixture(scope="session")
def refusals() -> dict[Tier, str]:
    """Why programs cannot run in each tier on this machine, or ""."""
    return {tier: tiers.refusal(tier) for tier in tiers.SAFE_TIERS}


@pytest.fixture(scope="session")
def engine(cache_folder: Path, refusals: dict[Tier, str], request: pytest.FixtureRequest) -> Engine:
    """The engine as it is opened, or, for tests marked EVERY_TIER or EVERY_ENGINE, the one that the mark names."""
    if not hasattr(request, "param"):
        return Engine(cache_folder)
    name, _, kind = request.param.partition(" ")
    tier = Tier(name)
    if refusals[tier]:
        pytest.skip(f"{tier.value} is not to be had on this machine: {refusals[tier]}")
    return TieredEngine(cache_folder / name, tier, cold=kind == "native")
