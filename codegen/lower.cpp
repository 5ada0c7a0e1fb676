// IR to LLVM IR.
#include "codegen/codegen.h"

#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace trivium::codegen {

support::Result<std::unique_ptr<llvm::Module>> lower(const ir::Module&, llvm::LLVMContext&, llvm::TargetMachine&,
                                                     const support::CompileOptions&) {
  return support::Failure{"code generation for this program is not supported yet; use --mode=interp"};
}

} // namespace trivium::codegen
