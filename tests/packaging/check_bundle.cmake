# cmake -DJUDGE=<judge> -DSOURCE=<submission> -DCXX=<compiler> -DWORK=<folder> -P check_bundle.cmake
# The bundle, plain and compact, compiles where no header of ours can be found, and bundling it again
# changes nothing. The compact one stays below 64 KiB (the source limit of Codeforces).
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

# bundle(<source> <output> [<option>...])
function(bundle source output)
  execute_process(COMMAND "${JUDGE}" bundle ${ARGN} "${source}" OUTPUT_FILE "${output}"
    ERROR_VARIABLE said RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "judge bundle ${ARGN} ${source} failed (${failed}): ${said}")
  endif()
endfunction()

# check(<name> [<option>...]): the bundle made with the options, left as <name>.cpp.
function(check name)
  bundle("${SOURCE}" "${WORK}/${name}.cpp" ${ARGN})
  bundle("${WORK}/${name}.cpp" "${WORK}/${name}_twice.cpp" ${ARGN})
  file(READ "${WORK}/${name}.cpp" once)
  file(READ "${WORK}/${name}_twice.cpp" twice)
  if(NOT once STREQUAL twice)
    message(SEND_ERROR "${SOURCE}: bundling its ${name} bundle changes it")
  endif()
  if(once MATCHES "#include *[\"<](gavel|problems)/")
    message(SEND_ERROR "${SOURCE}: its ${name} bundle still includes a header of ours")
  endif()
  execute_process(COMMAND "${CXX}" -std=c++20 -Wall -Wextra -Werror -fsyntax-only ${name}.cpp
    WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE failed ERROR_VARIABLE said)
  if(failed)
    message(SEND_ERROR "${SOURCE}: its ${name} bundle does not compile alone:\n${said}")
  endif()
endfunction()

check(plain)
check(compact --compact)
file(SIZE "${WORK}/compact.cpp" size)
if(size GREATER_EQUAL 65536)
  message(SEND_ERROR
    "${SOURCE}: its compact bundle has ${size} bytes, contest sites take less than 65536")
endif()
