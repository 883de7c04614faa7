using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>The fields of raw records, in the order in which they are met first.</summary>
/// <param name="maxColumns">Those that come after so many are only counted.</param>
internal sealed class ColumnSet(int maxColumns)
{
    private readonly Dictionary<Utf8, ColumnTally> _columns = [];
    private readonly List<ColumnTally> _order = [];

    /// <summary>In the order in which they were met.</summary>
    public IReadOnlyList<ColumnTally> All => _order;

    /// <summary>Values of fields for which there was no room.</summary>
    public long Others { get; private set; }

    public ColumnTally? Find(Utf8 name) => _columns.GetValueOrDefault(name);

    /// <summary>Adds every member of an object; of equal keys the last counts.</summary>
    public void AddMembers(JsonNode value, bool withMembers)
    {
        foreach (var (key, member) in value.Members())
        {
            if (!value.IsShadowed(key)) Get(key.Text)?.Add(member, withMembers);
        }
    }

    /// <summary>Adds what comes behind.</summary>
    public void Add(ColumnSet later)
    {
        foreach (var column in later._order)
        {
            if (Get(column.Name) is { } known) known.Add(column);
            else Others += column.Present - 1;
        }

        Others += later.Others;
    }

    private ColumnTally? Get(Utf8 name)
    {
        if (_columns.TryGetValue(name, out var column)) return column;
        if (_order.Count == maxColumns)
        {
            Others++;
            return null;
        }

        column = new ColumnTally(name.Detach());
        _columns.Add(column.Name, column);
        _order.Add(column);
        return column;
    }
}
