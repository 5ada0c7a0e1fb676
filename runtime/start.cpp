// `_start` of programs that `trivium build` links, in place of the C compiler's start files, which the machine that builds may
// not have. It hands over to the C library, which runs constructors, calls `main` (made by code generation) and exits with its
// result. See "Process Initialization" in the System V ABI for x86-64.

// At entry: rsp points at argc, then the argv words; rdx is what to register with atexit. `init` and `fini` are null: since
// glibc 2.34 the C library finds the program's constructors itself.
asm(R"(
  .section .text._start,"ax",@progbits
  .globl _start
  .type _start,@function
_start:
  xorl %ebp, %ebp
  movq %rdx, %r9
  popq %rsi
  movq %rsp, %rdx
  andq $-16, %rsp
  pushq %rax
  pushq %rsp
  xorl %r8d, %r8d
  xorl %ecx, %ecx
  movq $main, %rdi
  callq *__libc_start_main@GOTPCREL(%rip)
  hlt
  .size _start, .-_start
)");
