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
    public void Add(in Fact fact, Outcomes outcomes)
    {
        if (fact.Outcome != Engine.Outcomes.Alive && !_outcomes.ContainsKey(fact.Outcome))
        {
            Outcomes.Add(fact.Outcome);
            _outcomes.Add(fact.Outcome, (ushort)Outcomes.Count);
            if (outcomes[fact.Outcome].Stage == Stages.Read) _unread.Add(fact.Outcome);
        }

        if (_unread.Contains(fact.Outcome) || _tags.ContainsKey(fact.Tags)) return;
        _tags.Add(fact.Tags, Tags.Count);
        Tags.Add(fact.Tags);
    }

    /// <summary>Puts the file's numbers in place of the run's.</summary>
    public void Replace(ref Fact fact)
    {
        fact.Tags = _unread.Contains(fact.Outcome) ? NoTags : _tags[fact.Tags];
        if (fact.Outcome != Engine.Outcomes.Alive) fact.Outcome = _outcomes[fact.Outcome];
    }
}
