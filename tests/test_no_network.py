"""No test, and nothing that a test runs in its process, makes a socket of the internet: a hook stops it."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_socket_of_the_internet_is_stopped(family: socket.AddressFamily) -> None:
    with pytest.raises(AssertionError, match="internet"):
        socket.socket(family, socket.SOCK_STREAM)


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(AssertionError, match="internet"):
        socket.getaddrinfo("localhost", 80)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets")
def test_a_local_socket_is_allowed() -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    theirs.close()
