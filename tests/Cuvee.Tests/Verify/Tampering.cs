using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cuvee.Interop;
using Cuvee.Publish;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>One change to the folder of a dataset, as somebody careless or dishonest would make it.</summary>
/// <param name="What">What was done, for the message of a test that fails.</param>
/// <param name="Names">Texts of which what verify says must hold one: the file, and for lines of data the line.</param>
internal sealed record Tampering(string What, string[] Names)
{
    /// <summary>Scalars of an indented JSON document, each on a line of its own.</summary>
    private static readonly Regex Scalar = new("""(?m)(?<=^ +(?:"(?:[^"\\]|\\.)*": )?)(?:"(?:[^"\\]|\\.)+"|-?[0-9.]+|true|false|null)(?=,?$)""", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static readonly Regex Number = new("[0-9]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    /// <summary>The kinds of changes by their names.</summary>
    public static readonly IReadOnlyList<(string Name, Func<TamperedFolder, Random, Tampering?> Apply)> Kinds =
    [
        ("flip a byte", FlipByte),
        ("remove a line", RemoveLine),
        ("swap two lines", SwapLines),
        ("cut a file off", Truncate),
        ("add a record", AddRecord),
        ("edit a number or text of a JSON file and its checksum", EditScalar),
        ("edit a data line and all checksums", EditDataLine),
        ("edit a cell of the ledger and its checksum", EditLedger),
        ("edit a number of the card or the page and its checksum", EditNumber),
        ("remove a file", RemoveFile),
        ("add a file", AddFile),
        ("exchange two data files", ExchangeFiles),
        ("remove a member of a JSON file and fit its checksum", RemoveMember),
        ("edit quarantine.jsonl and its checksum", EditQuarantine),
        ("remove or double a row of the ledger and fit its checksum", EditLedgerRows),
    ];

    private static Tampering? FlipByte(TamperedFolder folder, Random random)
    {
        var file = folder.Any(random);
        var bytes = folder.Read(file);
        if (bytes.Length == 0) return null;
        var (at, bit) = (random.Next(bytes.Length), 1 << random.Next(8));
        folder.Write(file, [.. bytes[..at], (byte)(bytes[at] ^ bit), .. bytes[(at + 1)..]]);
        var line = bytes.AsSpan(0, at).Count((byte)'\n') + 1;
        return new Tampering($"bit {bit} of byte {at} of {file} flipped", Name(file, line));
    }

    private static Tampering? RemoveLine(TamperedFolder folder, Random random)
    {
        var file = folder.AnyText(random);
        var lines = folder.Lines(file);
        if (lines.Count < 2) return null;
        var at = random.Next(lines.Count);
        lines.RemoveAt(at);
        folder.WriteLines(file, lines);
        return new Tampering($"line {at + 1} of {file} removed", Name(file, at + 1));
    }

    private static Tampering? SwapLines(TamperedFolder folder, Random random)
    {
        var file = folder.AnyText(random);
        var lines = folder.Lines(file);
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        if (lines[one] == lines[other]) return null;
        (lines[one], lines[other]) = (lines[other], lines[one]);
        folder.WriteLines(file, lines);
        return new Tampering($"lines {one + 1} and {other + 1} of {file} swapped", Name(file, Math.Min(one, other) + 1));
    }

    private static Tampering? Truncate(TamperedFolder folder, Random random)
    {
        var file = random.Next(2) == 0 ? folder.AnyData(random) : folder.Any(random);
        var bytes = folder.Read(file);
        if (bytes.Length == 0) return null;
        var length = random.Next(bytes.Length);
        folder.Write(file, bytes[..length]);
        var line = bytes.AsSpan(0, length).Count((byte)'\n') + 1;
        return new Tampering($"{file} cut off after {length} bytes, in line {line}", Name(file, line));
    }

    private static Tampering? AddRecord(TamperedFolder folder, Random random)
    {
        if (folder.AnyDataText(random) is not { } file) return null;
        var lines = folder.Lines(file);
        var at = random.Next(lines.Count + 1);
        lines.Insert(at, random.Next(2) == 0 ? """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho"}]}""" : lines[random.Next(lines.Count)]);
        folder.WriteLines(file, lines);
        // A copy beside its original may be either of them
        return new Tampering($"a line added to {file} as line {at + 1}", [.. Name(file, at + 1), .. Name(file, at + 2)]);
    }

    private static Tampering? EditScalar(TamperedFolder folder, Random random)
    {
        var file = folder.AnyJson(random);
        var text = folder.Text(file);
        var scalars = Scalar.Matches(text);
        if (scalars.Count == 0) return null;
        var scalar = scalars[random.Next(scalars.Count)];
        var changed = Changed(scalar.Value, random);
        folder.Write(file, text[..scalar.Index] + changed + text[(scalar.Index + scalar.Length)..]);
        folder.Sum();
        var start = text.LastIndexOf('\n', scalar.Index) + 1;
        return new Tampering($"{file}: {text[start..scalar.Index].Trim()} {scalar.Value} changed to {changed}", [file]);
    }

    /// <summary>Another value of the same kind.</summary>
    public static string Changed(string scalar, Random random)
    {
        if (scalar is "true" or "false" or "null") return scalar == "true" ? "false" : "true";
        if (scalar[0] != '"') return scalar.EndsWith('9') ? $"{scalar[..^1]}8" : $"{scalar[..^1]}{(char)(scalar[^1] + 1)}";
        var letters = Enumerable.Range(1, scalar.Length - 2).Where(i => char.IsAsciiLetterOrDigit(scalar[i]) && scalar[i - 1] != '\\').ToList();
        if (letters.Count == 0) return "\"x\"";
        var at = letters[random.Next(letters.Count)];
        return $"{scalar[..at]}{(scalar[at] is 'a' or '1' ? 'b' : char.IsAsciiDigit(scalar[at]) ? '1' : 'a')}{scalar[(at + 1)..]}";
    }

    private static Tampering? EditDataLine(TamperedFolder folder, Random random)
    {
        if (folder.AnyShard(random) is not { } file) return null;
        var lines = folder.Lines(file);
        var at = random.Next(lines.Count);
        var letters = Enumerable.Range(0, lines[at].Length).Where(i => char.IsAsciiLetter(lines[at][i]) && lines[at][i] != 'e').ToList();
        var place = letters[random.Next(letters.Count)];
        lines[at] = $"{lines[at][..place]}e{lines[at][(place + 1)..]}";
        folder.WriteLines(file, lines);
        folder.Seal();
        return new Tampering($"character {place} of line {at + 1} of {file} changed, and all checksums", [$"{file}:{at + 1}"]);
    }

    private static Tampering? EditLedger(TamperedFolder folder, Random random)
    {
        string[] columns =
        [
            "id", "source", "family", "file", "line", "item", "byte_offset", "state", "stage", "reason", "measured", "threshold", "other_id", "similarity", "changes", "content_hash", "tokens",
            "copies", "split", "output_file", "output_line", "output_hash", "tags",
        ];
        var (column, row) = (columns[random.Next(columns.Length)], random.Next(int.Parse(folder.Ask("SELECT count(*) FROM ledger"), CultureInfo.InvariantCulture)));
        var value = column switch
        {
            "line" or "item" or "byte_offset" or "tokens" or "copies" or "output_line" or "measured" or "threshold" or "similarity" => $"coalesce({column}, 0) + 1",
            "changes" => "CASE WHEN changes IS NULL THEN [{'rule': 'trim', 'count': 1}] END",
            _ => $"CASE WHEN coalesce({column}, '') = '' THEN 'x' ELSE 'x' || substr({column}, 2) END",
        };
        folder.EditLedger($"UPDATE ledger SET {column} = {value} WHERE rowid = {row}");
        folder.Sum();
        return new Tampering($"{column} of row {row} of ledger.parquet changed", ["ledger.parquet"]);
    }

    private static Tampering EditLedgerRows(TamperedFolder folder, Random random)
    {
        var row = random.Next(int.Parse(folder.Ask("SELECT count(*) FROM ledger"), CultureInfo.InvariantCulture));
        var isRemoved = random.Next(2) == 0;
        folder.EditLedger(isRemoved ? $"DELETE FROM ledger WHERE rowid = {row}" : $"INSERT INTO ledger SELECT * FROM ledger WHERE rowid = {row}");
        folder.Sum();
        return new Tampering($"row {row} of ledger.parquet {(isRemoved ? "removed" : "doubled")}", ["ledger.parquet"]);
    }

    private static Tampering? EditNumber(TamperedFolder folder, Random random)
    {
        var file = random.Next(3) == 0 ? "report.html" : "README.md";
        var text = folder.Text(file);
        var numbers = Number.Matches(text);
        var number = numbers[random.Next(numbers.Count)];
        var changed = Changed(number.Value, random);
        folder.Write(file, text[..number.Index] + changed + text[(number.Index + number.Length)..]);
        folder.Sum();
        return new Tampering($"{file}: {number.Value} at {number.Index} changed to {changed}", [file]);
    }

    private static Tampering? RemoveFile(TamperedFolder folder, Random random)
    {
        var file = folder.Any(random);
        folder.Delete(file);
        if (random.Next(2) == 0 && file != SumsFile.Name) folder.Sum();
        return new Tampering($"{file} removed", [file]);
    }

    private static Tampering AddFile(TamperedFolder folder, Random random)
    {
        var file = random.Next(2) == 0 ? "data/train-00009-of-00010.jsonl" : "notes.txt";
        folder.Write(file, """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho"}]}""" + "\n");
        return new Tampering($"{file} added", [file]);
    }

    private static Tampering? ExchangeFiles(TamperedFolder folder, Random random)
    {
        var (one, other) = (folder.AnyData(random), folder.AnyData(random));
        if (one == other || Path.GetDirectoryName(one) != Path.GetDirectoryName(other) || Path.GetExtension(one) != Path.GetExtension(other)) return null;
        var (first, second) = (folder.Read(one), folder.Read(other));
        folder.Write(one, second);
        folder.Write(other, first);
        folder.Sum();
        return new Tampering($"{one} and {other} exchanged", [one, other]);
    }

    private static Tampering? RemoveMember(TamperedFolder folder, Random random)
    {
        var file = folder.AnyJson(random);
        var lines = folder.Lines(file);
        var members = Enumerable.Range(1, lines.Count - 2).Where(i => lines[i].EndsWith(',') && lines[i].Contains("\": ", StringComparison.Ordinal)).ToList();
        if (members.Count == 0) return null;
        var at = members[random.Next(members.Count)];
        var what = $"{file}: {lines[at].Trim()} removed";
        lines.RemoveAt(at);
        folder.WriteLines(file, lines);
        folder.Sum();
        return new Tampering(what, [file]);
    }

    private static Tampering? EditQuarantine(TamperedFolder folder, Random random)
    {
        const string File = "quarantine.jsonl";
        var text = folder.Text(File);
        if (text.Length == 0) return null;
        var letters = Enumerable.Range(0, text.Length).Where(i => char.IsAsciiLetterOrDigit(text[i])).ToList();
        var at = letters[random.Next(letters.Count)];
        folder.Write(File, $"{text[..at]}{(text[at] == '7' ? '8' : '7')}{text[(at + 1)..]}");
        folder.Sum();
        return new Tampering($"character {at} of {File} changed", [File]);
    }

    /// <summary>What verify must say of a place: files of lines that can be read one by one are named with the line.</summary>
    private static string[] Name(string file, int line) => TamperedFolder.IsDataText(file) ? [$"{file}:{line}"] : [file];
}
