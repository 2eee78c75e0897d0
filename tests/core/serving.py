"""A web server of the test's own on this machine, which may be as odd as servers are."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: Answers a request by writing to it.
Answering = Callable[[BaseHTTPRequestHandler], None]


def gives(data: bytes, kind: str = "text/plain", *, status: int = 200, **headers: str) -> Answering:
    """Answer with bytes of a kind; `headers` have underscores for hyphens."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        said = {"Content-Type": kind, "Content-Length": str(len(data))}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in said.items():
            if value:
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def turns(to: str, status: int = 302) -> Answering:
    """Send on to another address."""
    return gives(b"", status=status, Location=to)


class Server:
    """Where it is, what it answers by path, and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[str, Answering] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        #: Set when the test is over, for those who answer slowly.
        self.over = threading.Event()


@contextmanager
def server() -> Iterator[Server]:
    """Serve while the test lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            one.asked.append((self.path, dict(self.headers)))
            with suppress(BrokenPipeError, ConnectionResetError):
                one.answers.get(self.path, gives(b"", status=404))(self)

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    serving = Quiet(("127.0.0.1", 0), Handler)
    one = Server(f"http://127.0.0.1:{serving.server_address[1]}")
    thread = threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield one
    finally:
        one.over.set()
        serving.shutdown()
        serving.server_close()
        thread.join()
