# The everyday commands over CMake's presets. `make` installs nothing; `make demo` and `make test` first install the
# Debian packages that are missing (tools/setup.sh does nothing when all are there).
PRESET ?= release
PREFIX ?= /usr/local
BUILD := build/$(PRESET)

SANITIZERS ?= asan ubsan
SANITIZED_TESTS := ^(unit_.*|programs|programs_collecting|workloads|syntax_trees)$$

COUNT ?= 500
SEED ?= 1000

.PHONY: all setup demo test fuzz sanitizers install clean

all:
	@test -f $(BUILD)/build.ninja || cmake --preset $(PRESET)
	cmake --build $(BUILD)

setup:
	@tools/setup.sh

demo: setup
	@$(MAKE) --no-print-directory all
	@tools/demo.sh $(BUILD)/bin/trivium

test: setup
	@$(MAKE) --no-print-directory all
	ctest --preset $(PRESET)
	@$(MAKE) --no-print-directory sanitizers

# Random programs against CPython; tests/fuzz/README.md says what to do with what differs.
fuzz: all
	/usr/bin/python3 tests/fuzz/fuzz.py --trivium $(BUILD)/bin/trivium --python /usr/bin/python3 --count $(COUNT) --seed $(SEED) --save $(BUILD)/fuzz-failures

# The interpreter under each sanitizer; without LLVM, so a build takes a minute or two.
sanitizers: setup
	set -e; for preset in $(SANITIZERS); do \
	  test -f build/$$preset/build.ninja || cmake --preset $$preset; \
	  cmake --build build/$$preset; \
	  ctest --preset $$preset -R '$(SANITIZED_TESTS)'; \
	done

install: all
	cmake --install $(BUILD) --prefix "$(PREFIX)"

clean:
	rm -rf build
