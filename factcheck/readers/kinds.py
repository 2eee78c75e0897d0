"""How a file shows what kind it is: by its ending, and by its first bytes where these say more.

A file is read as what it is, not as what it is called: a web page saved as `.txt` is a web page.
"""

import re
from collections.abc import Collection

#: How many bytes from the beginning of a file tell its kind.
HEAD = 4096

#: Kinds of file that hold articles, with the endings that show them.
ENDS = {
    "txt": (".txt", ".text"),
    "html": (".html", ".htm", ".xhtml", ".xht", ".shtml"),
    "mhtml": (".mhtml", ".mht"),
    "markdown": (".md", ".markdown"),
    "feed": (".rss", ".atom"),
    "warc": (".warc", ".warc.gz"),
    "zip": (".zip",),
    "table": (
        *(".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".parquet"),
        *(".csv.gz", ".tsv.gz", ".jsonl.gz", ".ndjson.gz", ".json.gz"),
    ),
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "odt": (".odt", ".ott", ".fodt"),
    "rtf": (".rtf",),
    "ole": (".doc", ".msg"),
    "eml": (".eml", ".emlx"),
    "mbox": (".mbox", ".mbx"),
}
#: Of these a folder is not searched: they need to be named, and often are no articles.
NAMED_ONLY = frozenset({"table", "zip"})
_KINDS = {end: kind for kind, ends in ENDS.items() for end in ends}
_LONGEST_FIRST = sorted(_KINDS, key=len, reverse=True)
_LONGEST_ENDING = 12
# What servers call them.
_VAGUE = ("text/plain", "application/json", "application/octet-stream", "application/zip")
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "multipart/related": ".mhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    _OFFICE: ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/vnd.apache.parquet": ".parquet",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/warc": ".warc",
    "application/zip": ".zip",
}
# What browsers and systems call the folder, in their languages.
_BESIDE = re.compile(
    r"(.+)(?:[_.]files|-Dateien|_fichiers|-filer|_file|_archivos|_arquivos|_ficheiros|_bestanden"
    r"|_bylos|_datoteke|_dosyalar|_elemei|_failid|_fails|_fajlovi|_fitxategiak|_fitxers|_pliki"
    r"|_soubory|_tiedostot|_súbory|_fișiere|_файлы|_файли|_αρχεία|_קבצים|_ファイル|_파일|_文件|_檔案)"
)
# What may stand before the first element of XML.
_PROLOGUE = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>)?(?>(?:\s|<!--.*?-->|<\?.*?\?>)*)"
_DOCTYPE = rb"(?:<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>(?>(?:\s|<!--.*?-->|<\?.*?\?>)*))?"
# Lines of a mail's head.
_HEADS = rb"(?:[!-9;-~]{1,80}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n)*){0,20}?"
# What only one kind begins with, whatever its name says.
_SIGNS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(sign, re.DOTALL), kind)
    for sign, kind in (
        (rb"PAR1", "table"),
        (rb"WARC/[01]\.\d+\r?\n", "warc"),
        (_HEADS + rb"(?i:Snapshot-Content-Location:|From:\s*(?:\"|<)?Saved by)", "mhtml"),
        (rb"From [^\n]{0,200}\d:\d\d[^\n]{0,30}\d{4}[^\n]{0,20}\n[!-9;-~]{1,80}:", "mbox"),
        (rb"(?:Return-Path|Delivered-To|Received|X-Mozilla-Status):[^\n]*\n[!-9;-~ \t]", "eml"),
        (rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-\d", "pdf"),
        (rb"(?:\xef\xbb\xbf)?\s{0,64}\{\\rtf", "rtf"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", "odt"),
        (rb"\s*<\?xml.{1,200}<office:document\s", "odt"),
        (rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|word/document\.xml)", "docx"),
        (_PROLOGUE + rb"<(?i:!doctype\s+html|html)[\s>]", "html"),
        (_PROLOGUE + _DOCTYPE + rb"<(?:\w+:)?(?:rss|feed)[\s>]", "feed"),
        (_PROLOGUE + _DOCTYPE + rb"<rdf:RDF[^>]*(?:purl\.org/rss/|netscape\.com/rdf)", "feed"),
        (rb'(?:\xef\xbb\xbf)?\s*\{.*?"version"\s*:\s*"https:(?:\\?/){2}jsonfeed\.org', "feed"),
    )
)


def by_name(name: str) -> str | None:
    """Give the kind that a file's name shows."""
    low = name.lower()
    return _KINDS.get(low[low.rfind(".") :]) or next(
        (_KINDS[end] for end in _LONGEST_FIRST if low.endswith(end)), None
    )


def by_type(said: str) -> str | None:
    """Give the kind that a content type says, as servers name it."""
    end = _TYPES.get(said)
    return by_name(f"x{end}") if end else None


def says_little(said: str) -> bool:
    """Say whether servers give a content type to what they know nothing of."""
    return said in _VAGUE or by_type(said) is None


def ending(name: str) -> str:
    """Give by what a report names files like this one: the ending, else the name itself."""
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if dot and stem and len(end) <= _LONGEST_ENDING else name


def settled(kind: str, head: bytes) -> str:
    """Give what kind a file is that claims to be of one, by its first bytes."""
    return next((other for sign, other in _SIGNS if sign.match(head)), kind)


def is_beside_a_page(folder: str, names: Collection[str]) -> bool:
    """Say whether a folder holds what a browser saved beside one of the files of these names."""
    match = _BESIDE.fullmatch(folder)
    return match is not None and any(f"{match[1]}{end}" in names for end in ENDS["html"])
