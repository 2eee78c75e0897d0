"""UIMA CAS as XMI, which INCEpTION, DKPro, cTAKES and others exchange: one an article and layer.

Read are XMI in folders and in zips, as INCEpTION exports them (`annotation/ARTICLE/ANNOTATOR.zip`),
with the `TypeSystem.xml` near by, or without one. Written are types of our own, and again those
that statements came from, with DKPro's tokens and sentences, and their `TypeSystem.xml`.

What it cannot hold: gaps (an annotation reaches from the first stretch to the last), and some
control characters, for which blanks stand; both come back to us. Links across articles lie beside
(see `beside`).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from factcheck.formats import Tick, Written, beside, cas_folders
from factcheck.formats.bundle import Bundle
from factcheck.formats.cas_folders import TYPES, Form
from factcheck.formats.cas_model import Cas
from factcheck.formats.cas_types import TypeSystem
from factcheck.formats.cas_types_out import as_xml
from factcheck.formats.cas_xmi_in import read as read_xmi
from factcheck.formats.cas_xmi_out import as_xmi
from factcheck.formats.given import NOTHING, Given
from factcheck.formats.xml_words import blanked

NAME = "cas-xmi"


def is_ours(path: Path) -> bool:
    """Say whether a path is an XMI of a CAS, or a folder with some."""
    return cas_folders.is_ours(_FORM, path)


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has altered anything."""
    return beside.is_replaceable(path, NAME)


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a dataset into a new folder, an XMI for each article and layer."""
    return cas_folders.write(_FORM, bundle, out, tick)


def read(path: Path, given: Given = NOTHING) -> Bundle:
    """Read an XMI or a folder of them; raise BadInput naming the line at fault."""
    return cas_folders.read(_FORM, path, given)


def ahead(path: Path) -> Iterator[tuple[str, Cas]]:
    """Read some CAS of a folder ahead of who reads all of it."""
    return cas_folders.ahead(_FORM, path)


def _shows(head: bytes) -> bool:
    return b"/uima/cas.ecore" in head


def _read(data: bytes, name: str, types: Callable[[], TypeSystem]) -> Cas:
    return read_xmi(data, name, types())


def _apart(types: TypeSystem) -> dict[str, str]:
    return {f"{TYPES}.xml": as_xml(types)}


_FORM = Form(NAME, ".xmi", _shows, _read, as_xmi, flat=blanked, apart=_apart, packed=True)
