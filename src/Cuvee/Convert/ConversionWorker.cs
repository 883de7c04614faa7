using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Publish;

namespace Cuvee.Converting;

/// <summary>Converts blocks of input into rows of the output format. One instance serves one worker.</summary>
/// <param name="reader">Reads the records.</param>
/// <param name="format">Writes the rows.</param>
/// <param name="metadata">Writes their metadata, null for none.</param>
/// <param name="files">The inputs.</param>
internal sealed class ConversionWorker(RecordReader reader, IRowFormat format, ItemMetadata? metadata, IReadOnlyList<InputPath> files) : ItemReader(reader)
{
    private readonly RecordKeys _keys = new();
    private ConvertedBlock _result = new();

    public (InputBlock Input, ConvertedBlock Result) Convert(InputBlock input)
    {
        _result = new ConvertedBlock();
        if (input.Block is not null) Read(input.File, input.Block, input.Head!.Detection.Kind);
        return (input, _result);
    }

    protected override void OnValue(JsonNode value, int duplicateKeys) => _result.DuplicateKeys += duplicateKeys;

    protected override void OnRecord(Record record)
    {
        _result.Formats[(int)record.Format]++;
        var rows = _result.Rows;
        var start = rows.Length;
        rows.Add((byte)'{');
        try
        {
            CountLosses(format.Write(rows, record), record.Origin);
        }
        catch (NoRowException problem)
        {
            rows.Truncate(start);
            _result.Impossible.Add(problem.Message, record.Origin);
            return;
        }

        if (metadata is not null)
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            _keys.Observe(record);
            _keys.Content(digest);
            metadata.Write(rows, record, files[record.Origin.File].Key, digest);
        }

        rows.Add("}\n"u8);
        _result.RowCount++;
        _result.LongestRow = Math.Max(_result.LongestRow, rows.Length - start);
    }

    protected override void OnQuarantined(Origin origin, string reason, string detail, Utf8 raw)
    {
        QuarantineLine.Write(_result.Quarantine, "convert", files[origin.File].Key, new QuarantineRow(0, origin, reason, detail, raw));
        _result.Quarantined.Add(reason, origin, detail);
    }

    private void CountLosses(Losses losses, Origin place)
    {
        if (losses == Losses.None) return;
        foreach (var loss in Enum.GetValues<Losses>())
        {
            if (loss != Losses.None && losses.HasFlag(loss)) _result.Losses.Add(loss.ToString().ToLowerInvariant(), place);
        }
    }
}
