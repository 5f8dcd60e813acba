"""The files that pages are made of, under an address that changes whenever one of them does.

So a browser may keep them for good: it never asks for them again, and never shows an old one.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class File:
    """A file as it is sent: its type, and its bytes plain and, where that helps, packed."""

    type: str
    plain: bytes
    packed: bytes | None


class Files:
    """Files by name, and the tag of them all together."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def add(self, name: str, content: bytes) -> str:
        """Take a file in; return its name."""
        kind = TYPES[Path(name).suffix]
        packed = gzip.compress(content, mtime=0) if kind.startswith("text/") else None
        self._files[name] = File(kind, content, packed)
        return name

    def add_folder(self, folder: Path) -> None:
        """Take in every file of a folder that pages may ask for."""
        for path in sorted(folder.rglob("*")):
            if path.suffix in TYPES:
                self.add(path.relative_to(folder).as_posix(), path.read_bytes())

    def script(self, text: str) -> str:
        """Take a script in, under a name made from what is in it; return the name."""
        content = text.encode("utf-8")
        return self.add(f"{hashlib.sha256(content).hexdigest()[:16]}.js", content)

    @property
    def tag(self) -> str:
        """A tag that is another one as soon as any file is."""
        digest = hashlib.sha256()
        for name, file in sorted(self._files.items()):
            digest.update(name.encode("utf-8") + hashlib.sha256(file.plain).digest())
        return digest.hexdigest()[:16]

    def get(self, name: str) -> File | None:
        """Return a file; None if there is none of that name."""
        return self._files.get(name)
