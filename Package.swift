// swift-tools-version: 6.2
import PackageDescription

/// One set of compiler settings for every target: Swift 6, no warning left standing.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library of this package, in the folder of its own name under `Sources/`.
func room(_ name: String, _ dependencies: [Target.Dependency], plugins: [Target.PluginUsage] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

/// The tests of one library or of the built programs.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "sluse",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "sluse", targets: ["sluse"]),
        .executable(name: "slused", targets: ["slused"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        room("Postgres", ["CLibPQ", .product(name: "DequeModule", package: "swift-collections")]),
        room(
            "PostgresObservation",
            [
                "Postgres",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        room("Municipal", []),
        room("Declarations", [.product(name: "Yams", package: "Yams")]),
        room("Schema", ["Postgres", .product(name: "Crypto", package: "swift-crypto")], plugins: ["EmbedSQL"]),
        room("Tenancy", ["Postgres", "Municipal", "Declarations", .product(name: "Crypto", package: "swift-crypto")]),
        room(
            "Citizens",
            [
                "Tenancy", "Postgres", "Municipal", "Declarations",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftCSV", package: "SwiftCSV"),
            ]),
        room("FlexJobs", ["Citizens", "Tenancy", "Postgres", "Municipal", "Declarations"]),
        room(
            "Programmes",
            [
                "Citizens", "Tenancy", "Postgres", "Municipal", "Declarations",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room(
            "Notices",
            [
                "Tenancy", "Postgres", "Municipal",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "sluse",
            dependencies: [
                "Schema", "Tenancy", "Citizens", "FlexJobs", "Notices", "Postgres", "Municipal", "Declarations",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "TextTable", package: "TextTable"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "slused",
            dependencies: [
                "Schema", "Tenancy", "FlexJobs", "Notices", "Postgres", "PostgresObservation", "Municipal",
                "Declarations",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "bench-client", dependencies: ["Postgres"], path: "bench/client/ours", swiftSettings: strict),
        .executableTarget(name: "embed-sql", path: "Plugins/embed-sql", swiftSettings: strict),
        .plugin(name: "EmbedSQL", capability: .buildTool(), dependencies: ["embed-sql"]),

        .target(
            name: "TestSupport",
            dependencies: ["Schema", "Tenancy", "Postgres", "Municipal"],
            path: "Tests/TestSupport", swiftSettings: strict),
        .target(name: "PropertyTestSupport", path: "Tests/PropertyTestSupport", swiftSettings: strict),
        .target(name: "PostgresTestSupport", path: "Tests/PostgresTestSupport", swiftSettings: strict),
        tests("ArchitectureTests", []),
        tests("PostgresTests", ["Postgres", "PostgresTestSupport", "PropertyTestSupport"]),
        tests(
            "PostgresObservationTests",
            [
                "PostgresObservation", "Postgres",
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        tests("MunicipalTests", ["Municipal", "PropertyTestSupport"]),
        tests("DeclarationsTests", ["Declarations", "PropertyTestSupport"]),
        tests("SchemaTests", ["Schema", "Postgres", "TestSupport"]),
        tests("TenancyTests", ["Tenancy", "Declarations", "Postgres", "Municipal", "TestSupport"]),
        tests(
            "CitizensTests",
            [
                "Citizens", "Tenancy", "Postgres", "Municipal", "PropertyTestSupport", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        tests(
            "FlexJobsTests",
            [
                "FlexJobs", "Citizens", "Tenancy", "Postgres", "Municipal", "Declarations", "PropertyTestSupport",
                "TestSupport",
            ]),
        tests(
            "ProgrammesTests",
            [
                "Programmes", "Citizens", "Tenancy", "Postgres", "Municipal", "Declarations", "PropertyTestSupport",
                "TestSupport",
            ]),
        tests(
            "NoticesTests",
            [
                "Notices", "Tenancy", "Postgres", "Municipal", "PropertyTestSupport", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        tests(
            "SluseTests",
            [
                "sluse", "Tenancy", "Postgres", "Municipal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        tests(
            "DaemonTests",
            ["slused", "Notices", "Tenancy", .product(name: "Metrics", package: "swift-metrics")]),
        tests(
            "ProcessTests",
            [
                "sluse", "slused", "Tenancy", "Postgres", "Municipal", "PostgresTestSupport", "PropertyTestSupport",
                "TestSupport",
            ]),
    ]
)
