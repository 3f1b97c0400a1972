"""Hashes of passwords, made and compared on a thread, so that guesses do not hold up the front."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

__all__ = ["PasswordHasher", "digest_of", "same"]

log = logging.getLogger("actp.sim")

T = TypeVar("T")


def digest_of(password: str) -> str:
    """Salt and hash, in hex. Takes some milliseconds."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}/{_hashed(password, salt).hex()}"


def same(one: str, other: str) -> bool:
    """Compares in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _fits(digest: str, password: str) -> bool:
    salt, _, wanted = digest.partition("/")
    return hmac.compare_digest(_hashed(password, bytes.fromhex(salt)).hex(), wanted)


def _hashed(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "replace"), salt=salt, n=2**11, r=8, p=1)


class PasswordHasher:
    """One hash at a time, in the order in which they are asked for: so answers depend on nothing else.

    `begin` and `end` are called around each, for a clock that stands still meanwhile.
    """

    def __init__(self) -> None:
        self.begin: Callable[[], None] = lambda: None
        self.end: Callable[[], None] = lambda: None
        self.pending = 0
        """Hashes that are asked for and not done."""
        self._pool: ThreadPoolExecutor | None = None

    def compare(self, digest: str, password: str, then: Callable[[bool], None]) -> None:
        """Call `then` with whether it is the password."""
        self._run(partial(_fits, digest, password), then)

    def digest(self, password: str, then: Callable[[str], None]) -> None:
        """Call `then` with the digest of a password."""
        self._run(partial(digest_of, password), then)

    def _run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="actp.sim.passwords")
        running = asyncio.get_running_loop().run_in_executor(self._pool, work)
        self.pending += 1
        self.begin()
        running.add_done_callback(partial(self._done, then))

    def _done(self, then: Callable[[T], None], future: asyncio.Future[T]) -> None:
        self.pending -= 1
        try:
            # Cancelled by close(): whoever asked is gone, too.
            if not future.cancelled():
                then(future.result())
        finally:
            self.end()

    def close(self) -> None:
        """What waits is not done any more."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
