# The everyday commands over CMake's presets. `make` installs nothing; `make demo` and `make test` first install the
# Debian packages that are missing (tools/setup.sh does nothing when all are there).
PRESET ?= release
PREFIX ?= /usr/local
BUILD := build/$(PRESET)

.PHONY: all setup demo test install clean

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

install: all
	cmake --install $(BUILD) --prefix "$(PREFIX)"

clean:
	rm -rf build
