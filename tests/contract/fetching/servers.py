"""Servers that misbehave, on this machine."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from maillage.fetching import Reach


class Server:
    """Answers each path with what ``paths`` holds for it: a function of the request."""

    def __init__(self, secured=None):
        self.paths, self.asked, self.over = {}, [], threading.Event()
        ours = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                ours.asked.append((self.command, self.path, dict(self.headers)))
                with until_the_reader_left():
                    ours.paths[self.path.partition("?")[0]](self)

            do_HEAD = do_GET  # noqa: N815

            def log_message(self, *args): ...

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.ours = self
        self.scheme = "http"
        if secured:
            self.scheme = "https"
            self.server.socket = secured.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def url(self, path="/", host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def reach(self):
        """It alone, although it is on this machine."""
        return Reach(private=True, ports=frozenset({self.port}))

    def stop(self):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Quiet(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request, client_address): ...


@contextmanager
def until_the_reader_left():
    """A reader that closes the connection is what these tests are about."""
    try:
        yield
    except OSError:
        return


def says(body=b"", status=200, **headers):
    def answer(request):
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(body)

    return answer


def leads_to(where, status=302):
    return says(status=status, Location=where)
