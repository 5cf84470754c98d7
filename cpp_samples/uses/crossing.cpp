// Bytes that leave the process, or come from outside.
// podcheck: std=c++14
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

struct Header { int kind; int length; };
struct Padded { char kind; int length; };
struct Linked { Linked* next; long value; };
struct Last { long value; Linked within; };
// expect: any
struct ConstLast { explicit ConstLast(int i) : id(i) {} int value; const int id; };
// expect: any
struct WithConst { explicit WithConst(long i) : id(i) {} const long id; long value; };
// expect: any
struct Owner { Owner() = default; Owner(const Owner&); ~Owner(); char* text; };

void out(int fd, FILE* file, std::ofstream& stream, const Header& h, const Padded& p, const Linked& l, const Owner& o) {
  (void)!write(fd, &o, sizeof o);                                 // finds: bytes-out
  fwrite(&l, sizeof l, 1, file);                                  // finds: bytes-out-pointer
  send(fd, reinterpret_cast<const char*>(&p), sizeof p, 0);       // finds: bytes-out-padding
  stream.write(reinterpret_cast<const char*>(&o), sizeof(Owner)); // finds: bytes-out
  (void)!write(fd, &h, sizeof h);
  fwrite(&h, sizeof h, 1, file);
  stream.write(reinterpret_cast<const char*>(&h), sizeof h);
  (void)!write(fd, &p, 1);         // before the padding
  (void)!write(fd, o.text, 10);
  Padded clear;
  memset(&clear, 0, sizeof clear);
  clear.kind = 1;
  (void)!write(fd, &clear, sizeof clear);
}

void in(int fd, FILE* file, std::ifstream& stream, Header& h, Padded& p, Linked& l, Owner& o, WithConst& w,
        Last& last, ConstLast& c) {
  (void)!read(fd, &o, sizeof o);                             // finds: bytes-in
  (void)!fread(&l, sizeof l, 1, file);                       // finds: bytes-in-pointer
  stream.read(reinterpret_cast<char*>(&o), sizeof o);        // finds: bytes-in
  recv(fd, &w, sizeof w, 0);                                 // finds: raw-write-over-const
  (void)!fread(&last, 8, 1, file);                           // all before the pointer
  (void)!fread(&last, 9, 1, file);                           // finds: bytes-in-pointer
  recv(fd, &w, 8, 0);                                        // finds: raw-write-over-const
  recv(fd, &c, 4, 0);                                        // before the const member
  (void)!read(fd, &h, sizeof h);
  recv(fd, &p, sizeof p, 0);
  stream.read(reinterpret_cast<char*>(&h), sizeof h);
}

int viewed(int fd) {
  void* map = mmap(nullptr, 4096, PROT_READ, MAP_SHARED, fd, 0);
  auto* owner = static_cast<Owner*>(map);                    // finds: bytes-viewed
  auto* header = static_cast<Header*>(map);
  char buffer[512];
  (void)!read(fd, buffer, sizeof buffer);
  auto* linked = reinterpret_cast<Linked*>(buffer);          // finds: bytes-in-pointer
  auto* second = reinterpret_cast<Owner*>(buffer);           // finds: bytes-viewed
  auto* plain = reinterpret_cast<Header*>(buffer);
  alignas(Owner) char storage[sizeof(Owner)];
  Owner* made = new (storage) Owner;
  Owner* same = reinterpret_cast<Owner*>(storage);
  return owner == second || same == made || header == plain || linked != nullptr;
}

void store(const char* bytes, unsigned long size);

void handed_over(const Owner& o, const Header& h) {
  store(reinterpret_cast<const char*>(&o), sizeof o);        // finds: bytes-handed-over
  store(reinterpret_cast<const char*>(&h), sizeof h);
  store(o.text, sizeof(Owner));
}

// A function of the program that is called like one of the system's.
namespace mine {
struct Stream { void write(const Owner*, unsigned long); };
void memcpy(Owner*, const Owner*, unsigned long);
void f(Stream& stream, Owner* a, const Owner* b) {
  stream.write(b, sizeof *b);
  memcpy(a, b, sizeof *b);
}
}  // namespace mine
