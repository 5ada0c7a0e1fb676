// Result<T>: a value or the toolkit's own failure (a file, the linker, LLVM) as one sentence. The compiler warns when a
// result is dropped.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace trivium::support {

/// Why an operation of the toolkit failed: lower-case sentence without full stop.
struct Failure {
  std::string message;
};

/// A value of type T or a Failure.
template <typename T> class [[nodiscard]] Result {
public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  /// True if there is a value.
  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  /// The value; only if ok().
  T &value() { return *std::get_if<0>(&state_); }
  const T &value() const { return *std::get_if<0>(&state_); }
  T &operator*() { return value(); }
  T *operator->() { return &value(); }
  /// The reason of the failure; only if not ok().
  const std::string &message() const { return std::get_if<1>(&state_)->message; }
  /// The failure, to hand on to a caller whose result has another type.
  Failure failure() const { return *std::get_if<1>(&state_); }

private:
  std::variant<T, Failure> state_;
};

/// The result of an operation that yields nothing but may fail.
template <> class [[nodiscard]] Result<void> {
public:
  Result() = default;
  Result(Failure failure) : failed_(true), failure_(std::move(failure)) {}

  /// True if the operation succeeded.
  bool ok() const { return !failed_; }
  explicit operator bool() const { return ok(); }
  /// The reason of the failure; only if not ok().
  const std::string &message() const { return failure_.message; }
  /// The failure, to hand on to a caller whose result has another type.
  Failure failure() const { return failure_; }

private:
  bool failed_ = false;
  Failure failure_;
};

} // namespace trivium::support
