"""The tenth choice of held-out packages: the next thirteen of the eighth's list, by the same rule (`held_out_eighth`).

Left out were octave-instrument-control, whose configuration takes too long, filezilla, whose headers this release of
Debian lacks, and mapsembler2, which is for the most part a copy of gatb-core. Who judged them had neither written nor
fixed podcheck.
"""

from __future__ import annotations

from collections.abc import Mapping

from held_out_builds import debian_changes
from package_builds import FlatBuild, PreparedBuild, flat_build, make_recipe
from projects import CMakeBuild, MakeBuild, Recipe

HELD_OUT_TENTH: Mapping[str, Recipe] = {
    "silverjuke": make_recipe(
        "silverjuke=18.2.1-5",
        PreparedBuild(
            MakeBuild(("--disable-silent-rules",), goals=("all",)),
            commands=(debian_changes("silverjuke=18.2.1-5"), (".", ("autoreconf", "-f", "-i"))),
        ),
        "autoconf automake autopoint gettext libgl-dev libgstreamer-plugins-base1.0-dev libgstreamer1.0-dev "
        "libsqlite3-dev libupnp-dev libwxgtk3.2-dev pkg-config python3-docutils zlib1g-dev",
        complete=True,
    ),
    "vzlogger": make_recipe(
        "vzlogger=0.8.10-1",
        PreparedBuild(CMakeBuild(("-DBUILD_TEST=ON",)), commands=(debian_changes("vzlogger=0.8.10-1"),)),
        "libcurl4-gnutls-dev libgcrypt20-dev libgmock-dev libgnutls28-dev libgtest-dev libjson-c-dev "
        "libmicrohttpd-dev libmosquitto-dev libsasl2-dev libsml-dev libssl-dev libunistring-dev pkg-config uuid-dev",
        complete=True,
    ),
    "tardy": make_recipe(
        "tardy=1.28-1",
        PreparedBuild(MakeBuild(("--prefix=/usr",), goals=("all-bin",)), commands=(debian_changes("tardy=1.28-1"),)),
        "libbz2-dev libexplain-dev liblzma-dev zlib1g-dev",
        complete=True,
    ),
    "eiskaltdcpp": make_recipe(
        "eiskaltdcpp=2.4.2-1.4",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DUSE_ASPELL=ON", "-DUSE_CLI_JSONRPC=ON", "-DUSE_GTK=OFF", "-DUSE_GTK3=ON", "-DUSE_IDNA=ON",
                    "-DUSE_JS=ON", "-DUSE_LIBGNOME2=OFF", "-DUSE_LIBNOTIFY=ON", "-DUSE_MINIUPNP=ON", "-DUSE_QT5=ON",
                    "-DUSE_QT=OFF", "-DUSE_QT_QML=OFF", "-DUSE_QT_SQLITE=ON", "-DUSE_LIBCANBERRA=ON",
                    "-DWITH_DEV_FILES=ON", "-DWITH_DHT=ON", "-DWITH_LUASCRIPTS=ON", "-DWITH_SOUNDS=ON",
                    "-DLUA_SCRIPT=ON", "-DPERL_REGEX=ON", "-DNO_UI_DAEMON=ON", "-DXMLRPC_DAEMON=OFF",
                    "-DJSONRPC_DAEMON=ON", "-DCHECK_GTK_DEPRECATED=OFF",
                ),
            ),
            # Its own build makes these headers behind its libraries
            commands=(
                debian_changes("eiskaltdcpp=2.4.2-1.4"),
                (
                    "eiskaltdcpp-qt/ui",
                    (
                        "sh", "-c",
                        ('for form in *.ui; do /usr/lib/qt5/bin/uic "$form" '
                        '-o "../src/ui_${form%.ui}.h"; done'),
                    ),
                ),
            ),
        ),
        "gettext libaspell-dev libattr1-dev libbz2-dev libcanberra-gtk3-dev libgtk-3-dev libidn-dev liblua5.1-0-dev "
        "libminiupnpc-dev libnotify-dev libpcre2-dev libqt5xmlpatterns5-dev libssl-dev pkg-config qtbase5-dev "
        "qtmultimedia5-dev qtscript5-dev qttools5-dev qttools5-dev-tools zlib1g-dev",
        complete=True,
    ),
    "gatb-core": make_recipe(
        "gatb-core=1.4.2+dfsg-14",
        PreparedBuild(
            CMakeBuild(top="gatb-core"),
            commands=(debian_changes("gatb-core=1.4.2+dfsg-14"),),
        ),
        "libboost-dev libcppunit-dev libhdf5-dev libjsoncpp-dev zlib1g-dev",
        complete=True,
    ),
    "gr-osmosdr": make_recipe(
        "gr-osmosdr=0.2.6-6",
        PreparedBuild(
            CMakeBuild(("-DENABLE_DOXYGEN=OFF", "-DENABLE_PYTHON=OFF", "-DPYTHON_EXECUTABLE=/usr/bin/python3")),
            commands=(debian_changes("gr-osmosdr=0.2.6-6"),),
        ),
        "gnuradio-dev libairspy-dev libairspyhf-dev libbladerf-dev libboost-all-dev libfreesrp-dev libgmp-dev "
        "libhackrf-dev libmirisdr-dev librtlsdr-dev libsndfile1-dev libsoapysdr-dev libuhd-dev pkg-config "
        "portaudio19-dev pybind11-dev python3-dev",
        complete=True,
    ),
    "wvstreams": make_recipe(
        "wvstreams=4.6.1-19",
        PreparedBuild(
            MakeBuild(
                (
                    "--disable-debug", "--disable-verbose", "--with-dbus", "--without-openslp", "--without-pam",
                    "--without-qt", "--without-readline", "--without-tcl", "--without-valgrind",
                ),
                goals=("all",),
            ),
            commands=(
                debian_changes("wvstreams=4.6.1-19"),
                (".", ("sh", "autogen.sh")),
                # In place of a script that make writes, and that hides the compiler's words
                (
                    ".",
                    (
                        "sed", "-i", r"s/\.\/CXX \($(if $5,$5,-c) $3\)/$(CXX) \1.cc $(CPPFLAGS) $(CXXFLAGS)/",
                        "wvrules.mk",
                    ),
                ),
            ),
        ),
        "autoconf libcrypt-dev libdbus-1-dev libpopt-dev libssl-dev libxplc0.3.13-dev pkg-config zlib1g-dev",
        complete=True,
    ),
    "libpodofo": make_recipe(
        "libpodofo=0.9.8+dfsg-3.3",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DWANT_FONTCONFIG:BOOL=TRUE", "-DWANT_BOOST:BOOL=1", "-DPODOFO_BUILD_SHARED:BOOL=TRUE",
                    "-DPODOFO_BUILD_STATIC:BOOL=FALSE", "-DPODOFO_USE_VISIBILITY:BOOL=TRUE",
                ),
            ),
            commands=(debian_changes("libpodofo=0.9.8+dfsg-3.3"),),
        ),
        "libboost-dev libcppunit-dev libfontconfig-dev libfreetype-dev libidn-dev libjpeg-dev liblua5.1-0-dev "
        "libssl-dev libtiff-dev libunistring-dev zlib1g-dev",
        complete=True,
    ),
    "td1.8.11": make_recipe(
        "td1.8.11=1.8.11~git20230202.3179d35+dfsg-5",
        PreparedBuild(
            CMakeBuild(),
            # Debian's archive lacks the folder
            commands=(
                (
                    ".",
                    (
                        "sed", "-i", "-e", "/add_subdirectory(sqlite)/d", "-e", "/generate_pkgconfig(tdsqlite/d", "-e",
                        "/^install(/,/^)/d", "CMakeLists.txt",
                    ),
                ),
                (".", ("sed", "-i", "s/PRIVATE tdsqlite/PRIVATE sqlcipher/", "tddb/CMakeLists.txt")),
            ),
        ),
        "gperf libssl-dev zlib1g-dev",
        complete=True,
    ),
    "gearmand": make_recipe(
        "gearmand=1.1.21+ds-1.1",
        PreparedBuild(
            MakeBuild(goals=("all", "check")),
            # As Debian's patches: the version stands in no repository of git
            commands=(
                (".", ("sh", "-c", "echo 'm4_define([VERSION_NUMBER], [1.1.21])' > version.m4")),
                (".", ("sed", "-i", "/test -d/d", "m4/ax_vcs_checkout.m4")),
                (".", ("autoreconf", "-fi")),
                (".", ("./configure", "--enable-jobserver=no", "--disable-silent-rules", "--enable-ssl=no")),
                (
                    ".",
                    (
                        "make", "configmake.h", "libhashkit-1.0/configure.h", "libgearman/error_code.hpp",
                        "libgearman/command.hpp", "libtest/version.h",
                    ),
                ),
            ),
        ),
        "autoconf automake default-libmysqlclient-dev gperf libboost-program-options-dev libboost-thread-dev "
        "libcurl4-gnutls-dev libevent-dev libhiredis-dev libltdl-dev libmemcached-dev libpq-dev libsasl2-dev "
        "libsqlite3-dev libtool pkg-config uuid-dev",
        complete=True,
    ),
    "rpm": make_recipe(
        "rpm=6.1.0-1",
        PreparedBuild(
        CMakeBuild(
            (
                "-DENABLE_TESTSUITE=OFF", "-DENABLE_BDB_RO=ON", "-DENABLE_NDB=ON", "-DWITH_CAP=ON",
                "-DWITH_SELINUX=ON", "-DWITH_FSVERITY=ON", "-DWITH_SEQUOIA=OFF",
            ),
        ),
            # Its own build compiles libraries before it
            commands=(("lib", ("sh", "-c", "AWK=awk sh gentagtbl.sh ../include/rpm/rpmtag.h > tagtbl.inc")),),
        ),
        "libacl1-dev libarchive-dev libaudit-dev libbz2-dev libcap-dev libdbus-1-dev libdw-dev libelf-dev "
        "libfsverity-dev libgcrypt20-dev liblua5.3-dev liblzma-dev libmagic-dev libpopt-dev libreadline-dev "
        "libselinux1-dev libsqlite3-dev libxml2-dev libzstd-dev pkg-config python3-dev scdoc zlib1g-dev",
        complete=True,
    ),
    "uisp": make_recipe(
        "uisp=20050207-4.5",
        PreparedBuild(
            flat_build("-std=gnu++14 -Wno-narrowing -DHAVE_CONFIG_H -Isrc"),
            commands=(
                (".", ("./configure",)),
                # Debian's patch
                ("src", ("sed", "-i", "s/^    char\\* name;/    const char* name;/", "Avr.h")),
            ),
        ),
        complete=True,
    ),
    "r-cran-rsqlite": make_recipe(
        "r-cran-rsqlite=2.4.6-1",
        FlatBuild(
            ("src",),
            (
                "-std=gnu++17", "-w", "-ferror-limit=0", "-Isrc", "-Isrc/vendor", "-I/usr/share/R/include",
                "-I/usr/lib/R/site-library/cpp11/include", "-DRSQLITE_USE_BUNDLED_SQLITE",
            ),
        ),
        "r-base-dev r-cran-cpp11",
        complete=True,
    ),
}  # fmt: skip
