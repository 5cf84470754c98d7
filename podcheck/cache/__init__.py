"""What is kept on disk from one run to the next: facts about units, what compilers said, and what runs came to.

An SQLite file in the user's cache folder, which several runs may use at once. It never has a say in whether a run
succeeds: what can't be opened, read, written or trusted is not there. Each row carries a digest of itself and its key,
so that what was scrambled is a miss; rows are plain data (`podcheck.model.codec`) and numbers, never code. What was
kept counts only while every file that it was made of has the content that it had, no folder searched for one of them
has got a new candidate, and podcheck, libclang or the compiler, and the flags are the same.
"""

from podcheck.cache.base import FILE_NAME, Size, clear, folder, info
from podcheck.cache.compiles import Compiles
from podcheck.cache.contents import Contents, digest_of, environment, program
from podcheck.cache.facts import Cache
from podcheck.cache.outcomes import Basis, Outcomes

__all__ = [
    "FILE_NAME",
    "Basis",
    "Cache",
    "Compiles",
    "Contents",
    "Outcomes",
    "Size",
    "clear",
    "digest_of",
    "environment",
    "folder",
    "info",
    "program",
]
