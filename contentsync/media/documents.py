"""Documents: pages of a PDF, and which kind of Office file an archive is."""

import logging
from typing import BinaryIO
from zipfile import BadZipFile
from zipfile import ZipFile

from pypdf import PdfReader

from contentsync.media.facts import Facts

LARGEST_PDF = 100 * 1024 * 1024
"""Bytes up to which pages are counted: no network takes a larger document (Upload-Post docs, upload-document page)."""
_FOLDERS = {"ppt/": "pptx", "word/": "docx"}

# It warns of every flaw it mends, and its warnings would stand between the lines of a plan.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def document(file: BinaryIO, size: int, name: str) -> Facts:
    """The facts of a PDF or of an archive."""
    return _pdf(file, size) if name == "pdf" else _archive(file)


def _pdf(file: BinaryIO, size: int) -> Facts:
    """Raises all sorts of things where the pages cannot be counted."""
    if size > LARGEST_PDF:
        return Facts(format="pdf")
    return Facts(format="pdf", pages=int(PdfReader(file).get_num_pages()))


def _archive(file: BinaryIO) -> Facts:
    try:
        names = ZipFile(file).namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return Facts(format="zip", fault="truncated")
    found = (kind for folder, kind in _FOLDERS.items() if any(name.startswith(folder) for name in names))
    return Facts(format=next(found, "zip"))
