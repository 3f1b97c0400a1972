# The fields of CTP's structs: where they lie, what they read as, and what they take.
#
# A Struct is what a record class knows about its fields over all versions; a slot numbers a field within it.
# A Layout is where the slots lie in one version. Records themselves are in records.pxi.

from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.object cimport PyObject_GenericGetAttr
from cpython.ref cimport Py_DECREF, Py_INCREF
from cpython.unicode cimport PyUnicode_Decode
from libc.float cimport DBL_MAX
from libc.math cimport NAN, isfinite, isinf, isnan
from libc.stdlib cimport malloc
from libc.string cimport memchr, memcmp, memcpy, memset
from libc.stdint cimport int16_t, int32_t, uint64_t

cimport cython

import difflib
from binascii import b2a_base64
from enum import Enum

from actp._checks import shown as _shown
from actp._secret import Secret as _Secret
from actp.errors import FieldError as _FieldError

cdef extern from "Python.h":
    ctypedef struct PyObject:
        pass
    ctypedef struct PyVarObject:
        pass
    ctypedef struct PyTypeObject
    ctypedef PyObject *(*newfunc)(PyTypeObject *, PyObject *, PyObject *)
    ctypedef struct PySequenceMethods:
        void *sq_item
    ctypedef struct PyTypeObject:
        Py_ssize_t tp_basicsize
        Py_ssize_t tp_itemsize
        newfunc tp_new
        void *tp_vectorcall
        PySequenceMethods *tp_as_sequence
    void *PyObject_Malloc(size_t size)
    PyVarObject *PyObject_InitVar(PyVarObject *block, PyTypeObject *cls, Py_ssize_t count)
    object PyUnicode_New(Py_ssize_t size, unsigned int maxchar)
    void *PyUnicode_DATA(object text)
    bint PyUnicode_IS_ASCII(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    PyObject *PyList_GET_ITEM(object values, Py_ssize_t index)  # borrowed
    ctypedef struct PyType_Slot:
        int slot
        void *pfunc
    ctypedef struct PyType_Spec:
        const char *name
        unsigned int flags
        PyType_Slot *slots
    int Py_tp_dealloc, Py_tp_doc, Py_tp_getattro, Py_tp_new
    unsigned int Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_MAPPING
    PyTypeObject *Py_TYPE(PyObject *block)
    void PyObject_Free(void *block)
    bint PyType_IS_GC(PyTypeObject *cls)
    object PyType_FromSpecWithBases(PyType_Spec *spec, object bases)

cdef enum Kind:
    KIND_CHAR
    KIND_TEXT
    KIND_IDENTIFIER  # text that repeats: its str objects are shared
    KIND_BINARY
    KIND_SHORT
    KIND_INT
    KIND_DOUBLE

_KINDS = {
    "char": KIND_CHAR, "text": KIND_TEXT, "identifier": KIND_IDENTIFIER, "binary": KIND_BINARY,
    "short": KIND_SHORT, "int": KIND_INT, "double": KIND_DOUBLE,
}
_KIND_NAMES = {number: name for name, number in _KINDS.items()}

cdef struct Slot:
    int offset  # -1: this version lacks the field
    int size
    int kind

cdef struct LayoutData:
    int size
    int count
    PyObject *owner  # the Layout; never freed, see there
    Slot slots[1]

# Records that live now. Written under the GIL.
cdef Py_ssize_t live_records = 0


@cython.auto_pickle(False)
cdef class Layout:
    """Where the fields of one struct lie in one CTP version.

    Layouts are few (a struct times a version) and live as long as the process, so that a record can
    point to its layout without owning it.
    """

    cdef LayoutData *data
    cdef readonly Struct struct
    cdef readonly str version

    def __cinit__(self, Struct struct, str version, int size, list places):
        """`places`: per slot of the struct `(offset, size)`, or None where the version lacks the field."""
        cdef FieldDescriptor field
        cdef Slot *slot
        if len(places) != len(struct.fields):
            raise ValueError(f"{struct.name} has {len(struct.fields)} slots, not {len(places)}")
        self.struct = struct
        self.version = version
        self.data = <LayoutData *>malloc(sizeof(LayoutData) + len(places) * sizeof(Slot))
        if self.data == NULL:
            raise MemoryError
        self.data.size = size
        self.data.count = len(places)
        self.data.owner = <PyObject *>self
        for index, place in enumerate(places):
            field = struct.fields[index]
            slot = &self.data.slots[index]
            slot.kind = field.kind_number
            slot.offset, slot.size = (-1, 0) if place is None else place
            if slot.offset + slot.size > size:
                raise ValueError(f"{struct.name}.{field.name} lies beyond the struct's {size} bytes")
        Py_INCREF(self)

    @property
    def name(self):
        """The struct's name, as in `CThostFtdc<name>Field`."""
        return self.struct.name

    @property
    def size(self):
        """Bytes."""
        return self.data.size

    @property
    def fields(self):
        """`(name, offset, size, kind)` of every field of this version, in memory order."""
        found = [
            (f.name, self.data.slots[f.slot].offset, self.data.slots[f.slot].size, f.kind)
            for f in self.struct.fields if self.data.slots[f.slot].offset >= 0
        ]
        return tuple(sorted(found, key=lambda field: field[1]))

    def __contains__(self, name):
        cdef FieldDescriptor field = self.struct.by_name.get(name)
        return field is not None and self.data.slots[field.slot].offset >= 0

    def __reduce__(self):
        from actp.records import layout
        return layout, (self.struct.name, self.version)

    def __repr__(self):
        return f"<Layout of {self.struct.name} in CTP {self.version}, {self.data.size} bytes>"


@cython.auto_pickle(False)
cdef class Struct:
    """What a record class knows of its fields over all versions; made by `actp.records`."""

    cdef readonly str name
    cdef readonly tuple versions  # those that have the struct, oldest first
    cdef readonly str newest
    cdef readonly tuple fields
    cdef readonly dict by_name
    cdef readonly dict by_attribute
    cdef dict layouts
    cdef object load

    def __init__(self, str name, versions, fields, load):
        """`load(struct, version)` makes the Layout of a version; it raises where there is none."""
        cdef FieldDescriptor field
        self.name = name
        self.versions = tuple(versions)
        *_, self.newest = self.versions
        self.fields = tuple(fields)
        self.load = load
        self.layouts = {}
        for slot, field in enumerate(self.fields):
            field.struct = self
            field.slot = slot
        self.by_name = {f.name: f for f in self.fields}
        self.by_attribute = {f.attribute: f for f in self.fields if not f.hidden}

    def layout(self, str version):
        found = self.layouts.get(version)
        if found is None:
            found = self.layouts[version] = self.load(self, version)
        return found


def _nearest(name, known):
    found = difflib.get_close_matches(str(name), list(known), n=1, cutoff=0.5)
    return f"; the nearest is {found[0]!r}" if found else ""


cdef inline Py_ssize_t text_length(const char *data, Py_ssize_t size) noexcept:
    cdef const char *end = <const char *>memchr(data, 0, size)
    return size if end == NULL else end - data


cdef inline Py_ssize_t binary_length(const char *data, Py_ssize_t size) noexcept:
    while size and data[size - 1] == 0:
        size -= 1
    return size


cdef inline bint is_ascii(const char *data, Py_ssize_t size) noexcept:
    cdef uint64_t word
    cdef Py_ssize_t at = 0
    while at + 8 <= size:
        memcpy(&word, data + at, 8)
        if word & <uint64_t>0x8080808080808080:
            return False
        at += 8
    while at < size:
        if data[at] & 0x80:
            return False
        at += 1
    return True


cdef object text_object(const char *data, Py_ssize_t size):
    """The bytes up to the first NUL as str: GB18030, a cut or wrong character as U+FFFD."""
    cdef Py_ssize_t length = text_length(data, size)
    if is_ascii(data, length):
        text = PyUnicode_New(length, 127)
        memcpy(PyUnicode_DATA(text), data, length)
        return text
    return PyUnicode_Decode(<char *>data, length, "gb18030", "replace")


# The str objects of identifiers, directly mapped by a hash of the bytes. Ids repeat from record to record:
# sharing saves their memory, and a shared str brings its hash along when it is looked up in a dict.
cdef PyObject *identifiers[4096]

cdef object identifier_object(const char *data, Py_ssize_t size):
    cdef Py_ssize_t length = text_length(data, size)
    cdef Py_ssize_t at
    cdef uint64_t digest = 0xcbf29ce484222325
    cdef PyObject *known
    for at in range(length):
        digest = (digest ^ <unsigned char>data[at]) * <uint64_t>0x100000001b3
    cdef PyObject **place = &identifiers[(digest ^ (digest >> 32)) & 4095]
    known = place[0]
    if known != NULL and PyUnicode_GET_LENGTH(<object>known) == length:
        if memcmp(PyUnicode_DATA(<object>known), data, length) == 0:
            return <object>known
    text = text_object(data, size)
    if PyUnicode_IS_ASCII(text):
        Py_INCREF(text)
        place[0] = <PyObject *>text
        if known != NULL:
            Py_DECREF(<object>known)
    return text


# What each character reads as in a char field without named constants.
cdef list PLAIN_CHARACTERS = [""] + [chr(code) for code in range(1, 256)]


@cython.auto_pickle(False)
cdef class FieldDescriptor:
    """A field of a record class: reads the attribute, and refuses to set it."""

    cdef readonly int slot
    cdef readonly str name
    cdef readonly str attribute
    cdef readonly tuple versions
    cdef readonly bint secret
    cdef readonly bint hidden
    cdef readonly str enum_name  # of a char field with named constants
    cdef readonly Struct struct
    cdef int kind_number
    cdef list characters
    cdef object enum

    def __init__(self, str name, str attribute, str kind, versions, enum_name=None, secret=False, hidden=False):
        self.name = name
        self.attribute = attribute
        self.kind_number = _KINDS[kind]
        self.versions = tuple(versions)
        self.enum_name = enum_name
        self.secret = secret
        self.hidden = hidden

    @property
    def kind(self):
        """char, text, identifier (a text whose str objects are shared), binary, short, int or double."""
        return _KIND_NAMES[self.kind_number]

    @property
    def __name__(self):
        return self.attribute

    @property
    def __doc__(self):
        return f"CTP's {self.struct.name}.{self.name}, {self.availability()}."

    def __repr__(self):
        return f"<field {self.struct.name}.{self.attribute}>"

    def availability(self):
        """The versions that have the field, in words."""
        has = self.versions
        known = self.struct.versions
        *_, last = has
        if has == known:
            return f"in every CTP version that has {self.struct.name}"
        first = known.index(has[0])
        if has == known[first:]:
            return f"from CTP {has[0]} on"
        if has == known[:len(has)]:
            return f"up to CTP {last}"
        if has == known[first:first + len(has)]:
            return f"from CTP {has[0]} to {last}"
        return f"in CTP {', '.join(has)}"

    def lacking(self, version):
        return f"{self.attribute} is in {self.struct.name} {self.availability()}; this record is of {version}"

    def __get__(self, instance, owner):
        if instance is None:
            return self
        if not isinstance(instance, Record):
            raise TypeError(f"{self.struct.name}.{self.attribute} does not apply to {type(instance).__name__}")
        cdef LayoutData *layout = (<Record>instance).place
        if (<Layout>layout.owner).struct is not self.struct:
            raise TypeError(f"{self.struct.name}.{self.attribute} does not apply to {type(instance).__name__}")
        cdef Slot *slot = &layout.slots[self.slot]
        if slot.offset < 0:
            raise AttributeError(self.lacking((<Layout>layout.owner).version))
        return field_get(self, slot, (<Record>instance).content)

    def __set__(self, instance, value):
        raise AttributeError(f"records are immutable; use record.replace({self.attribute}=...)")

    def __delete__(self, instance):
        raise AttributeError("records are immutable")


cdef list load_characters(FieldDescriptor field):
    cdef list characters = PLAIN_CHARACTERS
    if field.enum_name is not None:
        from actp import enums
        field.enum = getattr(enums, field.enum_name)
        characters = PLAIN_CHARACTERS[:]
        for member in field.enum:
            characters[ord(member.value)] = member
    field.characters = characters
    return characters


cdef inline bint is_no_value(double real) noexcept:
    """Whether a number stands for none: CTP's DBL_MAX, also where digits of it were lost on the way."""
    return not real < 1e300


cdef inline object field_get(FieldDescriptor field, const Slot *slot, const char *data):
    cdef int16_t small
    cdef int32_t number
    cdef double real
    cdef const char *at = data + slot.offset
    if slot.kind == KIND_DOUBLE:
        memcpy(&real, at, 8)
        return NAN if is_no_value(real) else real
    if slot.kind == KIND_INT:
        memcpy(&number, at, 4)
        return number
    if slot.kind == KIND_IDENTIFIER:
        return identifier_object(at, slot.size)
    if slot.kind == KIND_TEXT:
        return text_object(at, slot.size)
    if slot.kind == KIND_CHAR:
        if field.characters is None:
            load_characters(field)
        return <object>PyList_GET_ITEM(field.characters, <unsigned char>at[0])
    if slot.kind == KIND_SHORT:
        memcpy(&small, at, 2)
        return small
    return PyBytes_FromStringAndSize(at, binary_length(at, slot.size))


cdef Py_ssize_t content_length(const Slot *slot, const char *at) noexcept:
    """How many bytes of a char, text or binary field count."""
    if slot.kind == KIND_BINARY:
        return binary_length(at, slot.size)
    return text_length(at, slot.size)


cdef double real_at(const char *at) noexcept:
    cdef double real
    memcpy(&real, at, 8)
    # One value for "no value" and one for zero, so that what reads the same compares the same.
    return DBL_MAX if is_no_value(real) else real + 0.0


cdef int32_t number_at(const Slot *slot, const char *at) noexcept:
    cdef int16_t small
    cdef int32_t number
    if slot.kind == KIND_SHORT:
        memcpy(&small, at, 2)
        return small
    memcpy(&number, at, 4)
    return number


cdef bint is_zero(const Slot *slot, const char *at) noexcept:
    if slot.kind == KIND_DOUBLE:
        return real_at(at) == 0
    if slot.kind == KIND_INT or slot.kind == KIND_SHORT:
        return number_at(slot, at) == 0
    return content_length(slot, at) == 0


cdef bint is_empty(const Slot *slot, const char *at) noexcept:
    """Whether the field says nothing: zero, no text, or CTP's DBL_MAX."""
    return is_zero(slot, at) or (slot.kind == KIND_DOUBLE and real_at(at) == DBL_MAX)


cdef int fits(FieldDescriptor field, Py_ssize_t length, Py_ssize_t size, str version) except -1:
    # The vendor's arrays end in a NUL.
    if length >= size:
        raise _FieldError(
            f"{field.attribute} takes {size - 1} bytes at most in CTP {version}; got {length} (as GB18030)")
    return 0


cdef bytes encoded(FieldDescriptor field, object value):
    """A text value's bytes. No message here shows the value: it may be a password."""
    if isinstance(value, _Secret):
        value = value.value
    if isinstance(value, (list, tuple)) and field.name.startswith("Comb") and field.name.endswith("Flag"):
        if not all(isinstance(part, str) for part in value):
            raise _FieldError(f"{field.attribute} takes enum members or characters")
        value = "".join([str.__str__(part.value if isinstance(part, Enum) else part) for part in value])
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if not isinstance(value, str):
        takes = "bytes or str" if field.kind_number == KIND_BINARY else "str"
        raise _FieldError(f"{field.attribute} takes {takes}, not {type(value).__name__}")
    try:
        data = str.encode(value, "gb18030")
    except UnicodeEncodeError as error:
        position = error.start
    else:
        if field.kind_number != KIND_BINARY and b"\0" in data:
            raise _FieldError(f"{field.attribute} has a NUL character in it; CTP's text ends there")
        return data
    raise _FieldError(f"{field.attribute}: the character at position {position} has no GB18030 form")


cdef unsigned char character(FieldDescriptor field, object value) except? 255:
    if isinstance(value, bytes):
        value = (<bytes>value).decode("latin-1")
    if not isinstance(value, str):
        raise _FieldError(f"{field.attribute} takes an enum member or one character, not {type(value).__name__}")
    if isinstance(value, Enum):
        if field.characters is None:
            load_characters(field)
        if field.enum is not None and not isinstance(value, field.enum):
            raise _FieldError(f"{field.attribute} takes {field.enum.__name__}, not {type(value).__name__}")
        value = value.value
    if value == "":
        return 0
    if len(value) != 1 or ord(value) > 255:
        raise _FieldError(f"{field.attribute} takes one single-byte character, got {_shown(value)}")
    return ord(value)


cdef int field_set(FieldDescriptor field, LayoutData *layout, char *data, object value) except -1:
    cdef Slot *slot = &layout.slots[field.slot]
    cdef char *at = data + slot.offset
    cdef double real
    cdef int16_t small
    cdef int32_t number
    cdef bytes text
    if slot.offset < 0:
        raise _FieldError(field.lacking((<Layout>layout.owner).version))
    if slot.kind == KIND_DOUBLE:
        if isinstance(value, (str, bytes)):
            raise _FieldError(f"{field.attribute} takes a number, not {type(value).__name__}")
        try:
            real = float(value)
        except (TypeError, ValueError):
            raise _FieldError(f"{field.attribute} takes a number, not {type(value).__name__}") from None
        except OverflowError:
            raise _FieldError(f"{field.attribute} takes a double, not {_shown(value)}") from None
        if isinf(real):
            raise _FieldError(f"{field.attribute} takes a finite number or nan (no value), not {_shown(value)}")
        real = DBL_MAX if is_no_value(real) else real
        memcpy(at, &real, 8)
    elif slot.kind == KIND_INT or slot.kind == KIND_SHORT:
        try:
            whole = value.__index__()
        except (AttributeError, TypeError):
            raise _FieldError(f"{field.attribute} takes an int, not {type(value).__name__}") from None
        bits = slot.size * 8 - 1
        if not -(1 << bits) <= whole < 1 << bits:
            raise _FieldError(f"{field.attribute} takes a {bits + 1}-bit int, got {_shown(whole)}")
        if slot.kind == KIND_INT:
            number = whole
            memcpy(at, &number, 4)
        else:
            small = whole
            memcpy(at, &small, 2)
    elif slot.kind == KIND_CHAR:
        at[0] = <char>character(field, value)
    else:
        text = encoded(field, value)
        fits(field, PyBytes_GET_SIZE(text), slot.size, (<Layout>layout.owner).version)
        memset(at, 0, slot.size)
        memcpy(at, PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text))
    return 0
