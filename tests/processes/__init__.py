"""Real processes, real sockets, real git."""

import pytest

pytest.register_assert_rewrite("tests.processes.rounds")
