#!/bin/sh
# Runs one example in every mode and compares the modes on it. Usage: tools/demo.sh path/to/trivium
set -eu
trivium=$1
program=examples/demo.py
for mode in interp jit aot; do
  echo "== trivium run --mode=$mode $program"
  "$trivium" run --mode="$mode" "$program"
done
echo "== trivium compare $program"
"$trivium" compare "$program"
