// Inline caches of generated code: attributes, methods, instantiation of classes. Code compares what it has with the site's key; at another
// key it looks in the site's table, a hash table without collisions, which exists once a second key was seen. Everything else is for the
// helper, which fills both (runtime/site_cache.cpp).
//
// There is nothing else to test: what no longer holds is removed. A change of a class that may invalidate what was found on classes
// empties all sites (classesChanged).
#pragma once
#include "runtime/abi/value.h"

namespace trivium::runtime {

/// What a way knows, by the sort of site. The key is the Shape of the object, at instantiations the class.
///
/// | site        | first                                    | second                                   |
/// |-------------|------------------------------------------|------------------------------------------|
/// | get         | byte offset of the slot in the instance  |                                          |
/// | set         | the same                                 | Shape of the object afterwards           |
/// | method      | FunctionObj that takes exactly the       | its FunctionInfo                         |
/// |             | object and the arguments                 |                                          |
/// | instantiate | FunctionObj of `__init__`, likewise      | its FunctionInfo                         |
/// | raised      | the same for a class of exceptions; 0:   | its FunctionInfo                         |
/// |             | the arguments are kept, nothing else     |                                          |
/// | super       | what is found, a function as above or    | its FunctionInfo, 0: something native    |
/// |             | a native method                          |                                          |
///
/// At a super site (a method called on super(cls, self)) the key is the Shape of self, `third` is cls.
struct SiteWay {
  uint64_t first, second, third;
};

struct SiteRow {
  uint64_t key;  ///< 0 = empty
  SiteWay way;
};

constexpr int kSiteRowBits = 4;  ///< a table has 1 << kSiteRowBits rows; that of a key is (key * multiplier) >> (64 - kSiteRowBits)

struct alignas(16) SiteCache {
  uint64_t key;          ///< 0 = empty
  SiteWay way;
  uint64_t multiplier;
  SiteRow* rows;         ///< null while one key suffices; instantiation sites have none
  SiteCache* nextFilled; ///< list of the sites with a key
  union {
    AttrCache rest;      ///< what is not for ways: other kinds of attributes
    struct {             ///< at instantiations: what the new object is to be
      Shape* shape;
      uint64_t bumpOffset;  ///< of its size class in trv_gc_bump
      uint64_t cellBytes;   ///< of that class
    } fresh;
  };
};

}  // namespace trivium::runtime
