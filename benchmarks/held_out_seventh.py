"""The seventh choice of held-out packages, judged when what the sixth showed was fixed, and nothing on these.

The rule: that of the fifth choice (`held_out_fifth`) for trixie, whose sources the mirror had more of, with
`random.Random("podcheck seventh")`, and without those that were looked at while the fifth was prepared; the first ten
but for firebird4.0, of which an older version had been judged.

Who judged them had neither written nor fixed podcheck.
"""

from __future__ import annotations

from collections.abc import Mapping

from package_builds import FlatBuild, PreparedBuild, flat_build, make_flat, make_recipe
from projects import CMakeBuild, MakeBuild, Recipe

_UNICODE = """\
#pragma once
namespace openvpn {
namespace Unicode {
typedef unsigned int UTF32;
typedef unsigned short UTF16;
typedef unsigned char UTF8;
typedef unsigned char Boolean;
typedef enum { conversionOK, sourceExhausted, targetExhausted, sourceIllegal } ConversionResult;
typedef enum { strictConversion = 0, lenientConversion } ConversionFlags;
Boolean isLegalUTF8(const UTF8 *source, int length);
ConversionResult ConvertUTF8toUTF16(
    const UTF8 **start, const UTF8 *end, UTF16 **target, UTF16 *limit, ConversionFlags flags);
}
}
"""
"""What others need of a header that the archive lacks."""

_FALCO_ENGINES = ("TEST_INPUT", "NODRIVER", "SAVEFILE", "SOURCE_PLUGIN", "BPF", "KMOD", "MODERN_BPF")

HELD_OUT_SEVENTH: Mapping[str, Recipe] = {
    "darkradiant": make_recipe(
        "darkradiant=3.9.0-1",
        CMakeBuild(targets=("radiantcore/CMakeFiles/radiantcore.dir/cmake_pch.hxx.pch",)),
        "libalut-dev libboost-dev libeigen3-dev libftgl-dev libglew-dev libglib2.0-dev libgtest-dev libjpeg-dev "
        "libopenal-dev libpng-dev libpython3-dev libsigc++-2.0-dev libvorbis-dev libwxgtk3.2-dev libx11-dev pkg-config "
        "zlib1g-dev",
        complete=True,
    ),
    "passenger": make_recipe(
        "passenger=6.0.26+ds-1.1",
        PreparedBuild(
            FlatBuild(
                ("src", "test"),
                (
                    "-w", "-ferror-limit=0", "-std=gnu++14", "-Isrc/agent", "-Isrc/cxx_supportlib",
                    "-Isrc/cxx_supportlib/vendor-copy", "-Isrc/cxx_supportlib/vendor-modified",
                    "-Isrc/cxx_supportlib/vendor-modified/websocketpp", "-Itest/cxx", "-Itest/support",
                    "-I/usr/include/libev", "-I/usr/include/apache2",
                ),
                libraries=("apr-1", "apr-util-1", "libuv", "libcurl", "openssl", "zlib"),
            ),
            # Another source includes this one, behind a header that it has for editors only
            commands=(
                (
                    "src/agent/Core/ApplicationPool/Group",
                    ("sed", "-i", "s/^#ifdef INTELLISENSE/#ifdef __cplusplus/", "InternalUtils.cpp"),
                ),
            ),
        ),
        "apache2-dev libapr1-dev libaprutil1-dev libcurl4-gnutls-dev libev-dev libssl-dev libuv1-dev pkg-config "
        "zlib1g-dev",
        complete=True,
    ),
    "softhsm2": make_recipe(
        "softhsm2=2.6.1-3",
        CMakeBuild(
            (
                "-DBUILD_TESTS=ON", "-DENABLE_64bit=ON", "-DENABLE_EDDSA=ON", "-DENABLE_GOST=OFF",
                "-DENABLE_STRICT=OFF", "-DWITH_CRYPTO_BACKEND=openssl", "-DWITH_MIGRATE=ON",
                "-DWITH_OBJECTSTORE_BACKEND_DB=ON",
            ),
        ),
        "libcppunit-dev libp11-kit-dev libsqlite3-dev libssl-dev pkg-config sqlite3",
        complete=True,
    ),
    "htmldoc": make_recipe(
        "htmldoc=1.9.20-1",
        MakeBuild(("--with-gui",), ("htmldoc",), ("all",)),
        "libcups2-dev libfltk1.3-dev libjpeg-dev libpng-dev libxpm-dev pkg-config zlib1g-dev",
        complete=True,
    ),
    "libmstoolkit": make_flat(
        "libmstoolkit=82-7.2",
        "-std=gnu++14 -Iinclude -I/usr/include/hdf5/serial -D_LARGEFILE_SOURCE -D_FILE_OFFSET_BITS=64 -DGCC -DMZ5 "
        "-DHAVE_EXPAT_CONFIG_H",
        "libexpat1-dev libhdf5-dev libsqlite3-dev zlib1g-dev",
        "RAWReader",  # for another platform
    ),
    "openvpn3-client": make_recipe(
        "openvpn3-client=24.1+dfsg-1",
        PreparedBuild(
            flat_build(
                "-std=gnu++17 -DUSE_ASIO -DASIO_STANDALONE -DASIO_NO_DEPRECATED -DUSE_OPENSSL -DHAVE_LZ4 "
                "-DHAVE_JSONCPP -DHAVE_TINYXML -DHAVE_SYSTEMD -DOPENVPN_USE_SITNL -DOPENVPN_FORCE_TUN_NULL -DUNIT_TEST "
                '-DUNITTEST_SOURCE_DIR="" -DOPENVPN_RC_NOTIFY -DOPENVPN_ENABLE_ASSERT -DTEST_KEYCERT_DIR="" '
                "-DPROTO_N_THREADS=4 -DPROTO_RENEG=900 -DPROTO_ITER=100000 -DPROTO_SITER=1 "
                "-Iopenvpn3-core -Iopenvpn3-core/client -Isrc",
                "openvpn3-core/openvpn/win /mac/ /ios/ ovpnagent/win subprojects test_wstring",
                "gio-unix-2.0 jsoncpp libcap-ng libnl-3.0 libnl-genl-3.0 libsystemd openssl tinyxml2 uuid",
            ),
            texts=(
                ("openvpn3-core/openvpn/common/unicode-impl.hpp", _UNICODE),
                (
                    "src/build-config.h",
                    (
                        '#define LIBEXEC_PATH "/usr/libexec/openvpn3-linux"\n#define OPENVPN_USERNAME "_openvpn"\n'
                        '#define OPENVPN_GROUP "_openvpn"\n#define OPENVPN3_STATEDIR "/var/lib/openvpn3"\n'
                        "#define ENABLE_OVPNDCO\n#define USE_TUN_BUILDER\n"
                    ),
                ),
            ),
        ),
        "libasio-dev libcap-ng-dev libglib2.0-dev libgmock-dev libgtest-dev libjsoncpp-dev liblz4-dev libnl-3-dev "
        "libnl-genl-3-dev libssl-dev libsystemd-dev libtinyxml2-dev pkg-config uuid-dev",
        complete=True,
    ),
    "bacula": make_recipe(
        "bacula=15.0.3-3",
        PreparedBuild(
            flat_build(
                "-std=gnu++14 -DHAVE_CONFIG_H -D_BDB_PRIV_INTERFACE_ -Isrc -I/usr/include/readline", "qt-console win32"
            ),
            commands=(
                (
                    ".",
                    (
                        "env", "MAKE=true", "./configure", "--enable-smartalloc", "--enable-batch-insert",
                        "--with-tcp-wrappers",
                        "--with-openssl", "--disable-conio", "--with-readline=/usr/include/readline", "--with-sqlite3",
                        "--disable-s3",
                    ),
                ),
                # Its makefiles have these compiled as C++
                (
                    "src",
                    (
                        "find", ".", "-name", "*.c", "-exec", "sh", "-c", 'mv "$0" "${0%.c}.cc"', "{}", ";",
                    ),
                ),
            ),
        ),
        "libacl1-dev libcap-dev liblzo2-dev libreadline-dev libsqlite3-dev libssl-dev libwrap0-dev zlib1g-dev",
        complete=True,
    ),
    "falcosecurity-libs": make_recipe(
        "falcosecurity-libs=0.20.0-3",
        PreparedBuild(
            flat_build(
                '-std=gnu++17 -D_GNU_SOURCE -DPLATFORM_NAME="Linux" -D__STDC_FORMAT_MACROS -DHAS_CAPTURE '
                "-I. -Iuserspace -Iuserspace/libsinsp -Iuserspace/libscap -Idriver -Itest/drivers "
                "-Itest/drivers/event_class -Itest/drivers/helpers -Itest/libscap -Itest/libscap/helpers "
                "-Iuserspace/libsinsp/test -Iuserspace/libsinsp/test/helpers -Iuserspace/libpman/include "
                "-I/usr/include/valijson",
                "windows /win32/",
                "jsoncpp re2 tbb zlib",
            ),
            texts=(
                (
                    "userspace/libscap/scap_config.h",
                    "".join(f"#define HAS_ENGINE_{name}\n" for name in _FALCO_ENGINES),
                ),
                (
                    "userspace/libscap/scap_strl_config.h",
                    "",
                ),
                (
                    "driver/driver_config.h",
                    (
                        '#define DRIVER_VERSION "0.20.0"\n#define DRIVER_NAME "scap"\n'
                        '#define DRIVER_DEVICE_NAME "scap"\n#define DRIVER_COMMIT ""\n'
                    ),
                ),
                (
                    "userspace/libsinsp/test/libsinsp_test_var.h",
                    '#define LIBSINSP_TEST_SCAP_FILES_DIR "scap_files/"\n',
                ),
                (
                    "test/libscap/libscap_test_var.h",
                    (
                        '#define LIBSCAP_TEST_KERNEL_MODULE_PATH "driver/scap.ko"\n'
                        '#define LIBSCAP_TEST_KERNEL_MODULE_NAME "scap"\n'
                        '#define LIBSCAP_TEST_BPF_PROBE_PATH "driver/bpf/probe.o"\n'
                    ),
                ),
            ),
        ),
        "libgtest-dev libjsoncpp-dev libre2-dev libtbb-dev libvalijson-dev pkg-config uthash-dev zlib1g-dev",
        complete=True,
    ),
    "mlt": make_recipe(
        "mlt=7.30.0-1",
        flat_build(
            "-std=gnu++17 -fPIC -D__LINUX_ALSA__ -D__LINUX_PULSE__ -DUSE_QT_OPENGL -DGPL3 -DUSE_FFTW -DUSE_EXIF "
            '-DSHADERDIR="/usr/share/movit" -Isrc -Isrc/framework -Isrc/mlt++ -Isrc/modules '
            "-Isrc/modules/glaxnimate/glaxnimate/src/core "
            "-Isrc/modules/glaxnimate/glaxnimate/external/QtAppSetup/src",
            "decklink/win decklink/darwin win32",
            "Qt5Widgets Qt5Svg Qt5Xml Qt5OpenGL Qt5Network Qt5Test fftw3 libexif movit opencv4 "
            "rubberband vidstab alsa libpulse",
        ),
        "libasound2-dev libexif-dev libfftw3-dev libmovit-dev libopencv-dev libpulse-dev libqt5opengl5-dev "
        "libqt5svg5-dev librtaudio-dev librubberband-dev libvidstab-dev pkg-config qtbase5-dev",
        complete=True,
    ),
    "onednn": make_recipe(
        "onednn=3.7.2+ds-2",
        CMakeBuild(
            (
                "-DCMAKE_CXX_STANDARD=17", "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DDNNL_EXPERIMENTAL_UKERNEL=ON",
                "-DDNNL_EXPERIMENTAL_SPARSE=ON", "-DDNNL_BUILD_TESTS=OFF", "-DDNNL_CPU_RUNTIME=TBB",
                "-DONEDNN_ARCH_OPT_FLAGS=",
            )
        ),
        "libspdlog-dev libtbb-dev",
        complete=True,
    ),
}  # fmt: skip
