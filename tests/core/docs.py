"""Docs of spaCy as tests make them, and files of docs as they look into them and spoil them."""

import zlib
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from factcheck.formats import msgpack

Message = dict[str, Any]


def docs_of(path: Path) -> list[Doc]:
    """The docs of a file, as spaCy reads them."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))


def doc(*words: str, vocab: Vocab | None = None) -> Doc:
    """A doc with blanks between its words."""
    spaces = [True] * (len(words) - 1) + [False]
    return Doc(vocab or Vocab(), words=list(words), spaces=spaces)


def put(path: Path, *docs: Doc, beside: bool = True) -> Path:
    """A file of docs as spaCy writes it."""
    DocBin(store_user_data=beside, docs=docs).to_disk(path)
    return path


def pack(value: Any) -> bytes:
    """A value packed, whatever it is."""
    return msgpack.packed(value)


def unpacked(path: Path) -> Message:
    """What is packed in a file."""
    found = msgpack.unpacked(zlib.decompress(path.read_bytes()), most=10**6)
    assert isinstance(found, dict)
    return {str(key): _bytes(value) for key, value in found.items()}


def _bytes(value: object) -> Any:
    if isinstance(value, list):
        return [_bytes(one) for one in value]
    return bytes(value) if isinstance(value, memoryview) else value


def packed(path: Path, message: object) -> Path:
    """A file with something packed in it."""
    path.write_bytes(zlib.compress(pack(message)))
    return path
