"""A CA and certificates of the tests' own, made anew for each run."""

from __future__ import annotations

import datetime
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from protocol.mock.run import ThreadedServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.tls import ServerTls

HOST = "127.0.0.1"


class Pki:
    """Files of a site: its CA, another CA that nobody trusts, and certificates of the former by default."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._site, self._stranger = trustme.CA(), trustme.CA()
        self.ca = self._write("ca", self._site.cert_pem.bytes())
        self.other_ca = self._write("other-ca", self._stranger.cert_pem.bytes())
        self.server = self.issue("server", HOST, "ctisrv.test")
        self.client = self.issue("client", "supervisor.test")
        self.strange = self.issue("strange", HOST, stranger=True)

    def issue(self, name: str, *hosts: str, stranger: bool = False, begins: float = -1, ends: float = 365) -> str:
        """A certificate with its key in one file; valid from ``begins`` to ``ends``, in days from now."""
        now = datetime.datetime.now(datetime.UTC)
        made = (self._stranger if stranger else self._site).issue_cert(
            *hosts, not_before=now + datetime.timedelta(days=begins), not_after=now + datetime.timedelta(days=ends)
        )
        return self._write(name, made.private_key_and_cert_chain_pem.bytes())

    def part(self, path: str, what: str) -> str:
        """The "CERTIFICATE" or "PRIVATE KEY" parts of such a file, in a file of their own."""
        blocks = Path(path).read_text(encoding="ascii").split("-----BEGIN ")[1:]
        parts = [f"-----BEGIN {block}" for block in blocks if block.partition("-----")[0].endswith(what)]
        return self._write(f"{Path(path).stem}-{what.lower().replace(' ', '-')}", "".join(parts).encode())

    def _write(self, name: str, data: bytes) -> str:
        path = self.folder / f"{name}.pem"
        path.write_bytes(data)
        path.chmod(0o600)
        return str(path)


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    return Pki(tmp_path_factory.mktemp("pki"))


Secured = Callable[..., ThreadedServer]


@pytest.fixture
def secured() -> Iterator[Secured]:
    """Start the mock server with a certificate, and a CA where it wants clients' certificates."""
    started: list[ThreadedServer] = []

    def start(certificate: str, ca: str = "", agents: int = 12) -> ThreadedServer:
        settings = MockSettings(centre=CentreSettings(agents=agents, pace=0), tls=ServerTls(certificate, ca=ca))
        started.append(ThreadedServer(settings).start())
        return started[-1]

    yield start
    for server in started:
        server.stop()


class OneByOne:
    """A listener that hands its connections to a function, one after the other; ``OSError`` ends a connection."""

    def __init__(self, talk: Callable[[socket.socket], None]) -> None:
        self._talk = talk
        self._listener = socket.create_server((HOST, 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                try:
                    self._talk(connection)
                except OSError:
                    continue

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(20)
        assert not self._thread.is_alive()


Listen = Callable[[Callable[[socket.socket], None]], OneByOne]


@pytest.fixture
def listen() -> Iterator[Listen]:
    servers: list[OneByOne] = []

    def start(talk: Callable[[socket.socket], None]) -> OneByOne:
        servers.append(OneByOne(talk))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("FLOORWALKER_"):
            monkeypatch.delenv(name)
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
