import Glibc

/// Measures the client; `bench/client.sh` runs it beside its peers and says what each argument is.
@main
struct BenchClient {
    static func main() async {
        var arguments = CommandLine.arguments.dropFirst().makeIterator()
        func number(or fallback: Double) -> Double { arguments.next().flatMap(Double.init) ?? fallback }
        do {
            let rate: Double
            switch arguments.next() {
            case "key": rate = try await Measure.key(connections: Int(number(or: 1)), seconds: number(or: 5))
            case "pool":
                let (tasks, connections) = (Int(number(or: 8)), Int(number(or: 8)))
                rate = try await Measure.pool(tasks: tasks, connections: connections, seconds: number(or: 5))
            case "rows": rate = try await Measure.rows(byCopy: false)
            case "copy-out": rate = try await Measure.rows(byCopy: true)
            case "copy-in": rate = try await Measure.copyIn(rows: Int(number(or: 1_000_000)))
            case "pipeline": rate = try await Measure.inserts(batches: Int(number(or: 20)), pipelined: true)
            case "inserts": rate = try await Measure.inserts(batches: Int(number(or: 20)), pipelined: false)
            case "write": rate = try await Measure.write(seconds: number(or: 5), asBody: true)
            case "run": rate = try await Measure.write(seconds: number(or: 5), asBody: false)
            default:
                complain("usage: bench-client key|pool|rows|copy-out|copy-in|pipeline|inserts|write|run [NUMBER…]")
                exit(64)
            }
            print(rate, peakMemory)
        } catch {
            complain("bench-client: \(error)")
            exit(70)
        }
    }

    private static func complain(_ text: String) {
        let line = text + "\n"
        write(STDERR_FILENO, line, line.utf8.count)
    }

    /// The most memory the process has had, in megabytes.
    private static var peakMemory: Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return Double(usage.ru_maxrss) / 1024
    }
}
