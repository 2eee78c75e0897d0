"""Names that any system takes, made of what articles and layers are called."""

import pytest

from factcheck.formats.places import Places


@pytest.mark.parametrize("letter", ["x", "ü", "語", "\U0001d400"])
def test_a_long_name_is_cut_so_that_every_system_takes_it(letter: str) -> None:
    places = Places()
    for made in (places.folder(letter * 300), places.place(letter * 300)):
        assert made.startswith(letter * 40)
        assert len(f"{made}.conll".encode()) <= 255


def test_what_some_system_takes_for_a_device_is_called_otherwise() -> None:
    places = Places()
    assert places.place("wire/con.txt") == "wire/con_"
    assert [places.folder(one) for one in ("NUL", "aux.x", "com1", "console", "lpt")] == [
        *("NUL_", "aux_.x", "com_1", "console", "lpt")
    ]
