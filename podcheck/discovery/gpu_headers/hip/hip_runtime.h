// Stands in for ROCm's header of this name where a build's flags lead to none: what sources need to be read.
#pragma once
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <podcheck_vectors.h>

enum hipError_t { hipSuccess = 0, hipErrorInvalidValue = 1, hipErrorOutOfMemory = 2 };
PODCHECK_RUNTIME(hip)
hipError_t hipHostMalloc(void **, size_t, unsigned int = 0);
template<class T> hipError_t hipHostMalloc(T **, size_t, unsigned int = 0);
hipError_t hipHostFree(void *);
extern "C" hipError_t hipLaunchKernel(const void *, dim3, dim3, void **, size_t, hipStream_t);
extern "C" hipError_t __hipPushCallConfiguration(dim3, dim3, size_t = 0, hipStream_t = 0);
extern "C" hipError_t hipConfigureCall(dim3, dim3, size_t = 0, hipStream_t = 0);
#define hipLaunchKernelGGL(kernel, blocks, threads, bytes, stream, ...) kernel<<<(blocks), (threads), (bytes), (stream)>>>(__VA_ARGS__)
