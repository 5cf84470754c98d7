// Stands in for the CUDA toolkit's header of this name where a build's flags lead to none: what sources need to be read.
#pragma once
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <podcheck_vectors.h>

enum cudaError { cudaSuccess = 0, cudaErrorInvalidValue = 1, cudaErrorMemoryAllocation = 2 };
typedef cudaError cudaError_t;
typedef unsigned long long cudaTextureObject_t;
typedef unsigned long long cudaSurfaceObject_t;
PODCHECK_RUNTIME(cuda)
cudaError_t cudaMallocHost(void **, size_t, unsigned int = 0);
template<class T> cudaError_t cudaMallocHost(T **, size_t, unsigned int = 0);
cudaError_t cudaFreeHost(void *);
extern "C" cudaError_t cudaLaunchKernel(const void *, dim3, dim3, void **, size_t, cudaStream_t);
extern "C" unsigned int __cudaPushCallConfiguration(dim3, dim3, size_t = 0, cudaStream_t = 0);
extern "C" cudaError_t cudaConfigureCall(dim3, dim3, size_t = 0, cudaStream_t = 0);
