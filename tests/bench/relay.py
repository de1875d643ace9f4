"""A relay between the console and a CTI Server: it counts messages, keeps times, and puts messages of its own in."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from protocol.wire import messages as m

HEADER = struct.Struct(">II")
LIVE = frozenset({m.HeartbeatConf.message_type, m.CloseConf.message_type})
"""What goes through while events are held back."""


class Relay:
    """Listens on a free loopback port; every connection to it is one to the server. Times: ``time.perf_counter``."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.requests: list[tuple[float, int, bytes]] = []
        """What the client sent: when it came, MessageType, body."""
        self.connections = 0
        self.events = 0
        """Messages sent to the client."""
        self.record: list[bytes] | None = None
        """A list takes the messages to the client, header and body."""
        self.holding_back = False
        """Drop what the server sends but heartbeats' answers."""
        self._client: socket.socket | None = None
        self._sending = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def _start(self, target: Callable[..., None], *given: socket.socket) -> None:
        thread = threading.Thread(target=target, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError), self._listener:
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server_port))
                for one in (client, server):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._client = client
                self.connections += 1
                self._start(self._from_client, client, server)
                self._start(self._from_server, client, server)

    def _from_client(self, client: socket.socket, server: socket.socket) -> None:
        rest = b""
        with suppress(OSError):
            while data := client.recv(65536):
                now = time.perf_counter()
                frames, rest = cut(rest + data)
                self.requests += [(now, HEADER.unpack_from(one)[1], one[HEADER.size :]) for one in frames]
                server.sendall(data)
        with suppress(OSError):
            server.shutdown(socket.SHUT_WR)  # the other thread closes both, once the server has said its last

    def _from_server(self, client: socket.socket, server: socket.socket) -> None:
        rest = b""
        with suppress(OSError):
            while data := server.recv(65536):
                frames, rest = cut(rest + data)
                if self.holding_back:
                    frames = [one for one in frames if HEADER.unpack_from(one)[1] in LIVE]
                if self.record is not None:
                    self.record += frames
                with self._sending:
                    client.sendall(b"".join(frames))
                self.events += len(frames)
        client.close()
        server.close()

    def send(self, data: bytes, messages: int = 1) -> float:
        """Put whole messages into the stream to the client; when the last byte was about to be written."""
        assert self._client is not None, "no client has connected"
        with self._sending:
            now = time.perf_counter()
            self._client.sendall(data)
        self.events += messages
        return now

    def times_of(self, *message_types: int, since: float = 0.0) -> list[float]:
        """When messages of these types came from the client."""
        return [at for at, message_type, _ in list(self.requests) if message_type in message_types and at >= since]

    def close(self) -> None:
        """Stop listening."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)


def cut(data: bytes) -> tuple[list[bytes], bytes]:
    """The whole messages at the beginning of a stream, header and body, and what is left."""
    frames, start = [], 0
    while len(data) - start >= HEADER.size:
        end = start + HEADER.size + HEADER.unpack_from(data, start)[0]
        if end > len(data):
            break
        frames.append(data[start:end])
        start = end
    return frames, data[start:]
