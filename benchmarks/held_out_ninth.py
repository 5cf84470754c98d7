"""The ninth choice of held-out packages: the next six of the eighth's list, by the same rule (`held_out_eighth`).

They were prepared with the eighth, and judged when what that showed was fixed.
"""

from __future__ import annotations

from collections.abc import Mapping

from package_builds import PreparedBuild, make_recipe
from projects import CMakeBuild, MakeBuild, Recipe

HELD_OUT_NINTH: Mapping[str, Recipe] = {
    # Debian's bookworm has no libsmooth-dev: `boca` takes the headers of `smooth`, which is therefore prepared first
    "smooth": make_recipe(
        "smooth=0.9.11~git20260403.0230c0da-2",
        MakeBuild(
            goals=(
                "all",
                (
                    "config=systemlibbz2,systemlibcpuid,systemlibcurl,systemlibfribidi,systemlibiconv,systemlibjpeg,"
                    "systemlibpng,systemlibwebp,systemlibxml2,systemzlib"
                ),
            ),
        ),
        "libbz2-dev libcairo2-dev libcpuid-dev libcurl4-gnutls-dev libfribidi-dev libgtk-3-dev libjpeg-dev libpng-dev "
        "libwebp-dev libxml2-dev pkg-config zlib1g-dev",
        complete=True,
    ),
    "boca": make_recipe(
        "boca=1.0.7+git20260412.690d4ffe+dfsg-2",
        PreparedBuild(
            MakeBuild(goals=("all", "config=systemlibexpat,systemliburiparser,systemzlib")),
            commands=(("include", ("sh", "-c", "cp -r ../../../smooth/source/include/smooth* .")),),
        ),
        "libcdio-dev libcdio-paranoia-dev libexpat1-dev libpulse-dev liburiparser-dev pkg-config zlib1g-dev",
    ),
    "twinkle": make_recipe(
        "twinkle=1:1.10.3+dfsg-2",
        PreparedBuild(
            CMakeBuild(("-DWITH_QT5=ON", "-DWITH_ZRTP=OFF", "-DWITH_SPEEX=ON", "-DWITH_GSM=ON", "-DWITH_ALSA=ON")),
            # Its own build makes these headers behind all its libraries
            commands=(
                (
                    "src/gui",
                    ("sh", "-c", 'for form in *.ui; do /usr/lib/qt5/bin/uic "$form" -o "ui_${form%.ui}.h"; done'),
                ),
            ),
        ),
        "bison flex libasound2-dev libccrtp-dev libgsm1-dev libmagic-dev libreadline-dev libsndfile1-dev libspeex-dev "
        "libspeexdsp-dev libucommon-dev libxml2-dev qtdeclarative5-dev qttools5-dev",
        complete=True,
    ),
    "e2guardian": make_recipe(
        "e2guardian=5.5.9-2",
        PreparedBuild(
            MakeBuild(
                (
                    "--enable-clamd=yes", "--sysconfdir=/etc", "--localstatedir=/var", "--enable-icap=yes",
                    "--enable-commandline=yes", "--enable-email=yes", "--enable-ntlm=yes", "--enable-sslmitm=yes",
                    "--enable-pcre=yes",
                ),
                ("src",),
                ("all",),
            ),
            # Debian's patch: of PCRE there is the second alone
            commands=(
                (
                    ".",
                    (
                        "sed", "-i", "-e", "s/libpcre >= 6.0/libpcre2-posix >= 10.42/", "-e", "s/-lpcreposix //",
                        "configure.ac",
                    ),
                ),
                ("src", ("sed", "-i", "s/<pcreposix.h>/<pcre2posix.h>/", "RegExp.hpp")),
                (".", ("env", "NOCONFIGURE=1", "sh", "./autogen.sh")),
            ),
        ),
        "autoconf automake libpcre2-dev libssl-dev pkg-config zlib1g-dev",
        complete=True,
    ),
    "zbackup": make_recipe(
        "zbackup=1.5-4",
        PreparedBuild(
            CMakeBuild(("-DCMAKE_CXX_STANDARD=11",), ("zbackup.pb.h",)),
            # Debian's patches, for its protobuf
            commands=(
                (".", ("sed", "-i", r"s/\(SetTotalBytesLimit( backupData.size()\), -1 )/\1 )/", "backup_restorer.cc")),
                (
                    ".",
                    (
                        "sed", "-i",
                        "s/bool operator () ( Objects::iterator const & x, Objects::iterator const & y )$/& const/",
                        "objectcache.hh",
                    ),
                ),
                # g++ alone accepts it, in a template that nothing makes use of
                (".", ("sed", "-i", "s/{ return count; }/{ return *count; }/", "sptr.hh")),
            ),
        ),
        "liblzma-dev liblzo2-dev libprotobuf-dev libprotoc-dev libssl-dev protobuf-compiler zlib1g-dev",
        complete=True,
    ),
    "milkytracker": make_recipe(
        "milkytracker=1.06+dfsg-2",
        PreparedBuild(
            CMakeBuild(("-DCMAKE_CXX_FLAGS=-Wno-narrowing",)),
            # Debian's archive lacks the folder
            commands=((".", ("sed", "-i", "/resources\\/music/d", "CMakeLists.txt")),),
        ),
        "libasound2-dev libjack-dev liblhasa-dev librtmidi-dev libsdl2-dev libzzip-dev pkg-config zlib1g-dev",
        complete=True,
    ),
}  # fmt: skip
