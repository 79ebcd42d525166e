"""Why a URL gave no answer: one class for each thing that a caller may say in words."""


class FetchError(Exception):
    """No answer. Its text is for logs: it may hold the host, never the path or the query."""


class NotAllowed(FetchError):
    """The URL, or where it leads, is not one to open: scheme, port, host, private address."""


class Unreachable(FetchError):
    """Nobody answers there: the name is unknown, the connection is refused or breaks."""


class CertificateRefused(Unreachable):
    """Somebody answers, and cannot prove to be who the URL names."""


class TooSlow(FetchError):
    """The whole of it took longer than `Limits.seconds`."""


class TooLarge(FetchError):
    """The answer, once decompressed, is larger than `Limits.size`."""


class TooManyRedirects(FetchError):
    """More redirects than `Limits.redirects`: most often a loop."""


class BadAnswer(FetchError):
    """What came back is no HTTP, or not compressed as it says."""
