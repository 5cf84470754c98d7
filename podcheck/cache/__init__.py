"""What is kept on disk from one run to the next: facts about units, what compilers said, and what runs came to.

An SQLite file in the user's cache folder, which several runs may use at once. It never has a say in whether a run
succeeds: what can't be opened, read, written or trusted is not there. Each row carries a digest of itself and its key,
so that what was scrambled is a miss; rows are plain data (`podcheck.model.codec`) and numbers, never code. What was
kept counts only while there is what there was at every path that was read or tried for it, and podcheck, libclang or
the compiler, the flags and the variables that decide are the same. What can't be judged so is not kept, and `-v` says
why; nor is what may have changed while it was read.
"""

from podcheck.cache.compiler_output import CompilerOutputCache
from podcheck.cache.database import FILE_NAME, Size, clear, folder, info
from podcheck.cache.fingerprints import Contents, digest_of, environment, installations, program
from podcheck.cache.lookups import Lookups, Unrecordable
from podcheck.cache.run_outputs import Dependencies, Outcomes
from podcheck.cache.unit_facts import UnitFactsCache

__all__ = [
    "FILE_NAME",
    "CompilerOutputCache",
    "Contents",
    "Dependencies",
    "Lookups",
    "Outcomes",
    "Size",
    "UnitFactsCache",
    "Unrecordable",
    "clear",
    "digest_of",
    "environment",
    "folder",
    "info",
    "installations",
    "program",
]
