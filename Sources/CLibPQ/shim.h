#ifndef SLUSE_CLIBPQ_SHIM_H
#define SLUSE_CLIBPQ_SHIM_H

#include <libpq-fe.h>
/* Swift's Glibc module leaves this header out. */
#include <sys/eventfd.h>

#endif
