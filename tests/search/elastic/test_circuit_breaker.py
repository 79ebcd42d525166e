"""A sick Elasticsearch is left alone, and tried again one call at a time."""

from maillage_search.elastic.circuit_breaker import breaker


def test_the_breaker_tries_again_one_at_a_time_then_closes():
    breaker.failed()
    assert not breaker.allows()
    breaker._closed_at = 0
    assert (breaker.allows(), breaker.allows()) == (True, False)
    breaker.succeeded()
    assert (breaker.allows(), breaker.allows()) == (True, True)
