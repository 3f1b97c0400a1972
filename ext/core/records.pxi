# CTP's structs as Python objects.
#
# A Record is one struct's bytes behind its Layout, as one variable-size object: the bytes stand inside it, so
# that a tick costs one allocation. It owns no other Python object, so it needs no garbage collection.

@cython.no_gc
@cython.auto_pickle(False)
cdef class Record:
    """One of CTP's structs, in the layout of one version. Immutable.

    Attributes are CTP's field names in snake_case, items its own names. Fields: text reads as str
    (GB18030), a number without value (CTP's DBL_MAX) as nan, a char field as an enum member where its
    character has a name and as the character otherwise ("" when not set). A record is a `Mapping` of CTP's
    names: `dict(record)`, and `pandas.DataFrame([record, ...])` with a column for each name.

    Two records are equal when they are of one class and agree in every field; a field that the version
    of one of them lacks counts as empty, and bytes after a text's end do not count.
    """

    cdef Py_ssize_t ob_size  # PyVarObject's; the bytes stand at the object's end
    cdef LayoutData *place
    cdef long long received_ns
    cdef int session
    cdef bint timed  # a Tick: the two above count
    cdef char content[8]

    @property
    def version(self):
        """The CTP version whose layout the record has."""
        return (<Layout>self.place.owner).version

    @property
    def layout(self):
        """The `Layout`."""
        return <Layout>self.place.owner

    @classmethod
    def from_bytes(cls, data, version=None, *, received_ns=None, session=None):
        """The record of a struct's bytes, as the library of that version (default: the newest) has them."""
        cdef Layout layout = class_layout(cls, version)
        cdef Py_buffer view
        timed = cls.__timed__
        if not timed and (received_ns is not None or session is not None):
            raise TypeError(f"{cls.__name__} has no received_ns and session; Tick has")
        PyObject_GetBuffer(data, &view, PyBUF_SIMPLE)
        try:
            if view.len != layout.data.size:
                raise ValueError(
                    f"{layout.struct.name} has {layout.data.size} bytes in CTP {layout.version}, got {view.len}")
            if timed:
                return tick_new(cls, layout, view.buf, received_ns or 0, session or 0)
            return record_new(cls, layout, view.buf)
        finally:
            PyBuffer_Release(&view)

    def to_bytes(self, version=None):
        """The struct's bytes, in this record's version or laid out for another.

        Raises FieldError when that version lacks a field that is not empty, or has less room for a text.
        """
        if version is None:
            return PyBytes_FromStringAndSize(self.content, self.place.size)
        cdef Layout target = class_layout(type(self), version)
        data = PyBytes_FromStringAndSize(NULL, target.data.size)
        record_write(self, target, PyBytes_AS_STRING(data))
        return data

    def replace(self, **changes):
        """A copy with some fields changed, in the same version."""
        cdef Record copy = record_new(type(self), <Layout>self.place.owner, self.content)
        copy.received_ns, copy.session, copy.timed = self.received_ns, self.session, self.timed
        record_fill(copy, changes)
        return copy

    def asdict(self, *, bint json=False):
        """All fields of the record's version by attribute name. Secrets stand there in the clear.

        With `json` only what JSON has: a number without value is None, a char field CTP's character, binary
        content base64. A Tick's has `exchange_time` too, in ISO 8601 with its offset, None if it has none.
        """
        cdef FieldDescriptor field
        values = {
            field.attribute: field_get(field, &self.place.slots[field.slot], self.content)
            for field in present(self)
        }
        if self.timed:
            values.update(received_ns=self.received_ns, session=self.session)
        if not json:
            return values
        values = {name: json_value(value) for name, value in values.items()}
        if self.timed:
            time = self.exchange_time
            values["exchange_time"] = None if time is None else time.isoformat()
        return values

    def keys(self):
        """CTP's own names of the fields of the record's version."""
        return [field.name for field in present(self)]

    def values(self):
        """The values of the fields, in the order of `keys()`."""
        cdef FieldDescriptor field
        return [field_get(field, &self.place.slots[field.slot], self.content) for field in present(self)]

    def items(self):
        """`(name, value)` for each field, by CTP's own names."""
        return list(zip(self.keys(), self.values()))

    def get(self, name, default=None):
        """The value of a field by CTP's own name, `default` if the record's version has no such field."""
        return self[name] if name in self else default

    def __len__(self):
        return len(present(self))

    def __iter__(self):
        return iter(self.keys())

    def __contains__(self, name):
        cdef FieldDescriptor field = (<Layout>self.place.owner).struct.by_name.get(name)
        return field is not None and self.place.slots[field.slot].offset >= 0

    def __getitem__(self, name):
        cdef FieldDescriptor field = named(self, name)
        return field_get(field, &self.place.slots[field.slot], self.content)

    def raw(self, name, length=None):
        """The undecoded bytes of a text, char or binary field, by CTP's name.

        Up to the first NUL; or exactly `length` bytes, for binary content whose length another field gives.
        """
        cdef FieldDescriptor field = named(self, name)
        cdef Slot *slot = &self.place.slots[field.slot]
        if slot.kind >= KIND_SHORT:
            raise TypeError(f"{field.name} is a number; raw() is for text")
        if length is None:
            length = content_length(slot, self.content + slot.offset)
        elif not 0 <= length <= slot.size:
            raise ValueError(f"{field.name} has {slot.size} bytes, so raw() cannot give {length}")
        return PyBytes_FromStringAndSize(self.content + slot.offset, length)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return record_equal(self, <Record>other)

    def __hash__(self):
        return record_hash(self)

    def __repr__(self):
        cdef FieldDescriptor field
        parts = []
        for field in present(self):
            if is_empty(&self.place.slots[field.slot], self.content + self.place.slots[field.slot].offset):
                continue
            value = field_get(field, &self.place.slots[field.slot], self.content)
            if field.secret:
                shown = "'***'"
            elif isinstance(value, Enum):
                shown = f"{type(value).__name__}.{value.name}"
            else:
                shown = repr(value)
            parts.append(f"{field.attribute}={shown}")
        if self.timed:
            parts.append(f"received_ns={self.received_ns}")
            parts.append(f"session={self.session}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        extra = (self.received_ns, self.session) if self.timed else ()
        return _restore, (type(self), self.version, self.to_bytes(), *extra)


def _restore(cls, version, data, received_ns=None, session=None):
    """Unpickles a record."""
    return cls.from_bytes(data, version, received_ns=received_ns, session=session)


cdef object json_value(object value):
    """A field's value as JSON has it."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return b2a_base64(value, newline=False).decode()
    return value


cdef list present(Record record):
    """The visible fields of the record's version."""
    cdef FieldDescriptor field
    fields = (<Layout>record.place.owner).struct.fields
    return [field for field in fields if not field.hidden and record.place.slots[field.slot].offset >= 0]


cdef FieldDescriptor named(Record record, object name):
    cdef Struct struct = (<Layout>record.place.owner).struct
    cdef FieldDescriptor field = struct.by_name.get(name)
    if field is None:
        raise KeyError(f"{struct.name} has no field {name!r}{_nearest(name, record.keys())}")
    if record.place.slots[field.slot].offset < 0:
        raise KeyError(field.lacking(record.version))
    return field


cdef bint same_value(const Slot *slot, const char *at, const Slot *other, const char *there) noexcept:
    cdef Py_ssize_t length
    if slot.kind == KIND_DOUBLE:
        return real_at(at) == real_at(there)
    if slot.kind == KIND_INT or slot.kind == KIND_SHORT:
        return number_at(slot, at) == number_at(other, there)
    length = content_length(slot, at)
    return length == content_length(other, there) and memcmp(at, there, length) == 0


cdef bint record_equal(Record one, Record two):
    cdef Slot *a
    cdef Slot *b
    cdef FieldDescriptor field
    cdef int index
    if one.timed and (one.received_ns != two.received_ns or one.session != two.session):
        return False
    if one.place == two.place and memcmp(one.content, two.content, one.place.size) == 0:
        return True
    fields = (<Layout>one.place.owner).struct.fields
    for index in range(one.place.count):
        field = fields[index]
        a, b = &one.place.slots[index], &two.place.slots[index]
        if field.hidden or (a.offset < 0 and b.offset < 0):
            continue
        if a.offset < 0:
            if not is_zero(b, two.content + b.offset):
                return False
        elif b.offset < 0:
            if not is_zero(a, one.content + a.offset):
                return False
        elif not same_value(a, one.content + a.offset, b, two.content + b.offset):
            return False
    return True


cdef Py_hash_t record_hash(Record record):
    """Over the fields that are not zero, so that records that are equal across versions hash the same."""
    cdef FieldDescriptor field
    cdef Slot *slot
    cdef const char *at
    cdef double real
    cdef int index
    parts = [type(record)]
    fields = (<Layout>record.place.owner).struct.fields
    for index in range(record.place.count):
        field, slot = fields[index], &record.place.slots[index]
        if field.hidden or slot.offset < 0:
            continue
        at = record.content + slot.offset
        if is_zero(slot, at):
            continue
        parts.append(index)
        if slot.kind == KIND_DOUBLE:
            real = real_at(at)
            parts.append(real)
        elif slot.kind == KIND_INT or slot.kind == KIND_SHORT:
            parts.append(number_at(slot, at))
        else:
            parts.append(PyBytes_FromStringAndSize(at, content_length(slot, at)))
    return hash(tuple(parts))


cdef int record_write(Record record, Layout target, char *out) except -1:
    """The record's bytes in another layout of its struct, at `out` (target's size)."""
    cdef Slot *source
    cdef Slot *to
    cdef FieldDescriptor field
    cdef const char *at
    cdef Py_ssize_t length
    cdef int index
    if target.struct is not (<Layout>record.place.owner).struct:
        raise TypeError(f"a {type(record).__name__} cannot be laid out as {target.struct.name}")
    if target.data == record.place:
        memcpy(out, record.content, target.data.size)
        return 0
    memset(out, 0, target.data.size)
    fields = target.struct.fields
    for index in range(target.data.count):
        field = fields[index]
        source, to = &record.place.slots[index], &target.data.slots[index]
        if field.hidden or source.offset < 0:
            continue
        at = record.content + source.offset
        if to.offset < 0:
            if not is_empty(source, at):
                raise _FieldError(
                    f"{field.attribute} is set, but {target.struct.name} of CTP {target.version} has no such "
                    f"field: it is there {field.availability()}")
        elif source.kind == KIND_TEXT or source.kind == KIND_IDENTIFIER or source.kind == KIND_BINARY:
            length = content_length(source, at)
            if length >= to.size and to.size != source.size:
                fits(field, length, to.size, target.version)
            memcpy(out + to.offset, at, length)
        else:
            memcpy(out + to.offset, at, source.size)
    return 0


cdef Record record_new(type cls, Layout layout, const void *data):
    """A record of a class over a copy of a struct's bytes. The class must be that of the layout's struct."""
    global live_records
    cdef LayoutData *place = layout.data
    cdef void *block = PyObject_Malloc((<PyTypeObject *>Record).tp_basicsize + place.size)
    if block == NULL:
        raise MemoryError
    PyObject_InitVar(<PyVarObject *>block, <PyTypeObject *>cls, place.size)
    live_records += 1
    cdef Record record = <Record>block
    Py_DECREF(record)  # the reference that InitVar made; `record` holds its own
    record.place = place
    record.received_ns = 0
    record.session = 0
    record.timed = False
    if data == NULL:
        memset(record.content, 0, place.size)
    else:
        memcpy(record.content, data, place.size)
    return record


cdef Record tick_new(type cls, Layout layout, const void *data, long long received_ns, int session):
    """A tick; `received_ns` as of time.time_ns(), `session` the client's session number."""
    cdef Record record = record_new(cls, layout, data)
    record.received_ns = received_ns
    record.session = session
    record.timed = True
    return record


cdef Layout class_layout(object cls, object version):
    struct = getattr(cls, "__struct__", None)
    if struct is None:
        raise TypeError(f"{cls.__name__} is no struct; take a class of actp.records")
    if PyType_IS_GC(<PyTypeObject *>cls):
        raise TypeError(f"{cls.__name__}: record classes cannot be subclassed")
    if version is None:
        version = (<Struct>struct).newest
    elif not isinstance(version, str):
        raise TypeError(f"version is a str like '6.7.11', not {type(version).__name__}")
    return (<Struct>struct).layout(version)


cdef int record_fill(Record record, dict values) except -1:
    """Sets fields by attribute name; only on a record that nobody has seen yet."""
    cdef Struct struct = (<Layout>record.place.owner).struct
    cdef FieldDescriptor field
    for name, value in values.items():
        field = struct.by_attribute.get(name)
        if field is not None:
            field_set(field, record.place, record.content, value)
        elif record.timed and name == "received_ns":
            record.received_ns = value
        elif record.timed and name == "session":
            record.session = value
        else:
            hint = _nearest(name, struct.by_attribute)
            if name in struct.by_name and not struct.by_name[name].hidden:
                hint = f"; keywords are snake_case: {struct.by_name[name].attribute!r}"
            raise _FieldError(f"{struct.name} has no field {name!r}{hint}")
    return 0


cdef object record_make(type cls, object arguments, PyObject *keywords):
    """`tp_new` of all record classes: keyword construction, in the newest version or the one given."""
    cdef dict values = {} if keywords == NULL else dict(<object>keywords)
    cdef Record record
    if arguments:
        raise TypeError(f"{cls.__name__} takes keyword arguments only")
    record = record_new(cls, class_layout(cls, values.pop("version", None)), NULL)
    record.timed = cls.__timed__
    record_fill(record, values)
    return record


cdef object record_attribute(object record, object name):
    """`tp_getattro` of all record classes: names the nearest field when there is none."""
    try:
        return PyObject_GenericGetAttr(record, name)
    except AttributeError:
        struct = (<Layout>(<Record>record).place.owner).struct
        if name.startswith("_") or hasattr(type(record), name):
            raise
    hint = _nearest(name, struct.by_attribute)
    if name in struct.by_name and not struct.by_name[name].hidden:
        hint = f"; CTP's own names are items: record[{name!r}]"
    raise AttributeError(f"{type(record).__name__} has no field {name!r}{hint}")


@cython.auto_pickle(False)
cdef class _TickNumber:
    """`received_ns` and `session` of a tick."""

    cdef readonly str __name__
    cdef readonly str __doc__
    cdef bint of_session

    def __init__(self, name, doc):
        self.__name__ = name
        self.__doc__ = doc
        self.of_session = name == "session"

    def __get__(self, instance, owner):
        if instance is None:
            return self
        if not isinstance(instance, Record):
            raise TypeError(f"{self.__name__} does not apply to {type(instance).__name__}")
        return (<Record>instance).session if self.of_session else (<Record>instance).received_ns

    def __set__(self, instance, value):
        raise AttributeError(f"records are immutable; use record.replace({self.__name__}=...)")

    def __delete__(self, instance):
        raise AttributeError("records are immutable")


cdef void record_free(PyObject *block) noexcept:
    """`tp_dealloc` of all record classes."""
    global live_records
    cdef PyTypeObject *cls = Py_TYPE(block)
    live_records -= 1
    PyObject_Free(block)
    Py_DECREF(<object>cls)


def make_class(str name, type base, str doc, dict members):
    """A record class. Not made by `type()`: that would put its instances under garbage collection."""
    cdef bytes full_name = f"actp.records.{name}".encode()
    cdef bytes text = doc.encode()
    cdef PyType_Slot slots[5]
    cdef PyType_Spec spec
    Py_INCREF(full_name)  # Python 3.10 keeps the pointer
    memset(&spec, 0, sizeof(spec))
    memset(slots, 0, sizeof(slots))
    slots[0].slot, slots[0].pfunc = Py_tp_doc, <void *>PyBytes_AS_STRING(text)
    slots[1].slot, slots[1].pfunc = Py_tp_dealloc, <void *>record_free
    slots[2].slot, slots[2].pfunc = Py_tp_getattro, <void *>record_attribute
    slots[3].slot, slots[3].pfunc = Py_tp_new, <void *>record_make
    spec.name = PyBytes_AS_STRING(full_name)
    spec.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_MAPPING
    spec.slots = slots
    cls = PyType_FromSpecWithBases(&spec, (base,))
    for key, value in members.items():
        setattr(cls, key, value)
    return cls


# Before any subclass exists, for they inherit it. Cython's vectorcall would go past tp_new.
(<PyTypeObject *>Record).tp_vectorcall = NULL
(<PyTypeObject *>Record).tp_itemsize = 1
(<PyTypeObject *>Record).tp_new = <newfunc>record_make
# Cython makes what has items a sequence too. NumPy would then take a record for an array of its names.
(<PyTypeObject *>Record).tp_as_sequence.sq_item = NULL
