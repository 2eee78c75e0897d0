"""One transfer over HTTP, in a thread of its own: asked for, followed, read, unpacked, bounded.

It follows where it is sent, by the same two schemes only, and from the open net into no network at
home. It can be stopped from another thread at any moment.
"""

import ipaddress
import re
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from factcheck import __version__
from factcheck.errors import BadInput, FactcheckError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

#: Bytes of an answer, packed or not.
LARGEST = 50_000_000
MOST_TURNS = 5
CONNECT, READ = 10.0, 20.0  # seconds
_PIECE = 1 << 16
_UNPACKED = 1 << 20  # bytes at a time
_SHOWN = 200  # characters of an address in a sentence
_SAFE = "/%:@!$&'()*+,;=~-._"
_SCHEMES = ("http", "https")
_LONGEST_ADDRESS = 2_000
_GOOD = 200
_TURNS = (301, 302, 303, 307, 308)
_SAID = {
    **dict.fromkeys((401, 402, 403, 451), "fetch.closed"),
    **dict.fromkeys((404, 410), "fetch.missing"),
}
_HEADERS = {
    "User-Agent": f"Factcheck/{__version__}",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip",
}
_PACKED = ("gzip", "x-gzip")
_GZIP = 31  # zlib's word for how that is wrapped
_MEMBER = b"\x1f\x8b"  # by which it begins
# A name or number of a server, as any who reads it understands it: nothing in it is to be decoded.
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: the address at last, the kind and encoding that it says, the bytes."""

    url: str
    kind: str
    encoding: str | None
    data: bytes


class Transfer:
    """One transfer: `run` it in a thread, `stop` it from another, then ask for the `answer`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stopped = threading.Event()
        self._response: BaseHTTPResponse | None = None
        self._answer: Answer | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Get it; what goes wrong is kept for whoever asks for the answer."""
        from urllib3.exceptions import HTTPError

        try:
            self._answer = self._get()
        except FactcheckError as error:
            self._error = error
        except (HTTPError, OSError) as error:
            self._error = _told(error, self._url)
        except Exception as error:  # noqa: BLE001 - a bug, raised in the thread that can show it
            self._error = error

    def stop(self) -> None:
        """End it, whatever it is at."""
        self._stopped.set()
        if self._response is not None:
            with suppress(OSError, ValueError, RuntimeError):
                self._response.shutdown()

    def answer(self) -> Answer:
        """Give what came; raise what went wrong."""
        if self._error is not None:
            raise self._error
        assert self._answer
        return self._answer

    def _get(self) -> Answer:
        url = _plain(self._url)
        is_open = not _is_at_home(url)
        for _ in range(MOST_TURNS + 1):
            with _pool(url) as pool, closing(self._asked(pool, url)) as response:
                if response.status not in _TURNS:
                    return self._read(response, url)
                url = _turned(url, response.headers.get("Location") or "")
            if is_open and _is_at_home(url):
                raise BadInput("fetch.into_home", address=url)
        raise BadInput("fetch.turns", most=MOST_TURNS)

    def _asked(self, pool: "PoolManager", url: str) -> "BaseHTTPResponse":
        from urllib3 import Timeout

        self._url = url
        self._response = pool.request(
            "GET",
            url,
            headers=_HEADERS,
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
            timeout=Timeout(connect=CONNECT, read=READ),
        )
        return self._response

    def _read(self, response: "BaseHTTPResponse", url: str) -> Answer:
        if response.status != _GOOD:
            raise BadInput(_SAID.get(response.status, "fetch.status"), status=response.status)
        packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
        pieces = _bounded(self._pieces(response))
        if packing in _PACKED:
            pieces = _bounded(_unpacked(pieces))
        elif packing != "identity":
            raise BadInput("fetch.packing", packing=packing[:40])
        data = b"".join(pieces)
        head = Message()
        head["Content-Type"] = response.headers.get("Content-Type") or ""
        return Answer(url, head.get_content_type(), head.get_content_charset(), data)

    def _pieces(self, response: "BaseHTTPResponse") -> Iterator[bytes]:
        while not self._stopped.is_set():
            piece = response.read1(_PIECE, decode_content=False)
            if not piece:
                return
            yield piece


def _bounded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise BadInput("fetch.too_large", largest=LARGEST // 1_000_000)
        yield piece


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack some at a time: what comes out may be a thousand times what comes in."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            while piece:
                yield unpacker.decompress(piece, _UNPACKED)
                piece = unpacker.unconsumed_tail
                if unpacker.unused_data.startswith(_MEMBER):
                    # Several may come one after the other, and are one.
                    piece = unpacker.unused_data
                    unpacker = zlib.decompressobj(_GZIP)
        yield unpacker.flush()
    except zlib.error as error:
        raise BadInput("fetch.cut") from error
    if not unpacker.eof:
        raise BadInput("fetch.cut")


def _turned(url: str, to: str) -> str:
    """Give where a server sends on to, as it is asked for; raise BadInput where that is nowhere."""
    with suppress(UnicodeError):  # what is no ASCII there came as bytes, of UTF-8 nowadays
        to = to.encode("latin-1").decode()
    try:
        whole = urljoin(url, to)
    except ValueError as error:
        raise BadInput("fetch.address", address=to[:_SHOWN]) from error
    return _plain(whole, turned=True)


def _plain(url: str, *, turned: bool = False) -> str:
    """Give an address as it is asked for; raise BadInput for what is none of the net."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
        path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE + "?")
    except ValueError as error:
        raise BadInput("fetch.address", address=url[:_SHOWN]) from error
    if parts.scheme not in _SCHEMES:
        raise BadInput("fetch.elsewhere" if turned else "fetch.address", address=url[:_SHOWN])
    if not _HOST.fullmatch(host) or "@" in parts.netloc or len(url) > _LONGEST_ADDRESS:
        raise BadInput("fetch.address", address=url[:_SHOWN])
    host = f"[{host}]" if ":" in host else host
    where = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme, where, path, query, ""))


def _is_at_home(url: str) -> bool:
    """Say whether an address is in a network that is not open to all: this machine's or house's."""
    host = urlsplit(url).hostname or ""
    try:
        known = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except OSError:
        return False
    numbers = {str(one[4][0]).partition("%")[0] for one in known}
    return any(not ipaddress.ip_address(number).is_global for number in numbers)


def _pool(url: str) -> "PoolManager":
    """Give what asks for an address, through the proxy that the machine is set to use."""
    from urllib3 import PoolManager, ProxyManager, make_headers

    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme)
    if not proxy or proxy_bypass(parts.netloc):
        return PoolManager()
    known = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    who = f"{known.username}:{known.password or ''}" if known.username else None
    return ProxyManager(known.geturl(), proxy_headers=make_headers(proxy_basic_auth=who))


def _told(error: Exception, url: str) -> BadInput:
    """Say what a failure of the net means for a person."""
    from urllib3 import exceptions as net

    kinds: tuple[tuple[str, tuple[type[Exception], ...]], ...] = (
        ("fetch.proxy", (net.ProxyError, net.ProxySchemeUnknown, net.ProxySchemeUnsupported)),
        ("fetch.unknown", (net.NameResolutionError,)),
        ("fetch.unreachable", (net.NewConnectionError, net.ConnectTimeoutError)),
        ("fetch.silent", (net.ReadTimeoutError,)),
        ("fetch.certificate", (net.SSLError,)),
        ("fetch.address", (net.LocationValueError,)),
    )
    code = next((code for code, some in kinds if isinstance(error, some)), "fetch.cut")
    return BadInput(code, address=url[:_SHOWN], host=urlsplit(url).hostname or "")
