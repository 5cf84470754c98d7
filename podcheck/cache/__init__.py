"""What is kept on disk from one run to the next: facts about units, and what compilers said.

An SQLite file in the user's cache folder, which several runs may use at once. It never has a say in whether a run
succeeds: what can't be opened, read, written or trusted is not there. Each row carries a digest of itself and its key,
so that what was scrambled is a miss; rows are JSON and numbers, never code. What was kept counts only while every file
that it was made of has the content that it had, no folder searched for one of them has got a new candidate, and
podcheck, libclang or the compiler, and the flags are the same.
"""

from podcheck.cache.base import FILE_NAME, Size, clear, folder, info
from podcheck.cache.compiles import Compiles
from podcheck.cache.contents import Contents
from podcheck.cache.facts import Cache

__all__ = ["FILE_NAME", "Cache", "Compiles", "Contents", "Size", "clear", "folder", "info"]
