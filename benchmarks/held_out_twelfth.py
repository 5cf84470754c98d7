"""The twelfth choice of held-out packages: the last eight of the eighth's list, by the same rule (`held_out_eighth`).

Left out was gloo-rocm, a copy of gloo. Who judged them had neither written nor fixed podcheck.
"""

from __future__ import annotations

from collections.abc import Mapping

from held_out_builds import debian_changes
from package_builds import PreparedBuild, make_recipe
from projects import CMakeBuild, MakeBuild, Recipe

HELD_OUT_TWELFTH: Mapping[str, Recipe] = {
    "tcpflow": make_recipe(
        "tcpflow=1.6.1-3",
        PreparedBuild(
            MakeBuild(("--disable-silent-rules",), goals=("all",)),
            commands=(debian_changes("tcpflow=1.6.1-3"), (".", ("autoreconf", "-f", "-i"))),
        ),
        "autoconf automake libboost-dev libcairo2-dev libhttp-parser-dev libpcap-dev libssl-dev zlib1g-dev",
        complete=True,
    ),
    "mia": make_recipe(
        "mia=2.4.7-19",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DALWAYS_CREATE_DOC=OFF", "-DMIA_CREATE_MANPAGES=OFF", "-DMIA_CREATE_USERDOC=OFF",
                    "-DMIA_CREATE_NIPYPE_INTERFACES=OFF", "-DWITH_VTKIO=OFF", "-DWITH_DCMTK=OFF",
                ),
            ),
            commands=(debian_changes("mia=2.4.7-19"),),
        ),
        "libblas-dev libboost-filesystem-dev libboost-regex-dev libboost-serialization-dev libboost-test-dev "
        "libeigen3-dev libfftw3-dev libgsl-dev libhdf5-dev libitpp-dev libjpeg-dev libmaxflow-dev libnifti2-dev "
        "libnlopt-dev libopenexr-dev libpng-dev libtiff-dev libvistaio-dev libxml2-dev pkg-config",
        complete=True,
    ),
    "stormlib": make_recipe(
        "stormlib=9.40+dfsg-1",
        PreparedBuild(
            CMakeBuild(
                ("-DWITH_LIBTOMCRYPT=ON", "-DBUILD_SHARED_LIBS=ON", "-DBUILD_TESTING=ON", "-DSTORM_BUILD_TESTS=ON")
            ),
            commands=(debian_changes("stormlib=9.40+dfsg-1"),),
        ),
        "libbz2-dev libtomcrypt-dev pkg-config zlib1g-dev",
        complete=True,
    ),
    "mosh": make_recipe(
        "mosh=1.4.0-1",
        PreparedBuild(
            MakeBuild(("--disable-silent-rules", "--enable-examples"), goals=("all", "check")),
            texts=(("src/include/version.h", '#define BUILD_VERSION "mosh 1.4.0"\n'),),
            commands=(("src/protobufs", ("sh", "-c", "protoc --cpp_out=. *.proto")),),
        ),
        "libncurses-dev libprotobuf-dev libssl-dev libutempter-dev pkg-config protobuf-compiler zlib1g-dev",
        complete=True,
    ),
    "partimage": make_recipe(
        "partimage=0.6.9-13",
        PreparedBuild(
            MakeBuild(
                (
                    "--disable-silent-rules", "--with-log-dir=/var/log/partimage", "--with-debug-level=1",
                    "--enable-pam", "CXXFLAGS=-g -O2 -Wno-reserved-user-defined-literal",
                ),
                goals=("all",),
            ),
            commands=(debian_changes("partimage=0.6.9-13"), (".", ("autoreconf", "-f", "-i"))),
        ),
        "autoconf automake comerr-dev gettext libbz2-dev libext2fs-dev libnewt-dev libpam0g-dev libssl-dev libtool "
        "zlib1g-dev",
        complete=True,
    ),
    "gdisk": make_recipe(
        "gdisk=1.0.10-3", MakeBuild(goals=("all",)), "libncurses-dev libpopt-dev uuid-dev", complete=True
    ),
    "stimfit": make_recipe(
        "stimfit=0.17.2-1",
        CMakeBuild(
            (
                "-DSTF_BUILD_DEBIAN=ON", "-DSTF_ENABLE_PYTHON=ON", "-DSTF_WITH_BIOSIG=ON",
                "-DSTF_BIOSIG_PROVIDER=SYSTEM", "-DSTF_BUILD_TESTS=ON", "-DPython3_EXECUTABLE=/usr/bin/python3",
                "-DCMAKE_CXX_FLAGS=-include stddef.h",
            ),
        ),
        "libbiosig-dev libfftw3-dev libgtest-dev libhdf5-dev liblapack-dev libwxgtk3.2-dev pkg-config python3-dev "
        "python3-numpy python3-wxgtk4.0 swig zlib1g-dev",
        complete=True,
    ),
    "cherrytree": make_recipe(
        "cherrytree=1.2.0+dfsg-1",
        PreparedBuild(
            CMakeBuild(folder="src/ct"),  # beside it lies a copy of p7zip, a package of another choice
            commands=(
                debian_changes("cherrytree=1.2.0+dfsg-1"),
                (".", ("cp", "-r", "../changes/debian", ".")),  # its CMakeLists.txt reads the version in the changelog
            ),
        ),
        "gettext libcurl4-gnutls-dev libfribidi-dev libgspell-1-dev libgtkmm-3.0-dev libgtksourceview-4-dev "
        "libspdlog-dev libsqlite3-dev libuchardet-dev libvte-2.91-dev libxml++2.6-dev pkg-config",
        complete=True,
    ),
}  # fmt: skip
