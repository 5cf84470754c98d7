"""The second ten packages of the fifth choice: `held_out_fifth` has the rule."""

from __future__ import annotations

from collections.abc import Mapping

from package_builds import FlatBuild, PreparedBuild, flat_build, make_recipe
from projects import CMakeBuild, MakeBuild, Recipe

_PLAIN = ("-w", "-ferror-limit=0")

_CANU_FOLDERS = (
    "", "/utility", "/stores", "/stores/libsnappy", "/alignment", "/utgcns", "/utgcns/libNDalign", "/utgcns/libcns",
    "/utgcns/libpbutgcns", "/utgcns/libNDFalcon", "/utgcns/libboost", "/overlapInCore", "/overlapInCore/liboverlap",
    "/overlapInCore/libedlib", "/overlapBasedTrimming", "/overlapErrorAdjustment", "/sequence",
)  # fmt: skip

_SOAP = ("soapcpp2", "-L", "-I../../import:../..")
"""How gSOAP's samples have it."""

_QT = "/usr/lib/qt5/bin"

_EPICS_SYSTEMS = "modules/libcom/src/osi/os"
_EPICS_MODULES = (
    "libcom/src", "ca", "database/src/ioc", "pvData", "pvAccess/src", "normativeTypes", "pvaClient", "pvDatabase",
)  # fmt: skip

_EPICS_FOLDERS = " ".join(
    f"-Imodules/{folder}"
    for folder in (
        *(
            f"pvAccess/src/{name}"
            for name in (
                "ca", "client", "ioc", "mb", "pipelineService", "pva", "remote", "remoteClient", "rpcClient",
                "rpcService", "server", "utils",
            )
        ),
        *(f"pvData/src/{name}" for name in ("copy", "factory", "json", "misc", "property", "pvMisc")),
        "pvData/testApp", "pva2pva/pdbApp", "pva2pva/common", "pva2pva/p2pApp", "pva2pva/generated",
    )
)  # fmt: skip

HELD_OUT_FIFTH_REST: Mapping[str, Recipe] = {
    "travis": make_recipe("travis=220729-1", MakeBuild(goals=("all",)), complete=True),
    "muscle3": make_recipe("muscle3=3.8.1551-2", MakeBuild(goals=("all", "GPP=$(CXX)")), complete=True),
    "fyba": make_recipe(
        "fyba=4.1.1-8",
        PreparedBuild(
            MakeBuild(("--disable-silent-rules", "CXXFLAGS=-std=gnu++14"), ("src/GM", "src/UT", "src/FYBA"), ("all",)),
            commands=(
                (".", ("autoreconf", "-fi")),  # its own lacks the scripts
                # Debian's change: macros named min and max come before the standard library's headers
                (
                    "src",
                    (
                        "find", ".", "-name", "*.[ch]*", "-exec",
                        "sed", "-i", "-E", r"s/\b(min|max) ?\(/fy\1(/g", "{}", "+",
                    ),
                ),
            ),
        ),
        "autoconf automake libtool",
        complete=True,
    ),
    "canu": make_recipe(
        "canu=2.0+dfsg-2",
        PreparedBuild(
            FlatBuild(  # two headers have one name: no folder but a source's own comes before these
                ("src",),
                (
                    *_PLAIN, "-std=gnu++11", "-pthread", "-fopenmp", "-DNOBACKTRACE",
                    *(f"-Isrc{folder}" for folder in _CANU_FOLDERS),
                    # Where omp.h is: libclang's own folder has none
                    "-idirafter", "/usr/lib/gcc/x86_64-linux-gnu/12/include",
                ),
                # Not built any more
                ("analyzeBest.C", "bogusness.C", "clearRangeFile.C", "libNNalign"),
            ),
            commands=(("src", ("perl", "canu_version_update.pl")),),
        ),
        "g++-12 libboost-dev libmeryl-dev",
        complete=True,
    ),
    "hyperscan": make_recipe(
        "hyperscan=5.4.0-2",
        CMakeBuild(
            (
                "-DBUILD_STATIC_AND_SHARED=1", "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DBUILD_AVX512=on",
                "-DBUILD_AVX512VBMI=on",
            )
        ),
        "libboost-dev libpcap-dev pkg-config python3 ragel",
        complete=True,
    ),
    "opencollada": make_recipe(
        "opencollada=0.1.0~20180719.619d942+dfsg0-2",
        CMakeBuild(("-DCMAKE_BUILD_TYPE=Release",)),
        "libpcre3-dev libxml2-dev",
        complete=True,
    ),
    "jpeg-xl": make_recipe(
        "jpeg-xl=0.7.0-10+deb12u1",
        CMakeBuild(
            (
                "-DBUILD_TESTING=ON", "-DJPEGXL_BUNDLE_SKCMS=OFF", "-DJPEGXL_ENABLE_BENCHMARK=ON",
                "-DJPEGXL_ENABLE_DEVTOOLS=ON", "-DJPEGXL_ENABLE_DOXYGEN=OFF", "-DJPEGXL_ENABLE_EXAMPLES=ON",
                "-DJPEGXL_ENABLE_JNI=OFF", "-DJPEGXL_ENABLE_OPENEXR=ON", "-DJPEGXL_ENABLE_PLUGINS=OFF",
                "-DJPEGXL_ENABLE_SJPEG=OFF", "-DJPEGXL_ENABLE_SKCMS=OFF", "-DJPEGXL_ENABLE_TCMALLOC=OFF",
                "-DJPEGXL_ENABLE_MANPAGES=OFF", "-DJPEGXL_FORCE_SYSTEM_BROTLI=ON", "-DJPEGXL_FORCE_SYSTEM_GTEST=ON",
                "-DJPEGXL_FORCE_SYSTEM_HWY=ON", "-DJPEGXL_FORCE_SYSTEM_LCMS2=ON",
            )
        ),
        "libavif-dev libbrotli-dev libgflags-dev libgif-dev libgmock-dev libgtest-dev libhwy-dev libjpeg-dev "
        "liblcms2-dev libopenexr-dev libpng-dev libwebp-dev pkg-config zlib1g-dev",
        complete=True,
    ),
    "epics-base": make_recipe(
        "epics-base=7.0.3.1-4",
        PreparedBuild(
            flat_build(
                "-std=gnu++14 -D_GNU_SOURCE -D_DEFAULT_SOURCE -D_X86_64_ -DUNIX -Dlinux -DUSE_TYPED_RSET "
                f"-iquote {_EPICS_SYSTEMS}/Linux -iquote {_EPICS_SYSTEMS}/posix -iquote {_EPICS_SYSTEMS}/default "
                f"-I{_EPICS_SYSTEMS}/Linux -I{_EPICS_SYSTEMS}/posix -I{_EPICS_SYSTEMS}/default "
                f"-Imodules/libcom/src/osi/compiler/clang -Iinclude/os/Linux -Iinclude {_EPICS_FOLDERS}",
                "vxWorks WIN32 RTEMS Darwin iOS Android solaris freebsd cygwin32 compiler/gcc msvc",
                angled=True,
            ),
            empty_folders=("modules/pva2pva/generated/pv",),
            texts=(
                (
                    "modules/pva2pva/generated/pv/qsrvVersionNum.h",
                    (
                        "#define EPICS_QSRV_MAJOR_VERSION 1\n#define EPICS_QSRV_MINOR_VERSION 2\n"
                        "#define EPICS_QSRV_MAINTENANCE_VERSION 2\n#define EPICS_QSRV_DEVELOPMENT_FLAG 0\n"
                        "#define EPICS_QSRV_ABI_MAJOR_VERSION 1\n#define EPICS_QSRV_ABI_MINOR_VERSION 1\n"
                    ),
                ),
            ),
            # Scripts in Perl, then the headers that each module installs
            commands=(
                (".", ("make", "src")),
                ("modules", ("make", "RELEASE.host")),
                ("modules/database/src/tools", ("make",)),
                # A member that is not there, in templates that nothing uses: Clang sees it nevertheless
                (
                    "modules/libcom/src/cxxTemplates",
                    ("sed", "-i", r"s/rhs\.pConstEntry/rhs.pEntry/", "tsSLList.h"),
                ),
                (".", ("cp", "modules/libcom/src/macLib/EPICS/macLib.pm", "lib/perl/EPICS")),
                *(
                    (f"modules/{module}/configure", ("make", "EPICS_HOST_ARCH=linux-x86_64"))
                    for module in ("pvData", "pvAccess")
                ),
                *((f"modules/{module}", ("make", "EPICS_HOST_ARCH=linux-x86_64", "inc")) for module in _EPICS_MODULES),
            ),
        ),
        "perl libreadline-dev",
        complete=True,
    ),
    "qtmultimedia-opensource-src": make_recipe(
        "qtmultimedia-opensource-src=5.15.8-2",
        PreparedBuild(
            MakeBuild(goals=("all",)),
            commands=(
                (
                    ".",
                    (
                        f"{_QT}/qmake", "QT_BUILD_PARTS+=tests", "QT_BUILD_PARTS+=examples",
                        "CONFIG-=precompile_header",
                    ),
                ),
                (".", ("make", "qmake_all")),
                # What moc writes, where sources include it
                (
                    ".",
                    (
                        "find", "src", "examples", "tests", "-name", "Makefile",
                        "-exec", "grep", "-q", "^mocables:", "{}", ";",
                        "-execdir", "make", "-k", "mocables", ";",
                    ),
                ),
            ),
        ),
        "libasound2-dev libgstreamer-plugins-base1.0-dev libgstreamer1.0-dev libopenal-dev libpulse-dev "
        "libqt5opengl5-dev pkg-config qt5-qmake qtbase5-dev qtbase5-dev-tools qtbase5-private-dev qtdeclarative5-dev "
        "qtdeclarative5-private-dev zlib1g-dev",
        complete=True,
    ),
    "gsoap": make_recipe(
        "gsoap=2.8.124-2",
        PreparedBuild(
            flat_build(
                "-std=gnu++14 -DWITH_OPENSSL -DWITH_GZIP -DWITH_DOM -DWITH_COOKIES -DWITH_IPV6 "
                "-iquote gsoap/samples/wsse -Igsoap -Igsoap/plugin",
                "VisualStudio2005 calc_vs2005",  # with copies of its runtime
            ),
            commands=(
                ("gsoap/wsdl", ("soapcpp2", "-SC", "-pwsdl", "-I.", "-I../import", "wsdl.h")),
                *(
                    (f"gsoap/samples/{folder}", (*_SOAP, header))
                    for folder, header in (
                        ("dime", "dime.h"), ("factory", "factory.h"), ("magic", "magic.h"),
                        ("polytest", "polymorph.h"), ("wsse", "wssedemo.h"),
                    )
                ),
                ("gsoap/samples/mashup++", ("soapcpp2", "-i", "-I../../import:../..", "mashup.hpp")),
                (
                    "gsoap/samples/wcf/Basic/TransportSecurity",
                    ("soapcpp2", "-L", "-I../../../../import", "-a", "-j", "calculator.h"),
                ),
                ("gsoap/samples/testmsgr", ("soapcpp2", "-CSL", "-I../../import", "../../import/dom.h")),
            ),
        ),
        "gsoap libssl-dev zlib1g-dev",
        complete=True,
    ),
}  # fmt: skip
