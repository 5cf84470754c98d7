"""The eleventh choice of held-out packages: the next eleven of the eighth's list, by the same rule (`held_out_eighth`).

Left out was flightgear, whose simgear this release of Debian lacks. Who judged them had neither written nor fixed
podcheck.
"""

from __future__ import annotations

from collections.abc import Mapping

from held_out_builds import JuceBuild, debian_changes
from package_builds import PreparedBuild, flat_build, make_recipe
from projects import CMakeBuild, MakeBuild, Recipe

_ROC_FOLDERS = (
    "roc_address/target_posix", "roc_audio/target_speexdsp", "roc_core/target_c11", "roc_core/target_gnu",
    "roc_core/target_pc", "roc_core/target_posix", "roc_core/target_posix_ext", "roc_core/target_posix_pc",
    "roc_netio/target_libuv", "roc_netio/target_posix", "roc_packet/target_libuv", "roc_sndio/target_pulseaudio",
    "roc_sndio/target_sndfile", "roc_sndio/target_sox",
)  # fmt: skip
_DND_FOLDERS = ("dnd", "dndGuest", "dndGuestBase", "fakeMouseWayland", "stringxx", "xutils")

HELD_OUT_ELEVENTH: Mapping[str, Recipe] = {
    "libopenshot-audio": make_recipe(
        "libopenshot-audio=0.5.0+dfsg1-1",
        PreparedBuild(
            JuceBuild(
                "JuceLibraryCode/modules",
                (
                    "-w", "-ferror-limit=0", "-std=gnu++17", "-DLINUX", "-DNDEBUG", "-IJuceLibraryCode",
                    "-IJuceLibraryCode/modules",
                ),
                ("Windows", "windows", "mac", "ios", "android", "wasm", "Bela", "avx", "neon", "Jack", "_curl", "ARA"),
            ),
            commands=(
                (".", ("cp", "include/AppConfig.h.in", "JuceLibraryCode/AppConfig.h")),  # as its own build does
                # Where the module's sources stand alone, they need a type of the first, and a class of the second whole
                (
                    "JuceLibraryCode/modules/juce_core",
                    (
                        "sed", "-i", "-e", "/network.juce_IPAddress.cpp/d", "-e",
                        's/"native.juce_NamedPipe_posix.cpp"/<juce_core\\/native\\/juce_NamedPipe_posix.cpp>/', "-e",
                        r's/^#include "containers.juce_AbstractFifo.cpp"/#include "network\/juce_IPAddress.cpp"\n&/',
                        "juce_core.cpp",
                    ),
                ),
            ),
        ),
        "libasound2-dev zlib1g-dev",
        complete=True,
    ),
    "open-vm-tools": make_recipe(
        "open-vm-tools=2:13.0.10-1.1",
        PreparedBuild(
            flat_build(
                "-std=gnu++17 -fPIC -Iopen-vm-tools/lib/include "
                + " ".join(f"-Iopen-vm-tools/services/plugins/dndcp/{folder}" for folder in _DND_FOLDERS)
                + " -DDND_VM -DDND_IS_XDG -DGTK3 -DVMX86_TOOLS -DVMTOOLS_USE_GLIB -DLINUX -Dlinux "
                "-DUSING_AUTOCONF=1 -DOPEN_VM_TOOLS",
                "",
                "glib-2.0 gmodule-2.0 gobject-2.0 gtk+-3.0 gtkmm-3.0 libtirpc sigc++-2.0",
            ),
            commands=(
                debian_changes("open-vm-tools=2:13.0.10-1.1"),
                (
                    "open-vm-tools/services/plugins/dndcp",
                    (
                        "sh", "-c",
                        (
                            "mkdir -p ../../../lib/include/guestrpc && rpcgen -h cpFileContents.x > "
                            "../../../lib/include/guestrpc/cpFileContents.h"
                        ),
                    ),
                ),
            ),
        ),
        "libgtk-3-dev libgtkmm-3.0-dev libtirpc-dev pkg-config rpcsvc-proto",
        complete=True,
    ),
    "bifrost": make_recipe(
        "bifrost=1.3.5-2",
        PreparedBuild(CMakeBuild(("-DCOMPILATION_ARCH=OFF",)), commands=(debian_changes("bifrost=1.3.5-2"),)),
        "zlib1g-dev",
        complete=True,
    ),
    "nordugrid-arc": make_recipe(
        "nordugrid-arc=7.2.0-1",
        PreparedBuild(
            MakeBuild(
                (
                    "--disable-doc", "--disable-nls", "--disable-pylint", "--disable-silent-rules", "--enable-internal",
                    "--enable-s3", "--enable-systemd=yes", "--with-python=python3",
                    "CXXFLAGS=-g -O2 -Wno-register",
                ),
                goals=("all",),
            ),
            commands=(debian_changes("nordugrid-arc=7.2.0-1"),),
        ),
        "libcppunit-dev libglibmm-2.68-dev libglobus-common-dev libglobus-ftp-client-dev libglobus-ftp-control-dev "
        "libglobus-gssapi-gsi-dev libldns-dev libltdl-dev libnss3-dev libs3-dev libsqlite3-dev libssl-dev "
        "libsystemd-dev libxml2-dev libxmlsec1-dev libxrootd-client-dev openssl pkg-config python3-dev swig uuid-dev",
        complete=True,
    ),
    "cgdb": make_recipe(
        "cgdb=0.8.0-3",
        PreparedBuild(
            MakeBuild(("--disable-silent-rules",), goals=("all",)),
            commands=(
                debian_changes("cgdb=0.8.0-3"),
                (".", ("sh", "-c", "echo 0.8.0 > VERSION")),
                (".", ("autoreconf", "-f", "-i")),
            ),
        ),
        "autoconf automake flex libncurses-dev libreadline-dev",
        complete=True,
    ),
    "svxlink": make_recipe(
        "svxlink=26.05.1-1",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DWITH_SYSTEMD=ON", "-DBUILD_STATIC_LIBS=ON", "-DSYSCONF_INSTALL_DIR=/etc",
                    "-DLOCAL_STATE_DIR=/var", "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6Core=ON",
                ),
                top="src",
            ),
            commands=(debian_changes("svxlink=26.05.1-1"),),
        ),
        "libasound2-dev libcurl4-gnutls-dev libgcrypt20-dev libgpiod-dev libgsm1-dev libjsoncpp-dev libopus-dev "
        "libpopt-dev librtlsdr-dev libsigc++-2.0-dev libspeex-dev pkg-config qtbase5-dev qttools5-dev tk-dev",
        complete=True,
    ),
    "stella": make_recipe(
        "stella=7.0+dfsg-2",
        PreparedBuild(
            MakeBuild(("--prefix=/usr", "--enable-release"), goals=("all",)),
            commands=(debian_changes("stella=7.0+dfsg-2"),),
        ),
        "libgtest-dev libpng-dev libsdl2-dev libsqlite3-dev zlib1g-dev",
        complete=True,
    ),
    "xapian-core": make_recipe(
        "xapian-core=1.4.32-1",
        MakeBuild(("--disable-silent-rules", "--disable-dependency-tracking"), goals=("all", "check")),
        "uuid-dev zlib1g-dev",
        complete=True,
    ),
    "roc-toolkit": make_recipe(
        "roc-toolkit=0.4.0+dfsg-6",
        PreparedBuild(
            flat_build(
                "-std=c++98 -fno-exceptions -pthread -D_GNU_SOURCE -DCPPUTEST_USE_MEM_LEAK_DETECTION=0 "
                "-I3rdparty/hedley -I3rdparty/dr_wav -Isrc/internal_modules -Isrc/public_api/include -Isrc/tests "
                "-Isrc/tests/public_api -Isrc/tests/roc_rtp -Isrc/tests/roc_audio -Isrc/tests/roc_pipeline "
                "-Isrc/tests/roc_sndio -Isrc/tests/roc_netio -Isrc/tests/roc_fec "
                + " ".join(f"-Isrc/internal_modules/{folder}" for folder in _ROC_FOLDERS)
                + " -DROC_TARGET_SNDFILE -DROC_TARGET_SOX -DROC_TARGET_PULSEAUDIO -DROC_TARGET_SPEEXDSP "
                '-DROC_MODULE=flat -DROC_VERSION="0.4.0"',
                "target_android target_darwin target_libunwind target_libatomic_ops target_nobacktrace "
                "target_nodemangle target_openfec",
                "libpulse libuv openssl sndfile sox speexdsp",
            ),
            commands=(debian_changes("roc-toolkit=0.4.0+dfsg-6"),),
        ),
        "libcpputest-dev libpulse-dev libsndfile1-dev libsox-dev libspeexdsp-dev libssl-dev libuv1-dev pkg-config",
        complete=True,
    ),
    "trantor": make_recipe(
        "trantor=1.5.28+ds-2", CMakeBuild(("-DBUILD_SHARED_LIBS=ON", "-DBUILD_TESTING=ON")),
        "libc-ares-dev libgtest-dev libssl-dev",
        complete=True,
    ),
    "darktable": make_recipe(
        "darktable=5.4.1-1",
        PreparedBuild(
            CMakeBuild(
                ("-DBINARY_PACKAGE_BUILD=1", "-DCMAKE_BUILD_TYPE=Release", "-DUSE_LIBRAW=OFF", "-DUSE_GMIC=OFF"),
                (
                    "generate_authors_h", "generate_conf", "generate_preferences", "generate_styles_string",
                ),
            ),
            texts=(("cmake/version.cmake", 'set(PROJECT_VERSION "5.4.1")\n'),),
            # Each of these sources is included by one that a script writes, which its libraries are compiled before
            commands=(("src/iop", ("sed", "-i", "/PROPERTIES LANGUAGE/d", "CMakeLists.txt")),),
        ),
        "intltool iso-codes libavif-dev libcairo2-dev libcolord-dev libcups2-dev libcurl4-gnutls-dev libexiv2-dev "
        "libglib2.0-dev libgphoto2-dev libgraphicsmagick1-dev libgtk-3-dev libjpeg-dev libjson-glib-dev libjxl-dev "
        "liblcms2-dev liblensfun-dev liblua5.4-dev libomp-22-dev libopenexr-dev libopenjp2-7-dev "
        "libosmgpsmap-1.0-dev libpng-dev libportmidi-dev libpugixml-dev librsvg2-dev libsdl2-dev libsecret-1-dev "
        "libsqlite3-dev libtiff-dev libwebp-dev xsltproc",
        complete=True,
    ),
}  # fmt: skip
