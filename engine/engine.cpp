#include "engine/engine.h"

namespace trivium::engine {

namespace {
constexpr const char* kModeNames[] = {
#define TRV_ENGINE(name, mode, description) mode,
#include "engine/engines.def"
};
}

const char* modeName(Mode mode) { return kModeNames[static_cast<unsigned>(mode)]; }

bool modeFromName(std::string_view name, Mode* mode) {
  for (unsigned i = 0; i < kModeCount; ++i) {
    if (name != kModeNames[i]) continue;
    *mode = static_cast<Mode>(i);
    return true;
  }
  return false;
}

std::string RunReport::toJson() const {
  std::string text = "{";
  const auto field = [&text](const char* name, long long value) {
    if (text.size() > 1) text += ", ";
    text += '"';
    text += name;
    text += "\": " + std::to_string(value);
  };
  field("frontEndNs", frontEndNs);
  field("passesNs", passesNs);
  field("bytecodeNs", bytecodeNs);
  field("fromCache", fromCache);
  field("pluginNs", pluginNs);
  field("lowerNs", compile.lowerNs);
  field("optimiseNs", compile.optimiseNs);
  field("codegenNs", compile.codegenNs);
  field("linkNs", compile.linkNs);
  field("runNs", runNs);
  field("codeBytes", codeBytes);
  field("fileBytes", fileBytes);
  return text + "}";
}

} // namespace trivium::engine
