// Written by scripts/generate-sqlstates.sh from the errcodes.txt of the PostgreSQL server.

// MARK: Class 34 - Invalid Cursor Name

extension SQLState {
    /// The error `34000`: invalid cursor name.
    public static var invalidCursorName: SQLState { SQLState(rawValue: "34000") }
}

// MARK: Class 38 - External Routine Exception

extension SQLState {
    /// The error `38000`: external routine exception.
    public static var externalRoutineException: SQLState { SQLState(rawValue: "38000") }
    /// The error `38001`: containing sql not permitted.
    public static var containingSqlNotPermitted: SQLState { SQLState(rawValue: "38001") }
    /// The error `38002`: modifying sql data not permitted.
    public static var externalRoutineModifyingSqlDataNotPermitted: SQLState { SQLState(rawValue: "38002") }
    /// The error `38003`: prohibited sql statement attempted.
    public static var externalRoutineProhibitedSqlStatementAttempted: SQLState { SQLState(rawValue: "38003") }
    /// The error `38004`: reading sql data not permitted.
    public static var externalRoutineReadingSqlDataNotPermitted: SQLState { SQLState(rawValue: "38004") }
}

// MARK: Class 39 - External Routine Invocation Exception

extension SQLState {
    /// The error `39000`: external routine invocation exception.
    public static var externalRoutineInvocationException: SQLState { SQLState(rawValue: "39000") }
    /// The error `39001`: invalid sqlstate returned.
    public static var invalidSqlstateReturned: SQLState { SQLState(rawValue: "39001") }
    /// The error `39004`: null value not allowed.
    public static var externalRoutineInvocationNullValueNotAllowed: SQLState { SQLState(rawValue: "39004") }
    /// The error `39P01`: trigger protocol violated.
    public static var triggerProtocolViolated: SQLState { SQLState(rawValue: "39P01") }
    /// The error `39P02`: srf protocol violated.
    public static var srfProtocolViolated: SQLState { SQLState(rawValue: "39P02") }
    /// The error `39P03`: event trigger protocol violated.
    public static var eventTriggerProtocolViolated: SQLState { SQLState(rawValue: "39P03") }
}

// MARK: Class 3B - Savepoint Exception

extension SQLState {
    /// The error `3B000`: savepoint exception.
    public static var savepointException: SQLState { SQLState(rawValue: "3B000") }
    /// The error `3B001`: invalid savepoint specification.
    public static var invalidSavepointSpecification: SQLState { SQLState(rawValue: "3B001") }
}

// MARK: Class 3D - Invalid Catalog Name

extension SQLState {
    /// The error `3D000`: invalid catalog name.
    public static var invalidCatalogName: SQLState { SQLState(rawValue: "3D000") }
}

// MARK: Class 3F - Invalid Schema Name

extension SQLState {
    /// The error `3F000`: invalid schema name.
    public static var invalidSchemaName: SQLState { SQLState(rawValue: "3F000") }
}

// MARK: Class 40 - Transaction Rollback

extension SQLState {
    /// The error `40000`: transaction rollback.
    public static var transactionRollback: SQLState { SQLState(rawValue: "40000") }
    /// The error `40002`: transaction integrity constraint violation.
    public static var transactionIntegrityConstraintViolation: SQLState { SQLState(rawValue: "40002") }
    /// The error `40001`: serialization failure.
    public static var serializationFailure: SQLState { SQLState(rawValue: "40001") }
    /// The error `40003`: statement completion unknown.
    public static var statementCompletionUnknown: SQLState { SQLState(rawValue: "40003") }
    /// The error `40P01`: deadlock detected.
    public static var deadlockDetected: SQLState { SQLState(rawValue: "40P01") }
}

// MARK: Class 42 - Syntax Error or Access Rule Violation

extension SQLState {
    /// The error `42000`: syntax error or access rule violation.
    public static var syntaxErrorOrAccessRuleViolation: SQLState { SQLState(rawValue: "42000") }
    /// The error `42601`: syntax error.
    public static var syntaxError: SQLState { SQLState(rawValue: "42601") }
    /// The error `42501`: insufficient privilege.
    public static var insufficientPrivilege: SQLState { SQLState(rawValue: "42501") }
    /// The error `42846`: cannot coerce.
    public static var cannotCoerce: SQLState { SQLState(rawValue: "42846") }
    /// The error `42803`: grouping error.
    public static var groupingError: SQLState { SQLState(rawValue: "42803") }
    /// The error `42P20`: windowing error.
    public static var windowingError: SQLState { SQLState(rawValue: "42P20") }
    /// The error `42P19`: invalid recursion.
    public static var invalidRecursion: SQLState { SQLState(rawValue: "42P19") }
    /// The error `42830`: invalid foreign key.
    public static var invalidForeignKey: SQLState { SQLState(rawValue: "42830") }
    /// The error `42602`: invalid name.
    public static var invalidName: SQLState { SQLState(rawValue: "42602") }
    /// The error `42622`: name too long.
    public static var nameTooLong: SQLState { SQLState(rawValue: "42622") }
    /// The error `42939`: reserved name.
    public static var reservedName: SQLState { SQLState(rawValue: "42939") }
    /// The error `42804`: datatype mismatch.
    public static var datatypeMismatch: SQLState { SQLState(rawValue: "42804") }
    /// The error `42P18`: indeterminate datatype.
    public static var indeterminateDatatype: SQLState { SQLState(rawValue: "42P18") }
    /// The error `42P21`: collation mismatch.
    public static var collationMismatch: SQLState { SQLState(rawValue: "42P21") }
    /// The error `42P22`: indeterminate collation.
    public static var indeterminateCollation: SQLState { SQLState(rawValue: "42P22") }
    /// The error `42809`: wrong object type.
    public static var wrongObjectType: SQLState { SQLState(rawValue: "42809") }
    /// The error `428C9`: generated always.
    public static var generatedAlways: SQLState { SQLState(rawValue: "428C9") }
    /// The error `42703`: undefined column.
    public static var undefinedColumn: SQLState { SQLState(rawValue: "42703") }
    /// The error `42883`: undefined function.
    public static var undefinedFunction: SQLState { SQLState(rawValue: "42883") }
    /// The error `42P01`: undefined table.
    public static var undefinedTable: SQLState { SQLState(rawValue: "42P01") }
    /// The error `42P02`: undefined parameter.
    public static var undefinedParameter: SQLState { SQLState(rawValue: "42P02") }
    /// The error `42704`: undefined object.
    public static var undefinedObject: SQLState { SQLState(rawValue: "42704") }
    /// The error `42701`: duplicate column.
    public static var duplicateColumn: SQLState { SQLState(rawValue: "42701") }
    /// The error `42P03`: duplicate cursor.
    public static var duplicateCursor: SQLState { SQLState(rawValue: "42P03") }
    /// The error `42P04`: duplicate database.
    public static var duplicateDatabase: SQLState { SQLState(rawValue: "42P04") }
    /// The error `42723`: duplicate function.
    public static var duplicateFunction: SQLState { SQLState(rawValue: "42723") }
    /// The error `42P05`: duplicate prepared statement.
    public static var duplicatePreparedStatement: SQLState { SQLState(rawValue: "42P05") }
    /// The error `42P06`: duplicate schema.
    public static var duplicateSchema: SQLState { SQLState(rawValue: "42P06") }
    /// The error `42P07`: duplicate table.
    public static var duplicateTable: SQLState { SQLState(rawValue: "42P07") }
    /// The error `42712`: duplicate alias.
    public static var duplicateAlias: SQLState { SQLState(rawValue: "42712") }
    /// The error `42710`: duplicate object.
    public static var duplicateObject: SQLState { SQLState(rawValue: "42710") }
    /// The error `42702`: ambiguous column.
    public static var ambiguousColumn: SQLState { SQLState(rawValue: "42702") }
    /// The error `42725`: ambiguous function.
    public static var ambiguousFunction: SQLState { SQLState(rawValue: "42725") }
    /// The error `42P08`: ambiguous parameter.
    public static var ambiguousParameter: SQLState { SQLState(rawValue: "42P08") }
    /// The error `42P09`: ambiguous alias.
    public static var ambiguousAlias: SQLState { SQLState(rawValue: "42P09") }
    /// The error `42P10`: invalid column reference.
    public static var invalidColumnReference: SQLState { SQLState(rawValue: "42P10") }
    /// The error `42611`: invalid column definition.
    public static var invalidColumnDefinition: SQLState { SQLState(rawValue: "42611") }
    /// The error `42P11`: invalid cursor definition.
    public static var invalidCursorDefinition: SQLState { SQLState(rawValue: "42P11") }
    /// The error `42P12`: invalid database definition.
    public static var invalidDatabaseDefinition: SQLState { SQLState(rawValue: "42P12") }
    /// The error `42P13`: invalid function definition.
    public static var invalidFunctionDefinition: SQLState { SQLState(rawValue: "42P13") }
    /// The error `42P14`: invalid prepared statement definition.
    public static var invalidPreparedStatementDefinition: SQLState { SQLState(rawValue: "42P14") }
    /// The error `42P15`: invalid schema definition.
    public static var invalidSchemaDefinition: SQLState { SQLState(rawValue: "42P15") }
    /// The error `42P16`: invalid table definition.
    public static var invalidTableDefinition: SQLState { SQLState(rawValue: "42P16") }
    /// The error `42P17`: invalid object definition.
    public static var invalidObjectDefinition: SQLState { SQLState(rawValue: "42P17") }
}

// MARK: Class 44 - WITH CHECK OPTION Violation

extension SQLState {
    /// The error `44000`: with check option violation.
    public static var withCheckOptionViolation: SQLState { SQLState(rawValue: "44000") }
}

// MARK: Class 53 - Insufficient Resources

extension SQLState {
    /// The error `53000`: insufficient resources.
    public static var insufficientResources: SQLState { SQLState(rawValue: "53000") }
    /// The error `53100`: disk full.
    public static var diskFull: SQLState { SQLState(rawValue: "53100") }
    /// The error `53200`: out of memory.
    public static var outOfMemory: SQLState { SQLState(rawValue: "53200") }
    /// The error `53300`: too many connections.
    public static var tooManyConnections: SQLState { SQLState(rawValue: "53300") }
    /// The error `53400`: configuration limit exceeded.
    public static var configurationLimitExceeded: SQLState { SQLState(rawValue: "53400") }
}

// MARK: Class 54 - Program Limit Exceeded

extension SQLState {
    /// The error `54000`: program limit exceeded.
    public static var programLimitExceeded: SQLState { SQLState(rawValue: "54000") }
    /// The error `54001`: statement too complex.
    public static var statementTooComplex: SQLState { SQLState(rawValue: "54001") }
    /// The error `54011`: too many columns.
    public static var tooManyColumns: SQLState { SQLState(rawValue: "54011") }
    /// The error `54023`: too many arguments.
    public static var tooManyArguments: SQLState { SQLState(rawValue: "54023") }
}

// MARK: Class 55 - Object Not In Prerequisite State

extension SQLState {
    /// The error `55000`: object not in prerequisite state.
    public static var objectNotInPrerequisiteState: SQLState { SQLState(rawValue: "55000") }
    /// The error `55006`: object in use.
    public static var objectInUse: SQLState { SQLState(rawValue: "55006") }
    /// The error `55P02`: cant change runtime param.
    public static var cantChangeRuntimeParam: SQLState { SQLState(rawValue: "55P02") }
    /// The error `55P03`: lock not available.
    public static var lockNotAvailable: SQLState { SQLState(rawValue: "55P03") }
    /// The error `55P04`: unsafe new enum value usage.
    public static var unsafeNewEnumValueUsage: SQLState { SQLState(rawValue: "55P04") }
}

// MARK: Class 57 - Operator Intervention

extension SQLState {
    /// The error `57000`: operator intervention.
    public static var operatorIntervention: SQLState { SQLState(rawValue: "57000") }
    /// The error `57014`: query canceled.
    public static var queryCanceled: SQLState { SQLState(rawValue: "57014") }
    /// The error `57P01`: admin shutdown.
    public static var adminShutdown: SQLState { SQLState(rawValue: "57P01") }
    /// The error `57P02`: crash shutdown.
    public static var crashShutdown: SQLState { SQLState(rawValue: "57P02") }
    /// The error `57P03`: cannot connect now.
    public static var cannotConnectNow: SQLState { SQLState(rawValue: "57P03") }
    /// The error `57P04`: database dropped.
    public static var databaseDropped: SQLState { SQLState(rawValue: "57P04") }
    /// The error `57P05`: idle session timeout.
    public static var idleSessionTimeout: SQLState { SQLState(rawValue: "57P05") }
}

// MARK: Class 58 - System Error (errors external to PostgreSQL itself)

extension SQLState {
    /// The error `58000`: system error.
    public static var systemError: SQLState { SQLState(rawValue: "58000") }
    /// The error `58030`: io error.
    public static var ioError: SQLState { SQLState(rawValue: "58030") }
    /// The error `58P01`: undefined file.
    public static var undefinedFile: SQLState { SQLState(rawValue: "58P01") }
    /// The error `58P02`: duplicate file.
    public static var duplicateFile: SQLState { SQLState(rawValue: "58P02") }
}

// MARK: Class 72 - Snapshot Failure

extension SQLState {
    /// The error `72000`: snapshot too old.
    public static var snapshotTooOld: SQLState { SQLState(rawValue: "72000") }
}

// MARK: Class F0 - Configuration File Error

extension SQLState {
    /// The error `F0000`: config file error.
    public static var configFileError: SQLState { SQLState(rawValue: "F0000") }
    /// The error `F0001`: lock file exists.
    public static var lockFileExists: SQLState { SQLState(rawValue: "F0001") }
}

// MARK: Class HV - Foreign Data Wrapper Error (SQL/MED)

extension SQLState {
    /// The error `HV000`: fdw error.
    public static var fdwError: SQLState { SQLState(rawValue: "HV000") }
    /// The error `HV005`: fdw column name not found.
    public static var fdwColumnNameNotFound: SQLState { SQLState(rawValue: "HV005") }
    /// The error `HV002`: fdw dynamic parameter value needed.
    public static var fdwDynamicParameterValueNeeded: SQLState { SQLState(rawValue: "HV002") }
    /// The error `HV010`: fdw function sequence error.
    public static var fdwFunctionSequenceError: SQLState { SQLState(rawValue: "HV010") }
    /// The error `HV021`: fdw inconsistent descriptor information.
    public static var fdwInconsistentDescriptorInformation: SQLState { SQLState(rawValue: "HV021") }
    /// The error `HV024`: fdw invalid attribute value.
    public static var fdwInvalidAttributeValue: SQLState { SQLState(rawValue: "HV024") }
    /// The error `HV007`: fdw invalid column name.
    public static var fdwInvalidColumnName: SQLState { SQLState(rawValue: "HV007") }
    /// The error `HV008`: fdw invalid column number.
    public static var fdwInvalidColumnNumber: SQLState { SQLState(rawValue: "HV008") }
    /// The error `HV004`: fdw invalid data type.
    public static var fdwInvalidDataType: SQLState { SQLState(rawValue: "HV004") }
    /// The error `HV006`: fdw invalid data type descriptors.
    public static var fdwInvalidDataTypeDescriptors: SQLState { SQLState(rawValue: "HV006") }
    /// The error `HV091`: fdw invalid descriptor field identifier.
    public static var fdwInvalidDescriptorFieldIdentifier: SQLState { SQLState(rawValue: "HV091") }
    /// The error `HV00B`: fdw invalid handle.
    public static var fdwInvalidHandle: SQLState { SQLState(rawValue: "HV00B") }
    /// The error `HV00C`: fdw invalid option index.
    public static var fdwInvalidOptionIndex: SQLState { SQLState(rawValue: "HV00C") }
    /// The error `HV00D`: fdw invalid option name.
    public static var fdwInvalidOptionName: SQLState { SQLState(rawValue: "HV00D") }
    /// The error `HV090`: fdw invalid string length or buffer length.
    public static var fdwInvalidStringLengthOrBufferLength: SQLState { SQLState(rawValue: "HV090") }
    /// The error `HV00A`: fdw invalid string format.
    public static var fdwInvalidStringFormat: SQLState { SQLState(rawValue: "HV00A") }
    /// The error `HV009`: fdw invalid use of null pointer.
    public static var fdwInvalidUseOfNullPointer: SQLState { SQLState(rawValue: "HV009") }
    /// The error `HV014`: fdw too many handles.
    public static var fdwTooManyHandles: SQLState { SQLState(rawValue: "HV014") }
    /// The error `HV001`: fdw out of memory.
    public static var fdwOutOfMemory: SQLState { SQLState(rawValue: "HV001") }
    /// The error `HV00P`: fdw no schemas.
    public static var fdwNoSchemas: SQLState { SQLState(rawValue: "HV00P") }
    /// The error `HV00J`: fdw option name not found.
    public static var fdwOptionNameNotFound: SQLState { SQLState(rawValue: "HV00J") }
    /// The error `HV00K`: fdw reply handle.
    public static var fdwReplyHandle: SQLState { SQLState(rawValue: "HV00K") }
    /// The error `HV00Q`: fdw schema not found.
    public static var fdwSchemaNotFound: SQLState { SQLState(rawValue: "HV00Q") }
    /// The error `HV00R`: fdw table not found.
    public static var fdwTableNotFound: SQLState { SQLState(rawValue: "HV00R") }
    /// The error `HV00L`: fdw unable to create execution.
    public static var fdwUnableToCreateExecution: SQLState { SQLState(rawValue: "HV00L") }
    /// The error `HV00M`: fdw unable to create reply.
    public static var fdwUnableToCreateReply: SQLState { SQLState(rawValue: "HV00M") }
    /// The error `HV00N`: fdw unable to establish connection.
    public static var fdwUnableToEstablishConnection: SQLState { SQLState(rawValue: "HV00N") }
}

// MARK: Class P0 - PL/pgSQL Error

extension SQLState {
    /// The error `P0000`: plpgsql error.
    public static var plpgsqlError: SQLState { SQLState(rawValue: "P0000") }
    /// The error `P0001`: raise exception.
    public static var raiseException: SQLState { SQLState(rawValue: "P0001") }
    /// The error `P0002`: no data found.
    public static var noDataFound: SQLState { SQLState(rawValue: "P0002") }
    /// The error `P0003`: too many rows.
    public static var tooManyRows: SQLState { SQLState(rawValue: "P0003") }
    /// The error `P0004`: assert failure.
    public static var assertFailure: SQLState { SQLState(rawValue: "P0004") }
}

// MARK: Class XX - Internal Error

extension SQLState {
    /// The error `XX000`: internal error.
    public static var internalError: SQLState { SQLState(rawValue: "XX000") }
    /// The error `XX001`: data corrupted.
    public static var dataCorrupted: SQLState { SQLState(rawValue: "XX001") }
    /// The error `XX002`: index corrupted.
    public static var indexCorrupted: SQLState { SQLState(rawValue: "XX002") }
}
