"""The packages whose uses were judged: how the sources of each are had, and with which flags they are read.

Three sets: RECIPES, on which much was fixed; HELD_OUT, on which nothing had been fixed when it was judged, with plain
flags in place of a build; and HELD_OUT_AGAIN, chosen by a rule after what HELD_OUT had shown was fixed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commands import newest
from dry_run import Unit
from projects import Build, CMakeBuild, MakeBuild, MesonBuild, Recipe, run_logged

CALLS = re.compile(rb"\b(?:mem(?:cpy|move|set|cmp)|bzero|bcopy|qsort|realloc|malloc|calloc|fread|fwrite|offsetof)\s*\(")
SOURCES = (".C", ".cc", ".cpp", ".cxx")
HEADERS = (".H", ".h", ".hh", ".hpp", ".hxx", ".inl")


@dataclass(frozen=True)
class FlatBuild:
    """All C++ sources below some folders, with the same flags: for a package whose build has no more to it."""

    folders: tuple[str, ...]
    flags: tuple[str, ...]
    without: tuple[str, ...] = ()
    """Words of a path that is left out: for other platforms."""
    configure: tuple[str, ...] = ()
    """The options of its script `configure`, which writes a header; none: it is not run."""
    quoted: bool = False
    """Whether `#include "..."` looks into each folder of the sources that has headers."""
    tools: Sequence[str] = ()

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        build.mkdir()
        if self.configure:
            run_logged(["./configure", *self.configure], source, log)
        files = sorted(file for folder in self.folders for file in (source / folder).rglob("*"))
        chosen = [file for file in files if not any(word in str(file.relative_to(source)) for word in self.without)]
        sources = [file for file in chosen if file.suffix in SOURCES and file.is_file()]
        calling = [file for file in sources if CALLS.search(file.read_bytes())]
        with log.open("a") as stream:
            stream.write(f"{len(calling)} sources of {len(sources)}\n")
        words = (newest("clang++"), *self.flags, *(self._quoted_folders(chosen) if self.quoted else ()))
        return [Unit(str(source), str(file), words) for file in calling]

    @staticmethod
    def _quoted_folders(files: Sequence[Path]) -> tuple[str, ...]:
        folders = sorted({str(file.parent) for file in files if file.suffix in HEADERS})
        return tuple(word for folder in folders for word in ("-iquote", folder))


def _recipe(package: str, build: Build, needs: str = "", complete: bool = False) -> Recipe:
    return Recipe(package, build, tuple(needs.split()), complete=complete)


def _flat(package: str, flags: str, needs: str = "", without: str = "") -> Recipe:
    """Return the recipe of a package that no build configures; a source is kept though it lacks a header."""
    build = FlatBuild((".",), ("-w", "-ferror-limit=0", *flags.split()), tuple(without.split()), quoted=True)
    return Recipe(package, build, tuple(needs.split()), complete=True)


RECIPES: Mapping[str, Recipe] = {
    "amule": _recipe(
        "amule=1:2.3.3-3",
        CMakeBuild(("-DBUILD_DAEMON=OFF", "-DENABLE_NLS=OFF", "-DCMAKE_CXX_STANDARD=14")),
        "libwxgtk3.2-dev libcrypto++-dev libgd-dev libupnp-dev libgeoip-dev bison flex zlib1g-dev",
    ),
    "bochs": _recipe("bochs=3.0+dfsg-1", MakeBuild(("--with-nogui", "--enable-all-optimizations"), goals=("all",))),
    "fldigi": _recipe(
        "fldigi=4.1.23-1",
        MakeBuild(("--without-hamlib", "--disable-silent-rules"), ("src",), ("all",)),
        "libfltk1.3-dev libsamplerate0-dev libsndfile1-dev portaudio19-dev libxft-dev libpng-dev",
    ),
    "gdcm": _recipe("gdcm=3.0.21-1", CMakeBuild(("-DGDCM_BUILD_APPLICATIONS=ON", "-DGDCM_BUILD_TESTING=OFF"))),
    "gmsh": _recipe("gmsh=4.8.4+ds2-3", CMakeBuild(("-DENABLE_FLTK=OFF", "-DENABLE_OCC=OFF"))),
    "libraw": _recipe(
        "libraw=0.20.2-2.1+deb12u1",
        FlatBuild(("src",), ("-std=gnu++14", "-I.", "-DUSE_ZLIB", "-DLIBRAW_NOTHREADS"), ("_ph.cpp",)),
        "zlib1g-dev",
    ),
    "mednafen": _recipe(
        "mednafen=1.32.1+dfsg-2",
        MakeBuild(("--disable-silent-rules", "--disable-jack"), ("src",), ("all",)),
        "libsdl2-dev libflac-dev zlib1g-dev libasound2-dev libzstd-dev",
    ),
    "ode": _recipe("ode=2:0.16.2-1", CMakeBuild(("-DODE_WITH_DEMOS=OFF",))),
    "openh264": _recipe(
        "openh264=2.3.1+dfsg-3+deb12u2",
        MakeBuild(goals=("libraries", "binaries", "USE_ASM=No", "QUIET_CXX=", "QUIET_CC=")),
    ),
    "plib": _recipe(
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
    "xrootd": _recipe(
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

HELD_OUT: Mapping[str, Recipe] = {
    "desmume": _recipe(
        "desmume=0.9.13-4",
        MesonBuild(("-Dfrontend-gtk=false",), top="desmume/src/frontend/posix"),
        "libsdl2-dev libglib2.0-dev libpcap-dev zlib1g-dev",
    ),
    "iqtree": _recipe("iqtree=2.0.7+dfsg-1", CMakeBuild(("-DIQTREE_FLAGS=single",)), "libeigen3-dev zlib1g-dev"),
    "squid": _recipe(
        "squid=5.7-2+deb12u6",
        MakeBuild(
            ("--disable-silent-rules", "--with-openssl", "--without-mit-krb5", "--without-heimdal-krb5"),
            ("lib", "src"),
            ("all",),
        ),
        "libssl-dev libltdl-dev",
    ),
    "7kaa": _flat(
        "7kaa=2.15.6+ds-2",
        "-std=gnu++14 -Iinclude -I/usr/include/SDL2 -D_REENTRANT -DUSE_LINUX -DUSE_OPENAL -DUSE_OPENAL_AUDIO "
        "-DAL_H=<AL/al.h> -DALC_H=<AL/alc.h>",
        "libsdl2-dev libopenal-dev",
    ),
    "boswars": _flat(
        "boswars=2.8-2",
        "-std=gnu++14 -Iengine/include -Iengine/guichan/include -I/usr/include/SDL -D_REENTRANT -I/usr/include/lua5.1",
        "libsdl1.2-dev liblua5.1-0-dev",
    ),
    "bzflag": _flat(
        "bzflag=2.4.30-1",
        "-std=gnu++14 -Iinclude -I/usr/include/SDL2 -DHAVE_SDL -DHAVE_STDINT_H -DHAVE_INTTYPES_H -DHAVE_SYS_TYPES_H "
        "-DHAVE_UNISTD_H",
        "libsdl2-dev",
        without="win32 MacOSX Windows",
    ),
    "cdrdao": _flat("cdrdao=1:1.2.5-2", "-std=gnu++14 -I. -Itrackdb -Idao -Iutils"),
    "clanlib": _flat(
        "clanlib=1.0~svn3827-8", "-std=gnu++98 -ISources -ISources/API -I.", without="MSVC Win32 DirectX Sources/GL"
    ),
    "codeblocks": _flat("codeblocks=25.03+dfsg-2", "-std=gnu++14"),
    "firebird3.0": _flat(
        "firebird3.0=3.0.11.33637.ds4-2+deb12u1", "-std=gnu++98 -Isrc -Isrc/include -Isrc/include/gen",
        "libtommath-dev", "win32 winnt",
    ),
    "freecad": _flat("freecad=1.0.0+dfsg-8+deb13u3", "-std=gnu++17 -Isrc"),
    "game-music-emu": _flat("game-music-emu=0.6.3-7", "-std=gnu++14 -I."),
    "gargoyle-free": _flat("gargoyle-free=2023.1+dfsg-4", "-std=gnu++14"),
    "guitarix": _flat("guitarix=0.46.0+dfsg-1", "-std=gnu++14"),
    "hhsuite": _flat("hhsuite=3.3.0+ds-8", "-std=gnu++14 -Isrc -Ilib"),
    "hplip": _flat("hplip=3.22.10+dfsg0-2", "-std=gnu++14 -I. -Iprnt -Icommon"),
    "hyphy": _flat("hyphy=2.5.69+dfsg-1", "-std=gnu++14 -Isrc/core/include -Isrc/lib -Isrc -Isrc/new_include"),
    "libde265": _flat("libde265=1.0.15-1+deb13u2", "-std=gnu++14 -I. -Ilibde265"),
    "lierolibre": _flat("lierolibre=0.5-5", "-std=gnu++14"),
    "lmms": _flat("lmms=1.2.2+dfsg1-6", "-std=gnu++14 -Iinclude"),
    "mumble": _flat("mumble=1.5.735-5+deb13u1", "-std=gnu++14"),
    "mupen64plus-video-glide64mk2": _flat(
        "mupen64plus-video-glide64mk2=2.6.0-2", "-std=gnu++14 -Isrc -I/usr/include/SDL2 -I/usr/include/mupen64plus",
        "libsdl2-dev libmupen64plus-dev libgl-dev",
    ),
    "mupen64plus-video-rice": _flat(
        "mupen64plus-video-rice=2.6.0-2", "-std=gnu++14 -Isrc -I/usr/include/SDL2 -I/usr/include/mupen64plus",
        "libsdl2-dev libmupen64plus-dev libgl-dev libpng-dev",
        without="win",
    ),
    "netgen": _flat("netgen=6.2.2006+really6.2.1905+dfsg-5.1", "-std=gnu++17 -Ilibsrc/include"),
    "netpanzer": _flat(
        "netpanzer=0.8.7+ds-5", "-std=gnu++14 -Isrc -Isrc/Lib -Isrc/NetPanzer -I/usr/include/SDL",
        "libsdl1.2-dev libphysfs-dev",
    ),
    "nsis": _flat("nsis=3.11-1", "-std=gnu++14 -ISource -I. -D_UNICODE -DUNICODE -DNSISCALL=", without="Contrib"),
    "nzbget": _flat("nzbget=21.0+dfsg-4", "-std=gnu++17 -Idaemon/main -Ilib"),
    "openmsx": _flat("openmsx=20.0+dfsg-1.2", "-std=gnu++20 -Isrc"),
    "openscenegraph": _flat("openscenegraph=3.6.5+dfsg1-8", "-std=gnu++14 -Iinclude"),
    "p7zip": _flat("p7zip=16.02+really26.01+dfsg-0+deb12u1", "-std=gnu++14 -I."),
    "plastimatch": _flat(
        "plastimatch=1.10.0+dfsg.2-1~deb13u1", "-std=gnu++14 -Isrc/plastimatch -Ilibs", without="mongoose dlib lua"
    ),
    "povray": _flat(
        "povray=1:3.7.0.10-3", "-std=gnu++14 -Isource -Iunix -Iplatform/unix -Ivfe", "libboost-all-dev",
        without="windows win",
    ),
    "pymol": _flat("pymol=3.1.0+dfsg-1", "-std=gnu++17"),
    "rtorrent": _flat("rtorrent=0.9.8-1", "-std=gnu++17 -Isrc -I."),
    "tigervnc": _flat("tigervnc=1.12.0+dfsg-8", "-std=gnu++14 -Icommon -I.", without="win"),
    "upx-ucl": _flat("upx-ucl=4.2.4-1.1", "-std=gnu++17 -Isrc -Ivendor"),
    "visualboyadvance": _flat(
        "visualboyadvance=1.8.0.dfsg-5.1", "-std=gnu++98 -Isrc -I/usr/include/SDL -DSDL -DC_CORE", "libsdl1.2-dev",
        without="win32",
    ),
    "wsjtx": _flat("wsjtx=2.6.1+repack-1", "-std=gnu++17"),
    "zynaddsubfx": _flat("zynaddsubfx=3.0.6-5", "-std=gnu++14 -Isrc -Irtosc/include"),
}  # fmt: skip
"""Judged when what RECIPES showed was fixed, and nothing on these: three with a build, the others with plain flags in
its place, so that generated headers are missing and many sources have errors."""

_QT5 = "-fPIC -I/usr/include/x86_64-linux-gnu/qt5" + "".join(
    f" -I/usr/include/x86_64-linux-gnu/qt5/Qt{module}" for module in ("Core", "Gui", "OpenGL", "Widgets")
)
_QT6 = "-fPIC -I/usr/include/x86_64-linux-gnu/qt6" + "".join(
    f" -I/usr/include/x86_64-linux-gnu/qt6/Qt{module}"
    for module in ("Core", "Core5Compat", "Gui", "Network", "PrintSupport", "Widgets", "Xml")
)

HELD_OUT_AGAIN: Mapping[str, Recipe] = {
    "aranym": _recipe(
        "aranym=1.1.0-2", MakeBuild(("--disable-opengl",), goals=("all",)),
        "libmpfr-dev libsdl-image1.2-dev libsdl1.2-dev libusb-1.0-0-dev",
    ),
    "atomicparsley": _recipe("atomicparsley=20240608.083822.1ed9031-1", CMakeBuild(), "zlib1g-dev"),
    "blobandconquer": _flat(
        "blobandconquer=1.11-dfsg+20-2",
        "-std=gnu++14 -Wno-reserved-user-defined-literal -Isrc -I/usr/include/SDL -D_REENTRANT",
        "libsdl1.2-dev libsdl-image1.2-dev libsdl-mixer1.2-dev libsdl-ttf2.0-dev libglu1-mesa-dev zlib1g-dev",
    ),
    "concalc": _recipe("concalc=0.9.3-1", CMakeBuild()),
    "ctorrent": _recipe("ctorrent=1.3.4.dnh3.3.2-5", MakeBuild(("--without-ssl",), goals=("all",))),
    "cultivation": _flat(
        "cultivation=9+dfsg1-2", "-std=gnu++14 -I.",
        "freeglut3-dev libgl-dev libglu1-mesa-dev libpng-dev portaudio19-dev", "win32 mac",
    ),
    "encfs": _recipe(
        "encfs=1.9.5-2", CMakeBuild(("-DUSE_INTERNAL_TINYXML=OFF",)), "libfuse-dev libssl-dev libtinyxml2-dev"
    ),
    "espeak": _flat(
        "espeak=1.48.15+dfsg-3",
        "-std=gnu++14 -Wno-narrowing -Isrc -DUSE_PORTAUDIO -DUSE_ASYNC", "portaudio19-dev", "platforms"
    ),
    "freefem++": _flat(
        "freefem++=4.15+dfsg-1", "-std=gnu++14 -Isrc/fflib -Isrc/femlib",
        "libsuitesparse-dev libgsl-dev libfftw3-dev freeglut3-dev", "3rdparty",
    ),
    "gdal": _recipe(
        "gdal=3.6.2+dfsg-1",
        CMakeBuild(("-DBUILD_TESTING=OFF", "-DBUILD_PYTHON_BINDINGS=OFF", "-DGDAL_USE_EXTERNAL_LIBS=OFF")),
        "libproj-dev libsqlite3-dev libexpat1-dev libgeos-dev",
        complete=True,
    ),
    "guymager": _flat(
        "guymager=0.8.13-2", f"-std=gnu++14 -I/usr/include/libguytools2 {_QT5}",
        "libbfio-dev libewf-dev libguytools2-dev libparted-dev libssl-dev libudev-dev qtbase5-dev",
    ),
    "horgand": _flat(
        "horgand=1.14-7.1", "-std=gnu++14 -Isrc", "libfltk1.3-dev libjack-dev libasound2-dev libsndfile1-dev libxpm-dev"
    ),
    "inspircd": _recipe(
        "inspircd=4.7.0+ds1-2",
        FlatBuild(
            ("src",), ("-std=c++17", "-Iinclude", "-Ivendor", "-DFMT_SHARED"), ("extra", "winbuild"),
            ("--prefix=/usr", "--disable-auto-extras", "--uid=0", "--gid=0"),
        ),
        "libhttp-parser-dev libutfcpp-dev",
    ),
    "kst": _flat(
        "kst=2.0.8-5", f"-std=gnu++14 {_QT5}", "libgsl-dev qtbase5-dev", "old_datasources old_tests qnx"
    ),
    "lshw": _flat("lshw=02.19.git.2021.06.19.996aaad9c7-2", "-std=gnu++17 -Isrc/core", "libsqlite3-dev"),
    "maq": _recipe("maq=0.7.1-9", MakeBuild(("--disable-silent-rules",), goals=("all",)), "zlib1g-dev"),
    "meshlab": _recipe(
        "meshlab=2020.09+dfsg1-2",
        CMakeBuild(("-DALLOW_BUNDLED_U3D=OFF", "-DALLOW_BUNDLED_SSYNTH=OFF"), top="src"),
        "lib3ds-dev libeigen3-dev libglew-dev libglu1-mesa-dev libgmp-dev libmuparser-dev libopenctm-dev libqhull-dev "
        "libqt5opengl5-dev libqt5xmlpatterns5-dev qtdeclarative5-dev qtbase5-dev qtscript5-dev zlib1g-dev",
        complete=True,
    ),
    "mm3d": _flat(
        "mm3d=1.3.15-1", f"-std=gnu++14 -Isrc/libmm3d -Isrc {_QT5}", "qtbase5-dev libqt5opengl5-dev", "win32"
    ),
    "mpqc": _flat("mpqc=2.3.1-22", "-std=gnu++98 -Isrc/lib -Iinclude", "mpi-default-dev libint-dev"),
    "muscle": _flat(
        "muscle=1:5.1.0-1",
        "-std=gnu++14 -Isrc -DNDEBUG -idirafter /usr/lib/gcc/x86_64-linux-gnu/12/include", "g++-12",
    ),
    "muse": _recipe(
        "muse=4.2.1-1", CMakeBuild(top="src"),
        "dssi-dev extra-cmake-modules libasound2-dev libdssialsacompat-dev libfluidsynth-dev libinstpatch-dev "
        "libjack-dev liblilv-dev liblo-dev libqt5svg5-dev librtaudio-dev librubberband-dev libsamplerate0-dev "
        "libsndfile1-dev libsord-dev lv2-dev qtbase5-dev qttools5-dev",
    ),
    "orbital-eunuchs-sniper": _recipe(
        "orbital-eunuchs-sniper=1.30+svn20070601-4.1", MakeBuild(("--disable-silent-rules",), goals=("all",)),
        "libsdl1.2-dev libsdl-image1.2-dev libsdl-mixer1.2-dev",
    ),
    "passage": _flat("passage=4+dfsg1-3", "-std=gnu++14 -I. -I/usr/include/SDL", "libsdl1.2-dev", "win32 mac"),
    "pfstools": _recipe(
        "pfstools=2.2.0-5", CMakeBuild(("-DWITH_Octave=OFF",)),
        "freeglut3-dev libgsl-dev libmagick++-dev libnetpbm-dev libopenexr-dev libtiff-dev qtbase5-dev libfftw3-dev",
    ),
    "primrose": _flat(
        "primrose=6+dfsg1-4", "-std=gnu++14 -I. -I/usr/include/SDL", "libsdl1.2-dev libgl-dev", "win32 mac"
    ),
    "psi-plus": _recipe(
        "psi-plus=1.4.1456-2.1", CMakeBuild(("-DCHAT_TYPE=basic", "-DENABLE_PLUGINS=OFF")),
        "libhttp-parser-dev libhunspell-dev libidn-dev libminizip-dev libqca-qt5-2-dev libqt5svg5-dev "
        "libqt5x11extras5-dev libsm-dev libssl-dev libtidy-dev libxss-dev qt5keychain-dev qtbase5-dev "
        "qtmultimedia5-dev zlib1g-dev",
        complete=True,
    ),
    "qutemol": _flat(
        "qutemol=0.4.1~cvs20081111-15",
        "-std=gnu++20 -Ivcg -Isrc -I. -I/usr/lib/x86_64-linux-gnu/wx/include/gtk3-unicode-3.2 -I/usr/include/wx-3.2 "
        "-D__WXGTK__ -D_FILE_OFFSET_BITS=64",
        "libgif-dev libglew-dev libpng-dev libwxgtk3.2-dev",
    ),
    "rlvm": _flat(
        "rlvm=0.14-5.1",
        "-std=gnu++14 -Wno-narrowing -Isrc -Ivendor -I/usr/include/SDL -I/usr/include/freetype2 -I/usr/include/lua5.1",
        "libboost-dev libboost-filesystem-dev libboost-iostreams-dev libboost-program-options-dev "
        "libboost-serialization-dev libboost-thread-dev libfreetype-dev libglew-dev libguichan-dev liblua5.1-0-dev "
        "libluabind-dev libmad0-dev libvorbis-dev libsdl-image1.2-dev libsdl-mixer1.2-dev libsdl-ttf2.0-dev "
        "libsdl1.2-dev",
    ),
    "rosegarden": _flat(
        "rosegarden=1:24.12.1-1", f"-std=gnu++17 -Isrc {_QT6}",
        "qt6-base-dev qt6-5compat-dev libasound2-dev libjack-dev dssi-dev ladspa-sdk liblo-dev libsamplerate0-dev "
        "libsndfile1-dev liblircclient-dev libfftw3-dev",
    ),
    "smartmontools": _recipe("smartmontools=7.3-1", MakeBuild(("--disable-silent-rules",), goals=("all",))),
    "supercollider": _recipe(
        "supercollider=1:3.13.0+repack-1",
        CMakeBuild(
            (
                "-DSC_QT=OFF", "-DSC_IDE=OFF", "-DSC_EL=OFF", "-DNATIVE=OFF", "-DSYSTEM_BOOST=ON",
                "-DSC_CLANG_USES_LIBSTDCPP=ON",
            )
        ),
        "libasound2-dev libavahi-client-dev libboost-dev libboost-filesystem-dev libboost-program-options-dev "
        "libboost-regex-dev libboost-test-dev libboost-thread-dev libfftw3-dev libicu-dev libjack-dev libncurses-dev "
        "libreadline-dev libsndfile1-dev libudev-dev libxt-dev",
        complete=True,
    ),
    "uim": _flat("uim=1:1.9.6-1", f"-std=gnu++14 -I. {_QT5}", "qtbase5-dev libgcroots-dev", "qt3 qt4 qt6"),
    "vfu": _flat(
        "vfu=5.09-3", "-std=gnu++14 -Ivslib -Ivstring -DPCRE2_CODE_UNIT_WIDTH=8",
        "libncurses-dev libpcre2-dev libyascreen-dev",
    ),
    "clucene-core": _recipe("clucene-core=2.3.3.4+dfsg-1.1", CMakeBuild(), complete=True),
    "colmap": _flat("colmap=3.8-1", "-std=gnu++14 -Isrc -I/usr/include/eigen3", "libeigen3-dev libboost-dev"),
    "drumgizmo": _flat("drumgizmo=0.9.20-1", "-std=gnu++17 -Isrc", "libsndfile1-dev libx11-dev"),
    "exempi": _flat(
        "exempi=2.6.3-1",
        "-std=gnu++14 -I. -Ipublic/include -DUNIX_ENV=1 -DENABLE_CPP_DOM_MODEL=0 -DBUILDING_XMPCORE_LIB=1 "
        "-DBUILDING_XMPCORE_AS_STATIC=1",
        "libexpat1-dev zlib1g-dev",
    ),
    "fltk1.3": _recipe(
        "fltk1.3=1.3.11-2", CMakeBuild(("-DOPTION_BUILD_EXAMPLES=OFF",)), "libx11-dev libxft-dev", complete=True
    ),
    "libgig": _flat("libgig=4.4.1-1", "-std=gnu++14 -Isrc -DPOSIX=1", "uuid-dev libsndfile1-dev"),
    "nx-libs": _flat(
        "nx-libs=2:3.5.99.27-2", "-std=gnu++14 -Inxcomp/include", "libjpeg-dev libpng-dev zlib1g-dev libx11-dev"
    ),
    "xml-security-c": _flat("xml-security-c=2.0.4-2", "-std=gnu++14 -I.", "libssl-dev"),
    "berusky2": _flat(
        "berusky2=0.12-3", "-std=gnu++98 -Isrc -Isrc/age/include -I/usr/include/SDL",
        "libsdl1.2-dev libsdl-image1.2-dev libvorbis-dev libglu1-mesa-dev libopenal-dev zlib1g-dev",
    ),
    "finalcut": _flat("finalcut=0.9.1-1", "-std=gnu++14 -Isrc/include -Ifinal -I.", "libncurses-dev"),
    "fte": _flat("fte=0.50.2b6-20110708-5", "-std=gnu++98 -Isrc -DUNIX -DLINUX", "libncurses-dev libx11-dev"),
    "multimail": _flat("multimail=0.52-1", "-std=gnu++98 -Immail -Iinterfac", "libncurses-dev"),
}  # fmt: skip
"""Judged when what HELD_OUT showed was fixed, and nothing on these.

They fulfil a rule that was written before any of them was fetched: a source package of bookworm, or of trixie where
the mirror has bookworm's no more, of which a binary package has Debian's tag implemented-in::c++; with one archive of
100 kB to 20 MB; whose name stood nowhere here, in no text and no list; with at least 60 calls of CALLS in its C++
sources. Of the sections comm, electronics, games, graphics, hamradio, math, net, otherosfs, science, sound, utils and
video these are all that could be had. As they had few findings, twelve of the other sections were added, those from
clucene-core on: the first of their names, sorted and shuffled by random.Random(20261127), before any of the twelve was
checked.
"""

COPIES: Mapping[str, str] = {"openmsx": "src/3rdparty/imgui/"}
"""Folders with a library that another package was judged for: its findings are not judged twice."""

SOURCES_OF: Mapping[str, int] = {"7kaa": 80}
"""How many sources of a package are checked, where that is not as many as of others."""
