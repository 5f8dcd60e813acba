"""How a journal's file is opened."""

import pytest


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: a power cut after a save loses nothing, which no kill can show
        ("temp_store", 2),  # memory
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("cipher_use_hmac", "1"),
    ],
)
def test_every_page_opens_it_to_keep_what_is_written_and_hide_what_is_removed(page, pragma, value):
    assert page()._connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
