"""Every row of bench_citizen through psycopg 3, binary and in chunks, into objects with slots; rows a second and megabytes."""

import dataclasses
import datetime
import resource
import time

import psycopg
from psycopg.rows import args_row


@dataclasses.dataclass(slots=True)
class Citizen:
    id: int
    pool: int
    day: datetime.date
    name: str


with psycopg.connect("") as connection, connection.cursor(row_factory=args_row(Citizen)) as cursor:
    count = total = 0
    start = time.perf_counter()
    # The libpq that comes with psycopg's binary package gives rows in chunks, which is its fastest way to stream.
    for citizen in cursor.stream("SELECT id, pool, day, name FROM bench_citizen", binary=True, size=1000):
        count += 1
        total += citizen.id + len(citizen.name)
    rate = count / (time.perf_counter() - start)
    assert total > 0
    print(rate, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
