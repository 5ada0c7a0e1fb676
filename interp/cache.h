// Bytecode on disk, beside the source: `__trivium__/NAME-HASH.tbc`, as `.pyc` files are for CPython.
//
// A file is used only if it was written by the same tables (a hash of ops.def, bytecode.def and the helper table is in it), its
// checksum fits, every source file it was made from still has the same content, no file has appeared that would change what an
// import finds, and the bytecode passes the verifier. Anything else counts as absent and the file is written anew. It is written
// under a temporary name and renamed, so a reader sees a whole file or none; a folder that cannot be written to means no cache.
#pragma once

#include "interp/bytecode.h"
#include "support/source_stamp.h"

namespace trivium::interp {

/// What a cached program was made from; part of its file name.
struct CacheKey {
  std::string file;         ///< main file as given: tracebacks show it
  bool types = true;
  std::string libraryPath;
};

/// Path of the cache file.
std::string cachePath(const CacheKey& key);
/// Fills `program` from the cache. False = there is nothing usable; `program` is then empty.
bool loadCached(const CacheKey& key, BytecodeProgram& program);
/// Writes the program; failing to is no error.
void storeCached(const CacheKey& key, const support::SourceList& sources, const BytecodeProgram& program);

/// The stored form, also what `trivium build --emit=bytecode` writes.
std::vector<uint8_t> serialise(const BytecodeProgram& program, const support::SourceList& sources);
/// The reverse; false when the bytes are damaged or come from other tables.
bool deserialise(const uint8_t* data, size_t bytes, BytecodeProgram& program, support::SourceList& sources);

/// Whether bytecode and its image cannot reach outside their own tables: the image whole and of the same sizes (image_verifier.h), known
/// opcodes, registers, constants, globals, functions, cells, slots and caches in range, jumps to starts of instructions, no running off
/// the end. It does not prove the types of registers that instructions rely on; the checksum is what stands against damage there.
/// Empty = good, else what is wrong.
std::string verifyBytecode(const BytecodeProgram& program);

} // namespace trivium::interp
