"""A web server on this machine that answers, or misbehaves, as each test tells it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answering = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One question, and the means to answer it."""

    handler: BaseHTTPRequestHandler

    @property
    def asked(self) -> dict[str, str]:
        """The question's headers, names in small letters."""
        return {name.casefold(): value for name, value in self.handler.headers.items()}

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """Answer properly."""
        self.handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.raw(body)

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.handler.wfile.write(data)
        self.handler.wfile.flush()


@dataclass
class Server:
    """The server.

    Attributes:
        url: Its address, without a path.
        pages: What answers each path.
        questions: The paths asked for, in order.
        date: What it takes the time to be.
        wait: An event that ends every answer that a test lets hang.
    """

    url: str
    pages: dict[str, Answering] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    date: str = "Tue, 12 Mar 2019 09:00:00 GMT"
    wait: threading.Event = field(default_factory=threading.Event)
    busy: int = 0
    busiest: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def page(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> str:
        """Answer a path so; return its address."""
        self.pages[path] = lambda exchange: exchange.answer(status, body, **headers)
        return self.url + path


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with running.lock:
                running.questions.append(self.path)
                running.busy += 1
                running.busiest = max(running.busiest, running.busy)
            try:
                page = running.pages.get(self.path)
                exchange = Exchange(self)
                if page is None:
                    exchange.answer(404)
                else:
                    page(exchange)
            except OSError:
                pass  # The other side hung up, which is what the test is about.
            finally:
                with running.lock:
                    running.busy -= 1

        def date_time_string(self, timestamp: float | None = None) -> str:
            return running.date

        def log_message(self, *_: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    listening.block_on_close = False
    running = Server(f"http://127.0.0.1:{listening.server_port}")
    thread = threading.Thread(target=lambda: listening.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.wait.set()
        listening.shutdown()
        listening.server_close()
