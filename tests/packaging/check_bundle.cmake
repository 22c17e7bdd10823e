# cmake -DJUDGE=<judge> -DSOURCE=<submission> -DCXX=<compiler> -DWORK=<folder> -P check_bundle.cmake
# The bundle stays below 64 KiB (the source limit of Codeforces), compiles where no header of ours can
# be found, is the same every time, and bundling it again changes nothing.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

function(bundle source output)
  execute_process(COMMAND "${JUDGE}" bundle "${source}" OUTPUT_FILE "${output}" ERROR_VARIABLE said
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "judge bundle ${source} failed (${failed}): ${said}")
  endif()
endfunction()

bundle("${SOURCE}" "${WORK}/once.cpp")
bundle("${WORK}/once.cpp" "${WORK}/twice.cpp")
file(SIZE "${WORK}/once.cpp" size)
if(size GREATER_EQUAL 65536)
  message(SEND_ERROR "${SOURCE}: its bundle has ${size} bytes, contest sites take less than 65536")
endif()
file(READ "${WORK}/once.cpp" once)
file(READ "${WORK}/twice.cpp" twice)
if(NOT once STREQUAL twice)
  message(SEND_ERROR "${SOURCE}: bundling its bundle changes it")
endif()
if(once MATCHES "#include *[\"<](gavel|problems)/")
  message(SEND_ERROR "${SOURCE}: its bundle still includes a header of ours")
endif()
execute_process(COMMAND "${CXX}" -std=c++20 -Wall -Wextra -Werror -fsyntax-only once.cpp
  WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE failed ERROR_VARIABLE said)
if(failed)
  message(SEND_ERROR "${SOURCE}: its bundle does not compile alone:\n${said}")
endif()
