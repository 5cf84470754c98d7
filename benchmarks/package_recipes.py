"""The packages whose uses were judged: how the sources of each are had, and with which flags they are read.

RECIPES are those on which much was fixed. The others were held out: nothing had been fixed on them when they were
judged. Each choice of these has a file with its rule, `held_out_*.py`, and its line in HELD_OUT.
"""

from __future__ import annotations

from collections.abc import Mapping

from held_out_again import HELD_OUT_AGAIN
from held_out_eighth import HELD_OUT_EIGHTH
from held_out_eleventh import HELD_OUT_ELEVENTH
from held_out_fifth import HELD_OUT_FIFTH
from held_out_fourth import HELD_OUT_FOURTH
from held_out_ninth import HELD_OUT_NINTH
from held_out_once import HELD_OUT_ONCE
from held_out_seventh import HELD_OUT_SEVENTH
from held_out_sixth import HELD_OUT_SIXTH
from held_out_tenth import HELD_OUT_TENTH
from held_out_third import HELD_OUT_THIRD
from held_out_twelfth import HELD_OUT_TWELFTH
from package_builds import FlatBuild, make_recipe
from projects import CMakeBuild, MakeBuild, Recipe

RECIPES: Mapping[str, Recipe] = {
    "amule": make_recipe(
        "amule=1:2.3.3-3",
        CMakeBuild(("-DBUILD_DAEMON=OFF", "-DENABLE_NLS=OFF", "-DCMAKE_CXX_STANDARD=14")),
        "libwxgtk3.2-dev libcrypto++-dev libgd-dev libupnp-dev libgeoip-dev bison flex zlib1g-dev",
    ),
    "bochs": make_recipe("bochs=3.0+dfsg-1", MakeBuild(("--with-nogui", "--enable-all-optimizations"), goals=("all",))),
    "fldigi": make_recipe(
        "fldigi=4.1.23-1",
        MakeBuild(("--without-hamlib", "--disable-silent-rules"), ("src",), ("all",)),
        "libfltk1.3-dev libsamplerate0-dev libsndfile1-dev portaudio19-dev libxft-dev libpng-dev",
    ),
    "gdcm": make_recipe("gdcm=3.0.21-1", CMakeBuild(("-DGDCM_BUILD_APPLICATIONS=ON", "-DGDCM_BUILD_TESTING=OFF"))),
    "gmsh": make_recipe("gmsh=4.8.4+ds2-3", CMakeBuild(("-DENABLE_FLTK=OFF", "-DENABLE_OCC=OFF"))),
    "libraw": make_recipe(
        "libraw=0.20.2-2.1+deb12u1",
        FlatBuild(("src",), ("-std=gnu++14", "-I.", "-DUSE_ZLIB", "-DLIBRAW_NOTHREADS"), ("_ph.cpp",)),
        "zlib1g-dev",
    ),
    "mednafen": make_recipe(
        "mednafen=1.32.1+dfsg-2",
        MakeBuild(("--disable-silent-rules", "--disable-jack"), ("src",), ("all",)),
        "libsdl2-dev libflac-dev zlib1g-dev libasound2-dev libzstd-dev",
    ),
    "ode": make_recipe("ode=2:0.16.2-1", CMakeBuild(("-DODE_WITH_DEMOS=OFF",))),
    "openh264": make_recipe(
        "openh264=2.3.1+dfsg-3+deb12u2",
        MakeBuild(goals=("libraries", "binaries", "USE_ASM=No", "QUIET_CXX=", "QUIET_CC=")),
    ),
    "plib": make_recipe(
        "plib=1.8.5-14",
        FlatBuild(
            ("src",),
            (
                "-std=gnu++14", "-Wno-register", "-Isrc/util", "-Isrc/sg", "-Isrc/ssg", "-Isrc/fnt", "-Isrc/js",
                "-Isrc/net", "-Isrc/psl", "-Isrc/pu", "-Isrc/pui", "-Isrc/puAux", "-Isrc/pw", "-Isrc/sl",
                "-Isrc/ssgAux",
            ),
            ("Windows", "MacOS", "BSD", "Win32"),
        ),
        "libgl-dev libglu1-mesa-dev libxi-dev",
    ),
    "xrootd": make_recipe(
        "xrootd=5.5.3-1",
        CMakeBuild(
            (
                "-DENABLE_PYTHON=OFF", "-DENABLE_CEPH=OFF", "-DENABLE_VOMS=OFF", "-DENABLE_SCITOKENS=OFF",
                "-DENABLE_TESTS=OFF",
            ),
            ("XrdVersion.hh",),
        ),
        "libssl-dev libxml2-dev libreadline-dev uuid-dev zlib1g-dev",
    ),
}  # fmt: skip
"""Chosen for having many calls of memset and memcpy in C++ sources, before podcheck was run on them."""

HELD_OUT: Mapping[str, Mapping[str, Recipe]] = {
    "once": HELD_OUT_ONCE,
    "again": HELD_OUT_AGAIN,
    "third": HELD_OUT_THIRD,
    "fourth": HELD_OUT_FOURTH,
    "fifth": HELD_OUT_FIFTH,
    "sixth": HELD_OUT_SIXTH,
    "seventh": HELD_OUT_SEVENTH,
    "eighth": HELD_OUT_EIGHTH,
    "ninth": HELD_OUT_NINTH,
    "tenth": HELD_OUT_TENTH,
    "eleventh": HELD_OUT_ELEVENTH,
    "twelfth": HELD_OUT_TWELFTH,
}
"""The choices by the names that `packages.py --held-out` takes."""

EVERY: Mapping[str, Recipe] = {
    name: recipe for recipes in (RECIPES, *HELD_OUT.values()) for name, recipe in recipes.items()
}
"""All packages: none is in two choices."""

COPIES: Mapping[str, str] = {"openmsx": "src/3rdparty/imgui/"}
"""Folders with a library that another package was judged for: its findings are not judged twice."""

SOURCES_OF: Mapping[str, int] = {"7kaa": 80}
"""How many sources of a package are checked, where that is not as many as of others."""
