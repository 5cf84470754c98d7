// Scatter and gather: what an iovec leads to is sent, or filled, by the call that is given it.
// podcheck: std=c++11..
#include <sys/socket.h>
#include <sys/uio.h>

// expect: any
struct Name { Name(const Name&); int n; };
// expect: any
struct Padded { char c; int i; };
// expect: any
struct Plain { int i; };

void f(int fd, Name& n, Name* p, Padded& d, Plain& i) {
  iovec v;
  v.iov_base = &n; v.iov_len = sizeof n;
  writev(fd, &v, 1);                              // finds: bytes-out
  iovec w = {p, sizeof(Name)};
  readv(fd, &w, 1);                               // finds: bytes-in
  iovec two[2];
  two[0].iov_base = &d; two[0].iov_len = sizeof d;
  two[1].iov_base = (void*)&i; two[1].iov_len = sizeof(i);
  msghdr m = msghdr();
  m.msg_iov = two; m.msg_iovlen = 2;
  sendmsg(fd, &m, 0);                             // finds: bytes-out-padding
}

// Near misses: members without padding, bytes of a buffer, an iovec that is not sent.
void g(int fd, Plain& i, Name& n) {
  char buffer[16];
  iovec v[] = {{&i, sizeof i}, {buffer, sizeof buffer}};
  writev(fd, v, 2);
  iovec kept = {&n, sizeof n};
  (void)kept;
}
