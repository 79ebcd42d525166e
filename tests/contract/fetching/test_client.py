"""What opens a URL is bounded: in time, in size, in redirects, and never led to our own machines."""

import gzip
import socket
import ssl
import subprocess
from ipaddress import ip_address

import pytest

from maillage.fetching import (
    PUBLIC,
    BadAnswer,
    CertificateRefused,
    Limits,
    NotAllowed,
    Reach,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    addresses,
    connections,
    fetch,
    operators_own,
)
from tests.contract.fetching.servers import Server, leads_to, says

SOON = Limits(seconds=0.3, size=1000, redirects=3)


@pytest.fixture
def server():
    found = Server()
    yield found
    found.stop()


def test_an_answer_is_given_whatever_its_status(server):
    server.paths["/a"] = says("été".encode(), 404, X_Said="yes")
    answer = fetch(server.url("/a?b=c#d"), reach=server.reach)
    assert (answer.status, answer.is_success, answer.headers["x-said"], answer.body.decode()) == (
        *(404, False, "yes", "été"),
    )
    ((method, path, headers),) = server.asked
    assert (method, path, headers["Host"]) == ("GET", "/a?b=c", f"127.0.0.1:{server.port}")
    assert headers["User-Agent"].startswith("Maillage (+http")


def test_a_head_or_no_body_reads_the_headers_alone(server):
    server.paths["/"] = says(b"x" * 2000, X_Said="yes")
    for question in ({"method": "HEAD"}, {"body": False}):
        answer = fetch(server.url(), reach=server.reach, limits=SOON, **question)
        assert (answer.status, answer.headers["X-Said"], answer.body) == (200, "yes", b"")
    assert [method for method, *_ in server.asked] == ["HEAD", "GET"]


# --- Time ------------------------------------------------------------------------------------


def drip(request):
    """A byte from time to time, for ever: each read is quick."""
    request.send_response(200)
    request.end_headers()
    _dripped(request)


def drip_of_headers(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _dripped(request)


def _dripped(request):
    while not request.server.ours.over.wait(0.02):
        request.wfile.write(b".")
        request.wfile.flush()


def silent(request):
    request.server.ours.over.wait(30)


@pytest.mark.parametrize("slow", [drip, drip_of_headers, silent])
def test_the_whole_answer_has_a_time_not_each_read(server, slow):
    server.paths["/"] = slow
    with pytest.raises(TooSlow):
        fetch(server.url(), reach=server.reach, limits=SOON)


def test_redirects_share_one_time(server):

    def later(request):
        server.over.wait(0.2)
        leads_to("/")(request)

    server.paths["/"] = later
    with pytest.raises(TooSlow):
        fetch(server.url(), reach=server.reach, limits=SOON)
    assert len(server.asked) == 2


def test_a_name_that_is_never_resolved_holds_nobody(server, monkeypatch):
    monkeypatch.setattr(
        addresses.socket, "getaddrinfo", lambda *a, **k: server.over.wait(30) and []
    )
    with pytest.raises(TooSlow):
        fetch("http://lent.example/", limits=SOON)


# --- Size ------------------------------------------------------------------------------------


def endless(request):
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"x" * 10_000)


def endless_chunks(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        request.wfile.write(b"64\r\n" + b"x" * 100 + b"\r\n")


BOMB = gzip.compress(b"\0" * 30_000_000)


@pytest.mark.parametrize(
    "large",
    [endless, endless_chunks, says(BOMB, Content_Encoding="gzip", Content_Length=len(BOMB))],
)
def test_reading_stops_at_the_limit(server, large):
    server.paths["/"] = large
    with pytest.raises(TooLarge):
        fetch(server.url(), reach=server.reach, limits=Limits(size=1000))


def test_what_is_compressed_is_read(server):
    server.paths["/"] = says(gzip.compress(b"x" * 1000), Content_Encoding="gzip")
    answer = fetch(server.url(), reach=server.reach, limits=SOON)
    assert (answer.body, server.asked[0][2]["Accept-Encoding"]) == (b"x" * 1000, "gzip")


@pytest.mark.parametrize(
    "bad",
    [
        says(b"no gzip at all", Content_Encoding="gzip"),
        says(b"short", Content_Length="50"),
        lambda request: request.wfile.write(b"220 mail.example ESMTP\r\n"),
    ],
)
def test_what_is_no_answer_is_said(server, bad):
    server.paths["/"] = bad
    with pytest.raises(BadAnswer):
        fetch(server.url(), reach=server.reach)


# --- Redirects -------------------------------------------------------------------------------


def test_redirects_are_followed_and_counted(server):
    server.paths["/a"] = leads_to("/b", 301)
    server.paths["/b"] = leads_to(server.url("/été").encode().decode("latin-1"), 308)
    server.paths["/%C3%A9t%C3%A9"] = says(b"here")
    answer = fetch(server.url("/a"), reach=server.reach, limits=Limits(redirects=2))
    assert (answer.url, answer.body) == (server.url("/été"), b"here")
    with pytest.raises(TooManyRedirects):
        fetch(server.url("/a"), reach=server.reach, limits=Limits(redirects=1))


def test_a_loop_ends(server):
    server.paths["/"] = leads_to("/")
    with pytest.raises(TooManyRedirects):
        fetch(server.url(), reach=server.reach, limits=SOON)
    assert len(server.asked) == 4


@pytest.fixture
def public(server, monkeypatch):
    """This machine's loopback, held for a public address."""
    own = [n for n in addresses.OWN if ip_address("127.0.0.1") not in n]
    monkeypatch.setattr(addresses, "OWN", own)
    server.public = Reach(ports=frozenset({80, 443, server.port}))
    return server


@pytest.mark.parametrize(
    "where",
    [
        *("http://10.0.0.1/", "//192.168.1.1/", "http://169.254.169.254/latest/meta-data/"),
        *("http://[::1]/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/"),
        *("file:///etc/passwd", "ftp://93.184.215.14/", "http://93.184.215.14:22/", "http://[/"),
        "http://user:secret@93.184.215.14/",
    ],
)
def test_each_redirect_is_checked_as_the_first_address(public, where):
    public.paths["/"] = leads_to(where)
    with pytest.raises(NotAllowed):
        fetch(public.url(), reach=public.public)
    assert len(public.asked) == 1


# --- Where -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1"),
        *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *(
            "64:ff9b::7f00:1",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
        ),
        *(
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ),
    ],
)
def test_an_address_that_is_not_public_is_refused(address):
    assert not addresses.is_allowed(ip_address(address), PUBLIC)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2a01:4f8::1", "2606::1"]
)
def test_a_public_address_is_allowed(address):
    assert addresses.is_allowed(ip_address(address), PUBLIC)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *(("10.1.2.3", True), ("127.0.0.1", True), ("fd00::1", True), ("::1", True)),
        *(("169.254.169.254", False), ("0.0.0.0", False), ("::ffff:10.0.0.1", False)),
        *(("64:ff9b::a00:1", False), ("224.0.0.1", False), ("8.8.8.8", True)),
    ],
)
def test_the_operator_s_own_may_be_on_a_private_address_and_on_no_other_kind(address, expected):
    assert addresses.is_allowed(ip_address(address), operators_own("http://x/")) is expected


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "127.1"])
def test_a_name_of_this_machine_is_refused(server, host):
    with pytest.raises(NotAllowed):
        fetch(server.url(host=host), reach=Reach(ports=frozenset({server.port})))
    assert server.asked == []


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to(public, monkeypatch):
    """DNS rebinding: the second answer would be another machine's."""
    asked = []

    def resolve(host, port, **kind):
        asked.append(host)
        here = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (here, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    public.paths["/"] = says(b"here")
    answer = fetch(public.url(host="change.example"), reach=public.public)
    assert (answer.body, asked) == (b"here", ["change.example"])
    assert public.asked[0][2]["Host"] == f"change.example:{public.port}"


def test_of_several_addresses_the_public_ones_alone_are_tried(public, monkeypatch):
    said = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, public.port))
        for address in ("10.0.0.1", "127.0.0.3", "127.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: said)
    public.paths["/"] = says(b"here")
    assert fetch(public.url(host="several.example"), reach=public.public).body == b"here"


@pytest.mark.parametrize(
    "url",
    [
        *("", "a", "/a", "file:///etc/passwd", "gopher://8.8.8.8/", "http://", "http://:80/"),
        *(
            "http://8.8.8.8:25/",
            "http://8.8.8.8:99999/",
            "https://a:b@8.8.8.8/",
            "http://8.8.8.8:8000/",
        ),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url):
    with pytest.raises(NotAllowed):
        fetch(url)


def test_a_list_of_hosts_holds_for_redirects_too(server):
    reach = operators_own(server.url())
    server.paths["/"] = leads_to(server.url(host="localhost"))
    with pytest.raises(NotAllowed):
        fetch(server.url(), reach=reach)
    assert len(server.asked) == 1
    with pytest.raises(NotAllowed):
        fetch("http://8.8.8.8/", reach=reach)


def test_nobody_there_is_said():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/", f"http://{'a' * 70}.example:{port}/"):
        with pytest.raises(Unreachable):
            fetch(url, reach=Reach(private=True, ports=frozenset({port})))


# --- TLS -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The files of a key and of a certificate of this machine that signs itself."""
    folder = tmp_path_factory.mktemp("tls")
    key, signed = folder / "key.pem", folder / "certificate.pem"
    names = "subjectAltName=IP:127.0.0.1"
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", key, "-out", signed]
    subprocess.run(
        ["openssl", "req", "-x509", *kind, "-subj", "/CN=here", "-addext", names, *files],
        check=True,
        capture_output=True,
    )
    return signed, key


@pytest.fixture
def secured(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    found = Server(context)
    yield found
    found.stop()


def test_a_certificate_that_nobody_vouches_for_is_refused(secured):
    with pytest.raises(CertificateRefused):
        fetch(secured.url(), reach=secured.reach)
    assert secured.asked == []


def test_tls_is_spoken_to_the_name_and_cut_in_time(secured, certificate, monkeypatch):
    trusted = ssl.create_default_context(cafile=certificate[0])
    monkeypatch.setattr(connections, "certificates", lambda: trusted)
    secured.paths = {"/": says(b"here"), "/slow": drip}
    assert fetch(secured.url(), reach=secured.reach).body == b"here"
    with pytest.raises(TooSlow):
        fetch(secured.url("/slow"), reach=secured.reach, limits=SOON)
    with pytest.raises(CertificateRefused):
        fetch(secured.url(host="localhost"), reach=secured.reach)
