"""The one port that other PCs reach, where TLS ends in front of the server.

PostgreSQL as the pip package brings it speaks no TLS. Only the logins of workstations are admitted;
who does not speak TLS, or comes as anybody else, is told so in PostgreSQL's own words.
"""

import asyncio
import socket
import ssl
import struct
from contextlib import suppress

from db.server_roles import WORKSTATION

TLS_REQUEST, GSS_REQUEST, PROTOCOL_MAJOR = 80877103, 80877104, 3
LONGEST_GREETING = 10_000
GREETING_SECONDS = 20.0
BLOCK = 1 << 16
KEEPALIVE = {"TCP_KEEPIDLE": 5, "TCP_KEEPINTVL": 2, "TCP_KEEPCNT": 3}
"""A PC whose cable was cut is let go after about ten seconds."""


class TlsEntrance:
    """Listens on `port` of every address and hands connections on to `inside`, a port here."""

    def __init__(self, context: ssl.SSLContext, *, port: int, inside: int) -> None:
        self._context = context
        self._port = port
        self._inside = inside
        self._open: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def open(self) -> int:
        """Begins to listen; returns the port. OSError where another program has it."""
        self._server = await asyncio.start_server(self._admit, "0.0.0.0", self._port)  # noqa: S104
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Lets nobody in any more and cuts whoever is connected."""
        if self._server is not None:
            self._server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _admit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            _keep_alive(writer)
            async with asyncio.timeout(GREETING_SECONDS):
                greeting = await self._greet(reader, writer)
            if greeting:
                await self._hand_on(greeting, reader, writer)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ssl.SSLError):
            pass  # whoever went away
        except asyncio.CancelledError:
            pass  # the entrance closes
        finally:
            self._open.discard(task)
            writer.close()

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """The first message within TLS, as it goes on to the server; empty when it was refused."""
        message = await _message(reader)
        if _code(message) == GSS_REQUEST:
            writer.write(b"N")
            message = await _message(reader)
        if _code(message) != TLS_REQUEST:
            await _refuse(writer, "only TLS: the connection is not encrypted (SSL off)")
            return b""
        writer.write(b"S")
        await writer.drain()
        await writer.start_tls(self._context)
        message = await _message(reader)
        if _code(message) >> 16 != PROTOCOL_MAJOR or not _user(message).startswith(WORKSTATION):
            await _refuse(writer, 'role "other" is not permitted to log in')
            return b""
        return message

    async def _hand_on(
        self, greeting: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._inside)
        to_server.write(greeting)
        ways = [
            asyncio.create_task(_pump(reader, to_server)),
            asyncio.create_task(_pump(from_server, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            to_server.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while block := await reader.read(BLOCK):
        writer.write(block)
        await writer.drain()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """A message of the greeting: its length in four bytes, a code in four, the rest."""
    head = await reader.readexactly(4)
    (length,) = struct.unpack("!I", head)
    if not 8 <= length <= LONGEST_GREETING:
        raise ConnectionError
    return head + await reader.readexactly(length - 4)


def _code(message: bytes) -> int:
    return int(struct.unpack_from("!I", message, 4)[0])


def _user(greeting: bytes) -> str:
    parts = greeting[8:].split(b"\0")
    named = dict(zip(parts[::2], parts[1::2], strict=False))
    return named.get(b"user", b"").decode("utf-8", "replace")


async def _refuse(writer: asyncio.StreamWriter, words: str) -> None:
    fields = (b"SFATAL", b"VFATAL", b"C28000", b"M" + words.encode())
    body = b"".join(field + b"\0" for field in fields) + b"\0"
    writer.write(b"E" + struct.pack("!I", len(body) + 4) + body)
    await writer.drain()


def _keep_alive(writer: asyncio.StreamWriter) -> None:
    found: socket.socket = writer.get_extra_info("socket")
    with suppress(OSError):
        found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for name, value in KEEPALIVE.items():
            if hasattr(socket, name):
                found.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
