# cpython: 8 ['<module>']
# trivium: 1 []
# Cause: a compiled program does not know its callers. The places of calls are kept for functions called `warn`, `print_stack`,
#   `format_stack` and `extract_stack`, seen by these names in the text.
# Workaround: call them by their names.
import traceback, warnings
renamed, stack = warnings.warn, traceback.extract_stack
with warnings.catch_warnings(record=True) as log: renamed("text")
print(log[0].lineno, [frame.name for frame in stack()])
