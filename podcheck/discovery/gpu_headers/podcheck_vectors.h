// The vector types that every CUDA and HIP source may name, of the size and alignment that the vendors document.
#pragma once

#define __host__ __attribute__((host))
#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#ifndef __managed__
#define __managed__ __attribute__((managed))
#endif
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ __inline__ __attribute__((always_inline))
#define __align__(n) __attribute__((aligned(n)))

#define PODCHECK_VECTOR(type, name, one, two, four)                                                     \
    struct __attribute__((aligned(one))) name##1 { type x; };                                           \
    struct __attribute__((aligned(two))) name##2 { type x, y; };                                        \
    struct name##3 { type x, y, z; };                                                                   \
    struct __attribute__((aligned(four))) name##4 { type x, y, z, w; };                                 \
    static inline __host__ __device__ name##1 make_##name##1(type x) { name##1 v = {x}; return v; }     \
    static inline __host__ __device__ name##2 make_##name##2(type x, type y) {                          \
        name##2 v = {x, y}; return v;                                                                   \
    }                                                                                                   \
    static inline __host__ __device__ name##3 make_##name##3(type x, type y, type z) {                  \
        name##3 v = {x, y, z}; return v;                                                                \
    }                                                                                                   \
    static inline __host__ __device__ name##4 make_##name##4(type x, type y, type z, type w) {          \
        name##4 v = {x, y, z, w}; return v;                                                             \
    }
PODCHECK_VECTOR(signed char, char, 1, 2, 4)
PODCHECK_VECTOR(unsigned char, uchar, 1, 2, 4)
PODCHECK_VECTOR(short, short, 2, 4, 8)
PODCHECK_VECTOR(unsigned short, ushort, 2, 4, 8)
PODCHECK_VECTOR(int, int, 4, 8, 16)
PODCHECK_VECTOR(unsigned int, uint, 4, 8, 16)
PODCHECK_VECTOR(long, long, sizeof(long), 2 * sizeof(long), 16)
PODCHECK_VECTOR(unsigned long, ulong, sizeof(long), 2 * sizeof(long), 16)
PODCHECK_VECTOR(long long, longlong, 8, 16, 16)
PODCHECK_VECTOR(unsigned long long, ulonglong, 8, 16, 16)
PODCHECK_VECTOR(float, float, 4, 8, 16)
PODCHECK_VECTOR(double, double, 8, 16, 16)
#undef PODCHECK_VECTOR

struct dim3 {
    unsigned int x, y, z;
#if __cplusplus >= 201103L
    __host__ __device__ constexpr dim3(unsigned int a = 1, unsigned int b = 1, unsigned int c = 1) : x(a), y(b), z(c) {}
    __host__ __device__ constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
    __host__ __device__ constexpr operator uint3() const { return uint3{x, y, z}; }
#else
    __host__ __device__ dim3(unsigned int a = 1, unsigned int b = 1, unsigned int c = 1) : x(a), y(b), z(c) {}
    __host__ __device__ dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
    __host__ __device__ operator uint3() const { uint3 v = {x, y, z}; return v; }
#endif
};

extern __device__ const uint3 threadIdx, blockIdx;
extern __device__ const dim3 blockDim, gridDim;
extern __device__ const int warpSize;

__device__ void __syncthreads();
__device__ void __syncwarp(unsigned int mask = 0xffffffff);
__device__ void __threadfence();
__device__ void __threadfence_block();
__device__ void __threadfence_system();
__device__ int __syncthreads_count(int);
__device__ int __syncthreads_and(int);
__device__ int __syncthreads_or(int);
__device__ unsigned int __activemask();
__device__ unsigned int __ballot_sync(unsigned int, int);
__device__ int __all_sync(unsigned int, int);
__device__ int __any_sync(unsigned int, int);
__device__ int __popc(unsigned int);
__device__ int __clz(int);
__device__ int __ffs(int);
__device__ long long clock64();
template<class T> __device__ T __ldg(const T *);
template<class T> __device__ T __shfl_sync(unsigned int, T, int, int = 32);
template<class T> __device__ T __shfl_up_sync(unsigned int, T, unsigned int, int = 32);
template<class T> __device__ T __shfl_down_sync(unsigned int, T, unsigned int, int = 32);
template<class T> __device__ T __shfl_xor_sync(unsigned int, T, int, int = 32);
template<class T> struct podcheck_same { typedef T type; };
template<class T> __device__ T atomicAdd(T *, typename podcheck_same<T>::type);
template<class T> __device__ T atomicSub(T *, typename podcheck_same<T>::type);
template<class T> __device__ T atomicExch(T *, typename podcheck_same<T>::type);
template<class T> __device__ T atomicMin(T *, typename podcheck_same<T>::type);
template<class T> __device__ T atomicMax(T *, typename podcheck_same<T>::type);
template<class T> __device__ T atomicAnd(T *, typename podcheck_same<T>::type);
template<class T> __device__ T atomicOr(T *, typename podcheck_same<T>::type);
template<class T> __device__ T atomicXor(T *, typename podcheck_same<T>::type);
template<class T> __device__ T atomicCAS(T *, typename podcheck_same<T>::type, typename podcheck_same<T>::type);

// The functions of the runtime that most sources call; `gpu` is cuda or hip.
#define PODCHECK_RUNTIME(gpu)                                                                           \
    typedef struct gpu##PodcheckStream *gpu##Stream_t;                                                  \
    typedef struct gpu##PodcheckEvent *gpu##Event_t;                                                    \
    enum gpu##MemcpyKind {                                                                              \
        gpu##MemcpyHostToHost, gpu##MemcpyHostToDevice, gpu##MemcpyDeviceToHost,                        \
        gpu##MemcpyDeviceToDevice, gpu##MemcpyDefault                                                   \
    };                                                                                                  \
    gpu##Error_t gpu##Malloc(void **, size_t);                                                          \
    template<class T> gpu##Error_t gpu##Malloc(T **, size_t);                                           \
    gpu##Error_t gpu##MallocManaged(void **, size_t, unsigned int = 1);                                 \
    template<class T> gpu##Error_t gpu##MallocManaged(T **, size_t, unsigned int = 1);                  \
    gpu##Error_t gpu##Free(void *);                                                                     \
    gpu##Error_t gpu##Memcpy(void *, const void *, size_t, gpu##MemcpyKind);                            \
    gpu##Error_t gpu##MemcpyAsync(void *, const void *, size_t, gpu##MemcpyKind, gpu##Stream_t = 0);    \
    gpu##Error_t gpu##Memset(void *, int, size_t);                                                      \
    gpu##Error_t gpu##MemsetAsync(void *, int, size_t, gpu##Stream_t = 0);                              \
    template<class T> gpu##Error_t gpu##MemcpyToSymbol(                                                 \
        const T &, const void *, size_t, size_t = 0, gpu##MemcpyKind = gpu##MemcpyHostToDevice);        \
    template<class T> gpu##Error_t gpu##MemcpyFromSymbol(                                               \
        void *, const T &, size_t, size_t = 0, gpu##MemcpyKind = gpu##MemcpyDeviceToHost);              \
    gpu##Error_t gpu##MemGetInfo(size_t *, size_t *);                                                   \
    gpu##Error_t gpu##GetLastError();                                                                   \
    gpu##Error_t gpu##PeekAtLastError();                                                                \
    const char *gpu##GetErrorString(gpu##Error_t);                                                      \
    const char *gpu##GetErrorName(gpu##Error_t);                                                        \
    gpu##Error_t gpu##SetDevice(int);                                                                   \
    gpu##Error_t gpu##GetDevice(int *);                                                                 \
    gpu##Error_t gpu##GetDeviceCount(int *);                                                            \
    gpu##Error_t gpu##DeviceSynchronize();                                                              \
    gpu##Error_t gpu##DeviceReset();                                                                    \
    gpu##Error_t gpu##StreamCreate(gpu##Stream_t *);                                                    \
    gpu##Error_t gpu##StreamCreateWithFlags(gpu##Stream_t *, unsigned int);                             \
    gpu##Error_t gpu##StreamDestroy(gpu##Stream_t);                                                     \
    gpu##Error_t gpu##StreamSynchronize(gpu##Stream_t);                                                 \
    gpu##Error_t gpu##StreamWaitEvent(gpu##Stream_t, gpu##Event_t, unsigned int = 0);                   \
    gpu##Error_t gpu##EventCreate(gpu##Event_t *);                                                      \
    gpu##Error_t gpu##EventCreateWithFlags(gpu##Event_t *, unsigned int);                               \
    gpu##Error_t gpu##EventDestroy(gpu##Event_t);                                                       \
    gpu##Error_t gpu##EventRecord(gpu##Event_t, gpu##Stream_t = 0);                                     \
    gpu##Error_t gpu##EventSynchronize(gpu##Event_t);                                                   \
    gpu##Error_t gpu##EventElapsedTime(float *, gpu##Event_t, gpu##Event_t);
