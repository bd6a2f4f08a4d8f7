# Finds LibTorch by its libraries and headers and defines LibTorch::LibTorch.
#
# TorchConfig.cmake of a CUDA build insists on a CUDA toolkit; linking the libraries by path does not, so
# one script serves CPU and CUDA builds. Looked at in this order: LIBTORCH (variable or environment: the
# folder with include/ and lib/), CMAKE_PREFIX_PATH, the distribution's, then the wheel that
# packaging/setup.sh puts under the build folder.
set(_torch_hints ${LIBTORCH} $ENV{LIBTORCH})
file(GLOB _torch_wheel LIST_DIRECTORIES true ${CMAKE_SOURCE_DIR}/build/torch/lib/python3*/site-packages/torch)

find_path(LibTorch_INCLUDE_DIR torch/csrc/api/include/torch/torch.h
    HINTS ${_torch_hints} PATH_SUFFIXES include NO_DEFAULT_PATH)
find_path(LibTorch_INCLUDE_DIR torch/csrc/api/include/torch/torch.h
    PATHS ${_torch_wheel} PATH_SUFFIXES include)
if(LibTorch_INCLUDE_DIR AND EXISTS ${LibTorch_INCLUDE_DIR}/torch/version.h)
    file(STRINGS ${LibTorch_INCLUDE_DIR}/torch/version.h _torch_version REGEX "define TORCH_VERSION_M(AJOR|INOR) ")
    string(REGEX REPLACE ".*MAJOR ([0-9]+).*MINOR ([0-9]+).*" "\\1.\\2" LibTorch_VERSION "${_torch_version}")
endif()

get_filename_component(_torch_prefix "${LibTorch_INCLUDE_DIR}" DIRECTORY)
foreach(_lib torch torch_cpu c10 torch_cuda c10_cuda)
    find_library(LibTorch_${_lib}_LIBRARY ${_lib} HINTS ${_torch_prefix} PATH_SUFFIXES lib)
    mark_as_advanced(LibTorch_${_lib}_LIBRARY)
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
    REQUIRED_VARS LibTorch_torch_LIBRARY LibTorch_torch_cpu_LIBRARY LibTorch_c10_LIBRARY LibTorch_INCLUDE_DIR
    VERSION_VAR LibTorch_VERSION
    REASON_FAILURE_MESSAGE "Run packaging/setup.sh, or set LIBTORCH to the folder that holds include/ and lib/.")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
    add_library(LibTorch::LibTorch INTERFACE IMPORTED)
    target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE
        ${LibTorch_INCLUDE_DIR} ${LibTorch_INCLUDE_DIR}/torch/csrc/api/include)
    # libtorch_cuda registers its kernels when loaded and nothing here names its symbols: keep it linked.
    target_link_libraries(LibTorch::LibTorch INTERFACE
        -Wl,--no-as-needed ${LibTorch_torch_LIBRARY} ${LibTorch_torch_cpu_LIBRARY} ${LibTorch_c10_LIBRARY})
    if(LibTorch_torch_cuda_LIBRARY AND LibTorch_c10_cuda_LIBRARY)
        target_link_libraries(LibTorch::LibTorch INTERFACE
            ${LibTorch_torch_cuda_LIBRARY} ${LibTorch_c10_cuda_LIBRARY})
    endif()
    target_link_libraries(LibTorch::LibTorch INTERFACE -Wl,--as-needed)
    get_filename_component(_torch_lib_dir ${LibTorch_torch_LIBRARY} DIRECTORY)
    set_property(TARGET LibTorch::LibTorch PROPERTY INTERFACE_LINK_OPTIONS -Wl,-rpath,${_torch_lib_dir})
endif()
