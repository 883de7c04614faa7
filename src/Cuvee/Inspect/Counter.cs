namespace Cuvee.Inspect;

/// <summary>What is counted over records.</summary>
internal enum Counter : byte
{
    /// <summary>JSON objects or lists of turns, which may hold several records each.</summary>
    Values,
    Records,
    Quarantined,
    DuplicateKeys,

    SystemTurns,
    UserTurns,
    AssistantTurns,
    ToolTurns,
    ToolCalls,

    /// <summary>Records with at least one tool call; and so on.</summary>
    WithToolCalls,
    WithTools,
    WithMedia,
    WithSystem,
    WithThinking,
    LabelTrue,
    LabelFalse,
    WithRejected,

    /// <summary>Records without an assistant turn.</summary>
    NoAnswer,

    /// <summary>Records whose last assistant turn says nothing and calls nothing.</summary>
    EmptyAnswer,

    /// <summary>Preferences whose rejected answer ends in an empty turn.</summary>
    EmptyRejected,

    /// <summary>Records with U+FFFD in a turn.</summary>
    WithReplacement,

    /// <summary>Records with text that was decoded wrongly and can be repaired.</summary>
    Repairable,
    Count,
}
