# Finds LibTorch by its libraries and headers and defines LibTorch::LibTorch.
#
# TorchConfig.cmake of a CUDA build insists on a CUDA toolkit; linking the libraries by path does not, so one
# script serves CPU and CUDA builds, the wheel's layout and the distribution's. The first of these that is new
# enough is taken: LIBTORCH (variable or environment: the folder that holds include/ and lib/), CMAKE_PREFIX_PATH,
# the distribution's, the wheel that packaging/setup.sh puts under the build folder. A LIBTORCH that is set is
# meant: another one is never taken in its place. Nothing is cached, so that a changed LIBTORCH takes effect.
include(FindPackageHandleStandardArgs)

# The version that the headers below the prefix tell, "" where there are none.
function(_libtorch_version prefix result)
    set(version "")
    # In newer releases the second of these only includes the first.
    foreach(header torch/headeronly/version.h torch/csrc/api/include/torch/version.h)
        if(NOT version AND EXISTS ${prefix}/include/${header})
            file(STRINGS ${prefix}/include/${header} lines REGEX "define TORCH_VERSION_(MAJOR|MINOR|PATCH) +[0-9]+")
            string(REGEX MATCHALL "[0-9]+" numbers "${lines}")
            list(JOIN numbers . version)
        endif()
    endforeach()
    set(${result} "${version}" PARENT_SCOPE)
endfunction()

set(_libtorch_own ${LIBTORCH})
if(NOT _libtorch_own)
    set(_libtorch_own $ENV{LIBTORCH})
endif()
if(_libtorch_own)
    set(_libtorch_prefixes ${_libtorch_own})
else()
    file(TO_CMAKE_PATH "$ENV{CMAKE_PREFIX_PATH}" _libtorch_environment)
    file(GLOB _libtorch_wheel LIST_DIRECTORIES true
        ${CMAKE_SOURCE_DIR}/build/torch/lib/python3*/site-packages/torch)
    set(_libtorch_prefixes
        ${CMAKE_PREFIX_PATH} ${_libtorch_environment} /usr/local /usr ${_libtorch_wheel})
    # What torch.utils.cmake_prefix_path names is share/cmake inside LibTorch's folder.
    list(TRANSFORM _libtorch_prefixes REPLACE "/share/cmake(/.*)?$" "")
endif()

set(LibTorch_PREFIX LibTorch_PREFIX-NOTFOUND)
foreach(_prefix ${_libtorch_prefixes})
    _libtorch_version(${_prefix} _version)
    if(_version AND NOT _version VERSION_LESS "${LibTorch_FIND_VERSION}")
        set(LibTorch_PREFIX ${_prefix})
        set(LibTorch_VERSION ${_version})
        break()
    elseif(_version)
        string(APPEND _libtorch_too_old " ${_prefix} has only ${_version}.")
    endif()
endforeach()

foreach(_lib torch torch_cpu c10 torch_cuda)
    find_library(LibTorch_${_lib} ${_lib} NO_CACHE NO_DEFAULT_PATH
        PATHS ${LibTorch_PREFIX} PATH_SUFFIXES lib lib/${CMAKE_LIBRARY_ARCHITECTURE} lib64)
endforeach()
# The OpenMP library that LibTorch brings along, if it does: code beside it is to run on the same threads.
find_library(LibTorch_gomp NAMES libgomp.so.1 NO_CACHE NO_DEFAULT_PATH PATHS ${LibTorch_PREFIX}/lib)
find_package_handle_standard_args(LibTorch
    REQUIRED_VARS LibTorch_PREFIX LibTorch_torch LibTorch_torch_cpu LibTorch_c10
    VERSION_VAR LibTorch_VERSION
    REASON_FAILURE_MESSAGE
        "Run packaging/setup.sh, or set LIBTORCH to the folder that holds include/ and lib/.${_libtorch_too_old}")

# Older archives of LibTorch came in two builds, of which only one fits what the compiler makes of std::string.
if(EXISTS ${LibTorch_PREFIX}/share/cmake/Torch/TorchConfig.cmake)
    file(STRINGS ${LibTorch_PREFIX}/share/cmake/Torch/TorchConfig.cmake _libtorch_old_abi REGEX "_CXX11_ABI=0")
    if(_libtorch_old_abi)
        message(FATAL_ERROR "${LibTorch_PREFIX} is built for the old C++ ABI: take the cxx11-abi LibTorch instead.")
    endif()
endif()

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
    add_library(LibTorch::LibTorch INTERFACE IMPORTED)
    target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE
        ${LibTorch_PREFIX}/include ${LibTorch_PREFIX}/include/torch/csrc/api/include)
    # libtorch.so names no symbols; it pulls in the back ends, libtorch_cuda too, which register themselves when
    # loaded. So it must stay linked although nothing seems to need it.
    # Before it the C++ library: the wheel's libtorch_cpu.so brings parts of an older std::filesystem along, and
    # together with the rest of a newer one they crash.
    target_link_libraries(LibTorch::LibTorch INTERFACE
        -Wl,--push-state,--no-as-needed,-lstdc++,--pop-state
        -Wl,--push-state,--no-as-needed,${LibTorch_torch},--pop-state ${LibTorch_torch_cpu} ${LibTorch_c10})
    if(LibTorch_torch_cuda)
        # The CUDA libraries behind it are found when the program starts and need not be here to link it.
        target_link_options(LibTorch::LibTorch INTERFACE -Wl,--allow-shlib-undefined)
    endif()
endif()
