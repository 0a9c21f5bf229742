/* The same work as bench-client's, over libpq and nothing else: as lean as C can be.
 *
 *   peer rows              every row of bench_citizen in single-row mode, decoded into a struct; rows a second
 *   peer pipeline BATCHES  a thousand one-row inserts in a transaction, in one pipeline; milliseconds of the median
 *   peer write SECONDS     BEGIN, two settings, one insert and COMMIT in one pipeline; transactions a second
 *
 * libpq's variables say where the server is. Prints the number and the most memory it had, in megabytes. */
#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct citizen {
    int64_t id;
    int32_t pool;
    int32_t day;
    char name[32];
};

static PGconn *conn;

static void fail(const char *what)
{
    fprintf(stderr, "peer: %s: %s", what, PQerrorMessage(conn));
    exit(70);
}

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec + at.tv_nsec / 1e9;
}

static void command(const char *sql)
{
    PGresult *result = PQexec(conn, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(sql);
    PQclear(result);
}

static void prepare(const char *name, const char *sql, int count, const Oid *types)
{
    PGresult *result = PQprepare(conn, name, sql, count, types);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(sql);
    PQclear(result);
}

static double rows(void)
{
    struct citizen citizen;
    int64_t count = 0, sum = 0;
    PGresult *result;
    prepare("all", "SELECT id, pool, day, name FROM bench_citizen", 0, NULL);
    double start = now();
    if (!PQsendQueryPrepared(conn, "all", 0, NULL, NULL, NULL, 1) || !PQsetSingleRowMode(conn)) fail("rows");
    while ((result = PQgetResult(conn)) != NULL) {
        if (PQresultStatus(result) == PGRES_SINGLE_TUPLE) {
            uint64_t id;
            uint32_t pool, day;
            int length = PQgetlength(result, 0, 3);
            memcpy(&id, PQgetvalue(result, 0, 0), 8);
            memcpy(&pool, PQgetvalue(result, 0, 1), 4);
            memcpy(&day, PQgetvalue(result, 0, 2), 4);
            citizen.id = (int64_t)be64toh(id);
            citizen.pool = (int32_t)ntohl(pool);
            citizen.day = (int32_t)ntohl(day);
            memcpy(citizen.name, PQgetvalue(result, 0, 3), length);
            citizen.name[length] = 0;
            count++;
            sum += citizen.id + length;
        } else if (PQresultStatus(result) != PGRES_TUPLES_OK)
            fail("rows");
        PQclear(result);
    }
    double rate = count / (now() - start);
    if (sum <= 0) fail("the table is empty");
    return rate;
}

/* Sends what is buffered and reads whatever arrives, until there is a result to take. */
static void await_result(void)
{
    struct pollfd end = {.fd = PQsocket(conn)};
    while (PQisBusy(conn)) {
        int pending = PQflush(conn);
        if (pending < 0) fail("flush");
        end.events = POLLIN | (pending ? POLLOUT : 0);
        poll(&end, 1, -1);
        if (!PQconsumeInput(conn)) fail("read");
    }
}

static void take_answers(int count)
{
    for (int taken = 0; taken < count; taken++) {
        PGresult *result;
        for (;;) {
            await_result();
            if ((result = PQgetResult(conn)) == NULL) break;
            ExecStatusType status = PQresultStatus(result);
            if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(PQresultErrorMessage(result));
            PQclear(result);
        }
    }
    await_result();
    PGresult *sync = PQgetResult(conn);
    if (PQresultStatus(sync) != PGRES_PIPELINE_SYNC) fail("sync");
    PQclear(sync);
}

static void send_insert(int32_t number)
{
    static const int lengths[] = {4, 7}, formats[] = {1, 1};
    uint32_t wire = htonl((uint32_t)number);
    const char *values[] = {(const char *)&wire, "Citizen"};
    if (!PQsendQueryPrepared(conn, "insert", 2, values, lengths, formats, 1)) fail("insert");
}

static void send_text(const char *sql)
{
    if (!PQsendQueryParams(conn, sql, 0, NULL, NULL, NULL, NULL, 1)) fail(sql);
}

static void prepare_insert(void)
{
    static const Oid types[] = {23, 25};
    command("TRUNCATE bench_insert");
    prepare("insert", "INSERT INTO bench_insert (id, name) VALUES ($1, $2)", 2, types);
    if (PQsetnonblocking(conn, 1) != 0 || !PQenterPipelineMode(conn)) fail("pipeline");
}

static int ascending(const void *left, const void *right)
{
    double difference = *(const double *)left - *(const double *)right;
    return difference < 0 ? -1 : difference > 0;
}

static double pipeline(int batches)
{
    double *times = calloc(batches + 1, sizeof *times);
    prepare_insert();
    for (int batch = 0; batch <= batches; batch++) {
        double start = now();
        send_text("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        for (int n = 0; n < 1000; n++) {
            send_insert(batch * 1000 + n);
            if (n % 32 == 31 && PQflush(conn) < 0) fail("flush");
        }
        send_text("COMMIT");
        if (!PQpipelineSync(conn)) fail("sync");
        take_answers(1002);
        times[batch] = (now() - start) * 1000;
    }
    qsort(times + 1, batches, sizeof *times, ascending);
    return times[1 + batches / 2];
}

static double write_one(double seconds)
{
    static const Oid types[] = {25, 25, 25, 25};
    static const char *const settings[] = {"sluse.tenant", "183", "sluse.reason", "bench"};
    static const int lengths[] = {12, 3, 12, 5}, formats[] = {1, 1, 1, 1};
    int32_t count = 0;
    prepare("settings", "SELECT set_config($1, $2, true), set_config($3, $4, true)", 4, types);
    prepare_insert();
    double start = now();
    while (now() - start < seconds) {
        send_text("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        if (!PQsendQueryPrepared(conn, "settings", 4, settings, lengths, formats, 1)) fail("settings");
        send_insert(count++);
        send_text("COMMIT");
        if (!PQpipelineSync(conn)) fail("sync");
        take_answers(4);
    }
    return count / (now() - start);
}

int main(int argc, char **argv)
{
    struct rusage usage;
    double number = argc > 2 ? atof(argv[2]) : 5, rate;
    conn = PQconnectdb("");
    if (PQstatus(conn) != CONNECTION_OK) fail("connect");
    if (argc > 1 && strcmp(argv[1], "rows") == 0)
        rate = rows();
    else if (argc > 1 && strcmp(argv[1], "pipeline") == 0)
        rate = pipeline((int)number);
    else if (argc > 1 && strcmp(argv[1], "write") == 0)
        rate = write_one(number);
    else {
        fprintf(stderr, "usage: peer rows|pipeline|write [NUMBER]\n");
        return 64;
    }
    getrusage(RUSAGE_SELF, &usage);
    printf("%f %f\n", rate, usage.ru_maxrss / 1024.0);
    PQfinish(conn);
    return 0;
}
