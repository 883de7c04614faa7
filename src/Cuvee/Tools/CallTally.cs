using Cuvee.Model;

namespace Cuvee.Tools;

/// <summary>What the tool calls of a range of lines are, counted.</summary>
internal sealed class CallTally
{
    /// <summary>Lines with a call.</summary>
    public long LinesWithCalls { get; set; }

    public long Calls { get; set; }

    /// <summary>Calls by tool.</summary>
    public Dictionary<Utf8, long> Tools { get; } = [];

    /// <summary>The lines that offend, in order.</summary>
    public List<CallOffences> Offending { get; } = [];

    /// <summary>Takes in what follows.</summary>
    public void Add(CallTally later)
    {
        LinesWithCalls += later.LinesWithCalls;
        Calls += later.Calls;
        foreach (var (tool, count) in later.Tools) Tools[tool] = Tools.GetValueOrDefault(tool) + count;
        Offending.AddRange(later.Offending);
    }
}
