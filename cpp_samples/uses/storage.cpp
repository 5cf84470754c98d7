// Storage that holds no object yet, buffers that were set before, and what is handed to a function that nothing is known of.
// podcheck: std=c++14
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/mman.h>
#include <sys/msg.h>

// expect: any
struct Owner { Owner(); Owner(const Owner&); ~Owner(); char* text; };
struct Padded { char kind; int length; };
struct Linked { Linked* next; long value; };
// expect: any
struct Named : Padded { Named(); ~Named(); int id; };

Owner* filled() { Owner* o = static_cast<Owner*>(malloc(sizeof(Owner))); memset((void*)o, 0, sizeof(Owner)); return o; }  // finds: storage-not-constructed
Owner* made() { Owner* o = static_cast<Owner*>(malloc(sizeof(Owner))); memset((void*)o, 0, sizeof(Owner)); return new (o) Owner; }
char* used() { Owner* o = (Owner*)calloc(4, sizeof(Owner)); return o[1].text; }  // finds: storage-not-constructed
void make(Owner*);
char* handed() { Owner* o = (Owner*)calloc(4, sizeof(Owner)); make(o); return o->text; }
int implicit() { Padded* p = (Padded*)malloc(sizeof(Padded)); p->length = 2; return p->length; }
alignas(Owner) char area[sizeof(Owner)];
char* in_array() { Owner* o = reinterpret_cast<Owner*>(area); return o->text; }  // finds: storage-not-constructed

bool same(int n) {
  Padded a, b;
  memset(&a, 0, sizeof a); a.length = n;
  memset(&b, 0, sizeof b); b.length = 2;
  return memcmp(&a, &b, sizeof a) == 0;
}
bool half(const Padded& b) {
  Padded a;
  memset(&a, 0, sizeof a);
  return memcmp(&a, &b, sizeof a) == 0;  // finds: raw-compare-padding
}

Linked* anonymous(unsigned long n) {
  char* memory = (char*)mmap(nullptr, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return (Linked*)(memory + 16);
}
void base_alone(void* out, const Named* named) { memcpy(out, named, sizeof(Padded)); }
void queue(int id, Linked& l) { msgsnd(id, &l, sizeof l - sizeof(long), 0); }  // finds: bytes-out-pointer

struct Channel { unsigned long put(const void*, unsigned long); };
void drop_sized(void*, unsigned long);
void hand(Channel& channel, Owner& o, Padded& p) {
  channel.put(&o, sizeof o);   // finds: bytes-handed-over
  channel.put(&p, sizeof p);
  ::operator delete(&o, sizeof o);
}
