// Files as Python sees them, in the three layers of module io: FileIO over a descriptor, a buffer over that (or over any object that
// reads and writes bytes), text over the buffer (or over any object that does).
#pragma once
#include "runtime/object.h"

namespace trivium::runtime {

/// `io.FileIO`: system calls, nothing kept.
struct FileIoObj : Object {
  int64_t fd;              ///< -1 once closed
  uint8_t readable, writable, appending, created, closesFd;
  int8_t seekable;         ///< -1 not known yet
  int64_t blockSize;       ///< what the file system likes to be read in
  Value name;              ///< 0 = none given
};

/// `io.BufferedReader`, `BufferedWriter`, `BufferedRandom`. Either bytes read ahead or bytes to be written are in `data`.
struct BufferedObj : Object {
  Value raw;               ///< 0 before __init__ and after detach()
  FileIoObj* file;         ///< raw, if it is a plain FileIO
  uint8_t readable, writable;
  uint8_t isLinked;
  uint8_t* data;           ///< leaf block, made at the first use
  int64_t capacity, bufferSize;
  int64_t readStart, readEnd;  ///< unread bytes
  int64_t writeCount;          ///< bytes not yet written
  uintptr_t next, previous;    ///< complemented addresses: the chain keeps no stream alive
};

/// newline=None translates \n, \r and \r\n to \n; '' recognises all and translates none; the others end lines with just that.
enum NewlineMode : uint8_t { kUniversal, kUntranslated, kLf, kCr, kCrLf };

/// `io.TextIOWrapper`.
struct TextObj : Object {
  Value buffer;            ///< 0 before __init__ and after detach()
  BufferedObj* binary;     ///< buffer, if it is one of the plain classes above
  StrObj *encoding, *errors;  ///< as given
  const char *codecName, *errorsName;  ///< of decoding and encoding from here on: a byte order mark settles the order
  uint8_t codec;           ///< detail/codecs.h; Codec
  uint8_t newline;         ///< NewlineMode
  uint8_t lineBuffering, writeThrough, isLinked, isTelling, seenNewlines;
  uint8_t hasDecoded;      ///< reading has begun: the decoder's byte order mark is behind
  uint8_t hasEncoded;      ///< the mark has been written or must not be
  StrObj* decoded;         ///< what was read last, or null
  int64_t decodedAt;       ///< characters of it that were handed out
  uint8_t* chunk;          ///< the bytes of `decoded` and behind them `carried` ones that wait for the next read
  int64_t chunkBytes, carried;
  uint8_t* pending;        ///< encoded text on its way to the buffer
  int64_t pendingCount, pendingCapacity;
  uintptr_t next, previous;
};

extern "C" {
extern ClassObj trv_class_file_io, trv_class_buffered_reader, trv_class_buffered_writer, trv_class_buffered_random, trv_class_text_file;
}

extern TextObj* gStdin;
extern TextObj* gStdout;
extern TextObj* gStderr;
/// What sys shows for a standard stream: None if its descriptor was closed when the program started.
Value standardStreamValue(const TextObj* stream);

// ---- file_open.cpp
Value openFile(Value path, Value mode, Value buffering, Value encoding, Value errors, Value newline, Value closeFd, Value opener);
/// Flushes every open stream at exit; -1 when standard output could not be written (the exit status becomes 120).
int flushAllFiles();
/// What a program wrote and no longer refers to would be in its file by now if it had been closed; called before files are looked at.
void flushForgottenFiles();
/// A stream of sys as it is now (the program may replace it), or 0 when it is None or deleted.
Value currentStream(StrObj* name, const TextObj* standard);
Value currentStdout();

// ---- file_io.cpp
/// Name of a file for the system: a str (encoded, lone surrogates as the bytes they stand for), bytes or something with __fspath__.
/// The text of the TypeError for others is `what` + "str, bytes or os.PathLike object, not X". Null = raised.
const char* fileNameOf(Value path, const char* what = "expected ");
Value newFileIo(int fd, Value name, bool readable, bool writable);
int openFileIo(FileIoObj* f, Value path, const char* mode, bool closeFd, Value opener);
/// Bytes read, 0 at the end, -1 raised.
int64_t readFd(int fd, uint8_t* into, int64_t bytes);
int writeFd(int fd, const uint8_t* data, int64_t bytes);

// ---- file_buffered.cpp
Value newBuffered(ClassObj* cls, Value raw, int64_t size);
/// Up to `limit` unread bytes, after one read if there are none: their address in *data, valid until the next call. -1 raised.
int64_t bufferedTake(BufferedObj* b, int64_t limit, const uint8_t** data);
int bufferedWrite(BufferedObj* b, const uint8_t* data, int64_t bytes);
int bufferedFlush(BufferedObj* b);
bool bufferedIsOpen(BufferedObj* b);
/// Everything up to the end, as bytes.
Value bufferedReadAll(BufferedObj* b);
/// Writes what every open stream holds; -1 when something could not be written.
int flushBufferedFiles();
/// For hooks of the collector: writes what the stream holds and `more`, then closes its descriptor.
void closeForgottenStream(BufferedObj* b, const uint8_t* more, int64_t moreBytes);
void closeForgottenBuffers();

// ---- file_text.cpp
Value newText(Value buffer, Value encoding, Value errors, Value newline, bool lineBuffering);
/// Text to a text stream; -1 = raised.
int fileWriteStr(TextObj* f, StrObj* text);
/// The same after the checks of `write`: the stream is open and can be written to.
int fileWriteChecked(TextObj* f, StrObj* text);
int fileFlush(TextObj* f);
/// One line with its end; empty at the end of the file. `limit` < 0: none.
Value fileReadLine(TextObj* f, int64_t limit);
bool fileIsClosed(TextObj* f);
/// Whether the locale is one of those in which CPython lets undecodable bytes pass through the standard streams.
bool isPlainLocale();
/// Hands the encoded text of every open stream to its buffer; -1 when that failed, *standardOutput set when it was gStdout.
int flushTextFiles(bool* standardOutput);

// ---- io_base.cpp
/// io.UnsupportedOperation with that text.
Value unsupportedOperation(const char* text);
ClassObj* unsupportedOperationClass();
extern ClassObj ioBaseClass, rawIoBaseClass, bufferedIoBaseClass, textIoBaseClass;
/// A call of a method that must be there, for streams made of other objects.
Value streamCall(Value stream, StrObj* method);
Value streamCall(Value stream, StrObj* method, Value argument);
/// Size argument of read methods: an int or None (-1). False = raised.
bool sizeArgument(const Value* args, int64_t nargs, int64_t* size);

// ---- io_memory.cpp
/// Writes to an io.StringIO; false if the stream is something else.
bool stringIoWrite(Value stream, StrObj* text, bool* failed);

// ---- start-up, in this order
void readyIoBaseClasses();
void readyFileIoClass();
void readyBufferedClasses();
void readyTextClass();

}  // namespace trivium::runtime
