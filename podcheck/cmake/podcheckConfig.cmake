# find_package(podcheck) sets PODCHECK_EXECUTABLE and brings
#
#   podcheck_add_test(TARGET [NAME NAME] [REQUIRE TRAIT...] [HEADERS REGEX] [OPTIONS OPTION...])
#
# which adds a test: what the target compiles, with the flags that it compiles it with, is held to the contracts in its
# sources and in podcheck.toml. NAME: the test's (podcheck.TARGET). REQUIRE: traits that every class must have. HEADERS:
# whose classes count beside those of the sources (the project's). OPTIONS: further ones of `podcheck check`.

if(CMAKE_VERSION VERSION_LESS 3.20)
  set(podcheck_FOUND FALSE)
  set(podcheck_NOT_FOUND_MESSAGE "podcheck needs CMake 3.20 or newer, which this is not: ${CMAKE_VERSION}")
  return()
endif()
cmake_policy(VERSION 3.20)

# Of the same environment as this file (PREFIX/lib/pythonX.Y/site-packages/podcheck/cmake), else on the PATH
get_filename_component(_podcheck_prefix "${CMAKE_CURRENT_LIST_DIR}/../../../../.." ABSOLUTE)
find_program(PODCHECK_EXECUTABLE podcheck HINTS "${_podcheck_prefix}/bin" DOC "The command podcheck")
unset(_podcheck_prefix)
mark_as_advanced(PODCHECK_EXECUTABLE)
if(NOT PODCHECK_EXECUTABLE)
  set(podcheck_FOUND FALSE)
  set(podcheck_NOT_FOUND_MESSAGE "the command podcheck is not found: say -DPODCHECK_EXECUTABLE=...")
  return()
endif()

function(podcheck_add_test target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;HEADERS" "REQUIRE;OPTIONS")
  foreach(list IN ITEMS UNPARSED_ARGUMENTS KEYWORDS_MISSING_VALUES)
    if(DEFINED arg_${list})
      message(FATAL_ERROR "podcheck_add_test(${target}): no argument, or one without a value: ${arg_${list}}. "
                          "It takes NAME, HEADERS, REQUIRE and OPTIONS.")
    endif()
  endforeach()
  if(NOT TARGET "${target}")
    message(FATAL_ERROR "podcheck_add_test(${target}): there is no such target")
  endif()
  get_target_property(aliased "${target}" ALIASED_TARGET)
  if(aliased)
    set(target "${aliased}")
  endif()
  get_target_property(type "${target}" TYPE)
  get_target_property(imported "${target}" IMPORTED)
  if(imported OR NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
    message(FATAL_ERROR "podcheck_add_test(${target}): it compiles nothing here; name a target with sources")
  endif()
  if(NOT CMAKE_GENERATOR MATCHES "Makefiles|Ninja")
    message(FATAL_ERROR "podcheck_add_test(${target}): \"${CMAKE_GENERATOR}\" writes no compile database; "
                        "use Ninja or Makefiles")
  endif()

  set_property(TARGET "${target}" PROPERTY EXPORT_COMPILE_COMMANDS ON)
  if(NOT DEFINED arg_NAME)
    set(arg_NAME "podcheck.${target}")
  endif()
  list(TRANSFORM arg_REQUIRE PREPEND "--require=")
  if(DEFINED arg_HEADERS)
    set(arg_HEADERS "--headers=${arg_HEADERS}")
  endif()
  add_test(
    NAME "${arg_NAME}"
    COMMAND "${PODCHECK_EXECUTABLE}" check --quiet "--build-dir=${CMAKE_BINARY_DIR}" "--build-target=${target}"
            ${arg_REQUIRE} ${arg_HEADERS} ${arg_OPTIONS}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_property(TEST "${arg_NAME}" PROPERTY LABELS podcheck)
endfunction()
