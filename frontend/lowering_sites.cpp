// Who called whom, for the programs that ask: a compiled program does not know its callers while it runs.
//
// Before a call the place of the call is stored in the variable `site` of the library module `_callsite`: a tuple (place, site of the
// function's own call), place being a constant tuple (file, line, module, function). A function keeps what it finds there when it
// starts. Programs that call `warnings.warn` without a stack level need the place of that very call only; the calls of all others
// are not touched.
#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

namespace {

std::string_view calledName(const ast::Call* node) {
  if (const auto* attribute = ast::dynAs<ast::Attribute>(node->func)) return attribute->attr->text;
  const auto* name = ast::dynAs<ast::Name>(node->func);
  return name ? name->id->text : std::string_view();
}

/// Finds calls that look further up than their own place.
class StackSurvey : public ast::Visitor<StackSurvey> {
 public:
  bool found = false;

  void visitCall(ast::Call* node) {
    const std::string_view name = calledName(node);
    if (name == "warn") {
      found |= node->args.size() > 2;
      for (const ast::Keyword* keyword : node->keywords) found |= !keyword->arg || keyword->arg->text == "stacklevel";
    } else {
      found |= name == "print_stack" || name == "format_stack" || name == "extract_stack";
    }
    visitChildren(node);
  }
};

bool readsSites(std::string_view module) { return module == "_callsite" || module == "warnings" || module == "traceback"; }

}  // namespace

void ProgramLowering::surveyCallSites() {
  const SourceModule* holder = graph.find("_callsite");
  if (!holder) return;
  siteGlobal = globalIndex(holder->index, "site");
  for (const auto& source : graph.modules) {
    if (source->isNative() || source->isLibrary) continue;
    StackSurvey survey;
    survey.visit(source->program->module);
    notesAllCalls |= survey.found;
  }
}

/// What a function does first.
void FunctionLowering::keepCallSite() {
  const ProgramLowering& program = module_.program;
  if (program.siteGlobal < 0) return;
  const bool isMain = scope()->kind == ScopeKind::Module && module_.source.index == 0;
  if (isMain) emit(Opcode::GlobalSet, {none()}, {program.siteGlobal});
  if (!program.notesAllCalls || readsSites(module_.source.name)) return;
  callerSite_ = ssa_.addVariable();
  write(*callerSite_, isMain ? none() : emit(Opcode::GlobalGet, {}, {program.siteGlobal}));
}

/// Stores the present position as that of the call which comes next.
void FunctionLowering::noteCallSite(const ast::Call* node) {
  ProgramLowering& program = module_.program;
  if (program.siteGlobal < 0 || readsSites(module_.source.name)) return;
  if (!callerSite_ && calledName(node) != "warn") return;
  ir::Constant line;
  line.kind = ir::Constant::Kind::Int;
  line.integer = static_cast<int64_t>(lastRange_.line);
  const uint32_t place = module_.strTuple({module_.str(module_.source.file), program.ir.addConstant(line), module_.str(module_.source.name),
                                           module_.str(scope()->name)});
  Value* site = emit(Opcode::TupleNew, {constant(place), callerSite_ ? read(*callerSite_) : none()});
  emit(Opcode::GlobalSet, {site}, {program.siteGlobal});
}

}  // namespace trivium::frontend
