using Cuvee.Engine;

namespace Cuvee.Cache;

/// <summary>Numbers of tags and outcomes as one file has them: counted in the order of first appearance in it, so that loading files in their order numbers everything as reading them does.</summary>
internal sealed class FactNumbers
{
    /// <summary>In place of tags for an item that is no record.</summary>
    private const int NoTags = -1;

    private readonly Dictionary<int, int> _tags = [];
    private readonly Dictionary<ushort, ushort> _outcomes = [];
    private readonly HashSet<ushort> _unread = [];

    /// <summary>The numbers of the run, by those of the file.</summary>
    public List<int> Tags { get; } = [];

    /// <summary>The numbers of the run, by those of the file less 1: 0 is a record that lives on everywhere.</summary>
    public List<ushort> Outcomes { get; } = [];

    /// <summary>Gives what is new in a fact its number.</summary>
    public void Add(ushort outcome, int tags, Outcomes outcomes)
    {
        if (outcome != Engine.Outcomes.Alive && !_outcomes.ContainsKey(outcome))
        {
            Outcomes.Add(outcome);
            _outcomes.Add(outcome, (ushort)Outcomes.Count);
            if (outcomes[outcome].Stage == Stages.Read) _unread.Add(outcome);
        }

        if (_unread.Contains(outcome) || _tags.ContainsKey(tags)) return;
        _tags.Add(tags, Tags.Count);
        Tags.Add(tags);
    }

    /// <summary>Puts the file's numbers in place of the run's.</summary>
    public void Replace(ref Fact fact)
    {
        fact.Tags = _unread.Contains(fact.Outcome) ? NoTags : _tags[fact.Tags];
        if (fact.Outcome != Engine.Outcomes.Alive) fact.Outcome = _outcomes[fact.Outcome];
    }
}
