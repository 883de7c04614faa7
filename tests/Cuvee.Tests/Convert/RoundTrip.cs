using System.Security.Cryptography;
using System.Text;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Publish;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Converting;

/// <summary>
/// The law that the hash gate relies on, for one record and every format: where nothing is reported lost, the row reads back with the same content hash.
/// </summary>
internal sealed class RoundTrip
{
    private readonly (string Name, IRowFormat Format)[] _formats =
    [
        .. from forColumns in new[] { false, true }
           from word in RowFormats.Words.Append("prompt_completion text").Append("messages conversations")
           let parts = word.Split(' ')
           select ($"{word}{(forColumns ? " columns" : "")}", RowFormats.Of(parts[0], parts is [_, "conversations"] ? "conversations" : "messages", parts is [_, "text"], forColumns)),
    ];

    private readonly RecordReader _reader = new(format: null, map: null, keepExtra: false);
    private readonly RecordKeys _keys = new();
    private readonly JsonTape _tape = new();
    private readonly ByteBuffer _row = new();

    /// <summary>Rows that lost nothing, by format.</summary>
    public SortedDictionary<string, int> Lossless { get; } = new(StringComparer.Ordinal);

    public void Check(Record record, string place)
    {
        var expected = Hash(record);
        foreach (var (name, format) in _formats)
        {
            _row.Clear();
            _row.Add((byte)'{');
            try
            {
                if (format.Write(_row, record) != Losses.None) continue;
            }
            catch (NoRowException)
            {
                continue;
            }

            _row.Add((byte)'}');
            Lossless[name] = Lossless.GetValueOrDefault(name) + 1;
            var read = Read(_row.Written.ToArray(), out var problem);
            Assert.True(problem is null, $"{place} as {name}: {problem}: {Row()}");
            Assert.True(read.Count == 1 && read[0] == expected, $"{place} as {name}: the row reads back as something else: {Row()}");
        }
    }

    /// <summary>The content hashes of the records in a row.</summary>
    public List<Hash128> Read(byte[] row, out string? problem)
    {
        var hashes = new List<Hash128>();
        string? found = null;
        Assert.Equal(JsonFault.None, _tape.Parse(row, 0, row.Length, out _));
        _reader.Read(_tape.Root, default, record => hashes.Add(Hash(record)), (_, detail) => found = detail);
        problem = found;
        return hashes;
    }

    public Hash128 Hash(Record record)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _keys.Observe(record);
        _keys.Content(digest);
        return Hash128.FromDigest(digest);
    }

    /// <summary>The records of some files, with what a test makes of each.</summary>
    public static List<T> Records<T>(IEnumerable<string> files, Func<Record, string, T> map)
    {
        var paths = files.Select(file => new InputPath(file, Path.GetFileName(file))).ToList();
        var reader = new Reader<T>(paths, map);
        foreach (var block in InputBlock.Of(paths, encoding: null, Block.DefaultBytes)) reader.Read(block);
        return reader.Results;
    }

    private string Row() => Encoding.UTF8.GetString(_row.Written[..Math.Min(_row.Length, 2000)]);

    private sealed class Reader<T>(List<InputPath> files, Func<Record, string, T> map) : ItemReader(new RecordReader(format: null, map: null, keepExtra: false))
    {
        public List<T> Results { get; } = [];

        public void Read(InputBlock input)
        {
            if (input.Block is not null) Read(input.File, input.Block, input.Head!.Detection.Kind);
        }

        protected override void OnRecord(Record record) => Results.Add(map(record, $"{files[record.Origin.File].Key}:{record.Origin.Line}"));

        protected override void OnQuarantined(Origin origin, string reason, string detail, Utf8 raw)
        {
            // Not a record
        }
    }
}
