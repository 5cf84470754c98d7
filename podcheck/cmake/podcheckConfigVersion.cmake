# A newer version does what an older one of the same first number did.

file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/../_version.py" _podcheck_version REGEX "^__version__ = \"[0-9.]+")
string(REGEX MATCH "[0-9]+(\\.[0-9]+)*" PACKAGE_VERSION "${_podcheck_version}")
unset(_podcheck_version)

string(REGEX MATCH "^[0-9]+" _podcheck_major "${PACKAGE_VERSION}")
if(PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION OR NOT PACKAGE_FIND_VERSION_MAJOR EQUAL _podcheck_major)
  set(PACKAGE_VERSION_COMPATIBLE FALSE)
else()
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
  if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
  endif()
endif()
unset(_podcheck_major)
