from __future__ import annotations

import pytest

from tests.exchange.making import PlainDesk


@pytest.fixture
def desk() -> PlainDesk:
    return PlainDesk()
