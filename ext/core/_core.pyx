# distutils: language = c++
# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: auto_pickle=False, autotestdict=False
"""The Cython core of actp; composed of one include per concept."""
include "interpreter.pxi"
include "threads.pxi"
include "fields.pxi"
include "records.pxi"
include "batch.pxi"
include "streams.pxi"
include "api.pxi"
