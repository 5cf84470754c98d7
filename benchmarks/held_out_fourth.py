"""The fourth choice of held-out packages, judged when what the third showed was fixed, and nothing on these.

The rule: the next twenty packages of the third choice's shuffled list (`held_out_third`), under the same conditions.

Who judged them had neither written nor fixed podcheck.
"""

from __future__ import annotations

from collections.abc import Mapping

from held_out_builds import FileStep, FileStepsBuild, GeneratedHeadersBuild, JuceBuild, OwnFolderBuild
from package_builds import FlatBuild, PreparedBuild, flat_build, make_flat, make_recipe
from projects import CMakeBuild, MakeBuild, MesonBuild, Recipe

_PLAIN = ("-w", "-ferror-limit=0")

_ICE = OwnFolderBuild(
    FileStepsBuild(
        FlatBuild(
            ("cpp", "python", "php"),
            (
                *_PLAIN, "-std=gnu++14", "-Icpp/include", "-Icpp/include/generated", "-Icpp/src", "-Icpp/test/include",
                "-Icpp/test/Common", "-Iphp/src/php", "-Ipython/modules/IcePy", "-I/usr/include/python3.11",
                *(f"-I/usr/include/php/20220829{folder}" for folder in ("", "/main", "/TSRM", "/Zend")),
            ),
            ("SChannel", "SecureTransport", "php5", "IceIAP", "UWP", "ios"),
            libraries=("dbus-1",),
        ),
        (
            FileStep(
                "slice", "**/*.ice",
                (
                    "slice2cpp", "-I.", "--include-dir", "{parent}", "--output-dir",
                    "../cpp/include/generated/{parent}", "{file}",
                ),
                output="../cpp/include/generated/{parent}",
            ),
            FileStep(
                "cpp/src", "**/*.ice",
                (
                    "slice2cpp", "-I../../slice", "-I.", "--include-dir", "{parent}", "--output-dir", "{parent}",
                    "{file}",
                ),
            ),
            *(
                FileStep(
                    f"cpp/test/Ice/{name}", "*.ice",
                    ("slice2cpp", "-I../../../../slice", "-I.", "--output-dir", ".", "{file}"),
                )
                for name in ("custom", "background", "stream")
            ),
        ),
    )
)  # fmt: skip

_KWIN_TARGETS = (
    "KWinX11Platform", "KWinXwaylandCommon", "KWinXwaylandServerModule", "LibDrmTest", "kwin",
    "kwin4_effect_screentransform", "kwinglutils", "testActivities", "testClientMachine", "testDbusInterface",
    "testGlobalShortcuts", "testMoveResize", "testPlasmaWindow", "testQuickTiling", "testScreenEdgeClientShow",
    "testShade", "testShadeWobblyWindows", "testSlidingPopups", "testStruts", "testTranslucency", "testWindowRules",
    "testX11DesktopWindow", "testX11Window", "testXcbSizeHints", "testXwaylandInput", "testXwaylandServerCrash",
    "testXwaylandServerRestart",
)  # fmt: skip

_EXPLORER = "OrthancServer/OrthancExplorer/libs"

HELD_OUT_FOURTH: Mapping[str, Recipe] = {
    "osmid": make_recipe(
        "osmid=0.8.0~repack-3",
        JuceBuild(
            "JuceLibraryCode/modules",
            (
                *_PLAIN, "-std=c++14", "-IJuceLibraryCode", "-IJuceLibraryCode/modules",
                '-DJUCE_ALSA_MIDI_NAME="osmid_midi"', "-DLINUX=1", "-DNDEBUG=1", "-DJUCER_LINUX_MAKE_6D53C8B4=1",
                "-DJUCE_APP_VERSION=1.0.0", "-DJUCE_JACK=1", "-DJUCE_USE_CURL=1", "-DJUCE_APP_VERSION_HEX=0x10000",
            ),
            ("win32", "mac_", "ios_", "android", "Bela"),
        ),
        "libasound2-dev libjack-dev libcurl4-gnutls-dev",
        complete=True,
    ),
    "ace": make_recipe(
        "ace=7.0.8+dfsg-2",
        PreparedBuild(
            FlatBuild(
                (".",),
                (
                    *_PLAIN, "-std=gnu++17", "-I.", "-Iprotocols", "-Itests", "-IKokyu", "-Iapps/JAWS3",
                    "-Inetsvcs/lib", "-Iexamples", "-DACE_HAS_SSL=1", "-D_REENTRANT", "-D_GNU_SOURCE",
                ),
            ),
            texts=(("ace/config.h", '#include "ace/config-linux.h"\n'),),
        ),
        "libssl-dev libxt-dev",
        complete=True,
    ),
    "edb-debugger": make_recipe(
        "edb-debugger=1.3.0-2",
        FileStepsBuild(  # its own target for the headers of forms builds libraries first
            CMakeBuild(("-DCMAKE_CXX_FLAGS=-include memory",)),
            (FileStep(".", "**/*.ui", ("/usr/lib/qt5/bin/uic", "-o", "{parent}/ui_{stem}.h", "{file}")),),
        ),
        "qtbase5-dev-tools libboost-dev libcapstone-dev libdouble-conversion-dev libgraphviz-dev libqt5svg5-dev "
        "libqt5xmlpatterns5-dev pkg-config qtbase5-dev",
        complete=True,
    ),
    "aom": make_recipe(
        "aom=3.6.0-1+deb12u2", CMakeBuild(("-DENABLE_DOCS=0", "-DENABLE_TESTS=1", "-DENABLE_TOOLS=1")), "yasm perl",
        complete=True,
    ),
    "zeroc-ice": make_recipe(
        "zeroc-ice=3.7.8-2.1", _ICE,
        "zeroc-ice-compilers libbz2-dev libdbus-1-dev libbluetooth-dev libexpat1-dev liblmdb-dev libmcpp-dev "
        "libssl-dev libsystemd-dev libedit-dev python3-dev php8.2-dev",
        complete=True,
    ),
    "libgrokj2k": make_recipe(
        "libgrokj2k=10.0.5-1",
        CMakeBuild(
            (
                "-DBUILD_TESTING=OFF", "-DGRK_DATA_ROOT=/usr", "-DGRK_BUILD_LIBPNG=OFF", "-DGRK_BUILD_LIBTIFF=OFF",
                "-DGRK_BUILD_LCMS2=OFF", "-DGRK_BUILD_CORE_EXAMPLES=ON", "-DGRK_BUILD_CODEC_EXAMPLES=ON",
            )
        ),
        "liblcms2-dev libpng-dev libtiff-dev libjpeg-dev zlib1g-dev libimage-exiftool-perl pkg-config",
        complete=True,
    ),
    "cmtk": make_recipe(
        "cmtk=3.3.1p2+dfsg-2", CMakeBuild(("-DBUILD_TESTING=OFF", "-DCMTK_USE_QT=OFF")),
        "libmxml-dev libsqlite3-dev zlib1g-dev libdcmtk-dev libbz2-dev libfftw3-dev liblzma-dev libpng-dev "
        "libtiff-dev libwrap0-dev libcharls-dev libxml2-dev libssl-dev",
        complete=True,
    ),
    "golly": make_flat(
        "golly=3.3-1.1",
        "-std=gnu++14 -Wno-narrowing -DVERSION=3.3 -DGOLLYDIR=/usr/share/games/golly -D_FILE_OFFSET_BITS=64 "
        "-D_LARGE_FILES -include cstring -include cstdlib -Igollybase -Ilua -DWEB_GUI "
        "-I/usr/lib/x86_64-linux-gnu/wx/include/gtk3-unicode-3.2 -I/usr/include/wx-3.2 -D__WXGTK__",
        "libwxgtk3.2-dev libgles-dev libgl-dev zlib1g-dev",
        "gui-android gui-ios",
    ),
    "tinymux": make_recipe(
        "tinymux=2.12.0.10-1",
        PreparedBuild(flat_build("-std=gnu++14 -DHAVE_CONFIG_H -Isrc"), commands=(("src", ("./configure",)),)),
        complete=True,
    ),
    "angelscript": make_flat("angelscript=2.35.1+ds-3", "-std=gnu++14 -Iangelscript/include -Iadd_on"),
    "onevpl": make_recipe(
        "onevpl=2023.1.1-1", CMakeBuild(("-DBUILD_EXAMPLES=ON", "-DBUILD_TESTS=OFF")),
        "libdrm-dev libva-dev libwayland-dev libx11-dev libx11-xcb-dev libxcb1-dev libxcb-dri3-dev libxcb-present-dev "
        "pkg-config wayland-protocols",
        complete=True,
    ),
    "bio-eagle": make_recipe(
        "bio-eagle=2.4.1-3",
        MakeBuild(
            folders=("src",),
            goals=("all", "CC=$(CXX)", "BLAS_DIR=", "BOOST_INSTALL_DIR=", "HTSLIB_DIR=", "ZLIB_STATIC_DIR="),
        ),
        "libopenblas-dev libboost-dev libboost-iostreams-dev libboost-program-options-dev libhts-dev zlib1g-dev "
        "libomp-22-dev",
        complete=True,
    ),
    "kwin": make_recipe(
        "kwin=4:5.27.5-3",
        PreparedBuild(
            GeneratedHeadersBuild(
                CMakeBuild(
                    ("-DBUILD_TESTING=ON", "-DQTWAYLANDSCANNER_KDE_EXECUTABLE=/usr/lib/qt5/bin/qtwaylandscanner")
                ),
                _KWIN_TARGETS,
            ),
            # Those tests take private headers of Qt
            commands=((".", ("sed", "-i", r"/^ *add_subdirectory(tests)/d", "CMakeLists.txt")),),
        ),
        "extra-cmake-modules gettext hwdata breeze-dev kscreenlocker-dev libcap-dev libdrm-dev libegl-dev "
        "libepoxy-dev libfontconfig-dev libfreetype-dev libgbm-dev libinput-dev libkdecorations2-dev "
        "libkf5activities-dev libkf5auth-dev libkf5config-dev libkf5configwidgets-dev libkf5coreaddons-dev "
        "libkf5crash-dev libkf5dbusaddons-dev libkf5declarative-dev libkf5doctools-dev libkf5globalaccel-dev "
        "libkf5i18n-dev libkf5idletime-dev libkf5itemviews-dev libkf5kcmutils-dev libkf5newstuff-dev "
        "libkf5notifications-dev libkf5package-dev libkf5plasma-dev libkf5runner-dev libkf5service-dev "
        "libkf5wayland-dev libkf5widgetsaddons-dev libkf5windowsystem-dev libkf5xmlgui-dev liblcms2-dev "
        "libpipewire-0.3-dev libqaccessibilityclient-qt5-dev libqt5waylandclient5-dev libqt5x11extras5-dev "
        "libxcb-cursor-dev libxcvt-dev libxkbcommon-x11-dev plasma-wayland-protocols qtbase5-private-dev "
        "qtdeclarative5-dev qttools5-dev qtwayland5-dev-tools wayland-protocols xwayland libudev-dev libxcb-xtest0-dev "
        "libxcb-composite0-dev libxcb-damage0-dev libxcb-glx0-dev libxcb-icccm4-dev libxcb-image0-dev "
        "libxcb-keysyms1-dev libxcb-present-dev libxcb-randr0-dev libxcb-render0-dev libxcb-shape0-dev "
        "libxcb-shm0-dev libxcb-sync-dev libxcb-util-dev libxcb-xfixes0-dev libxcb-xinerama0-dev libxcb-xkb-dev "
        "libxi-dev libxcursor-dev libwayland-dev libx11-xcb-dev",
        complete=True,
    ),
    "mda-lv2": make_recipe("mda-lv2=1.2.10-1+deb12u1", MesonBuild(), "lv2-dev pkg-config", complete=True),
    "fsa": make_recipe(
        "fsa=1.15.9+dfsg-6",
        PreparedBuild(
            # With the sources of Condor's master and workers, which Debian's build leaves out
            flat_build(
                "-std=gnu++98 -DHAVE_CONFIG_H -DHAVE_CONDOR -DHAVE_POSTGRES -I. -Isrc -IMW/src "
                "-IMW/src/MWControlTasks -IMW/src/RMComm -IMW/src/RMComm/MW-Socket -I/usr/include/postgresql "
                '-DCONDOR_DIR="/usr"'
            ),
            # The header alone: what the makefiles are made of is not whole in the archive
            commands=((".", ("./configure", "--no-create")), (".", ("./config.status", "config.h"))),
        ),
        "libpq-dev",
        complete=True,
    ),
    "indigo": make_recipe(
        "indigo=1.2.3-3.1",
        PreparedBuild(
            CMakeBuild(
                ("-DUSE_SYSTEM_ZLIB=ON", "-DUSE_SYSTEM_PNG=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_Git=ON"),
                top="build_scripts/indigo-all",
            ),
            commands=((".", ("sed", "-i", "s/<xlocale.h>/<locale.h>/", "common/base_cpp/locale_guard.h")),),
        ),
        "libcairo2-dev libfreetype-dev libpng-dev libtinyxml-dev zlib1g-dev",
        complete=True,
    ),
    "orthanc": make_recipe(
        "orthanc=1.10.1+dfsg-2+deb12u1",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DSTATIC_BUILD=OFF", "-DSTANDALONE_BUILD=ON", "-DUSE_GOOGLE_TEST_DEBIAN_PACKAGE=ON",
                    "-DDCMTK_LIBRARIES=dcmjpls", "-DUNIT_TESTS_WITH_HTTP_CONNEXIONS=OFF", "-DCMAKE_BUILD_TYPE=None",
                    "-DBUILD_CONNECTIVITY_CHECKS=OFF",
                ),
                ("AUTOGENERATED/OrthancServerResources.h",),
                top="OrthancServer",
            ),
            # JavaScript that Debian's package puts back, whose content is of no matter
            empty_folders=(_EXPLORER,),
            texts=tuple(
                (f"{_EXPLORER}/{name}", "")
                for name in ("jquery.min.js", "jquery.mobile.min.js", "jquery.mobile.min.css", "date.js")
            ),
            # Debian's change for DCMTK 3.6.7
            commands=(
                (
                    "OrthancFramework/Sources/DicomNetworking/Internals",
                    (
                        "sed", "-i", "-E", "-e", r"s/if \((tls->.*)\) != TCS_ok\)/if (!\1).good())/",
                        "-e", r"s/if \((tls->activateCipherSuites\(\))\)/if (!\1.good())/", "DicomTls.cpp",
                    ),
                ),
            ),
        ),
        "libboost-all-dev libcharls-dev libcivetweb-dev libcurl4-gnutls-dev libdcmtk-dev libgtest-dev libjpeg-dev "
        "libjsoncpp-dev liblua5.3-dev libpng-dev libpugixml-dev libsqlite3-dev libssl-dev libwrap0-dev uuid-dev "
        "zlib1g-dev",
        complete=True,
    ),
    "entropybroker": make_recipe(
        "entropybroker=2.9-7",
        PreparedBuild(
            MakeBuild(goals=("everything", "plot", "PCSC_CFLAGS=-I/usr/include/PCSC -pthread")),
            commands=((".", ("./configure",)),),  # it takes no options
        ),
        "libgd-dev libasound2-dev libusb-1.0-0-dev libpng-dev zlib1g-dev libpcsclite-dev libftdi-dev libcrypto++-dev "
        "pkg-config",
        complete=True,
    ),
    "mediastreamer2": make_recipe(
        "mediastreamer2=1:5.1.64+dfsg-3",
        CMakeBuild(
            (
                "-DENABLE_UNIT_TESTS=NO", "-DENABLE_STATIC=NO", "-DENABLE_DOC=NO", "-DENABLE_QRCODE=NO",
                "-DENABLE_BV16=NO", "-DENABLE_PCAP=YES", "-DENABLE_G726=YES", "-DENABLE_G729B_CNG=YES",
                "-DENABLE_QT_GL=YES", "-DENABLE_STRICT=NO",
            ),
        ),
        "libasound2-dev libavcodec-dev libavutil-dev libbcg729-dev libbcmatroska2-dev libbctoolbox-dev libbzrtp-dev "
        "libgles-dev libglew-dev libgsm1-dev libmbedtls-dev libopus-dev libortp-dev libpcap-dev libpulse-dev "
        "libspandsp-dev libspeex-dev libspeexdsp-dev libsqlite3-dev libsrtp2-dev libswscale-dev libtheora-dev "
        "libturbojpeg0-dev libupnp-dev libv4l-dev libvpx-dev libx11-dev libxext-dev libxml2-dev libxv-dev "
        "mesa-common-dev libgl-dev pkg-config xxd qtbase5-dev qtdeclarative5-dev",
        complete=True,
    ),
    "intel-graphics-compiler": make_recipe(
        "intel-graphics-compiler=1.0.12504.6-1+deb12u1",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DCMAKE_BUILD_TYPE=Release", "-DIGC_OPTION__LLVM_PREFERRED_VERSION=14.0.6",
                    "-DIGC_OPTION__LLVM_MODE=Prebuilds", "-DIGC_OPTION__CLANG_MODE=Prebuilds",
                    "-DIGC_OPTION__LLD_MODE=Prebuilds", "-DIGC_OPTION__SPIRV_TRANSLATOR_MODE=Prebuilds",
                    "-DIGC_OPTION__SPIRV_TOOLS_MODE=Prebuilds", "-DIGC_OPTION__USE_PREINSTALLED_SPIRV_HEADERS=ON",
                    "-DIGC_BUILD__VC_ENABLED=OFF", "-DLLVM_DIR=/usr/lib/llvm-14/lib/cmake/llvm",
                ),
                (
                    "IGC/autogen/MDNodeFunctions.gen", "IGC/Release/IntrinsicGenISA.gen",
                    "IGC/Options/include/igc/Options/ApiOptions.inc",
                    "IGC/Options/include/igc/Options/InternalOptions.inc", "IGC/visa/CISA.tab.hpp",
                ),
            ),
            # Debian's CMake target of this library has another name
            commands=(
                (
                    "external/SPIRV-Tools",
                    (
                        "sed", "-i", "-e", r"s/SPIRV-Tools \(PROPERTIES\)/SPIRV-Tools-static \1/",
                        "-e", "s/PROJ__SPIRV-Tools SPIRV-Tools)/PROJ__SPIRV-Tools SPIRV-Tools-static)/",
                        "CMakeLists.txt",
                    ),
                ),
            ),
        ),
        "liblld-14-dev libllvmspirvlib-14-dev libopencl-clang-14-dev llvm-14-dev spirv-headers spirv-tools "
        "libclang-14-dev bison flex zlib1g-dev",
        complete=True,
    ),
}  # fmt: skip
