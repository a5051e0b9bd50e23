# Installs the library with a versioned CMake package and a pkg-config file.
include(CMakePackageConfigHelpers)

install(TARGETS bihuan EXPORT bihuan-targets COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/bihuan)
install(EXPORT bihuan-targets NAMESPACE bihuan:: DESTINATION ${package_dir} COMPONENT development)

get_target_property(library_type bihuan TYPE)
if(library_type STREQUAL "STATIC_LIBRARY")
  # A static library leaves its own needs to the program that links it.
  set(bihuan_is_static ON)
  set(pc_requires "Requires: sqlite3 tomlplusplus simdjson libcrypto xlsxwriter")
  set(pc_libs "-L\${libdir} -lbihuan -lSQLiteCpp")
else()
  set(bihuan_is_static OFF)
  set(pc_requires "Requires.private: sqlite3 tomlplusplus simdjson libcrypto xlsxwriter")
  set(pc_libs "-L\${libdir} -lbihuan")
endif()

configure_package_config_file(cmake/bihuan-config.cmake.in ${PROJECT_BINARY_DIR}/bihuan-config.cmake
  INSTALL_DESTINATION ${package_dir})
# Until 1.0 a new minor version may break what an old one promised.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/bihuan-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/bihuan-config.cmake ${PROJECT_BINARY_DIR}/bihuan-config-version.cmake
  DESTINATION ${package_dir} COMPONENT development)

# The pkg-config file finds the prefix from its own place, so that an installed tree may move.
file(RELATIVE_PATH pc_to_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/bihuan.pc.in ${PROJECT_BINARY_DIR}/bihuan.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/bihuan.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
