namespace Cuvee.Engine;

/// <summary>
/// How a record can end: the stage and the reason, numbered so that a fact holds one number. 0 is a record that lives on. The numbers differ
/// from run to run and are never written.
/// </summary>
internal sealed class Outcomes
{
    public const ushort Alive = 0;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Stage, string Reason), ushort> _numbers = [];
    private readonly List<(string Stage, string Reason)> _outcomes = [(string.Empty, string.Empty)];

    public (string Stage, string Reason) this[ushort number]
    {
        get
        {
            lock (_lock) return _outcomes[number];
        }
    }

    public ushort Number(string stage, string reason)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue((stage, reason), out var number)) return number;
            _outcomes.Add((stage, reason));
            number = checked((ushort)(_outcomes.Count - 1));
            _numbers.Add((stage, reason), number);
            return number;
        }
    }
}
