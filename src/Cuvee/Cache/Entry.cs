using System.Runtime.InteropServices;
using Cuvee.Decontaminate;
using Cuvee.Engine;
using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Cache;

/// <summary>
/// What the first pass made of one input file of one source: the staged file itself, and behind it an index of all that is kept in memory. Numbers that mean
/// something only in one run (tags, outcomes, lists of changes) are written with what they stand for.
/// </summary>
internal sealed class Entry : IDisposable
{
    /// <summary>Raised whenever the bytes of an entry are laid out another way.</summary>
    public const int Layout = 1;

    private const int FactsAtATime = 1024;

    /// <summary>Places come first among them.</summary>
    private const int PieceLists = 4;

    private readonly StagedFile _staged;
    private readonly EntryReader _index;

    private Entry(StagedFile staged, EntryReader index, string key) => (_staged, _index, Key) = (staged, index, key);

    /// <summary>The text whose SHA-256 is the entry's name.</summary>
    public string Key { get; }

    /// <summary>Opens an entry and checks its index and everything staged but rows and extras, which are checked as they are read.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="DamagedEntryException">It is not what was written.</exception>
    public static Entry? Open(string path)
    {
        if (!File.Exists(path)) return null;
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            var foot = EntryFoot.Read(file, path);
            new EntryReader(file, path, foot.IndexAt, foot.End).CheckPages();
            var index = new EntryReader(file, path, foot.IndexAt, foot.End);
            var key = index.Text();
            if (EntryKey.NameOf(key) != Path.GetFileName(path)) throw new DamagedEntryException(path);
            var staged = new StagedFile(path, file) { Length = foot.IndexAt, FactCount = (int)index.Number() };
            foreach (var pieces in Pieces(staged)) pieces.AddRange(index.Items<StagedPiece>());
            staged.CheckPieces();
            return new Entry(staged, index, key);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The text that an entry is kept under.</summary>
    /// <exception cref="DamagedEntryException">Its foot or first page is not what was written.</exception>
    public static string KeyOf(string path)
    {
        using var file = File.OpenHandle(path);
        var foot = EntryFoot.Read(file, path);
        return new EntryReader(file, path, foot.IndexAt, foot.End).Text();
    }

    /// <summary>Writes the index behind a staged file that is complete.</summary>
    public static void Write(string key, SourceFacts source, StagedFile staged, FileStart start, InputFacts input, TagTable tags, Outcomes outcomes)
    {
        var index = new EntryWriter(staged.Handle, staged.Length);
        index.Add(key);
        index.Add(staged.FactCount);
        foreach (var pieces in Pieces(staged)) index.AddItems<StagedPiece>(CollectionsMarshal.AsSpan(pieces));
        Add(index, input);
        AddFacts(index, source, staged, tags, outcomes);
        index.Add(start.Changes.Count);
        foreach (var number in start.Changes)
        {
            index.Add(number);
            index.AddItems<int>(source.Changes[number]);
        }

        var together = new Hash128[staged.FactCount * source.Plan.Together.Length];
        source.Together.CopyTo(staged.FirstFact * source.Plan.Together.Length, together);
        index.Add<Hash128>(together);
        for (var i = 0; i < source.Observations.Length; i++) Add(index, source.Observations[i], start, i, staged.FirstFact);
        var lines = new (int Fact, int Length)[source.ReviewLines.Count - start.ReviewLines];
        source.ReviewLines.CopyTo(start.ReviewLines, lines);
        foreach (ref var line in lines.AsSpan()) line.Fact -= staged.FirstFact;
        index.AddItems<(int, int)>(lines);
        index.Finish();
        EntryFoot.Write(staged.Handle, staged.Length, index.At);
    }

    /// <summary>Adds everything to a source, behind what it has. The entry lives on in the source.</summary>
    /// <exception cref="DamagedEntryException">It has changed since it was opened, or was made for another plan.</exception>
    public InputFacts Load(InputPath input, SourceFacts source, TagTable tags, Outcomes outcomes)
    {
        source.Staged.Add(_staged, source.Facts.Count);
        var facts = ReadInput(_index, input);
        LoadFacts(source, tags, outcomes);
        var changes = _index.Count();
        _staged.ChangeNumbers = [];
        for (var i = 0; i < changes; i++) _staged.ChangeNumbers[(int)_index.Number()] = source.Changes.Number(_index.Items<int>());
        var together = new Hash128[_staged.FactCount * source.Plan.Together.Length];
        _index.Fill<Hash128>(together);
        source.Together.AddRange(together);
        foreach (var observations in source.Observations) observations.Append(_index.Items<Observations.Entry>(), _index.Items<NgramRun>(), _staged.FactCount);
        var lines = _index.Items<(int Fact, int Length)>();
        foreach (ref var line in lines.AsSpan()) line.Fact += _staged.FirstFact;
        source.ReviewLines.AddRange(lines);
        _index.Finish();
        return facts;
    }

    public void Dispose() => _staged.Dispose();

    private static List<StagedPiece>[] Pieces(StagedFile staged) => [staged.Places, staged.Signatures, staged.Quarantine, staged.Review];

    private static void Add(EntryWriter index, InputFacts input)
    {
        index.Add(input.Bytes);
        index.Add(input.Sha256);
        index.Add(input.IsEmpty ? 1 : 0);
        index.Add(input.Records);
        index.Add(input.Quarantined);
        index.Add(input.DuplicateKeys);
        index.AddItems<long>(input.Formats.AsSpan());
    }

    /// <summary>What the manifest says of the file.</summary>
    private static InputFacts ReadInput(EntryReader index, InputPath input)
    {
        var (bytes, sha256, isEmpty, records, quarantined, duplicateKeys) = (index.Number(), index.Text(), index.Number() != 0, index.Number(), index.Number(), index.Number());
        return new InputFacts(input.Key, input.Path, bytes, sha256, isEmpty, null, records, quarantined, [.. index.Items<long>()], duplicateKeys);
    }

    /// <summary>The facts, with offsets that start at the file and numbers that start with it; before them what these stand for, in the order of first appearance.</summary>
    private static void AddFacts(EntryWriter index, SourceFacts source, StagedFile staged, TagTable tags, Outcomes outcomes)
    {
        var numbers = new FactNumbers();
        var facts = new Fact[Math.Min(FactsAtATime, staged.FactCount)];
        foreach (var piece in Pieces(facts, staged))
        {
            source.Facts.CopyTo(piece.First, facts.AsSpan(0, piece.Count));
            foreach (ref readonly var fact in facts.AsSpan(0, piece.Count)) numbers.Add(fact.Outcome, fact.Tags, outcomes);
        }

        index.Add(numbers.Outcomes.Count);
        foreach (var outcome in numbers.Outcomes)
        {
            index.Add(outcomes[outcome].Stage);
            index.Add(outcomes[outcome].Reason);
        }

        index.Add(numbers.Tags.Count);
        foreach (var value in numbers.Tags.SelectMany(combination => tags[combination])) index.Add(value);
        foreach (var piece in Pieces(facts, staged))
        {
            var part = facts.AsSpan(0, piece.Count);
            source.Facts.CopyTo(piece.First, part);
            foreach (ref var fact in part)
            {
                fact.RowAt -= staged.Start;
                fact.ExtraAt -= staged.Start;
                numbers.Replace(ref fact);
            }

            index.Add<Fact>(part);
        }
    }

    /// <summary>Passes over what stands between the places and the facts.</summary>
    internal static void SkipToFacts(EntryReader index, int tags)
    {
        for (var pieces = 1; pieces < PieceLists; pieces++) index.Items<StagedPiece>();
        ReadInput(index, new InputPath("", ""));
        for (var texts = 2L * index.Count(); texts > 0; texts--) index.Text();
        for (var texts = (long)tags * index.Count(); texts > 0; texts--) index.Text();
    }

    private void LoadFacts(SourceFacts source, TagTable tags, Outcomes outcomes)
    {
        var outcomeNumbers = new ushort[_index.Count()];
        for (var i = 0; i < outcomeNumbers.Length; i++) outcomeNumbers[i] = outcomes.Number(_index.Text(), _index.Text());
        var tagNumbers = new int[_index.Count()];
        for (var i = 0; i < tagNumbers.Length; i++) tagNumbers[i] = tags.Number([.. tags.Names.Select(_ => _index.Text())]);
        var facts = new Fact[Math.Min(FactsAtATime, _staged.FactCount)];
        foreach (var piece in Pieces(facts, _staged))
        {
            var part = facts.AsSpan(0, piece.Count);
            _index.Fill(part);
            foreach (ref var fact in part)
            {
                fact.RowAt += _staged.Start;
                fact.ExtraAt += _staged.Start;
                fact.Source = (ushort)source.Plan.Index;
                if (fact.Outcome != Engine.Outcomes.Alive) fact.Outcome = outcomeNumbers[fact.Outcome - 1];
                if (fact.Tags >= 0) fact.Tags = tagNumbers[fact.Tags];
                else fact.Tags = 0;
            }

            source.Facts.AddRange(part);
        }
    }

    private static IEnumerable<(int First, int Count)> Pieces(Fact[] buffer, StagedFile staged)
    {
        for (var done = 0; done < staged.FactCount; done += buffer.Length) yield return (staged.FirstFact + done, Math.Min(buffer.Length, staged.FactCount - done));
    }

    private static void Add(EntryWriter index, Observations observations, FileStart start, int number, int firstFact)
    {
        var (firstEntry, firstRun) = start.Observations[number];
        var entries = observations.Entries[firstEntry..].ToArray();
        foreach (ref var entry in entries.AsSpan()) entry = entry with { Record = entry.Record - firstFact, RunStart = entry.RunStart - firstRun };
        index.AddItems<Observations.Entry>(entries);
        index.AddItems(observations.Runs[firstRun..]);
    }
}
