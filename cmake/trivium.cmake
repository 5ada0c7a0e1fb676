# Compiler settings shared by all folders, and trivium_folder(), which turns a folder into its library.
include_guard()
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_SKIP_RPATH ON)
set(TRIVIUM_LIBDIR lib/trivium)
set(TRIVIUM_EMPTY_SOURCE ${CMAKE_CURRENT_LIST_DIR}/empty.cpp)

# Debug keeps assertions and a stack that can be read; O1 because unoptimised test runs take too long.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(TRIVIUM_CCACHE ccache)
if(TRIVIUM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${TRIVIUM_CCACHE})
endif()

# -ffp-contract=off: a fused multiply-add gives other digits than CPython.
# -Wno-deprecated-declarations: std::stable_sort of libstdc++ 12 uses what it deprecates itself.
add_compile_options(-Wall -Wextra -Werror -Wno-deprecated-declarations -ffp-contract=off -ffunction-sections -fdata-sections)
# The executable is linked at a fixed address: its start costs a millisecond less than with relocations to apply.
add_link_options($<$<CXX_COMPILER_ID:Clang>:-fuse-ld=lld> -Wl,--gc-sections)
if(TRIVIUM_SANITIZE)
  add_compile_options(-fsanitize=${TRIVIUM_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TRIVIUM_SANITIZE})
  if(TRIVIUM_SANITIZE STREQUAL "undefined")
    # Copying no bytes from a null pointer is defined (C2y), and clang takes it so; the C library's headers still declare it is not.
    add_compile_options(-fno-sanitize-recover=all -fno-sanitize=nonnull-attribute)
  endif()
else()
  add_link_options(-static-libstdc++ -static-libgcc)
endif()
include_directories(${CMAKE_SOURCE_DIR})

# Options for code that ends up in the executable only, and for code that the plugin links too.
set(TRIVIUM_FIXED_ADDRESS -fno-pic)
set(TRIVIUM_SHARED_ADDRESS -fPIC -fvisibility=hidden -fvisibility-inlines-hidden)

# trivium_folder(NAME [PIC] [EXCLUDE file...] [DIRS dir...] [USES target...])
#
# Makes the static library trivium_NAME from the .cpp files of the folder and of its detail/ (or of DIRS); a folder
# without sources yet gives an empty library. PIC marks code that the plugin links as well.
function(trivium_folder name)
  cmake_parse_arguments(arg "PIC" "" "EXCLUDE;DIRS;USES" ${ARGN})
  if(NOT arg_DIRS)
    set(arg_DIRS . detail)
  endif()
  set(sources)
  foreach(dir IN LISTS arg_DIRS)
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${dir}/*.cpp)
    list(APPEND sources ${found})
  endforeach()
  foreach(file IN LISTS arg_EXCLUDE)
    list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${CMAKE_CURRENT_SOURCE_DIR}/./${file})
  endforeach()
  if(NOT sources)
    set(sources ${TRIVIUM_EMPTY_SOURCE})
  endif()
  add_library(trivium_${name} STATIC ${sources})
  if(arg_PIC)
    target_compile_options(trivium_${name} PRIVATE ${TRIVIUM_SHARED_ADDRESS})
  else()
    target_compile_options(trivium_${name} PRIVATE ${TRIVIUM_FIXED_ADDRESS})
  endif()
  target_link_libraries(trivium_${name} PUBLIC ${arg_USES})
endfunction()
