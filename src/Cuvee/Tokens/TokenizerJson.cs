using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>
/// Reads a Hugging Face <c>tokenizer.json</c> whose model is byte-pair encoding, over bytes (GPT-2, Llama 3, Qwen) or over characters as SentencePiece makes it
/// (Llama 2, Mistral). What post-processor, truncation and padding add is not part of a text; a chat template says what stands around it.
/// </summary>
internal sealed class TokenizerJson
{
    private readonly string _name;
    private readonly JsonElement _root;
    private readonly List<TextRule> _rules = [];
    private readonly List<Func<PieceSink, PieceSink>> _steps = [];
    private bool _isByteLevel;
    private bool _addsNothing = true;

    private TokenizerJson(string name, JsonElement root) => (_name, _root) = (name, root);

    /// <exception cref="CuveeException">It is none, or asks for what is not supported: the key is named.</exception>
    public static Tokenizer Read(byte[] file, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            return new TokenizerJson(name, document.RootElement).Read(file);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CuveeException($"{name}: not a tokenizer.json that can be read ({exception.Message.TrimEnd('.')}); take the file beside the model's weights", exception);
        }
    }

    private Tokenizer Read(byte[] file)
    {
        ReadNormalizer(Member(_root, "normalizer"), "normalizer");
        ReadPreTokenizer(Member(_root, "pre_tokenizer"), "pre_tokenizer");
        var model = ReadModel(Part(_root, "model"));
        var steps = _steps.ToImmutableArray();
        return new Tokenizer(_name, file, model, last => steps.Reverse().Aggregate(last, (next, step) => step(next)))
        {
            SpecialTokens = [.. Elements(Member(_root, "added_tokens")).Select(ReadAddedToken)],
            Rules = [.. _rules],
            AddsNothing = _addsNothing,
        };
    }

    private void ReadNormalizer(JsonElement? node, string key)
    {
        if (node is not { } normalizer) return;
        switch (Text(normalizer, "type"))
        {
            case "Sequence":
                foreach (var (inner, i) in Part(normalizer, "normalizers").EnumerateArray().Select((inner, i) => (inner, i))) ReadNormalizer(inner, Invariant($"{key}.normalizers[{i}]"));
                break;
            case "NFC":
                _rules.Add(new NfcRule());
                break;
            case "Prepend":
                _rules.Add(new PrependRule(Encoding.UTF8.GetBytes(Text(normalizer, "prepend"))));
                break;
            case "Replace" when Member(Part(normalizer, "pattern"), "String") is { } text:
                _rules.Add(new ReplaceRule(Encoding.UTF8.GetBytes(text.GetString()!), Encoding.UTF8.GetBytes(Text(normalizer, "content"))));
                break;
            case "Replace":
                _rules.Add(new ReplaceMatchesRule(WordPatterns.Compile(Text(Part(normalizer, "pattern"), "Regex"), $"{_name}: {key}.pattern"), Text(normalizer, "content")));
                break;
            case "Strip":
                _rules.Add(new StripRule(Boolean(normalizer, "strip_left"), Boolean(normalizer, "strip_right")));
                break;
            case var type:
                throw Unsupported($"{key}.type", type, "Sequence, NFC, Prepend, Replace and Strip are");
        }
    }

    private void ReadPreTokenizer(JsonElement? node, string key)
    {
        if (node is not { } step) return;
        switch (Text(step, "type"))
        {
            case "Sequence":
                foreach (var (inner, i) in Part(step, "pretokenizers").EnumerateArray().Select((inner, i) => (inner, i))) ReadPreTokenizer(inner, Invariant($"{key}.pretokenizers[{i}]"));
                break;
            case "ByteLevel":
                _isByteLevel = true;
                if (Boolean(step, "add_prefix_space", absent: true)) Add(next => new PrefixSpaceStep(next), addsNothing: false);
                if (Boolean(step, "use_regex", absent: true)) Add(WordPatterns.Step("gpt2", _name));
                break;
            case "Split":
                ReadSplit(step, key);
                break;
            case "Digits":
                AddPattern(Boolean(step, "individual_digits") ? @"\p{N}" : @"\p{N}+", key, keepsMatches: true, keepsGaps: true);
                break;
            case "Metaspace":
                ReadMetaspace(step, key);
                break;
            case var type:
                throw Unsupported($"{key}.type", type, "Sequence, ByteLevel, Split, Digits and Metaspace are");
        }
    }

    private void ReadSplit(JsonElement step, string key)
    {
        var pattern = Part(step, "pattern");
        var isText = Member(pattern, "String") is not null;
        var expression = isText ? System.Text.RegularExpressions.Regex.Escape(Text(pattern, "String")) : Text(pattern, "Regex");
        var isInverted = Boolean(step, "invert");
        switch (Text(step, "behavior"))
        {
            case "Isolated" when !isText:
                Add(WordPatterns.Step(expression, $"{_name}: {key}.pattern"));
                break;
            case "Isolated":
                AddPattern(expression, key, keepsMatches: true, keepsGaps: true);
                break;
            case "Removed" when isInverted && !isText && WordPatterns.CoversAll(expression):
                Add(WordPatterns.Step(expression, $"{_name}: {key}.pattern"));
                break;
            case "Removed":
                AddPattern(expression, key, keepsMatches: isInverted, keepsGaps: !isInverted);
                break;
            case var behavior:
                throw Unsupported($"{key}.behavior", behavior, "Isolated and Removed are");
        }
    }

    private void ReadMetaspace(JsonElement step, string key)
    {
        var scheme = Member(step, "prepend_scheme")?.GetString() ?? (Boolean(step, "add_prefix_space", absent: true) ? "always" : "never");
        if (scheme is not ("always" or "never" or "first")) throw Unsupported($"{key}.prepend_scheme", scheme, "always, first and never are");
        if (scheme == "first" && (_rules.Count > 0 || _steps.Count > 0)) throw Unsupported($"{key}.prepend_scheme", scheme, "behind a normalizer or another step always and never are");
        var (mark, splits) = (Encoding.UTF8.GetBytes(Text(step, "replacement")), Boolean(step, "split", absent: true));
        Add(next => new MetaspaceStep(mark, scheme != "never", scheme == "first", splits, next), addsNothing: false);
    }

    private WordModel ReadModel(JsonElement model)
    {
        // Old files do not name the type of their model
        var type = Member(model, "type")?.GetString() ?? "BPE";
        if (type != "BPE") throw Unsupported("model.type", type, "BPE is");
        foreach (var affix in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (Member(model, affix)?.GetString() is { Length: > 0 } text) throw Unsupported($"model.{affix}", text, "an empty one is");
        }

        if (Member(model, "dropout") is { } dropout && dropout.GetDouble() > 0) throw Unsupported("model.dropout", dropout.ToString(), "0, which gives the same tokens each time, is");
        var tokens = new TokenTable();
        foreach (var entry in Part(model, "vocab").EnumerateObject())
        {
            if (BytesOf(entry.Name) is { } bytes) tokens.Add(bytes, entry.Value.GetInt32());
        }

        var (merges, crossesMark) = ReadMerges(Part(model, "merges"), tokens);
        var takesWholeWords = Boolean(model, "ignore_merges");
        if (_isByteLevel) return new ByteModel(tokens, merges, takesWholeWords);
        var unknown = Member(model, "unk_token")?.GetString() is { } word ? tokens.Find(Encoding.UTF8.GetBytes(word)) : -1;
        if (!crossesMark && !takesWholeWords && tokens.Find(Mark) >= 0) Add(next => new MarkRunStep(Mark, next));
        return new CharacterModel(tokens, merges, unknown, Boolean(model, "fuse_unk"), Boolean(model, "byte_fallback") ? ByteTokens(tokens) : [], takesWholeWords);
    }

    /// <summary>SentencePiece's visible space, U+2581.</summary>
    private static byte[] Mark => [0xE2, 0x96, 0x81];

    private (MergeTable Merges, bool CrossesMark) ReadMerges(JsonElement list, TokenTable tokens)
    {
        var merges = new MergeTable(list.GetArrayLength());
        var (rank, crossesMark) = (0, false);
        foreach (var entry in list.EnumerateArray())
        {
            var pair = entry.ValueKind == JsonValueKind.Array ? [.. entry.EnumerateArray().Select(token => token.GetString()!)] : entry.GetString()!.Split(' ');
            if (pair.Length != 2) throw new CuveeException($"{_name}: model.merges[{rank}] '{entry}' is no pair of tokens; take the file beside the model's weights");
            if (BytesOf(pair[0]) is not { } left || BytesOf(pair[1]) is not { } right || tokens.Find(left) is not (var first and >= 0) || tokens.Find(right) is not (var second and >= 0)
                || tokens.Find([.. left, .. right]) is not (var merged and >= 0))
                throw new CuveeException($"{_name}: model.merges[{rank}] '{entry}' names a token that model.vocab does not have; take the file beside the model's weights");
            merges.Add(first, second, rank++, merged);
            crossesMark |= right.AsSpan().StartsWith(Mark) && !left.AsSpan().EndsWith(Mark);
        }

        return (merges, crossesMark);
    }

    /// <summary>The token of each byte, or nothing where one is missing: then no character falls back to its bytes.</summary>
    private static int[] ByteTokens(TokenTable tokens)
    {
        var ids = Enumerable.Range(0, 256).Select(value => tokens.Find(Encoding.ASCII.GetBytes(Invariant($"<0x{value:X2}>")))).ToArray();
        return ids.Contains(-1) ? [] : ids;
    }

    private byte[]? BytesOf(string token) => _isByteLevel ? ByteCharacters.Decode(token) : Encoding.UTF8.GetBytes(token);

    private static SpecialToken ReadAddedToken(JsonElement token) =>
        new(Text(token, "content"), Boolean(token, "lstrip"), Boolean(token, "rstrip"), Boolean(token, "single_word"), Boolean(token, "normalized"));

    private void AddPattern(string expression, string key, bool keepsMatches, bool keepsGaps)
    {
        var regex = WordPatterns.Compile(expression, $"{_name}: {key}.pattern");
        Add(next => new RegexStep(regex, keepsMatches, keepsGaps, next));
    }

    private void Add(Func<PieceSink, PieceSink> step, bool addsNothing = true)
    {
        _steps.Add(step);
        _addsNothing &= addsNothing;
    }

    private CuveeException Unsupported(string key, string value, string supported) => new($"{_name}: {key} '{value}' is not supported ({supported}); take another tokenizer, or cl100k_base or o200k_base");

    private static JsonElement? Member(JsonElement node, string key) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static JsonElement Part(JsonElement node, string key) => Member(node, key) ?? throw new InvalidOperationException($"'{key}' is missing");

    private static IEnumerable<JsonElement> Elements(JsonElement? node) => node is { } list ? list.EnumerateArray() : [];

    private static string Text(JsonElement node, string key) => Part(node, key).GetString() ?? throw new InvalidOperationException($"'{key}' is null");

    private static bool Boolean(JsonElement node, string key, bool absent = false) => Member(node, key)?.GetBoolean() ?? absent;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
