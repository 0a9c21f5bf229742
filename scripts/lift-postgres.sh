#!/usr/bin/env bash
# Makes a package of the PostgreSQL client alone and runs its tests there: proof that nothing of the platform is in it.
#
#   scripts/lift-postgres.sh [--sanitize thread|address]
#
# The tests need the server that libpq's environment names (`eval "$(make -s env)"`). What is built stays under
# .build/lifted, for each sanitizer apart.
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly checkout
readonly package="$checkout/.build/lifted"
readonly swift=${SWIFT:-swift}

arguments=()
scratch=plain
if [ "${1:-}" = --sanitize ]; then
    case "${2:-}" in
    thread | address) scratch=$2 ;;
    *)
        echo "lift-postgres: --sanitize wants thread or address" >&2
        exit 64
        ;;
    esac
    arguments+=(--sanitize "$scratch")
elif [ $# -gt 0 ]; then
    echo "usage: scripts/lift-postgres.sh [--sanitize thread|address]" >&2
    exit 64
fi

# Settings and versions are those of the package it is lifted out of.
settings() { sed -n '/^let strict/,/^\]/p' "$checkout/Package.swift"; }
dependencies() {
    local name
    for name in swift-collections swift-distributed-tracing swift-log swift-metrics; do
        grep -m 1 "/$name\"" "$checkout/Package.swift"
    done
}

mkdir -p "$package/Sources" "$package/Tests"
for folder in Sources/CLibPQ Sources/Postgres Sources/PostgresObservation \
    Tests/PropertyTestSupport Tests/PostgresTestSupport Tests/PostgresTests Tests/PostgresObservationTests; do
    ln -sfn "$checkout/$folder" "$package/$folder"
done

manifest=$(
    cat <<MANIFEST
// swift-tools-version: 6.2
import PackageDescription

$(settings)

let package = Package(
    name: "postgres",
    platforms: [.macOS(.v15)],
    dependencies: [
$(dependencies)
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq"),
        .target(
            name: "Postgres",
            dependencies: ["CLibPQ", .product(name: "DequeModule", package: "swift-collections")],
            swiftSettings: strict),
        .target(
            name: "PostgresObservation",
            dependencies: [
                "Postgres", .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict),
        .target(name: "PropertyTestSupport", path: "Tests/PropertyTestSupport", swiftSettings: strict),
        .target(name: "PostgresTestSupport", path: "Tests/PostgresTestSupport", swiftSettings: strict),
        .testTarget(
            name: "PostgresTests", dependencies: ["Postgres", "PostgresTestSupport", "PropertyTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PostgresObservationTests",
            dependencies: [
                "Postgres", "PostgresObservation", .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict),
    ]
)
MANIFEST
)
# Written only when it is another one, because a newer manifest makes the package manager begin anew.
if [ "$manifest" != "$(cat "$package/Package.swift" 2>/dev/null || true)" ]; then
    printf '%s\n' "$manifest" >"$package/Package.swift"
fi

# The first report of the thread sanitizer ends the run, as the address sanitizer's does; none is suppressed, leaks included.
export TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1 ${TSAN_OPTIONS:-}"
exec "$swift" test --package-path "$package" --scratch-path "$package/$scratch" --disable-xctest "${arguments[@]}"
