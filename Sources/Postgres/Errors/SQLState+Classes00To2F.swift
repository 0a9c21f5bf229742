// Written by scripts/generate-sqlstates.sh from the errcodes.txt of the PostgreSQL server.

// MARK: Class 00 - Successful Completion

extension SQLState {
    /// The success `00000`: successful completion.
    public static var successfulCompletion: SQLState { SQLState(rawValue: "00000") }
}

// MARK: Class 01 - Warning

extension SQLState {
    /// The warning `01000`: warning.
    public static var warning: SQLState { SQLState(rawValue: "01000") }
    /// The warning `0100C`: dynamic result sets returned.
    public static var dynamicResultSetsReturned: SQLState { SQLState(rawValue: "0100C") }
    /// The warning `01008`: implicit zero bit padding.
    public static var implicitZeroBitPadding: SQLState { SQLState(rawValue: "01008") }
    /// The warning `01003`: null value eliminated in set function.
    public static var nullValueEliminatedInSetFunction: SQLState { SQLState(rawValue: "01003") }
    /// The warning `01007`: privilege not granted.
    public static var privilegeNotGranted: SQLState { SQLState(rawValue: "01007") }
    /// The warning `01006`: privilege not revoked.
    public static var privilegeNotRevoked: SQLState { SQLState(rawValue: "01006") }
    /// The warning `01004`: string data right truncation.
    public static var warningStringDataRightTruncation: SQLState { SQLState(rawValue: "01004") }
    /// The warning `01P01`: deprecated feature.
    public static var deprecatedFeature: SQLState { SQLState(rawValue: "01P01") }
}

// MARK: Class 02 - No Data (this is also a warning class per the SQL standard)

extension SQLState {
    /// The warning `02000`: no data.
    public static var noData: SQLState { SQLState(rawValue: "02000") }
    /// The warning `02001`: no additional dynamic result sets returned.
    public static var noAdditionalDynamicResultSetsReturned: SQLState { SQLState(rawValue: "02001") }
}

// MARK: Class 03 - SQL Statement Not Yet Complete

extension SQLState {
    /// The error `03000`: sql statement not yet complete.
    public static var sqlStatementNotYetComplete: SQLState { SQLState(rawValue: "03000") }
}

// MARK: Class 08 - Connection Exception

extension SQLState {
    /// The error `08000`: connection exception.
    public static var connectionException: SQLState { SQLState(rawValue: "08000") }
    /// The error `08003`: connection does not exist.
    public static var connectionDoesNotExist: SQLState { SQLState(rawValue: "08003") }
    /// The error `08006`: connection failure.
    public static var connectionFailure: SQLState { SQLState(rawValue: "08006") }
    /// The error `08001`: sqlclient unable to establish sqlconnection.
    public static var sqlclientUnableToEstablishSqlconnection: SQLState { SQLState(rawValue: "08001") }
    /// The error `08004`: sqlserver rejected establishment of sqlconnection.
    public static var sqlserverRejectedEstablishmentOfSqlconnection: SQLState { SQLState(rawValue: "08004") }
    /// The error `08007`: transaction resolution unknown.
    public static var transactionResolutionUnknown: SQLState { SQLState(rawValue: "08007") }
    /// The error `08P01`: protocol violation.
    public static var protocolViolation: SQLState { SQLState(rawValue: "08P01") }
}

// MARK: Class 09 - Triggered Action Exception

extension SQLState {
    /// The error `09000`: triggered action exception.
    public static var triggeredActionException: SQLState { SQLState(rawValue: "09000") }
}

// MARK: Class 0A - Feature Not Supported

extension SQLState {
    /// The error `0A000`: feature not supported.
    public static var featureNotSupported: SQLState { SQLState(rawValue: "0A000") }
}

// MARK: Class 0B - Invalid Transaction Initiation

extension SQLState {
    /// The error `0B000`: invalid transaction initiation.
    public static var invalidTransactionInitiation: SQLState { SQLState(rawValue: "0B000") }
}

// MARK: Class 0F - Locator Exception

extension SQLState {
    /// The error `0F000`: locator exception.
    public static var locatorException: SQLState { SQLState(rawValue: "0F000") }
    /// The error `0F001`: invalid locator specification.
    public static var invalidLocatorSpecification: SQLState { SQLState(rawValue: "0F001") }
}

// MARK: Class 0L - Invalid Grantor

extension SQLState {
    /// The error `0L000`: invalid grantor.
    public static var invalidGrantor: SQLState { SQLState(rawValue: "0L000") }
    /// The error `0LP01`: invalid grant operation.
    public static var invalidGrantOperation: SQLState { SQLState(rawValue: "0LP01") }
}

// MARK: Class 0P - Invalid Role Specification

extension SQLState {
    /// The error `0P000`: invalid role specification.
    public static var invalidRoleSpecification: SQLState { SQLState(rawValue: "0P000") }
}

// MARK: Class 0Z - Diagnostics Exception

extension SQLState {
    /// The error `0Z000`: diagnostics exception.
    public static var diagnosticsException: SQLState { SQLState(rawValue: "0Z000") }
    /// The error `0Z002`: stacked diagnostics accessed without active handler.
    public static var stackedDiagnosticsAccessedWithoutActiveHandler: SQLState { SQLState(rawValue: "0Z002") }
}

// MARK: Class 20 - Case Not Found

extension SQLState {
    /// The error `20000`: case not found.
    public static var caseNotFound: SQLState { SQLState(rawValue: "20000") }
}

// MARK: Class 21 - Cardinality Violation

extension SQLState {
    /// The error `21000`: cardinality violation.
    public static var cardinalityViolation: SQLState { SQLState(rawValue: "21000") }
}

// MARK: Class 22 - Data Exception

extension SQLState {
    /// The error `22000`: data exception.
    public static var dataException: SQLState { SQLState(rawValue: "22000") }
    /// The error `2202E`: array subscript error.
    public static var arraySubscriptError: SQLState { SQLState(rawValue: "2202E") }
    /// The error `22021`: character not in repertoire.
    public static var characterNotInRepertoire: SQLState { SQLState(rawValue: "22021") }
    /// The error `22008`: datetime field overflow.
    public static var datetimeFieldOverflow: SQLState { SQLState(rawValue: "22008") }
    /// The error `22012`: division by zero.
    public static var divisionByZero: SQLState { SQLState(rawValue: "22012") }
    /// The error `22005`: error in assignment.
    public static var errorInAssignment: SQLState { SQLState(rawValue: "22005") }
    /// The error `2200B`: escape character conflict.
    public static var escapeCharacterConflict: SQLState { SQLState(rawValue: "2200B") }
    /// The error `22022`: indicator overflow.
    public static var indicatorOverflow: SQLState { SQLState(rawValue: "22022") }
    /// The error `22015`: interval field overflow.
    public static var intervalFieldOverflow: SQLState { SQLState(rawValue: "22015") }
    /// The error `2201E`: invalid argument for logarithm.
    public static var invalidArgumentForLogarithm: SQLState { SQLState(rawValue: "2201E") }
    /// The error `22014`: invalid argument for ntile function.
    public static var invalidArgumentForNtileFunction: SQLState { SQLState(rawValue: "22014") }
    /// The error `22016`: invalid argument for nth value function.
    public static var invalidArgumentForNthValueFunction: SQLState { SQLState(rawValue: "22016") }
    /// The error `2201F`: invalid argument for power function.
    public static var invalidArgumentForPowerFunction: SQLState { SQLState(rawValue: "2201F") }
    /// The error `2201G`: invalid argument for width bucket function.
    public static var invalidArgumentForWidthBucketFunction: SQLState { SQLState(rawValue: "2201G") }
    /// The error `22018`: invalid character value for cast.
    public static var invalidCharacterValueForCast: SQLState { SQLState(rawValue: "22018") }
    /// The error `22007`: invalid datetime format.
    public static var invalidDatetimeFormat: SQLState { SQLState(rawValue: "22007") }
    /// The error `22019`: invalid escape character.
    public static var invalidEscapeCharacter: SQLState { SQLState(rawValue: "22019") }
    /// The error `2200D`: invalid escape octet.
    public static var invalidEscapeOctet: SQLState { SQLState(rawValue: "2200D") }
    /// The error `22025`: invalid escape sequence.
    public static var invalidEscapeSequence: SQLState { SQLState(rawValue: "22025") }
    /// The error `22P06`: nonstandard use of escape character.
    public static var nonstandardUseOfEscapeCharacter: SQLState { SQLState(rawValue: "22P06") }
    /// The error `22010`: invalid indicator parameter value.
    public static var invalidIndicatorParameterValue: SQLState { SQLState(rawValue: "22010") }
    /// The error `22023`: invalid parameter value.
    public static var invalidParameterValue: SQLState { SQLState(rawValue: "22023") }
    /// The error `22013`: invalid preceding or following size.
    public static var invalidPrecedingOrFollowingSize: SQLState { SQLState(rawValue: "22013") }
    /// The error `2201B`: invalid regular expression.
    public static var invalidRegularExpression: SQLState { SQLState(rawValue: "2201B") }
    /// The error `2201W`: invalid row count in limit clause.
    public static var invalidRowCountInLimitClause: SQLState { SQLState(rawValue: "2201W") }
    /// The error `2201X`: invalid row count in result offset clause.
    public static var invalidRowCountInResultOffsetClause: SQLState { SQLState(rawValue: "2201X") }
    /// The error `2202H`: invalid tablesample argument.
    public static var invalidTablesampleArgument: SQLState { SQLState(rawValue: "2202H") }
    /// The error `2202G`: invalid tablesample repeat.
    public static var invalidTablesampleRepeat: SQLState { SQLState(rawValue: "2202G") }
    /// The error `22009`: invalid time zone displacement value.
    public static var invalidTimeZoneDisplacementValue: SQLState { SQLState(rawValue: "22009") }
    /// The error `2200C`: invalid use of escape character.
    public static var invalidUseOfEscapeCharacter: SQLState { SQLState(rawValue: "2200C") }
    /// The error `2200G`: most specific type mismatch.
    public static var mostSpecificTypeMismatch: SQLState { SQLState(rawValue: "2200G") }
    /// The error `22004`: null value not allowed.
    public static var nullValueNotAllowed: SQLState { SQLState(rawValue: "22004") }
    /// The error `22002`: null value no indicator parameter.
    public static var nullValueNoIndicatorParameter: SQLState { SQLState(rawValue: "22002") }
    /// The error `22003`: numeric value out of range.
    public static var numericValueOutOfRange: SQLState { SQLState(rawValue: "22003") }
    /// The error `2200H`: sequence generator limit exceeded.
    public static var sequenceGeneratorLimitExceeded: SQLState { SQLState(rawValue: "2200H") }
    /// The error `22026`: string data length mismatch.
    public static var stringDataLengthMismatch: SQLState { SQLState(rawValue: "22026") }
    /// The error `22001`: string data right truncation.
    public static var stringDataRightTruncation: SQLState { SQLState(rawValue: "22001") }
    /// The error `22011`: substring error.
    public static var substringError: SQLState { SQLState(rawValue: "22011") }
    /// The error `22027`: trim error.
    public static var trimError: SQLState { SQLState(rawValue: "22027") }
    /// The error `22024`: unterminated c string.
    public static var unterminatedCString: SQLState { SQLState(rawValue: "22024") }
    /// The error `2200F`: zero length character string.
    public static var zeroLengthCharacterString: SQLState { SQLState(rawValue: "2200F") }
    /// The error `22P01`: floating point exception.
    public static var floatingPointException: SQLState { SQLState(rawValue: "22P01") }
    /// The error `22P02`: invalid text representation.
    public static var invalidTextRepresentation: SQLState { SQLState(rawValue: "22P02") }
    /// The error `22P03`: invalid binary representation.
    public static var invalidBinaryRepresentation: SQLState { SQLState(rawValue: "22P03") }
    /// The error `22P04`: bad copy file format.
    public static var badCopyFileFormat: SQLState { SQLState(rawValue: "22P04") }
    /// The error `22P05`: untranslatable character.
    public static var untranslatableCharacter: SQLState { SQLState(rawValue: "22P05") }
    /// The error `2200L`: not an xml document.
    public static var notAnXmlDocument: SQLState { SQLState(rawValue: "2200L") }
    /// The error `2200M`: invalid xml document.
    public static var invalidXmlDocument: SQLState { SQLState(rawValue: "2200M") }
    /// The error `2200N`: invalid xml content.
    public static var invalidXmlContent: SQLState { SQLState(rawValue: "2200N") }
    /// The error `2200S`: invalid xml comment.
    public static var invalidXmlComment: SQLState { SQLState(rawValue: "2200S") }
    /// The error `2200T`: invalid xml processing instruction.
    public static var invalidXmlProcessingInstruction: SQLState { SQLState(rawValue: "2200T") }
    /// The error `22030`: duplicate json object key value.
    public static var duplicateJsonObjectKeyValue: SQLState { SQLState(rawValue: "22030") }
    /// The error `22031`: invalid argument for sql json datetime function.
    public static var invalidArgumentForSqlJsonDatetimeFunction: SQLState { SQLState(rawValue: "22031") }
    /// The error `22032`: invalid json text.
    public static var invalidJsonText: SQLState { SQLState(rawValue: "22032") }
    /// The error `22033`: invalid sql json subscript.
    public static var invalidSqlJsonSubscript: SQLState { SQLState(rawValue: "22033") }
    /// The error `22034`: more than one sql json item.
    public static var moreThanOneSqlJsonItem: SQLState { SQLState(rawValue: "22034") }
    /// The error `22035`: no sql json item.
    public static var noSqlJsonItem: SQLState { SQLState(rawValue: "22035") }
    /// The error `22036`: non numeric sql json item.
    public static var nonNumericSqlJsonItem: SQLState { SQLState(rawValue: "22036") }
    /// The error `22037`: non unique keys in a json object.
    public static var nonUniqueKeysInAJsonObject: SQLState { SQLState(rawValue: "22037") }
    /// The error `22038`: singleton sql json item required.
    public static var singletonSqlJsonItemRequired: SQLState { SQLState(rawValue: "22038") }
    /// The error `22039`: sql json array not found.
    public static var sqlJsonArrayNotFound: SQLState { SQLState(rawValue: "22039") }
    /// The error `2203A`: sql json member not found.
    public static var sqlJsonMemberNotFound: SQLState { SQLState(rawValue: "2203A") }
    /// The error `2203B`: sql json number not found.
    public static var sqlJsonNumberNotFound: SQLState { SQLState(rawValue: "2203B") }
    /// The error `2203C`: sql json object not found.
    public static var sqlJsonObjectNotFound: SQLState { SQLState(rawValue: "2203C") }
    /// The error `2203D`: too many json array elements.
    public static var tooManyJsonArrayElements: SQLState { SQLState(rawValue: "2203D") }
    /// The error `2203E`: too many json object members.
    public static var tooManyJsonObjectMembers: SQLState { SQLState(rawValue: "2203E") }
    /// The error `2203F`: sql json scalar required.
    public static var sqlJsonScalarRequired: SQLState { SQLState(rawValue: "2203F") }
    /// The error `2203G`: sql json item cannot be cast to target type.
    public static var sqlJsonItemCannotBeCastToTargetType: SQLState { SQLState(rawValue: "2203G") }
}

// MARK: Class 23 - Integrity Constraint Violation

extension SQLState {
    /// The error `23000`: integrity constraint violation.
    public static var integrityConstraintViolation: SQLState { SQLState(rawValue: "23000") }
    /// The error `23001`: restrict violation.
    public static var restrictViolation: SQLState { SQLState(rawValue: "23001") }
    /// The error `23502`: not null violation.
    public static var notNullViolation: SQLState { SQLState(rawValue: "23502") }
    /// The error `23503`: foreign key violation.
    public static var foreignKeyViolation: SQLState { SQLState(rawValue: "23503") }
    /// The error `23505`: unique violation.
    public static var uniqueViolation: SQLState { SQLState(rawValue: "23505") }
    /// The error `23514`: check violation.
    public static var checkViolation: SQLState { SQLState(rawValue: "23514") }
    /// The error `23P01`: exclusion violation.
    public static var exclusionViolation: SQLState { SQLState(rawValue: "23P01") }
}

// MARK: Class 24 - Invalid Cursor State

extension SQLState {
    /// The error `24000`: invalid cursor state.
    public static var invalidCursorState: SQLState { SQLState(rawValue: "24000") }
}

// MARK: Class 25 - Invalid Transaction State

extension SQLState {
    /// The error `25000`: invalid transaction state.
    public static var invalidTransactionState: SQLState { SQLState(rawValue: "25000") }
    /// The error `25001`: active sql transaction.
    public static var activeSqlTransaction: SQLState { SQLState(rawValue: "25001") }
    /// The error `25002`: branch transaction already active.
    public static var branchTransactionAlreadyActive: SQLState { SQLState(rawValue: "25002") }
    /// The error `25008`: held cursor requires same isolation level.
    public static var heldCursorRequiresSameIsolationLevel: SQLState { SQLState(rawValue: "25008") }
    /// The error `25003`: inappropriate access mode for branch transaction.
    public static var inappropriateAccessModeForBranchTransaction: SQLState { SQLState(rawValue: "25003") }
    /// The error `25004`: inappropriate isolation level for branch transaction.
    public static var inappropriateIsolationLevelForBranchTransaction: SQLState { SQLState(rawValue: "25004") }
    /// The error `25005`: no active sql transaction for branch transaction.
    public static var noActiveSqlTransactionForBranchTransaction: SQLState { SQLState(rawValue: "25005") }
    /// The error `25006`: read only sql transaction.
    public static var readOnlySqlTransaction: SQLState { SQLState(rawValue: "25006") }
    /// The error `25007`: schema and data statement mixing not supported.
    public static var schemaAndDataStatementMixingNotSupported: SQLState { SQLState(rawValue: "25007") }
    /// The error `25P01`: no active sql transaction.
    public static var noActiveSqlTransaction: SQLState { SQLState(rawValue: "25P01") }
    /// The error `25P02`: in failed sql transaction.
    public static var inFailedSqlTransaction: SQLState { SQLState(rawValue: "25P02") }
    /// The error `25P03`: idle in transaction session timeout.
    public static var idleInTransactionSessionTimeout: SQLState { SQLState(rawValue: "25P03") }
}

// MARK: Class 26 - Invalid SQL Statement Name

extension SQLState {
    /// The error `26000`: invalid sql statement name.
    public static var invalidSqlStatementName: SQLState { SQLState(rawValue: "26000") }
}

// MARK: Class 27 - Triggered Data Change Violation

extension SQLState {
    /// The error `27000`: triggered data change violation.
    public static var triggeredDataChangeViolation: SQLState { SQLState(rawValue: "27000") }
}

// MARK: Class 28 - Invalid Authorization Specification

extension SQLState {
    /// The error `28000`: invalid authorization specification.
    public static var invalidAuthorizationSpecification: SQLState { SQLState(rawValue: "28000") }
    /// The error `28P01`: invalid password.
    public static var invalidPassword: SQLState { SQLState(rawValue: "28P01") }
}

// MARK: Class 2B - Dependent Privilege Descriptors Still Exist

extension SQLState {
    /// The error `2B000`: dependent privilege descriptors still exist.
    public static var dependentPrivilegeDescriptorsStillExist: SQLState { SQLState(rawValue: "2B000") }
    /// The error `2BP01`: dependent objects still exist.
    public static var dependentObjectsStillExist: SQLState { SQLState(rawValue: "2BP01") }
}

// MARK: Class 2D - Invalid Transaction Termination

extension SQLState {
    /// The error `2D000`: invalid transaction termination.
    public static var invalidTransactionTermination: SQLState { SQLState(rawValue: "2D000") }
}

// MARK: Class 2F - SQL Routine Exception

extension SQLState {
    /// The error `2F000`: sql routine exception.
    public static var sqlRoutineException: SQLState { SQLState(rawValue: "2F000") }
    /// The error `2F005`: function executed no return statement.
    public static var functionExecutedNoReturnStatement: SQLState { SQLState(rawValue: "2F005") }
    /// The error `2F002`: modifying sql data not permitted.
    public static var sqlRoutineModifyingSqlDataNotPermitted: SQLState { SQLState(rawValue: "2F002") }
    /// The error `2F003`: prohibited sql statement attempted.
    public static var sqlRoutineProhibitedSqlStatementAttempted: SQLState { SQLState(rawValue: "2F003") }
    /// The error `2F004`: reading sql data not permitted.
    public static var sqlRoutineReadingSqlDataNotPermitted: SQLState { SQLState(rawValue: "2F004") }
}
