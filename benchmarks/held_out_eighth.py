"""The eighth choice of held-out packages, judged when what the seventh showed was fixed, and nothing on these.

The rule: that of the fifth choice (`held_out_fifth`) for Debian's unstable, since the mirror had no more of the other
releases, with `random.Random("podcheck eighth")`, and 15 statements in place of 30; the first ten but for boca, whose
build takes the headers of smooth, which comes behind these. Six more are the ninth choice.

Who judged them had neither written nor fixed podcheck. Unstable moves on: its archives may be gone, as those of a
release are not.
"""

from __future__ import annotations

from collections.abc import Mapping

from held_out_builds import FileStep, FileStepsBuild
from package_builds import PreparedBuild, flat_build, make_recipe
from projects import CMakeBuild, MakeBuild, Recipe

_KDE = (
    "KArchive", "KCompletion", "KConfig", "KConfigCore", "KConfigGui", "KConfigWidgets", "KCoreAddons", "KCrash",
    "KDBusAddons", "KGuiAddons", "KI18n", "KIO", "KIOCore", "KIOFileWidgets", "KIOGui", "KIOWidgets", "KIconThemes",
    "KJobWidgets", "KService", "KTextWidgets", "KWidgetsAddons", "KXmlGui", "SonnetUi",
)  # fmt: skip
_KWAVE_HAS = (
    "ALSA_SUPPORT", "DEBUG_PLUGIN", "FLAC", "LIBAUDIOFILE", "LIBSAMPLERATE", "MP3", "OGG_OPUS",
    "OGG_STREAM_FLUSH_FILL", "OGG_VORBIS", "OSS_SUPPORT", "PULSEAUDIO_SUPPORT", "QT_AUDIO_SUPPORT", "SIGNAL_H",
    "SYS_TIMES_H", "UNLINK",
)  # fmt: skip

HELD_OUT_EIGHTH: Mapping[str, Recipe] = {
    "libfds": make_recipe(
        "libfds=0.6.0-2", CMakeBuild(("-DENABLE_TESTS=ON", "-DENABLE_TESTS_INTERNAL=ON")),
        "libgtest-dev liblz4-dev libxml2-dev libzstd-dev pkg-config",
        complete=True,
    ),
    "netradiant": make_recipe(
        "netradiant=1.5.0+git20260429+dfsg-1",
        CMakeBuild(
            (
                "-DBUILD_RADIANT=ON", "-DDOWNLOAD_GAMEPACKS=OFF", "-DFHS_INSTALL=ON", "-DGIT_VERSION=20260429",
                "-DGTK_TARGET=3",
            )
        ),
        "libgl-dev libglib2.0-dev libgtk-3-dev libjpeg-dev libminizip-dev libpng-dev libwebp-dev libxml2-dev "
        "pkg-config zlib1g-dev",
        complete=True,
    ),
    "tensorpipe": make_recipe(
        "tensorpipe=0.0~git20250815.af0118d-1",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DBUILD_SHARED_LIBS=ON", "-DTP_BUILD_TESTING=ON",
                    "-DCMAKE_CXX_FLAGS=-include array -include cstdint",
                )
            ),
            commands=(
                ("third_party", ("rmdir", "googletest")),
                ("third_party", ("ln", "-s", "/usr/src/googletest", "googletest")),
            ),
        ),
        "libgtest-dev libnop-dev libuv1-dev pkg-config",
        complete=True,
    ),
    "fltk1.4": make_recipe(
        "fltk1.4=1.4.4-4",
        CMakeBuild(
            (
                "-DFLTK_OPTION_CAIRO_EXT=ON", "-DFLTK_OPTION_STD=ON", "-DFLTK_BUILD_HTML_DOCS=OFF",
                "-DFLTK_BUILD_EXAMPLES=ON",
            ),
            tuple(
                f"src/{name}-client-protocol.h"
                for name in ("xdg-shell", "xdg-decoration", "gtk-shell", "text-input")
            ),
        ),
        "libasound2-dev libcairo2-dev libdbus-1-dev libegl-dev libgl-dev libglew-dev libglu1-mesa-dev libgtk-3-dev "
        "libjpeg-dev libpango1.0-dev libpng-dev libwayland-dev libx11-dev libxcursor-dev libxext-dev libxft-dev "
        "libxinerama-dev libxkbcommon-dev pkg-config wayland-protocols zlib1g-dev",
        complete=True,
    ),
    "gnu-apl": make_recipe(
        "gnu-apl=2.0-2",
        PreparedBuild(
            MakeBuild(("CXX_WERROR=no", "--with-sqlite3", "--with-libapl"), ("src", "tools"), ("all",)),
            # What a header that the archive lacks would have is in another
            texts=(("src/DiffOut.hh", '#include "FileBuffers.hh"\n'),),
            # Debian's change
            commands=(
                (
                    "src",
                    (
                        "sed", "-i", "-e", r's/text << \*f << UNI_LF;/text << *f << "\\n";/', "-e",
                        "s/^extern ErrOut  CERR_filebuf/extern ErrOut_filebuf CERR_filebuf/", "libapl.cc",
                    ),
                ),
            ),
        ),
        "libfftw3-dev libgtk-3-dev libncurses-dev libpcre2-dev libsqlite3-dev libx11-xcb-dev libxcb1-dev pkg-config",
        complete=True,
    ),
    "fastnetmon": make_recipe(
        "fastnetmon=1.2.9-1",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DENABLE_CUSTOM_BOOST_BUILD=FALSE", "-DDO_NOT_USE_SYSTEM_LIBRARIES_FOR_BUILD=FALSE",
                    "-DLINK_WITH_ABSL=TRUE",
                ),
                top="src",
            ),
            commands=(("src/simple_packet_capnp", ("capnp", "compile", "--output", "c++", "simple_packet.capnp")),),
        ),
        "capnproto libabsl-dev libboost-all-dev libbpf-dev libbson-dev libcapnp-dev libelf-dev libgrpc++-dev "
        "libgrpc-dev libhiredis-dev liblog4cpp5-dev libmongoc-dev libncurses-dev libpcap-dev libprotobuf-dev "
        "pkg-config protobuf-compiler protobuf-compiler-grpc",
        complete=True,
    ),
    "kwave": make_recipe(
        "kwave=26.04.0-1",
        # Its own build takes version 6 of KDE's frameworks
        PreparedBuild(
            FileStepsBuild(
                flat_build(
                    "-std=gnu++20 -fPIC -DQT_NO_URL_CAST_FROM_STRING -I. -Iplugins "
                    + " ".join(f"-I/usr/include/KF5/{name}" for name in _KDE),
                    "moc_",
                    "Qt6Concurrent Qt6DBus Qt6Multimedia Qt6Test Qt6Widgets Qt6Xml alsa audiofile flac++ libpulse mad "
                    "opus samplerate vorbisenc",
                ),
                (
                    FileStep(".", "**/*.h", ("/usr/lib/qt6/libexec/moc", "-o", "{parent}/moc_{stem}.cpp", "{file}")),
                    FileStep(
                        ".", "plugins/**/*Plugin.cpp",
                        ("/usr/lib/qt6/libexec/moc", "-o", "{parent}/{stem}.moc", "{file}"),
                    ),
                    FileStep(".", "**/*.ui", ("/usr/lib/qt6/libexec/uic", "-o", "{parent}/ui_{stem}.h", "{file}")),
                ),
            ),
            texts=(
                ("libkwave/libkwave_export.h", "#define LIBKWAVE_EXPORT\n#define LIBKWAVE_NO_EXPORT\n"),
                ("libgui/libkwavegui_export.h", "#define LIBKWAVEGUI_EXPORT\n#define LIBKWAVEGUI_NO_EXPORT\n"),
                (
                    "config.h",
                    "".join(f"#define HAVE_{name} 1\n" for name in _KWAVE_HAS)
                    + '#define PROJECT_NAME "kwave"\n#define KWAVE_VERSION "26.04.0"\n#define EXECUTABLE_SUFFIX ""\n',
                ),
            ),
        ),
        "libasound2-dev libaudiofile-dev libfftw3-dev libflac++-dev libid3-3.8.3-dev libkf5archive-dev "
        "libkf5completion-dev libkf5config-dev libkf5configwidgets-dev libkf5coreaddons-dev libkf5crash-dev "
        "libkf5dbusaddons-dev libkf5i18n-dev libkf5iconthemes-dev libkf5kio-dev libkf5textwidgets-dev "
        "libkf5widgetsaddons-dev libkf5xmlgui-dev libmad0-dev libogg-dev libopus-dev libpulse-dev libsamplerate0-dev "
        "libvorbis-dev pkg-config qt6-base-dev qt6-base-dev-tools qt6-multimedia-dev",
        complete=True,
    ),
    "ucommon": make_recipe(
        "ucommon=7.0.1-1", CMakeBuild(("-DBUILD_TESTING=ON", "-DCRYPTO_OPENSSL=OFF", "-DCMAKE_CXX_STANDARD=14")),
        "libgnutls28-dev pkg-config",
        complete=True,
    ),
    "tinyexr": make_recipe(
        "tinyexr=1.0.13+dfsg-2",
        flat_build(
            # The archive brings no miniz, in place of which Debian's build takes zlib
            "-std=gnu++17 -DTINYEXR_USE_MINIZ=0 -DTINYEXR_USE_THREAD=1 -Dmz_compress2=compress2 "
            "-Dmz_compressBound=compressBound -Dmz_uncompress=uncompress -DMZ_OK=Z_OK -Dmz_ulong=uLong "
            "-include zlib.h -I. -I/usr/include/stb",
            "wasm exrcat",  # it looks for the sources elsewhere
        ),
        "libstb-dev zlib1g-dev",
        complete=True,
    ),
    "gloo": make_recipe(
        "gloo=0.0~git20250912.d97133a-2",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DUSE_REDIS=ON", "-DUSE_IBVERBS=ON", "-DUSE_MPI=ON",
                    "-DUSE_LIBUV=ON", "-DBUILD_TEST=ON", "-DBUILD_BENCHMARK=OFF", "-DBUILD_SHARED_LIBS=ON",
                ),
            ),
            # The library's headers are in a folder that is searched anyway: the variable is empty
            commands=(("cmake", ("sed", "-i", r's/\${libuv_INCLUDE_DIRS}$/"&"/', "Dependencies.cmake")),),
        ),
        "libgtest-dev libhiredis-dev libibverbs-dev libuv1-dev mpi-default-dev pkg-config",
        complete=True,
    ),
}  # fmt: skip
