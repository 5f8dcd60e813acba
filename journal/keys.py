"""From a passphrase to a key, and the seal that tells whether the key is right.

The key is SQLCipher's own derivation of it (PBKDF2-HMAC-SHA512, 256,000 rounds, the file's salt),
done once, here. Each page then opens the file with the key itself, in a millisecond instead of a
quarter of a second, and any SQLCipher program still opens the file with the passphrase.

Why a seal beside each journal: to SQLCipher a wrong key and a damaged first page are one error
("file is not a database"), but one person should try again and the other should be told that the
file is safe in a copy. The seal holds a hash of the key, which tells a wrong passphrase without
touching the database, and the salt, which is otherwise only in the file's first 16 bytes. It helps
nobody to guess: each guess still costs the whole derivation, and the key cannot be had from a
SHA-256 of it. A seal can be lost without losing the journal: see `journal.shelf`.
"""

import hashlib
import hmac
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journal.files import write_private

ROUNDS = 256_000
SALT_BYTES = 16
KEY_BYTES = 32
LONGEST = 1024
"""Characters of a passphrase: no one types more, and putting much more in order is slow."""

FORMAT = 1
_LABEL = b"workbook journal seal 1\x00"
_NO_SALT = bytes(SALT_BYTES)


def derive(passphrase: str, salt: bytes) -> bytes:
    """Return the 32-byte key. Accents typed as one character or as two give the same key."""
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, KEY_BYTES)


@dataclass(frozen=True, repr=False)
class Seal:
    """The salt of a journal, and a hash of its key."""

    salt: bytes
    verifier: bytes

    @classmethod
    def of(cls, key: bytes, salt: bytes) -> "Seal":
        """Return the seal of a key."""
        return cls(salt, hashlib.sha256(_LABEL + key).digest())

    def fits(self, key: bytes) -> bool:
        """Whether `key` is the one sealed; takes as long for any."""
        return hmac.compare_digest(self.verifier, Seal.of(key, self.salt).verifier)


NO_SEAL = Seal(_NO_SALT, bytes(hashlib.sha256().digest_size))
"""Stands in where there is none, so that the same work is done: no key is known that fits it."""


def read_seal(path: Path) -> Seal | None:
    """Return the seal kept at `path`; None if there is none that can be made out."""
    found = _read(path)
    if found.get("format") != FORMAT:
        return None
    try:
        seal = Seal(bytes.fromhex(found["salt"]), bytes.fromhex(found["verifier"]))
    except (KeyError, TypeError, ValueError):
        return None
    whole = len(seal.salt) == SALT_BYTES and len(seal.verifier) == len(NO_SEAL.verifier)
    return seal if whole else None


def write_seal(path: Path, seal: Seal) -> None:
    """Keep a seal, unless there is one of a format we do not know; raises OSError."""
    if _read(path).get("format", FORMAT) != FORMAT:
        return
    content = {"format": FORMAT, "salt": seal.salt.hex(), "verifier": seal.verifier.hex()}
    write_private(path, json.dumps(content).encode("ascii"))


def salt_in(path: Path) -> bytes | None:
    """Return the salt that a journal's file begins with; None if there is no file or no salt."""
    try:
        with path.open("rb") as file:
            salt = file.read(SALT_BYTES)
    except OSError:
        return None
    return salt if len(salt) == SALT_BYTES else None


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(4096))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
