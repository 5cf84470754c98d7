r"""The kinds of small sources that `uses_set` makes, each as a place that is a fault, and as one that only looks so.

In the texts OWNER is a class with a constructor and a destructor of its own, PLAIN one of numbers without padding,
PADDED has padding, LINKED a pointer, SHAPE a virtual function; FUNC, VAR and OTHER are names. Each class has a member
`id`. `// finds: code` marks the lines on which that is to be found; what stands behind `//// file` is another file's.
"""

from __future__ import annotations

KINDS: dict[str, tuple[str, str]] = {
    "function template": (
        """#include "part.hpp"
void FUNC(OWNER& VAR) { zero(VAR); }
//// part.hpp
#include <cstring>
template<class T> void zero(T& what) { memset((void*)&what, 0, sizeof what); }  // finds: raw-fill
""",
        """#include "part.hpp"
void FUNC(PLAIN& VAR) { zero(VAR); }
//// part.hpp
#include <cstring>
template<class T> void zero(T& what) { memset((void*)&what, 0, sizeof what); }
""",
    ),
    "template of an include folder": (
        """#include <part.hpp>
void FUNC(OWNER& VAR, OWNER& OTHER) { base::move(VAR, OTHER); }
//// include/part.hpp
#include <cstring>
namespace base {
template<class T> void move(T& to, T& from) { memcpy((void*)&to, (void*)&from, sizeof(T)); }  // finds: raw-copy
}
""",
        """#include <part.hpp>
void FUNC(OWNER& VAR, OWNER& OTHER) { base::move(VAR, OTHER); }
//// include/part.hpp
#include <cstring>
namespace base {
template<class T> void move(T& to, T& from) { to.id = from.id; }
template<class T> void never(T& to, T& from) { memcpy((void*)&to, (void*)&from, sizeof(T)); }
}
""",
    ),
    "member of a class template": (
        """#include "part.hpp"
void FUNC(Stack<OWNER>& VAR, OWNER* OTHER) { VAR.take(OTHER); }
//// part.hpp
#include <cstring>
template<class T> struct Stack {
  T* base; int count;
  void take(const T* other) {
    memcpy((void*)base, (const void*)other, count * sizeof(T));  // finds: raw-copy
  }
};
""",
        """#include "part.hpp"
void FUNC(Stack<OWNER>& VAR, OWNER* OTHER) { VAR.take(OTHER); }
//// part.hpp
#include <cstring>
template<class T> struct Stack {
  T* base; int count;
  void take(const T* other) { base = const_cast<T*>(other); }
  void copy(const T* other) { memcpy((void*)base, (const void*)other, count * sizeof(T)); }
};
""",
    ),
    "template called by a template": (
        """#include "outer.hpp"
void FUNC(OWNER* VAR) { reset(VAR); }
//// outer.hpp
#include <inner.hpp>
template<class T> void reset(T* it) { zero(*it); }
//// include/inner.hpp
#include <cstring>
template<class T> void zero(T& what) { std::memset((void*)&what, 0, sizeof(T)); }  // finds: raw-fill
""",
        """#include "outer.hpp"
void FUNC(PLAIN* VAR) { reset(VAR); }
//// outer.hpp
#include <inner.hpp>
template<class T> void reset(T* it) { zero(*it); }
//// include/inner.hpp
#include <cstring>
template<class T> void zero(T& what) { std::memset((void*)&what, 0, sizeof(T)); }
""",
    ),
    "member template": (
        """#include <part.hpp>
void FUNC(Buffer<int>& VAR, OWNER& OTHER) { VAR.put(OTHER); }
//// include/part.hpp
#include <cstring>
template<class C> struct Buffer {
  char bytes[256];
  template<class T> void put(const T& t) { memcpy(bytes, (const void*)&t, sizeof t); }  // finds: raw-copy
};
""",
        """#include <part.hpp>
void FUNC(Buffer<int>& VAR, PLAIN& OTHER) { VAR.put(OTHER); }
//// include/part.hpp
#include <cstring>
template<class C> struct Buffer {
  char bytes[256];
  template<class T> void put(const T& t) { memcpy(bytes, (const void*)&t, sizeof t); }
};
""",
    ),
    "member of a template, defined behind it": (
        """#include <part.hpp>
void FUNC(OWNER* VAR) { Pool<OWNER>::clear(VAR); }
//// include/part.hpp
#include <cstring>
template<class T> struct Pool { static void clear(T* t); };
template<class T> void Pool<T>::clear(T* t) { memset((void*)t, 0, sizeof(T)); }  // finds: raw-fill
""",
        """#include <part.hpp>
void FUNC(PLAIN* VAR) { Pool<PLAIN>::clear(VAR); }
//// include/part.hpp
#include <cstring>
template<class T> struct Pool { static void clear(T* t); };
template<class T> void Pool<T>::clear(T* t) { memset((void*)t, 0, sizeof(T)); }
""",
    ),
    "class within a class template": (
        """#include <part.hpp>
void FUNC(List<OWNER>& VAR) { VAR.go(); }
//// include/part.hpp
#include <cstring>
template<class T> struct List {
  struct Node { T value; void wipe() { memset((void*)&value, 0, sizeof value); } };  // finds: raw-fill
  Node first;
  void go() { first.wipe(); }
};
""",
        """#include <part.hpp>
void FUNC(List<OWNER>& VAR) { VAR.go(); }
//// include/part.hpp
#include <cstring>
template<class T> struct List {
  struct Node { T value; void wipe() { memset((void*)&value, 0, sizeof value); } void keep() {} };
  Node first;
  void go() { first.keep(); }
};
""",
    ),
    "destructor of a class template": (
        """#include <part.hpp>
void FUNC() { Holder<OWNER> VAR; }
//// include/part.hpp
#include <cstring>
template<class T> struct Holder {
  T* held = nullptr;
  ~Holder() { memset((void*)held, 0, sizeof *held); }  // finds: raw-fill
};
""",
        """#include <part.hpp>
void FUNC(Holder<OWNER>* VAR) { VAR->held = nullptr; }
//// include/part.hpp
#include <cstring>
template<class T> struct Holder {
  T* held = nullptr;
  ~Holder() { memset((void*)held, 0, sizeof *held); }
};
""",
    ),
    "constructor of a class template": (
        """#include <part.hpp>
void FUNC(OWNER* OTHER) { Taker<OWNER> VAR(OTHER); }
//// include/part.hpp
#include <cstring>
template<class T> struct Taker {
  char kept[sizeof(T)];
  explicit Taker(T* from) { memcpy(kept, (void*)from, sizeof(T)); }  // finds: raw-copy
};
""",
        """#include <part.hpp>
void FUNC(PLAIN* OTHER) { Taker<PLAIN> VAR(OTHER); }
//// include/part.hpp
#include <cstring>
template<class T> struct Taker {
  char kept[sizeof(T)];
  explicit Taker(T* from) { memcpy(kept, (void*)from, sizeof(T)); }
};
""",
    ),
    "guarded template": (
        """#include <part.hpp>
void FUNC(OWNER* VAR, OWNER* OTHER) { assign(VAR, OTHER); }
//// include/part.hpp
#include <cstring>
#include <type_traits>
template<class T> void assign(T* to, T* from) {
  if (sizeof(T) > 1)
    memcpy((void*)to, (void*)from, sizeof(T));  // finds: raw-copy
}
""",
        """#include <part.hpp>
void FUNC(OWNER* VAR, OWNER* OTHER) { assign(VAR, OTHER); }
//// include/part.hpp
#include <cstring>
#include <type_traits>
template<class T> void assign(T* to, T* from) {
  if constexpr (std::is_trivially_copyable<T>::value)
    memcpy((void*)to, (void*)from, sizeof(T));
  else
    to->id = from->id;
}
""",
    ),
    "inline function of a header": (
        """#include "part.hpp"
int FUNC() { return 1; }
//// part.hpp
#include <cstring>
struct Held { Held(const Held&); int id; };
inline void zero(Held& what) { memset((void*)&what, 0, sizeof what); }  // finds: raw-fill
""",
        """#include "part.hpp"
int FUNC() { return 1; }
//// part.hpp
#include <cstring>
struct Held { int id; };
inline void zero(Held& what) { memset((void*)&what, 0, sizeof what); }
""",
    ),
    "generic lambda": (
        """#include <cstring>
void FUNC(OWNER& VAR) {
  auto OTHER = [](auto& it) { memset((void*)&it, 0, sizeof it); };  // finds: raw-fill
  OTHER(VAR);
}
""",
        """#include <cstring>
void FUNC(PLAIN& VAR) {
  auto OTHER = [](auto& it) { memset((void*)&it, 0, sizeof it); };
  OTHER(VAR);
}
""",
    ),
    "malloc": (
        """#include <cstdlib>
OWNER* FUNC() {
  OWNER* VAR = (OWNER*)malloc(sizeof(OWNER));
  VAR->id = 1;  // finds: storage-not-constructed
  return VAR;
}
""",
        """#include <cstdlib>
#include <new>
OWNER* FUNC() {
  OWNER* VAR = (OWNER*)malloc(sizeof(OWNER));
  new (VAR) OWNER();
  VAR->id = 1;
  return VAR;
}
""",
    ),
    "malloc, assigned": (
        """#include <cstdlib>
OWNER* FUNC() {
  OWNER* VAR;
  VAR = static_cast<OWNER*>(malloc(sizeof(OWNER)));
  VAR->id = 1;  // finds: storage-not-constructed
  return VAR;
}
""",
        """#include <cstdlib>
PLAIN* FUNC() {
  PLAIN* VAR;
  VAR = static_cast<PLAIN*>(malloc(sizeof(PLAIN)));
  VAR->id = 1;
  return VAR;
}
""",
    ),
    "calloc": (
        """#include <cstdlib>
OWNER* FUNC(unsigned n) {
  OWNER* VAR = static_cast<OWNER*>(calloc(n, sizeof(OWNER)));
  for (unsigned i = 0; i < n; i++) VAR[i].id = 2;  // finds: storage-not-constructed
  return VAR;
}
""",
        """#include <cstdlib>
#include <new>
OWNER* FUNC(unsigned n) {
  OWNER* VAR = static_cast<OWNER*>(calloc(n, sizeof(OWNER)));
  for (unsigned i = 0; i < n; i++) new (&VAR[i]) OWNER();
  VAR[0].id = 2;
  return VAR;
}
""",
    ),
    "alloca": (
        """#include <alloca.h>
int FUNC() {
  OWNER* VAR = (OWNER*)alloca(sizeof(OWNER));
  VAR->id = 3;  // finds: storage-not-constructed
  return VAR->id;
}
""",
        """#include <alloca.h>
int FUNC() {
  PLAIN* VAR = (PLAIN*)alloca(sizeof(PLAIN));
  VAR->id = 3;
  return VAR->id;
}
""",
    ),
    "operator new": (
        """#include <new>
OWNER* FUNC() {
  OWNER* VAR = static_cast<OWNER*>(::operator new(sizeof(OWNER)));
  VAR->id = 3;  // finds: storage-not-constructed
  return VAR;
}
""",
        """#include <new>
OWNER* FUNC() {
  OWNER* VAR = static_cast<OWNER*>(::operator new(sizeof(OWNER)));
  ::new (static_cast<void*>(VAR)) OWNER();
  VAR->id = 3;
  return VAR;
}
""",
    ),
    "array of bytes": (
        """alignas(16) static unsigned char OTHER[64];
int FUNC() {
  OWNER* VAR = reinterpret_cast<OWNER*>(OTHER);
  return VAR->id;  // finds: storage-not-constructed
}
""",
        """#include <new>
alignas(16) static unsigned char OTHER[64];
int FUNC() {
  new (OTHER) OWNER();
  OWNER* VAR = reinterpret_cast<OWNER*>(OTHER);
  return VAR->id;
}
""",
    ),
    "memset of storage": (
        """#include <cstdlib>
#include <cstring>
OWNER* FUNC() {
  OWNER* VAR = (OWNER*)malloc(sizeof(OWNER));
  memset((void*)VAR, 0, sizeof(OWNER));  // finds: storage-not-constructed
  return VAR;
}
""",
        """#include <cstdlib>
#include <cstring>
#include <new>
OWNER* FUNC() {
  OWNER* VAR = (OWNER*)malloc(sizeof(OWNER));
  memset((void*)VAR, 0, sizeof(OWNER));
  return new (VAR) OWNER();
}
""",
    ),
    "memset behind placement": (
        """#include <cstring>
#include <new>
OWNER* FUNC(void* OTHER) {
  OWNER* VAR = new (OTHER) OWNER();
  memset((void*)VAR, 0, sizeof *VAR);  // finds: raw-fill
  return VAR;
}
""",
        """#include <cstring>
#include <new>
OWNER* FUNC(OWNER* VAR) {
  VAR->~OWNER();
  memset((void*)VAR, 0, sizeof *VAR);
  return new (VAR) OWNER();
}
""",
    ),
    "realloc": (
        """#include <cstdlib>
OWNER* FUNC(OWNER* VAR, unsigned n) {
  return (OWNER*)realloc((void*)VAR, n * sizeof(OWNER));  // finds: raw-reallocate
}
""",
        """#include <cstdlib>
LINKED* FUNC(LINKED* VAR, unsigned n) {
  return (LINKED*)realloc((void*)VAR, n * sizeof(LINKED));
}
""",
    ),
    "void pointer by itself": (
        """struct Out { unsigned long put(const void*, unsigned long); };
void FUNC(Out& to, OWNER& VAR) {
  to.put(&VAR, sizeof VAR);  // finds: bytes-handed-over
}
""",
        """struct Out { unsigned long put(const void*, unsigned long); };
void FUNC(Out& to, PLAIN& VAR) {
  to.put(&VAR, sizeof VAR);
}
""",
    ),
    "sizeof of the class": (
        """void store(const void*, unsigned long);
void FUNC(OWNER* VAR) {
  store(VAR, sizeof(OWNER));  // finds: bytes-handed-over
}
""",
        """void deallocate(const void*, unsigned long);
void FUNC(OWNER* VAR) {
  deallocate(VAR, sizeof(OWNER));
}
""",
    ),
    "memdup": (
        """void* memdup(const void*, unsigned long);
OWNER* FUNC(OWNER* VAR) {
  return (OWNER*)memdup((const char*)VAR, sizeof(OWNER));  // finds: bytes-handed-over
}
""",
        """void* memdup(const void*, unsigned long);
OWNER* FUNC(OWNER* VAR, const char* OTHER) {
  memdup(OTHER, sizeof(int));
  return new OWNER(*VAR);
}
""",
    ),
    "alias of bytes, filled": (
        """#include <cstring>
void FUNC(OWNER& VAR) {
  char* OTHER = (char*)&VAR;
  memset(OTHER, 0, sizeof(OWNER));  // finds: raw-fill
}
""",
        """#include <cstring>
void FUNC(char* VAR) {
  char* OTHER = VAR;
  memset(OTHER, 0, sizeof(OWNER));
}
""",
    ),
    "alias of bytes, copied": (
        """#include <cstring>
void FUNC(OWNER& VAR, void* to) {
  const unsigned char* OTHER = reinterpret_cast<const unsigned char*>(&VAR);
  memcpy(to, OTHER, sizeof VAR);  // finds: raw-copy
}
""",
        """#include <cstring>
void FUNC(OWNER& VAR, void* to, const unsigned char* from) {
  const unsigned char* OTHER = reinterpret_cast<const unsigned char*>(&VAR);
  OTHER = from;
  memcpy(to, OTHER, sizeof VAR);
}
""",
    ),
    "void alias": (
        """#include <cstring>
void FUNC(SHAPE& VAR, const void* from) {
  void* OTHER = &VAR;
  memcpy(OTHER, from, sizeof VAR);  // finds: raw-copy
}
""",
        """#include <cstring>
void FUNC(PLAIN& VAR, const void* from) {
  void* OTHER = &VAR;
  memcpy(OTHER, from, sizeof VAR);
}
""",
    ),
    "offsetof by hand": (
        """#include <cstddef>
std::size_t FUNC() {
  return (std::size_t)&((SHAPE*)0)->id;  // finds: offsetof-not-standard-layout
}
""",
        """#include <cstddef>
std::size_t FUNC() {
  return (std::size_t)&((PADDED*)0)->id;
}
""",
    ),
    "offsetof by hand, other zero": (
        """#include <cstddef>
std::size_t FUNC() {
  return reinterpret_cast<char*>(&reinterpret_cast<SHAPE*>(8)->id) - (char*)8;  // finds: offsetof-not-standard-layout
}
""",
        """#include <cstddef>
std::size_t FUNC(SHAPE* VAR) {
  return reinterpret_cast<char*>(&VAR->id) - reinterpret_cast<char*>(VAR);
}
""",
    ),
    "container of": (
        """#include <cstddef>
SHAPE* FUNC(int* VAR) {
  return (SHAPE*)((char*)VAR - offsetof(SHAPE, id));  // finds: offsetof-not-standard-layout
}
""",
        """#include <cstddef>
PADDED* FUNC(int* VAR) {
  return (PADDED*)((char*)VAR - offsetof(PADDED, id));
}
""",
    ),
    "std::fill": (
        """#include <algorithm>
void FUNC(OWNER& VAR) {
  std::fill((char*)&VAR, (char*)&VAR + sizeof VAR, 0);  // finds: raw-fill
}
""",
        """#include <algorithm>
void FUNC(OWNER* VAR, const OWNER& OTHER) {
  std::fill(VAR, VAR + 3, OTHER);
}
""",
    ),
    "std::copy": (
        """#include <algorithm>
void FUNC(OWNER& VAR, const OWNER& OTHER) {
  std::copy((const char*)&OTHER, (const char*)&OTHER + sizeof OTHER, (char*)&VAR);  // finds: raw-copy
}
""",
        """#include <algorithm>
void FUNC(OWNER* VAR, const OWNER* OTHER) {
  std::copy(OTHER, OTHER + 2, VAR);
}
""",
    ),
    "std::swap_ranges": (
        """#include <algorithm>
void FUNC(OWNER& VAR, OWNER& OTHER) {
  std::swap_ranges((char*)&OTHER, (char*)&OTHER + sizeof OTHER, (char*)&VAR);  // finds: raw-copy
}
""",
        """#include <algorithm>
void FUNC(OWNER* VAR, OWNER* OTHER) {
  std::swap_ranges(OTHER, OTHER + 2, VAR);
}
""",
    ),
    "writev": (
        """#include <sys/uio.h>
void FUNC(int fd, LINKED& VAR) {
  iovec OTHER[1] = {{&VAR, sizeof VAR}};
  writev(fd, OTHER, 1);  // finds: bytes-out-pointer
}
""",
        """#include <sys/uio.h>
void FUNC(int fd, PLAIN& VAR) {
  iovec OTHER[1] = {{&VAR, sizeof VAR}};
  writev(fd, OTHER, 1);
}
""",
    ),
    "recvmsg": (
        """#include <sys/socket.h>
#include <sys/uio.h>
void FUNC(int fd, OWNER& VAR) {
  iovec part;
  part.iov_base = &VAR;
  part.iov_len = sizeof VAR;
  msghdr OTHER = {};
  OTHER.msg_iov = &part;
  OTHER.msg_iovlen = 1;
  recvmsg(fd, &OTHER, 0);  // finds: bytes-in
}
""",
        """#include <sys/socket.h>
#include <sys/uio.h>
void FUNC(int fd, PADDED& VAR) {
  iovec part;
  part.iov_base = &VAR;
  part.iov_len = sizeof VAR;
  msghdr OTHER = {};
  OTHER.msg_iov = &part;
  OTHER.msg_iovlen = 1;
  recvmsg(fd, &OTHER, 0);
}
""",
    ),
    "msgsnd": (
        """#include <sys/msg.h>
struct Note { long type; Note* back; };
void FUNC(int queue, Note& VAR) {
  msgsnd(queue, &VAR, sizeof VAR - sizeof(long), 0);  // finds: bytes-out-pointer
  msgrcv(queue, &VAR, sizeof VAR - sizeof(long), 0, 0);  // finds: bytes-in-pointer
}
""",
        """#include <sys/msg.h>
struct Note { long type; long back; };
void FUNC(int queue, Note& VAR) {
  msgsnd(queue, &VAR, sizeof VAR - sizeof(long), 0);
  msgrcv(queue, &VAR, sizeof VAR - sizeof(long), 0, 0);
}
""",
    ),
    "digest": (
        """extern "C" int EVP_DigestUpdate(void*, const void*, unsigned long);
void FUNC(void* context, const PADDED& VAR) {
  EVP_DigestUpdate(context, &VAR, sizeof VAR);  // finds: raw-hash-padding
}
""",
        """extern "C" int EVP_DigestUpdate(void*, const void*, unsigned long);
void FUNC(void* context, const PLAIN& VAR) {
  EVP_DigestUpdate(context, &VAR, sizeof VAR);
}
""",
    ),
    "SHA256": (
        """extern "C" unsigned char* SHA256(const unsigned char*, unsigned long, unsigned char*);
void FUNC(unsigned char* sum, const PADDED& VAR) {
  SHA256((const unsigned char*)&VAR, sizeof VAR, sum);  // finds: raw-hash-padding
}
""",
        """extern "C" unsigned char* SHA256(const unsigned char*, unsigned long, unsigned char*);
void FUNC(unsigned char* sum, const PLAIN& VAR) {
  SHA256((const unsigned char*)&VAR, sizeof VAR, sum);
}
""",
    ),
    "compress": (
        """extern "C" int compress(unsigned char*, unsigned long*, const unsigned char*, unsigned long);
void FUNC(unsigned char* to, unsigned long* room, const LINKED& VAR) {
  compress(to, room, (const unsigned char*)&VAR, sizeof VAR);  // finds: bytes-out-pointer
}
""",
        """extern "C" int compress(unsigned char*, unsigned long*, const unsigned char*, unsigned long);
void FUNC(unsigned char* to, unsigned long* room, const PLAIN& VAR) {
  compress(to, room, (const unsigned char*)&VAR, sizeof VAR);
}
""",
    ),
    "BZ2": (
        """extern "C" void BZ2_bzWrite(int*, void*, void*, int);
void FUNC(void* file, OWNER& VAR) {
  int error;
  BZ2_bzWrite(&error, file, &VAR, sizeof VAR);  // finds: bytes-out
}
""",
        """extern "C" void BZ2_bzWrite(int*, void*, void*, int);
void FUNC(void* file, PLAIN& VAR) {
  int error;
  BZ2_bzWrite(&error, file, &VAR, sizeof VAR);
}
""",
    ),
    "xxhash": (
        """extern "C" unsigned long XXH64(const void*, unsigned long, unsigned long);
unsigned long FUNC(const PADDED& VAR) {
  return XXH64(&VAR, sizeof VAR, 0);  // finds: raw-hash-padding
}
""",
        """extern "C" unsigned long XXH64(const void*, unsigned long, unsigned long);
unsigned long FUNC(const PADDED& VAR) {
  return XXH64(&VAR.id, sizeof VAR.id, 0);
}
""",
    ),
    "constructor of zeros": (
        """#include <cstring>
struct Kept { Kept() : id(7), count(0) {} int id; int count; };
void FUNC(Kept& VAR) {
  memset(&VAR, 0, sizeof VAR);  // finds: raw-fill-skips-constructor
}
""",
        """#include <cstring>
struct Kept { Kept() : id(0), count(0) {} int id; int count; };
void FUNC(Kept& VAR) {
  memset(&VAR, 0, sizeof VAR);
}
""",
    ),
    "constructor that calls what clears": (
        """#include <cstring>
struct Kept { Kept() { id = 5; } void clear(); int id; char name[12]; };
void Kept::clear() {
  memset(this, 0, sizeof *this);  // finds: raw-fill-skips-constructor
}
void FUNC(Kept& VAR) { VAR.clear(); }
""",
        """#include <cstring>
struct Kept { Kept() { clear(); } void clear(); int id; char name[12]; };
void Kept::clear() {
  memset(this, 0, sizeof *this);
}
void FUNC(Kept& VAR) { memset(&VAR, 0, sizeof VAR); }
""",
    ),
    "zero before comparison": (
        """#include <cstring>
bool FUNC(int n) {
  PADDED VAR, OTHER;
  VAR.id = n;
  OTHER.id = 2;
  return memcmp(&VAR, &OTHER, sizeof VAR) == 0;  // finds: raw-compare-padding
}
""",
        """#include <cstring>
bool FUNC(int n) {
  PADDED VAR = PADDED(), OTHER = PADDED();
  VAR.id = n;
  OTHER.id = 2;
  return memcmp(&VAR, &OTHER, sizeof VAR) == 0;
}
""",
    ),
    "static before sending": (
        """#include <unistd.h>
void FUNC(int fd) {
  PADDED VAR;
  VAR.id = 1;
  write(fd, &VAR, sizeof VAR);  // finds: bytes-out-padding
}
""",
        """#include <unistd.h>
static PADDED OTHER;
void FUNC(int fd) {
  static PADDED VAR;
  VAR.id = 1;
  write(fd, &VAR, sizeof VAR);
  write(fd, &OTHER, sizeof OTHER);
}
""",
    ),
    "calloc before sending": (
        """#include <cstdlib>
#include <unistd.h>
void FUNC(int fd) {
  PADDED* VAR = (PADDED*)malloc(sizeof *VAR);
  VAR->id = 1;
  write(fd, VAR, sizeof *VAR);  // finds: bytes-out-padding
}
""",
        """#include <cstdlib>
#include <unistd.h>
void FUNC(int fd) {
  PADDED* VAR = (PADDED*)calloc(1, sizeof *VAR);
  VAR->id = 1;
  write(fd, VAR, sizeof *VAR);
}
""",
    ),
    "mmap": (
        """#include <sys/mman.h>
LINKED* FUNC(int fd, unsigned long n) {
  char* VAR = (char*)mmap(0, n, PROT_READ, MAP_PRIVATE, fd, 0);
  return (LINKED*)(VAR + 16);  // finds: bytes-in-pointer
}
""",
        """#include <sys/mman.h>
LINKED* FUNC(unsigned long n) {
  char* VAR = (char*)mmap(0, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return (LINKED*)(VAR + 16);
}
""",
    ),
    "size of a base": (
        """#include <cstring>
struct Full : PLAIN { int extra; Full(); Full(const Full&); };
void FUNC(void* to, Full* VAR) {
  memcpy(to, VAR, sizeof(Full));  // finds: raw-copy
}
""",
        """#include <cstring>
struct Full : PLAIN { int extra; Full(); Full(const Full&); };
void FUNC(void* to, Full* VAR) {
  memcpy(to, VAR, sizeof(PLAIN));
}
""",
    ),
    "overlapping base": (
        """#include <cstring>
struct Low { int id; };
struct Mid : Low { char b; };
struct High : Mid { short c; };
void FUNC(High& VAR, const Mid& from) {
  memcpy(static_cast<Mid*>(&VAR), &from, sizeof(Mid));  // finds: raw-write-over-neighbour
}
""",
        """#include <cstring>
struct Mid { int id; char b; };
struct High : Mid { short c; };
void FUNC(High& VAR, const Mid& from) {
  memcpy(static_cast<Mid*>(&VAR), &from, sizeof(Mid));
}
""",
    ),
    "wrapper with positions": (
        """namespace net { struct Socket { long put(const void*, unsigned long); }; }
void FUNC(net::Socket& to, LINKED& VAR) {
  to.put(&VAR, sizeof VAR);  // finds: bytes-out-pointer
}
//// podcheck.toml
[uses]
"net::Socket::put" = { like = "write", bytes = 1, size = 2 }
""",
        """namespace net { struct Socket { long put(const void*, unsigned long); }; }
void FUNC(net::Socket& to, PLAIN& VAR) {
  to.put(&VAR, sizeof VAR);
}
//// podcheck.toml
[uses]
"net::Socket::put" = { like = "write", bytes = 1, size = 2 }
""",
    ),
}
