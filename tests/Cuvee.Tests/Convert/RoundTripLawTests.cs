using System.Collections.Immutable;
using System.Text;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Tests.Inspect;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Converting;

public sealed class RoundTripLawTests
{
    private static readonly string[] Texts =
        ["", " ", "a", "b", "a\n", " a", "a\nb", "\n", "é", "e\u0301", "\u0000", "\uFFFD", "日本語", "\n\nHuman: hi\n\nAssistant: yes", "[]", "null", "{\"name\": \"f\", \"arguments\": {}}", "\"q\"", "5"];

    private static readonly string[] Calls =
    [
        """[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"x\": 1.50}"}}]""",
        """[{"type":"function","function":{"name":"f","arguments":"{}"}}]""",
        """[{"type":"function","function":{"name":"f","arguments":" {} "}}]""",
        """[{"type":"function","function":{"name":"f","arguments":"\"text\""}}]""",
        """[{"type":"function","function":{"name":"f","arguments":""}}]""",
        """[{"type":"function","function":{"name":"f","arguments":"not json"}}]""",
        """[{"type":"function","function":{"name":"f","arguments":"null"}}]""",
        """[{"type":"function","function":{"name":"f","arguments":{"x":1}}}]""",
        """[{"type":"function","function":{"arguments":"{}","name":"f"}}]""",
        """[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"2","type":"function","function":{"name":"g","arguments":"[1, 2]"}}]""",
        """[{"id":7,"type":"function","function":{"name":"f","arguments":"{}"},"index":0}]""",
        """["f"]""",
        """[{"function":{}}]""",
    ];

    private static readonly string[] Beside =
        ["""[{"name":"f","price":2.50}]""", """{"a":1}""", "\"picture.jpg\"", "5", "true", "\"\\\"[]\\\"\"", "\"[1, 2]\"", "\"5\"", "\"null\"", "\"\"", "[]", "null", "{}"];

    private static readonly string[] Parts =
    [
        """[{"type":"image_url","image_url":{"url":"a.png"}},{"type":"text","text":"a"}]""",
        """[{"type":"text","text":"a"},{"type":"text","text":"b"}]""",
        """[{"type":"reasoning","value":"r"},{"type":"text","value":"a"}]""",
        """[{"type":"reasoning","value":"r"},{"type":"thinking","thinking":"s"},{"type":"image","image":"x"}]""",
        """[{"type":"tool_call","value":"{\"name\": \"f\", \"arguments\": {\"x\": 1.0}}"}]""",
        """[{"type":"tool_call","value":"{\"name\": \"f\", \"arguments\": {}}"},{"type":"audio","audio":"x"}]""",
        """["a",{"type":"video","video":"x"}]""",
        "[]",
    ];

    /// <summary>Records as formats make them, from rows of every odd kind.</summary>
    [Fact]
    public void What_is_not_reported_lost_reads_back_from_generated_rows()
    {
        var random = new Random(20260101);
        var trip = new RoundTrip();
        var tape = new JsonTape();
        var reader = new RecordReader(format: null, map: null, keepExtra: false);
        var records = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var row = Row(random);
            var bytes = Encoding.UTF8.GetBytes(row);
            Assert.Equal(JsonFault.None, tape.Parse(bytes, 0, bytes.Length, out _));
            reader.Read(
                tape.Root,
                default,
                record =>
                {
                    records++;
                    trip.Check(record, row);
                },
                (_, _) => { });
        }

        Assert.InRange(records, 20_000, 80_000);
        Assert.Equal(18, trip.Lossless.Count);
        Assert.All(trip.Lossless, format => Assert.InRange(format.Value, 50, 80_000));
    }

    /// <summary>Records that no reader would make, but a normalizer or a caller might.</summary>
    [Fact]
    public void What_is_not_reported_lost_reads_back_from_generated_records()
    {
        var random = new Random(20260102);
        var trip = new RoundTrip();
        for (var i = 0; i < 40_000; i++)
        {
            var turns = Turns(random, random.Next(6));
            var hasRejected = turns.Length > 0 && random.Next(3) == 0;
            var record = new Record
            {
                Origin = default,
                Format = RecordFormat.Messages,
                Turns = turns,
                Rejected = hasRejected ? Turns(random, 1 + random.Next(3)) : [],
                RejectedFrom = hasRejected ? random.Next(turns.Length) : 0,
                Label = random.Next(3) switch { 0 => true, 1 => false, _ => null },
                Instruction = random.Next(3) == 0 ? Utf8.Of(Pick(random, Texts)) : default,
                Raw = new FieldPath(),
            };
            trip.Check(record, $"record {i}");
        }

        Assert.Equal(18, trip.Lossless.Count);
        Assert.All(trip.Lossless, format => Assert.InRange(format.Value, 50, 40_000));
    }

    [Fact]
    public void What_is_not_reported_lost_reads_back_from_real_files()
    {
        var files = DataFiles.Find([SharedData.Folder()], "/").Select(file => file.Path).ToList();
        var trip = new RoundTrip();

        // The first thousand of a file: the others of the long ones are of the same kind.
        var read = RoundTrip.Records(files, (record, place) =>
        {
            if (record.Origin.Line <= 1000) trip.Check(record, place);
            return record.Origin.File;
        });
        Assert.Equal(81_667, read.Count);
        Assert.Equal(18, trip.Lossless.Count);
    }

    private static ImmutableArray<Turn> Turns(Random random, int count)
    {
        var turns = ImmutableArray.CreateBuilder<Turn>();
        for (var i = 0; i < count; i++)
        {
            var role = random.Next(4) == 0 ? (Role)random.Next(4) : i % 2 == 0 ? Role.User : Role.Assistant;
            var isOdd = random.Next(6) == 0;
            turns.Add(new Turn(
                role,
                random.Next(8) == 0 ? default : Utf8.Of(Pick(random, Texts)),
                isOdd && random.Next(2) == 0 ? Utf8.Of(Pick(random, Calls)) : default,
                isOdd && random.Next(3) == 0 ? Utf8.Of(Pick(random, Texts)) : default,
                isOdd && random.Next(4) == 0 ? Utf8.Of("f") : default,
                isOdd && random.Next(4) == 0 ? Utf8.Of("call_1") : default));
        }

        return turns.ToImmutable();
    }

    private static string Row(Random random) => random.Next(9) switch
    {
        0 => $$"""{"messages":{{TurnList(random)}}{{Columns(random)}}}""",
        1 => $$"""{"conversations":{{TurnList(random, sharegpt: true)}}{{Columns(random)}}}""",
        2 => $$"""{"instruction":{{Text(random)}},"input":{{Text(random)}},"output":{{Text(random)}},"history":[[{{Text(random)}},{{Text(random)}}]]{{Columns(random)}}}""",
        3 => $$"""{"prompt":{{TurnList(random)}},"completion":{{TurnList(random)}}{{Columns(random)}}}""",
        4 => $$"""{"prompt":{{Text(random)}},"response":{{Text(random)}}{{Columns(random)}}}""",
        5 => $$"""{"prompt":{{TurnList(random)}},"chosen":{{Side(random)}},"rejected":{{Side(random)}}{{Columns(random)}}}""",
        6 => $$"""{"chosen":{{Side(random)}},"rejected":{{Side(random)}}{{Columns(random)}}}""",
        7 => $$"""{"text":{{Text(random)}}}""",
        _ => $$"""{"question":{{Text(random)}},"answer":{{Text(random)}}{{Columns(random)}}}""",
    };

    private static string Columns(Random random)
    {
        var columns = new StringBuilder();
        if (random.Next(5) == 0) columns.Append($",\"system\":{Text(random)}");
        if (random.Next(5) == 0) columns.Append($",\"tools\":{Pick(random, Beside)}");
        if (random.Next(5) == 0) columns.Append($",\"images\":{Pick(random, Beside)}");
        if (random.Next(5) == 0) columns.Append($",\"label\":{Pick(random, ["true", "false", "null", "\"x\""])}");
        return columns.ToString();
    }

    private static string Side(Random random) => random.Next(3) switch
    {
        0 => Text(random),
        1 => Turn(random, random.Next(2), sharegpt: false),
        _ => TurnList(random),
    };

    private static string TurnList(Random random, bool sharegpt = false) =>
        $"[{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(i => Turn(random, i, sharegpt)))}]";

    private static string Turn(Random random, int index, bool sharegpt)
    {
        var (role, content) = sharegpt ? ("from", "value") : ("role", "content");
        var word = random.Next(4) == 0 ? Pick(random, ["system", "tool", "observation", "function_call", "user", "gpt"]) : index % 2 == 0 ? "user" : "assistant";
        var turn = new StringBuilder($$"""{"{{role}}":"{{word}}","{{content}}":{{(random.Next(8) == 0 ? Pick(random, Parts) : Text(random))}}""");
        if (random.Next(10) == 0) turn.Append($",\"tool_calls\":{Pick(random, Calls)}");
        if (random.Next(20) == 0) turn.Append($",\"tool_calls\":{Quote(Pick(random, Calls))}");
        if (random.Next(20) == 0) turn.Append($",\"reasoning_content\":{Text(random)}");
        if (random.Next(20) == 0) turn.Append($",\"name\":{Text(random)}");
        if (random.Next(20) == 0) turn.Append($",\"tool_call_id\":{Text(random)}");
        return turn.Append('}').ToString();
    }

    private static string Text(Random random) => random.Next(10) == 0 ? "null" : Quote(Pick(random, Texts));

    private static string Quote(string text)
    {
        var buffer = new ByteBuffer();
        JsonText.WriteText(buffer, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
