namespace Cuvee.Tools;

/// <summary>What one line offends against.</summary>
/// <param name="line">Its index.</param>
internal sealed class CallOffences(int line)
{
    private uint _rules;

    public int Line { get; } = line;

    public bool IsEmpty => _rules == 0;

    /// <summary>The first offence in words.</summary>
    public string First { get; private set; } = string.Empty;

    public bool Has(CallRule rule) => (_rules & (1u << (int)rule)) != 0;

    /// <summary>Notes an offence; it is put into words only when it is the first.</summary>
    public void Add(CallRule rule, Func<string> describe)
    {
        if (_rules == 0) First = describe();
        _rules |= 1u << (int)rule;
    }
}
