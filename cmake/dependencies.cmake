# What the library is built on. A missing one is named together with the Debian package that brings it.

# A project that adds bihuan as a subdirectory links what bihuan links: it must see these targets.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)

# Looks for a package by its own configuration or by CMake's module; stops with the name of the Debian package.
macro(bihuan_require name debian_package)
  find_package(${name} ${ARGN} QUIET)
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "bihuan needs ${name}, which was not found. On Debian: apt-get install ${debian_package}")
  endif()
endmacro()

bihuan_require(Boost libboost-dev 1.74 CONFIG)
bihuan_require(SQLite3 libsqlite3-dev)
bihuan_require(SQLiteCpp libsqlitecpp-dev CONFIG)
bihuan_require(tomlplusplus libtomlplusplus-dev CONFIG)
bihuan_require(simdjson libsimdjson-dev CONFIG)
bihuan_require(OpenSSL libssl-dev COMPONENTS Crypto)
bihuan_require(Iconv libc6-dev)
bihuan_require(PkgConfig pkg-config)
pkg_check_modules(xlsxwriter QUIET IMPORTED_TARGET GLOBAL xlsxwriter)
if(NOT xlsxwriter_FOUND)
  message(FATAL_ERROR "bihuan needs libxlsxwriter, which was not found. On Debian: apt-get install libxlsxwriter-dev")
endif()
