"""The sixth choice of held-out packages, judged when what the fifth showed was fixed, and nothing on these.

The rule: that of the fifth choice (`held_out_fifth`), with `random.Random("podcheck sixth")`, and the packages left out
that were looked at while the fifth was prepared (docs/evidence.md); the first eleven.

Who judged them had neither written nor fixed podcheck.
"""

from __future__ import annotations

from collections.abc import Mapping

from package_builds import PreparedBuild, flat_build, make_flat, make_recipe
from projects import CMakeBuild, MakeBuild, MesonBuild, Recipe

HELD_OUT_SIXTH: Mapping[str, Recipe] = {
    "libmediainfo": make_recipe(
        "libmediainfo=23.04+dfsg-1",
        PreparedBuild(
            MakeBuild(folders=("Project/GNU/Library",), goals=("all",)),
            commands=(
                ("Project/GNU/Library", ("autoreconf", "-fi")),
                (
                    "Project/GNU/Library",
                    (
                        "./configure", "--enable-visibility", "--with-libcurl", "--with-libmms", "--with-libtinyxml2",
                        "--without-libmd5",
                    ),
                ),
            ),
        ),
        "autoconf automake libcurl4-gnutls-dev libglib2.0-dev libmms-dev libtinyxml2-dev libtool libzen-dev pkg-config "
        "zlib1g-dev",
        complete=True,
    ),
    "coinor-cbc": make_recipe(
        "coinor-cbc=2.10.8+ds1-1",
        PreparedBuild(
            flat_build(
                "-std=gnu++11 -DHAVE_CONFIG_H -DCBC_BUILD -DCOIN_HAS_CBC -DCBC_THREAD -DCOIN_HAS_OSI -DUSE_CBCCONFIG "
                "-DCOIN_HAS_NTY -ICbc/src -ICbc/src/OsiCbc",
                "",
                "cgl osi-clp clp coinutils osi nauty",
            ),
            commands=(("Cbc", ("./configure", "--enable-cbc-parallel")),),
        ),
        "coinor-libcgl-dev coinor-libclp-dev coinor-libcoinutils-dev coinor-libosi-dev libbz2-dev liblapack-dev "
        "libnauty2-dev pkg-config zlib1g-dev",
        complete=True,
    ),
    "love": make_recipe(
        "love=11.4-1",
        MakeBuild(
            ("--disable-shared", "--enable-static", "--disable-silent-rules", "--with-lua=luajit"), ("src",), ("all",)
        ),
        "libfreetype-dev libluajit-5.1-dev libmodplug-dev libmpg123-dev libogg-dev libopenal-dev libphysfs-dev "
        "libsdl2-dev libtheora-dev libvorbis-dev pkg-config zlib1g-dev",
        complete=True,
    ),
    "thrift": make_recipe(
        "thrift=0.17.0-2",
        PreparedBuild(
            flat_build(
                "-std=gnu++14 -include cstring -DHAVE_CONFIG_H -Iconfigured -Ilib/cpp/src -Ilib/cpp/test "
                "-Ilib/cpp/test/gen-cpp -Ilib/c_glib/src -Icompiler/cpp/src -Icompiler/cpp/tests/catch "
                "-Icontrib/fb303/cpp -I/usr/include/php/20220829 -I/usr/include/php/20220829/main "
                "-I/usr/include/php/20220829/TSRM -I/usr/include/php/20220829/Zend",
                "windows/",
                "Qt5Core Qt5Network libevent openssl zlib glib-2.0 libzmq",
            ),
            commands=(
                # Clang does not take that of Boost's which Debian has
                (
                    "lib/cpp/src/thrift/transport",
                    ("sed", "-i", "s/boost::numeric_cast/static_cast/", "TTransportException.h"),
                ),
                # These were left behind by later changes of the library
                ("contrib/zeromq", ("sed", "-i", "s/apache::thrift::std::/std::/", "TZmqServer.cpp", "TZmqServer.h")),
                (
                    "contrib/fb303",
                    ("sed", "-i", "s/boost::shared_ptr/std::shared_ptr/", "TClientInfo.cpp", "TClientInfo.h"),
                ),
                ("contrib/fb303", ("cp", "TClientInfo.h", "../../lib/cpp/src/thrift/server")),
                (
                    ".",
                    (
                        "cmake", "-S", ".", "-B", "configured", "-DCMAKE_POLICY_VERSION_MINIMUM=3.5",
                        "-DBUILD_COMPILER=OFF", "-DBUILD_TESTING=OFF", "-DBUILD_JAVA=OFF", "-DBUILD_JAVASCRIPT=OFF",
                        "-DBUILD_NODEJS=OFF", "-DBUILD_PYTHON=OFF",
                    ),
                ),
                *(
                    ("lib/cpp/test", ("thrift", "--gen", "cpp", f"../../../test/{name}.thrift"))
                    for name in (
                        "AnnotationTest", "DebugProtoTest", "EnumTest", "OptionalRequiredTest", "Recursive",
                        "StressTest", "ThriftTest", "TypedefTest",
                    )
                ),
                ("lib/cpp/test", ("thrift", "--gen", "cpp", "OneWayTest.thrift")),
                ("lib/cpp/test", ("thrift", "--gen", "cpp:templates,cob_style", "processor/proc.thrift")),
            ),
        ),
        "cmake cppzmq-dev libboost-dev libboost-test-dev libevent-dev libglib2.0-dev libssl-dev libzmq3-dev php8.2-dev "
        "pkg-config qtbase5-dev thrift-compiler zlib1g-dev",
        complete=True,
    ),
    "gst-plugins-bad1.0": make_recipe(
        "gst-plugins-bad1.0=1.22.0-4+deb12u7",
        MesonBuild(
            (
                "-Dauto_features=disabled", "-Dgpl=enabled", "-Ddecklink=enabled", "-Dmodplug=enabled",
                "-Dmpeg2enc=enabled", "-Dmplex=enabled", "-Dnvcodec=enabled", "-Dopencv=enabled", "-Dopenexr=enabled",
                "-Dopenh264=enabled", "-Dopenni2=enabled", "-Dqsv=enabled", "-Dsoundtouch=enabled", "-Dva=enabled",
                "-Dwebrtcdsp=enabled", "-Dzxing=enabled",
            ),
            tuple(
                f"gst-libs/gst/{name}-enumtypes.h"
                for name in (
                    "interfaces/photography", "mpegts/gstmpegts", "transcoder/transcoder", "va/va", "webrtc/webrtc",
                )
            ),
        ),
        "libdrm-dev libgstreamer-plugins-base1.0-dev libgstreamer1.0-dev libgudev-1.0-dev libmjpegtools-dev "
        "libmodplug-dev libopencv-contrib-dev libopenexr-dev libopenh264-dev libopenni2-dev libsoundtouch-dev "
        "libva-dev libwebrtc-audio-processing-dev libzxing-dev opencv-data pkg-config",
        complete=True,
    ),
    "med-fichier": make_recipe(
        "med-fichier=4.1.0+repack-3",
        PreparedBuild(
            flat_build(
                "-std=gnu++14 -DHAVE_CONFIG_H -Iinclude -Iinclude/2.3.6 -Isrc -Itools/medimport "
                "-I/usr/include/hdf5/serial -I/usr/include/python3.11",
                "_long_wrap",  # the same classes with the other type of med_int, and not built
            ),
            commands=(
                # Debian's change: brackets that stand twice hide the version of HDF5
                (".", ("sed", "-i", "-E", r"/H5_VER_[A-Z]+=/s/\[(\[ \\t\])\]/\1/g", "configure")),
                (
                    ".",
                    (
                        "./configure", "--disable-fortran", "--disable-python",
                        "--with-hdf5=/usr/lib/x86_64-linux-gnu/hdf5/serial", "--with-hdf5-bin=/usr/bin",
                    ),
                ),
            ),
        ),
        "hdf5-tools libhdf5-dev python3-dev",
        complete=True,
    ),
    "rnp": make_recipe(
        "rnp=0.16.3-1",
        CMakeBuild(
            (
                "-DDOWNLOAD_GTEST=OFF", "-DGTEST_SOURCES=/usr/src/googletest", "-DDOWNLOAD_RUBYRNP=OFF",
                "-DENABLE_DOC=OFF",
            ),
        ),
        "googletest libbotan-2-dev libbz2-dev libjson-c-dev pkg-config python3 zlib1g-dev",
        complete=True,
    ),
    "faiss": make_recipe(
        "faiss=1.7.3-2",
        PreparedBuild(
            CMakeBuild(
                (
                    "-DFAISS_ENABLE_GPU=OFF", "-DFAISS_ENABLE_PYTHON=ON", "-DFAISS_ENABLE_C_API=ON",
                    "-DBUILD_TESTING=ON", "-DPython_FIND_UNVERSIONED_NAMES=FIRST",
                    # Where omp.h is: libclang's own folder has none
                    "-DCMAKE_CXX_FLAGS=-idirafter /usr/lib/gcc/x86_64-linux-gnu/12/include",
                ),
            ),
            # Debian's change: its own googletest
            commands=(
                (
                    "tests",
                    (
                        "sed", "-i", "-e", "/FetchContent/s/^/#/", "-e", "/googletest.archive/s/^/#/",
                        "-e", "/find_package(OpenMP/a find_package(GTest REQUIRED)", "CMakeLists.txt",
                    ),
                ),
            ),
        ),
        "g++-12 libblas-dev libgtest-dev liblapack-dev libomp-22-dev python3-dev python3-numpy swig",
        complete=True,
    ),
    "supercollider-sc3-plugins": make_recipe(
        "supercollider-sc3-plugins=3.9.1~repack-4",
        CMakeBuild(
            (
                "-DSYSTEM_STK=ON", "-DSC_PATH=/usr/include/SuperCollider", "-DCMAKE_BUILD_TYPE=Release",
                "-DCPP11=OFF",  # with it, Clang takes libc++
                "-DCMAKE_CXX_STANDARD=17", "-DCMAKE_CXX_FLAGS=-Wno-parentheses",
            ),
        ),
        "libfftw3-dev libstk-dev supercollider-dev",
        complete=True,
    ),
    "galera-3": make_recipe(
        "galera-3=25.3.37-1",
        CMakeBuild(("-DGALERA_HAVE_ATOMIC=ON",)),  # its test calls a function that Clang does not know in C
        "check libboost-dev libboost-program-options-dev libssl-dev libsubunit-dev",
        complete=True,
    ),
    # Without the test that takes the library built without exceptions
    "alglib": make_flat("alglib=3.19.0-1", "-std=gnu++14 -Isrc", without="test_xne"),
}  # fmt: skip
