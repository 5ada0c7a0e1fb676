// Files as Python sees them: text and binary streams over a file descriptor, with one buffer for reading and one for writing.
#pragma once
#include "runtime/object.h"

namespace trivium::runtime {

/// A stream. Text streams decode UTF-8 (or Latin-1/ASCII) and translate line ends; binary ones deal in bytes.
struct FileObj : Object {
  int64_t fd;             ///< -1 once closed
  uint8_t readable, writable, binary, closed;
  uint8_t lineBuffered, unbuffered, appending, ownsFd;
  uint8_t newline;        ///< NewlineMode
  uint8_t encoding;       ///< FileEncoding
  uint8_t errors;         ///< FileErrors
  uint8_t atEnd;          ///< the last read found the end
  uint8_t* readData;      ///< leaf block, bytes [readStart, readEnd) are unread
  int64_t readStart, readEnd, readCapacity;
  uint8_t* writeData;     ///< leaf block
  int64_t writeCount, writeCapacity;
  FileObj* nextOpen;      ///< chain of streams to flush at exit
  FileObj* previousOpen;
  Value name, mode;
  Value buffer;           ///< `.buffer` of a text stream, made on demand
};
enum FileEncoding : uint8_t { kUtf8, kLatin1, kAscii };
enum FileErrors : uint8_t { kStrict, kIgnore, kReplace, kSurrogateEscape, kBackslashReplace };
/// newline=None translates \n, \r and \r\n to \n; '' recognises all and translates none; the others end lines with just that.
enum NewlineMode : uint8_t { kUniversal, kUntranslated, kLf, kCr, kCrLf };

extern "C" {
extern ClassObj trv_class_text_file, trv_class_buffered_reader, trv_class_buffered_writer, trv_class_buffered_random;
}

extern FileObj* gStdin;
extern FileObj* gStdout;
extern FileObj* gStderr;

Value openFile(Value path, Value mode, Value buffering, Value encoding, Value errors, Value newline);
/// Text to a text stream; -1 = raised.
int fileWriteStr(FileObj* f, StrObj* text);
int fileFlush(FileObj* f);
/// One line with its end, as str or bytes; empty at the end of the file. `limit` < 0: none.
Value fileReadLine(FileObj* f, int64_t limit);
/// Flushes every open stream at exit; -1 when standard output could not be written (the exit status becomes 120).
int flushAllFiles();
/// sys.stdout as it is now (the program may replace it), or 0 when it is None or deleted.
Value currentStdout();

}  // namespace trivium::runtime
