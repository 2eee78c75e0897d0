"""UIMA CAS as JSON (JSON CAS 0.4), which INCEpTION and cassis exchange: one an article and layer.

What is written and read is that of `cas_xmi`, types included in each. What it cannot hold: gaps (an
annotation reaches from the first stretch to the last), which come back to us. Links across articles
lie beside (see `beside`).
"""

import re
from collections.abc import Callable
from pathlib import Path

from factcheck.formats import Tick, Written, beside, cas_folders
from factcheck.formats.bundle import Bundle
from factcheck.formats.cas_folders import Form
from factcheck.formats.cas_json_in import read as read_json
from factcheck.formats.cas_json_out import as_json
from factcheck.formats.cas_model import Cas
from factcheck.formats.cas_types import TypeSystem

NAME = "cas-json"
_HEAD = re.compile(rb'\s*\{\s*"%(?:TYPES|FEATURE_STRUCTURES|VIEWS|HEADER|FLAGS)"')


def is_ours(path: Path) -> bool:
    """Say whether a path is a JSON CAS, or a folder with some."""
    return cas_folders.is_ours(_FORM, path)


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has altered anything."""
    return beside.is_replaceable(path, NAME)


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a dataset into a new folder, a JSON CAS for each article and layer."""
    return cas_folders.write(_FORM, bundle, out, tick)


def read(path: Path) -> Bundle:
    """Read a JSON CAS or a folder of them; raise BadInput naming the structure at fault."""
    return cas_folders.read(_FORM, path)


def _read(data: bytes, name: str, _: Callable[[], TypeSystem]) -> Cas:
    return read_json(data, name)


_FORM = Form(
    NAME,
    ".json",
    shows=lambda head: bool(_HEAD.match(head.removeprefix(b"\xef\xbb\xbf"))),
    read=_read,
    made=as_json,
    flat=str,
    apart=lambda _: {},
    packed=False,
)
