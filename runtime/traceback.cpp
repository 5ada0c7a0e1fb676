// Traceback and frame objects (Data Model 3.2, "Traceback objects"). A traceback entry knows the function and the place in it; its
// frame object is made when a program asks for it.
#include <stdio.h>

#include "runtime/detail/errors.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_traceback;
Shape trv_shape_traceback;
}

uint32_t lineOf(const TracebackObj* tb) {
  const uint32_t line = tb->locIndex < tb->info->locCount ? tb->info->locs[tb->locIndex].line : 0;
  return line ? line : tb->info->firstLine;
}
StrObj* frameNameOf(const TracebackObj* tb) {
  switch (tb->locIndex < tb->info->locCount ? tb->info->locs[tb->locIndex].inlined : 0) {
    case 1: return TRV_STR("<listcomp>");
    case 2: return TRV_STR("<setcomp>");
    case 3: return TRV_STR("<dictcomp>");
    default: return as<StrObj>(tb->info->name);
  }
}

namespace {

struct FrameObj : Object {
  const FunctionInfo* info;
  int64_t line;
  int64_t locIndex;
};
ClassObj frameClass;
Shape frameShape;

TracebackObj* tracebackOf(Value v) { return as<TracebackObj>(v); }
FrameObj* frameOf(Value v) { return as<FrameObj>(v); }

Value getNext(Value self) { return tracebackOf(self)->next ? toValue(tracebackOf(self)->next) : none(); }
int setNext(Value self, Value value) {
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "can't delete tb_next attribute"));
  if (value == none()) {
    tracebackOf(self)->next = nullptr;
    return 0;
  }
  if (!isExact(value, &trv_class_traceback)) return raiseInt(raise(&trv_exc_TypeError, "expected traceback object or None, got '%T'", value));
  for (auto* tb = tracebackOf(value); tb; tb = tb->next)
    if (toValue(tb) == self) return raiseInt(raise(&trv_exc_ValueError, "traceback loop detected"));
  tracebackOf(self)->next = tracebackOf(value);
  return 0;
}
Value getTbLine(Value self) { return newInt(lineOf(tracebackOf(self))); }
Value getLasti(Value self) { return newInt(int64_t{tracebackOf(self)->locIndex} * 2); }
Value getFrame(Value self) {
  auto* frame = gcNew<FrameObj>(&frameShape);
  frame->info = tracebackOf(self)->info;
  frame->line = lineOf(tracebackOf(self));
  frame->locIndex = tracebackOf(self)->locIndex;
  return toValue(frame);
}

Value getCode(Value self) { return newCode(frameOf(self)->info); }
Value getLine(Value self) { return newInt(frameOf(self)->line); }
Value getFrameLasti(Value self) { return newInt(frameOf(self)->locIndex * 2); }
Value getGlobals(Value self) { return getAttr(moduleByIndex(frameOf(self)->info->moduleIndex), TRV_STR("__dict__")); }
Value getNone(Value) { return none(); }
Value frameRepr(Value self) {
  const FunctionInfo* info = frameOf(self)->info;
  char address[32];
  snprintf(address, sizeof address, "0x%llx", static_cast<unsigned long long>(self));
  return toValue(strFormat("<frame at %s, file '%s', line %lld, code %S>", address, info->file, static_cast<long long>(frameOf(self)->line), info->name));
}

const GetSetDef kTracebackGetSets[] = {
    {"tb_next", getNext, setNext},
    {"tb_lineno", getTbLine, nullptr},
    {"tb_lasti", getLasti, nullptr},
    {"tb_frame", getFrame, nullptr},
    {nullptr, nullptr, nullptr},
};
const GetSetDef kFrameGetSets[] = {
    {"f_code", getCode, nullptr},       {"f_lineno", getLine, nullptr},    {"f_lasti", getFrameLasti, nullptr},
    {"f_globals", getGlobals, nullptr}, {"f_back", getNone, nullptr},      {nullptr, nullptr, nullptr},
};

}  // namespace

void readyTracebackClasses() {
  readyClass({&trv_class_traceback, "traceback", nullptr, sizeof(TracebackObj), 0, nullptr, kTracebackGetSets, nullptr, &trv_shape_traceback});
  frameClass.slots.repr = frameRepr;
  readyClass({&frameClass, "frame", nullptr, sizeof(FrameObj), 0, nullptr, kFrameGetSets, nullptr, &frameShape});
}

}  // namespace trivium::runtime
