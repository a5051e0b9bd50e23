# The warnings that bihuan's own targets compile without; nothing of it reaches a consumer.
function(bihuan_warnings target)
  if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
      $<$<BOOL:${BIHUAN_WARNINGS_AS_ERRORS}>:-Werror>)
  endif()
endfunction()
