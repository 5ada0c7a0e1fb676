# LLVM and LLD as static archives, asked from llvm-config.
#
#   trivium_llvm_headers    include path and macros, for the folders that compile against LLVM
#   trivium_llvm_archives   what the plugin (and unit tests of those folders) link
include_guard()

function(trivium_llvm_ask result)
  execute_process(COMMAND ${TRIVIUM_LLVM_CONFIG} ${ARGN} OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE
                  COMMAND_ERROR_IS_FATAL ANY)
  set(${result} "${answer}" PARENT_SCOPE)
endfunction()

find_program(TRIVIUM_LLVM_CONFIG_PATH ${TRIVIUM_LLVM_CONFIG} REQUIRED)
trivium_llvm_ask(llvm_version --version)
if(NOT llvm_version MATCHES "^22\\.")
  message(FATAL_ERROR "Trivium needs LLVM 22; ${TRIVIUM_LLVM_CONFIG} is version ${llvm_version}")
endif()
trivium_llvm_ask(llvm_include --includedir)
trivium_llvm_ask(llvm_libdir --libdir)
trivium_llvm_ask(llvm_libs --link-static --libs orcjit orcdebugging orctargetprocess native passes irreader bitwriter linker
                 lto option windowsdriver)
separate_arguments(llvm_libs)
# llvm-config names Polly, which Debian does not ship as an archive; plugin/stubs.cpp stands in for it.
list(FILTER llvm_libs EXCLUDE REGEX "Polly")

add_library(trivium_llvm_headers INTERFACE)
target_include_directories(trivium_llvm_headers SYSTEM INTERFACE ${llvm_include})
target_compile_definitions(trivium_llvm_headers INTERFACE _GNU_SOURCE __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)

find_library(TRIVIUM_ZLIB NAMES libz.a z REQUIRED)
find_library(TRIVIUM_ZSTD NAMES libzstd.a zstd REQUIRED)
add_library(trivium_llvm_archives INTERFACE)
target_link_directories(trivium_llvm_archives INTERFACE ${llvm_libdir})
# lld looks archives up again as needed, so their order does not matter to it.
target_link_libraries(trivium_llvm_archives INTERFACE -llldELF -llldCommon ${llvm_libs} -lLLVMDTLTO ${TRIVIUM_ZLIB} ${TRIVIUM_ZSTD}
                      -lxml2 -ldl -lm)
