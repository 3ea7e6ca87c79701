"""The server of the journeys stops without a complaint."""

from concurrent.futures import ThreadPoolExecutor


def test_a_thread_that_outlives_the_server_may_close_its_database(transactional_db, live_server):
    lent = live_server.thread.connections_override.values()
    with ThreadPoolExecutor(1) as thread:
        for connection in lent:
            connection.dec_thread_sharing()  # as the server does when it stops
            try:
                assert thread.submit(connection.close).exception() is None
            finally:
                connection.inc_thread_sharing()
