"""One engine for the whole run: what one test compiled the next one finds in the cache."""

import pytest

from pipelines.execution.engine import Engine


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(tmp_path_factory.mktemp("programs"))
