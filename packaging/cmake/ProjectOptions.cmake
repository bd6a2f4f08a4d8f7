# project_options: the flags, include root and sanitizers that every target of the project carries.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON) # a package found in one folder serves the others
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # A precompiled header changes its time stamp, not its meaning: tell ccache so.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${CCACHE_PROGRAM})
endif()

add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_options(project_options INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU) # it misfires on std::string in g++ 12 (GCC bug 105651)
    target_compile_options(project_options INTERFACE -Wno-restrict)
endif()
# Nobody puts functions of his own in the place of a library's: calls inside it may be direct, and inlined.
target_compile_options(project_options INTERFACE -fno-semantic-interposition)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    # The first suspects every reference that a function given a temporary returns, a look-up by name above all;
    # the second misreads std::vector<bool> in LibTorch's custom_function.h.
    target_compile_options(project_options INTERFACE -Wno-dangling-reference -Wno-array-bounds)
endif()
target_compile_definitions(project_options INTERFACE ESPALIER_VERSION="${PROJECT_VERSION}")
if(CCACHE_PROGRAM)
    target_compile_options(project_options INTERFACE -fpch-preprocess)
endif()
if(ESPALIER_SANITIZE)
    target_compile_options(project_options INTERFACE
        -fsanitize=${ESPALIER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(project_options INTERFACE -fsanitize=${ESPALIER_SANITIZE})
    if(ESPALIER_SANITIZE STREQUAL thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        target_compile_options(project_options INTERFACE -Wno-tsan) # fences in the headers of LibTorch and libstdc++
    endif()
endif()
if(ESPALIER_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL Clang)
        message(FATAL_ERROR "ESPALIER_FUZZ needs clang: set CMAKE_CXX_COMPILER to clang++.")
    endif()
    # The libraries count their branches for the fuzzer; only its targets have its main().
    target_compile_options(project_options INTERFACE
        -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(project_options INTERFACE -fsanitize=address,undefined)
endif()
