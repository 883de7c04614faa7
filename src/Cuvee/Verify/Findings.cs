using System.Collections.Immutable;

namespace Cuvee.Verify;

/// <summary>Gathers what one gate finds: sentences without a full stop, and the offenders, of which the first hundred are kept and all are counted.</summary>
internal sealed class Findings
{
    /// <summary>How many offenders a result lists, as the contract says.</summary>
    public const int MaxOffenders = 100;

    private readonly List<string> _offenders = [];
    private readonly List<string> _failures = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _facts = [];
    private readonly List<string> _explanations = [];
    private readonly List<KeyValuePair<string, long>> _figures = [];
    private long _offenderCount;
    private bool _isOff;

    public bool HasFailed => _failures.Count > 0;

    /// <summary>Counts an offender; it is put into words only when it is among those that are listed.</summary>
    public void Offend(Func<string> describe)
    {
        if (_offenderCount++ < MaxOffenders) _offenders.Add(describe());
    }

    /// <summary>Counts offenders that are more than can be listed.</summary>
    public void OffendMore(long count) => _offenderCount += count;

    public void Fail(string sentence) => _failures.Add(sentence);

    public void Warn(string sentence) => _warnings.Add(sentence);

    /// <summary>Says that nobody asked.</summary>
    public void LeaveOff() => _isOff = true;

    /// <summary>Says what is so, for a gate that has nothing to complain of.</summary>
    public void Note(string sentence) => _facts.Add(sentence);

    /// <summary>Says more of what was found, behind everything else and whatever the status.</summary>
    public void Explain(string sentence) => _explanations.Add(sentence);

    /// <summary>A number that a program may want.</summary>
    public void Count(string figure, long count) => _figures.Add(KeyValuePair.Create(figure, count));

    /// <summary>A group of offenders of one kind.</summary>
    public Offences Group() => new(this);

    /// <summary>The finding as a whole.</summary>
    public GateResult Result(string gate)
    {
        if (_isOff) return new GateResult(gate, GateStatus.Off, "not asked for", [], 0);
        var (status, sentences) = _failures.Count > 0 ? (GateStatus.Failed, _failures.Concat(_warnings))
            : _warnings.Count > 0 ? (GateStatus.Warned, _warnings)
            : (GateStatus.Passed, _facts.AsEnumerable());
        return new GateResult(gate, status, string.Join("; ", sentences.Concat(_explanations)), [.. _offenders], _offenderCount) { Figures = [.. _figures] };
    }
}
