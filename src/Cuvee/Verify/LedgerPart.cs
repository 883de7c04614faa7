using Cuvee.Interop;

namespace Cuvee.Verify;

/// <summary>Consecutive rows of a ledger, with words and kinds numbered on their own, so that parts can be read side by side.</summary>
internal sealed class LedgerPart
{
    /// <summary>Rows of a chunk; parts of whole chunks are put together without copying a row.</summary>
    public const int ChunkLength = 1 << 14;

    /// <summary>DuckDB streams the columns; a million rows take far less.</summary>
    private const long MemoryBytes = 1L << 30;

    /// <summary>Cast, so that a ledger rewritten with other types is read or refused as a whole.</summary>
    private const string Columns =
        "CAST(id AS VARCHAR), CAST(source AS VARCHAR), CAST(family AS VARCHAR), CAST(file AS VARCHAR), CAST(line AS BIGINT), CAST(item AS BIGINT), "
        + "CAST(state AS VARCHAR), CAST(stage AS VARCHAR), CAST(reason AS VARCHAR), CAST(content_hash AS VARCHAR), CAST(copies AS INTEGER), CAST(split AS VARCHAR), "
        + "CAST(output_file AS VARCHAR), CAST(output_line AS INTEGER), CAST(output_hash AS VARCHAR), CAST(tags AS VARCHAR), changes IS NOT NULL, CAST(other_id AS VARCHAR), CAST(similarity AS DOUBLE), CAST(tokens AS BIGINT)";

    /// <summary>A record has at most 1 GiB, and a recipe asks for at most a thousand copies: with more no build wrote the row, and sums would not fit.</summary>
    private const long MostTokens = int.MaxValue;
    private const int MostCopies = 1 << 20;

    public List<LedgerRow[]> Chunks { get; } = [];

    public int RowCount { get; private set; }

    /// <summary>Rows that name another record, in order.</summary>
    public List<DroppedDuplicate> Named { get; } = [];

    public LedgerWords Words { get; } = new();

    public LedgerKinds Kinds { get; } = new();

    /// <summary>The number of rows that a ledger says it has.</summary>
    /// <exception cref="DuckDbException">It cannot be read.</exception>
    public static long Count(string path)
    {
        using var duckDb = Open();
        using var result = duckDb.Query($"SELECT count(*) FROM {Table(path)}");
        return result.ReadChunk() ? result.Column(0).Int64(0) : 0;
    }

    /// <summary>Reads the rows from one number, from 0, to before another.</summary>
    /// <exception cref="DuckDbException">It is no ledger that can be read.</exception>
    public static LedgerPart Read(string path, long from, long to)
    {
        var part = new LedgerPart();
        using var duckDb = Open();
        var range = from == 0 && to == long.MaxValue ? string.Empty : $" WHERE file_row_number >= {from} AND file_row_number < {to}";
        using var result = duckDb.Query($"SELECT {Columns} FROM {Table(path)}{range}");
        while (result.ReadChunk()) part.AddChunk(result);
        return part;
    }

    /// <summary>Puts other numbers in the place of the kinds' own.</summary>
    public void Renumber(ReadOnlySpan<int> numbers)
    {
        var isSame = true;
        for (var i = 0; i < numbers.Length; i++) isSame &= numbers[i] == i;
        if (isSame) return;
        for (var row = 0; row < RowCount; row++)
        {
            ref var kind = ref Chunks[row / ChunkLength][row % ChunkLength].Kind;
            kind = numbers[kind];
        }
    }

    private static DuckDb Open() => DuckDb.Open(threads: 1, MemoryBytes);

    private static string Table(string path) => $"read_parquet({DuckDb.QuoteInputPath(path)}, hive_partitioning = false, file_row_number = true)";

    private void AddChunk(DuckDbResult result)
    {
        var columns = new LedgerColumns(result, Words);
        for (var row = 0; row < result.RowCount; row++)
        {
            if (RowCount / ChunkLength == Chunks.Count) Chunks.Add(new LedgerRow[ChunkLength]);
            ref var target = ref Chunks[RowCount / ChunkLength][RowCount % ChunkLength];
            columns.Fill(row, ref target);
            if (target.Tokens is < -1 or > MostTokens || target.Copies > MostCopies) throw new InvalidDataException($"row {RowCount + 1} of a part of it has {target.Tokens} tokens and {target.Copies} copies, which no record has");
            var kind = columns.KindOf(row);
            target.Kind = Kinds.Add(kind, CountOf(target.Tokens, target.Copies));
            if (kind.HasOther) Named.Add(columns.DuplicateOf(row, RowCount));
            RowCount++;
        }
    }

    private static KindCount CountOf(long tokens, int copies) => new(1, copies, Math.Max(0, tokens), Math.Max(0, tokens) * copies);

    /// <summary>The columns of a chunk of the query.</summary>
    private readonly ref struct LedgerColumns(DuckDbResult result, LedgerWords words)
    {
        private readonly Texts _id = new(result, 0);
        private readonly Texts _source = new(result, 1);
        private readonly Texts _family = new(result, 2);
        private readonly Texts _file = new(result, 3);
        private readonly DuckDbColumn _line = result.Column(4);
        private readonly DuckDbColumn _item = result.Column(5);
        private readonly Texts _state = new(result, 6);
        private readonly Texts _stage = new(result, 7);
        private readonly Texts _reason = new(result, 8);
        private readonly Texts _content = new(result, 9);
        private readonly DuckDbColumn _copies = result.Column(10);
        private readonly Texts _split = new(result, 11);
        private readonly Texts _outputFile = new(result, 12);
        private readonly DuckDbColumn _outputLine = result.Column(13);
        private readonly Texts _outputHash = new(result, 14);
        private readonly Texts _tags = new(result, 15);
        private readonly DuckDbColumn _changed = result.Column(16);
        private readonly Texts _other = new(result, 17);
        private readonly DuckDbColumn _similarity = result.Column(18);
        private readonly DuckDbColumn _tokens = result.Column(19);

        public void Fill(int row, ref LedgerRow target)
        {
            target.Id = Hex.Hash128(_id[row]);
            target.Line = _line.IsNull(row) ? -1 : _line.Int64(row);
            target.Item = _item.IsNull(row) ? -1 : _item.Int64(row);
            target.Content = Hex.Hash128(_content[row]);
            target.Copies = _copies.IsNull(row) ? -1 : _copies.Int32(row);
            target.OutputLine = _outputLine.IsNull(row) ? 0 : _outputLine.Int32(row);
            target.OutputHash = Hex.Hash64(_outputHash[row]);
            target.Tokens = _tokens.IsNull(row) ? -1 : _tokens.Int64(row);
        }

        public DroppedDuplicate DuplicateOf(int row, int index) => new(index, Hex.Hash128(_other[row]), _similarity.IsNull(row) ? 0 : _similarity.Double(row));

        public LedgerKind KindOf(int row) => new()
        {
            Source = words.Sources.Number(_source[row]),
            Family = words.Families.Number(_family[row]),
            File = words.Files.Number(_file[row]),
            State = words.States.Number(_state[row]),
            Stage = words.Stages.Number(_stage[row]),
            Reason = words.Reasons.Number(_reason[row]),
            Split = words.Splits.Number(_split[row]),
            OutputFile = words.OutputFiles.Number(_outputFile[row]),
            Tags = words.Tags.Number(_tags[row]),
            IsChanged = _changed.Boolean(row),
            HasOther = !_other.IsNull(row),
            HasSimilarity = !_similarity.IsNull(row),
        };
    }

    /// <summary>A column of texts in which null reads as the empty text.</summary>
    private readonly ref struct Texts(DuckDbResult result, int column)
    {
        private readonly DuckDbColumn _column = result.Column(column);

        public bool IsNull(int row) => _column.IsNull(row);

        public ReadOnlySpan<byte> this[int row] => _column.IsNull(row) ? default : _column.Text(row);
    }
}
