# cmake -DHEADER=<header> -DMUTANT=<file or empty> -DROOT=<repository> -DWORK=<folder> -DCXX=<compiler>
#       -DLIBRARIES=<a:b:c> -P run_mutant.cmake
#
# A mutant file says why, in which header, and what to replace; the text must stand there just once:
#
#   why: the last bucket is not looked at
#   file: gavel/maximum_gap.hpp
#   --- before
#   <lines as they stand in the header>
#   --- after
#   <lines with the bug>
#
# Passes when the header's test fails on the mutant, or dies of it, or, without a mutant, when it passes.
# A mutant that does not apply, does not compile or never ends is an error: it would prove nothing.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
file(COPY "${ROOT}/algorithms/gavel" DESTINATION "${WORK}")

if(MUTANT)
  file(READ "${MUTANT}" text)
  if(NOT text MATCHES "^why: [^\n]+\nfile: ([^\n]+)\n--- before\n")
    message(FATAL_ERROR "${MUTANT}: must begin with the lines 'why: ...', 'file: ...', '--- before'")
  endif()
  set(target "${WORK}/${CMAKE_MATCH_1}")
  string(LENGTH "${CMAKE_MATCH_0}" start)
  string(FIND "${text}" "\n--- after\n" middle)
  if(middle LESS 0)
    message(FATAL_ERROR "${MUTANT}: has no line '--- after'")
  endif()
  math(EXPR before_length "${middle} + 1 - ${start}")
  math(EXPR after_start "${middle} + 11")
  string(SUBSTRING "${text}" ${start} ${before_length} before)
  string(SUBSTRING "${text}" ${after_start} -1 after)
  file(READ "${target}" header_text)
  string(FIND "${header_text}" "${before}" first)
  string(FIND "${header_text}" "${before}" last REVERSE)
  if(first LESS 0 OR NOT first EQUAL last)
    message(FATAL_ERROR "${MUTANT}: its text must stand exactly once in the header: bring it up to date")
  endif()
  string(REPLACE "${before}" "${after}" header_text "${header_text}")
  file(WRITE "${target}" "${header_text}")
endif()

string(REPLACE ":" ";" LIBRARIES "${LIBRARIES}")

# A fixed seed: whether a mutant is noticed must not depend on luck. Memory is capped because a bug
# may ask for all of it.
set(ENV{RC_PARAMS} "seed=20261120 noshrink=1")

# One test file after the other, until one notices.
file(GLOB parts "${ROOT}/tests/algorithms/${HEADER}/*_test.cpp")
list(PREPEND parts "${ROOT}/tests/algorithms/${HEADER}_test.cpp")
foreach(source IN LISTS parts)
  execute_process(
    COMMAND "${CXX}" -std=c++20 -O0 -D_GLIBCXX_ASSERTIONS -DGAVEL_CONTRACT_THROWS
      "-I${WORK}" "-I${ROOT}/tests" "-I${ROOT}" "${source}" ${LIBRARIES} -pthread -o "${WORK}/test"
    RESULT_VARIABLE compiled ERROR_VARIABLE said)
  if(NOT compiled EQUAL 0)
    message(FATAL_ERROR "does not compile, so it proves nothing:\n${said}")
  endif()
  execute_process(
    COMMAND sh -c "ulimit -v 4194304; exec \"$0\" --gtest_brief=1" "${WORK}/test"
    RESULT_VARIABLE ran OUTPUT_VARIABLE said ERROR_VARIABLE said TIMEOUT 180)
  if(ran MATCHES "timeout")
    message(FATAL_ERROR "the test ran out of time, so nobody knows whether it noticed")
  elseif(NOT ran EQUAL 0)
    break()
  endif()
endforeach()
if(MUTANT AND ran EQUAL 0)
  message(FATAL_ERROR "no test noticed this bug")
elseif(NOT MUTANT AND NOT ran EQUAL 0)
  message(FATAL_ERROR "the test fails without a bug (${ran}):\n${said}")
endif()
file(REMOVE_RECURSE "${WORK}")
