using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>The vocabularies that Cuvee brings along, restored by npm beside the program, and those of <c>.tiktoken</c> files.</summary>
internal static class Vocabularies
{
    /// <summary>Names of the vocabularies that come with the program.</summary>
    public static readonly ImmutableArray<string> Names = ["cl100k_base", "o200k_base"];

    /// <summary>Where a vocabulary of the program lies.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "tokenizers", $"{name}.js");

    /// <summary>Reads ranks as js-tiktoken packs them: a JavaScript object whose member <c>bpe_ranks</c> holds lines of "! first-number token token ...", in base64.</summary>
    /// <exception cref="CuveeException">The bytes are something else.</exception>
    public static TokenTable ReadPacked(byte[] file, string name)
    {
        var start = file.AsSpan().IndexOf((byte)'{');
        var tape = new JsonTape();
        if (start < 0 || tape.Parse(file, start, file.AsSpan().LastIndexOf((byte)'}') + 1, out _) != JsonFault.None)
            throw new CuveeException($"{name}: the ranks beside the program are damaged; build the program again (npm restores them)");
        var tokens = new TokenTable();
        foreach (var line in tape.Root["bpe_ranks"u8].Text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            var id = int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
            foreach (var word in words.AsSpan(2)) tokens.Add(Convert.FromBase64String(word), id++);
        }

        return tokens;
    }

    /// <summary>Reads a <c>.tiktoken</c> file: on each line a token in base64, a space, its rank.</summary>
    /// <exception cref="CuveeException">A line is something else.</exception>
    public static TokenTable ReadTiktoken(byte[] file, string name)
    {
        var tokens = new TokenTable();
        var number = 0;
        foreach (var range in file.AsSpan().Split((byte)'\n'))
        {
            number++;
            var line = file.AsSpan(range).TrimEnd((byte)'\r');
            if (line.IsEmpty) continue;
            var space = line.IndexOf((byte)' ');
            var token = new byte[Math.Max(0, space)];
            if (space <= 0
                || Base64.DecodeFromUtf8(line[..space], token, out _, out var written) != System.Buffers.OperationStatus.Done
                || !Utf8Parser.TryParse(line[(space + 1)..], out int rank, out var consumed) || consumed != line.Length - space - 1 || rank < 0)
                throw new CuveeException($"{name}:{number}: not a line of a .tiktoken file (a token in base64, a space, its rank)");
            tokens.Add(token.AsSpan(0, written), rank);
        }

        for (var value = 0; value < 256; value++)
        {
            if (tokens.Find([(byte)value]) < 0) throw new CuveeException($"{name}: byte {value} is no token, so not every text has tokens; take the whole file");
        }

        return tokens;
    }
}
