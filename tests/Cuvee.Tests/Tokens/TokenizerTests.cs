using System.Globalization;
using System.IO.Compression;
using System.Text;
using Cuvee.Model;
using Cuvee.Tests.Support;
using Cuvee.Tokens;

namespace Cuvee.Tests.Tokens;

/// <summary>Counts against those of the tokenizers' own libraries, recorded by bench/tokens.mjs.</summary>
public sealed class TokenizerTests
{
    private static string Data(string file) => Path.Combine(SharedData.Repository, "tests/Cuvee.Tests/Tokens/data", file);

    private static TokenCounter Counter(string name, string? pattern = null) => Tokenizer.Load(name, "/", pattern).Counter();

    private static long Count(TokenCounter counter, string text) => counter.Count(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("hello world", 2, 2)]
    [InlineData("I'll SAY'LL 12345", 8, 7)]
    [InlineData("   \n\n  x", 3, 3)]
    [InlineData("你好，世界", 6, 3)]
    public void Named_vocabularies_count_known_texts(string text, long cl100k, long o200k)
    {
        Assert.Equal((cl100k, o200k), (Count(Counter("cl100k_base"), text), Count(Counter("o200k_base"), text)));
    }

    [Fact]
    public void Real_data_has_the_tokens_that_the_reference_counts()
    {
        var folder = SharedData.Folder();
        TokenCounter[] counters = [Counter("cl100k_base"), Counter("o200k_base"), Counter(Path.Combine(folder, "tokenizers/cl100k_base.tiktoken"), "cl100k")];
        var expected = File.ReadAllLines(Data("reference-counts.tsv"));
        var counted = expected.Select(line => line.Split('\t')[0]).Select(file =>
        {
            var counts = new long[counters.Length];
            foreach (var line in Lines(Path.Combine(folder, file)))
            {
                for (var i = 0; i < counters.Length; i++) counts[i] += counters[i].Count(line);
            }

            Assert.Equal(counts[0], counts[2]);
            return string.Create(CultureInfo.InvariantCulture, $"{file}\t{counts[0]}\t{counts[1]}");
        });
        Assert.Equal(expected, counted);
    }

    [Theory]
    [InlineData("byte-level")]
    [InlineData("sentencepiece")]
    public void Tokenizer_json_counts_as_its_own_library_does(string name)
    {
        var counter = Counter(Data($"{name}.json"));
        var texts = File.ReadAllText(Data("texts.txt")).Split('\n');
        var counts = texts.Select(text => Count(counter, text)).ToArray();
        var expected = File.ReadAllLines(Data($"{name}.counts")).Select(line => long.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(texts.Zip(expected), texts.Zip(counts));
    }

    [Fact]
    public void A_counter_that_remembers_counts_as_a_new_one()
    {
        var random = new Random(3);
        var tokenizer = Tokenizer.Load("o200k_base", "/");
        var old = tokenizer.Counter();
        for (var i = 0; i < 300; i++)
        {
            var text = Encoding.UTF8.GetBytes(RandomTexts.Next(random, 60));
            Assert.Equal(tokenizer.Counter().Count(text), old.Count(text));
            if (i % 10 == 0) Assert.Equal(old.Count(text), tokenizer.Counter().Count(text));
        }
    }

    [Fact]
    public void Words_of_every_length_are_remembered_whole()
    {
        var tokenizer = Tokenizer.Load("cl100k_base", "/");
        var counter = tokenizer.Counter();
        for (var length = 1; length <= 40; length++)
        {
            foreach (var last in "abz")
            {
                var text = Encoding.UTF8.GetBytes(new string('q', length - 1) + last);
                Assert.Equal(tokenizer.Counter().Count(text), counter.Count(text));
                Assert.Equal(tokenizer.Counter().Count(text), counter.Count([.. text, .. " and more text behind it, far more"u8]) - Count(tokenizer.Counter(), " and more text behind it, far more"));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(62)]
    [InlineData(63)]
    public void Words_that_push_each_other_out_are_counted_as_before(int length)
    {
        // So many words that some fall into the places of others, then the first again
        var random = new Random(length);
        var words = Enumerable.Range(0, 1000).Select(_ => Word(length)).ToArray();
        var counter = Counter("cl100k_base");
        var first = words.Select(word => Count(counter, word)).ToArray();
        Count(counter, string.Join(' ', Enumerable.Range(0, 60_000).Select(_ => Word(Math.Clamp(length, 6, 20)))));
        Assert.Equal(first, words.Select(word => Count(counter, word)));
        Assert.Equal(words.Sum(word => Count(counter, $"!{word}")), Count(counter, string.Concat(words.Select(word => $"!{word}"))));

        string Word(int letters) => string.Concat(Enumerable.Range(0, letters).Select(_ => "acegikmoqs"[random.Next(10)]));
    }

    [Theory]
    [InlineData('a', 131072)]
    [InlineData('7', 349526)]
    [InlineData(' ', 8192)]
    public void A_megabyte_of_one_character_is_counted_at_once(char character, long tokens) => Assert.Equal(tokens, Count(Counter("cl100k_base"), new string(character, 1 << 20)));

    [Fact]
    public void Long_words_merge_as_short_ones_do()
    {
        // 48 tokens are merged by looking, 49 by the heap; a word cut at its seams must have the sum of its parts
        var merges = new MergeTable(4);
        merges.Add(1, 1, 0, 2);
        merges.Add(2, 2, 1, 3);
        merges.Add(3, 1, 2, 4);
        for (var length = 1; length <= 300; length++)
        {
            var merger = new PairMerger(merges);
            merger.Clear();
            for (var i = 0; i < length; i++) merger.Add(1);
            var (fours, rest) = Math.DivRem(length, 4);
            var expected = fours + rest switch { 0 => 0, 1 => fours > 0 ? 0 : 1, 2 => 1, _ => 2 };
            if (rest == 3) expected = fours + 2;
            Assert.Equal((length, expected), (length, merger.Merge()));
        }
    }

    [Theory]
    [InlineData("""{"model":{"type":"WordPiece"}}""", "t.json: model.type 'WordPiece' is not supported (BPE is)")]
    [InlineData("""{"normalizer":{"type":"NFKC"},"model":{}}""", "t.json: normalizer.type 'NFKC' is not supported")]
    [InlineData("""{"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"BertPreTokenizer"}]},"model":{}}""", "t.json: pre_tokenizer.pretokenizers[0].type 'BertPreTokenizer' is not supported")]
    [InlineData("""{"model":{"type":"BPE","dropout":0.1,"vocab":{},"merges":[]}}""", "t.json: model.dropout '0.1' is not supported")]
    [InlineData("""{"model":{"type":"BPE","end_of_word_suffix":"</w>","vocab":{},"merges":[]}}""", "t.json: model.end_of_word_suffix '</w>' is not supported")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0,"b":1},"merges":["a b"]}}""", "t.json: model.merges[0] 'a b' names a token that model.vocab does not have")]
    [InlineData("""{"text":"a"}""", "t.json: not a tokenizer.json that can be read ('model' is missing); take the file beside the model's weights")]
    [InlineData("""{"model":{"vocab":{}}}""", "t.json: not a tokenizer.json that can be read ('merges' is missing); take the file beside the model's weights")]
    [InlineData("{", "t.json: not a tokenizer.json that can be read")]
    public void What_a_file_asks_and_nobody_supports_is_named(string json, string message)
    {
        using var workspace = new Workspace();
        workspace.Write("t.json", json);
        Assert.StartsWith(message, Assert.Throws<CuveeException>(() => Tokenizer.Load("t.json", workspace.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_in_names_and_patterns_are_told()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("bytes.tiktoken", Enumerable.Range(0, 256).Select(value => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String([(byte)value])} {value}")));
        workspace.WriteLines("few.tiktoken", "YQ== 0");
        workspace.WriteLines("bad.tiktoken", "YQ== 0", "nonsense");
        Assert.StartsWith("gone.json: cannot read the tokenizer: Could not find file 'gone.json'; name cl100k_base", Message("gone.json"), StringComparison.Ordinal);
        Assert.StartsWith("bytes.tiktoken: a .tiktoken file does not say how texts are cut into words; add 'pattern'", Message("bytes.tiktoken"), StringComparison.Ordinal);
        Assert.StartsWith("bytes.tiktoken: the pattern is no regular expression", Message("bytes.tiktoken", "("), StringComparison.Ordinal);
        Assert.StartsWith("few.tiktoken: byte 0 is no token", Message("few.tiktoken", "gpt2"), StringComparison.Ordinal);
        Assert.StartsWith("bad.tiktoken:2: not a line of a .tiktoken file", Message("bad.tiktoken", "gpt2"), StringComparison.Ordinal);
        Assert.StartsWith("cl100k_base: 'pattern' is only for a .tiktoken file", Message("cl100k_base", "gpt2"), StringComparison.Ordinal);
        Assert.Equal(5, Count(Tokenizer.Load("bytes.tiktoken", workspace.Folder, @"\w+").Counter(), "ab é"));

        string Message(string name, string? pattern = null) => Assert.Throws<CuveeException>(() => Tokenizer.Load(name, workspace.Folder, pattern)).Message;
    }

    [Fact]
    public void Special_tokens_are_one_token_and_take_the_space_they_ask_for()
    {
        using var workspace = new Workspace();
        workspace.Write("t.json", """
            {"added_tokens":[{"content":"<x>","lstrip":true,"rstrip":true},{"content":"<xy>"},{"content":"cat","single_word":true}],
             "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"use_regex":true},
             "model":{"type":"BPE","vocab":{"a":0,"b":1,"Ġ":2,"c":3,"t":4,"s":5,"<":6},"merges":[]}}
            """);
        var counter = Tokenizer.Load("t.json", workspace.Folder).Counter();
        Assert.Equal(
            new long[] { 3, 3, 2, 1, 4, 5, 1 },
            new[] { "a  <x>  b", "a<xy>b", "<xy><x>", "cat", "cats", "a cat s", "<x" }.Select(text => Count(counter, text)).ToArray());
    }

    [Theory]
    [InlineData("always", true, "ab b", 4)]
    [InlineData("always", true, "<s>b", 2)]
    [InlineData("first", true, "<s>bb", 3)]
    [InlineData("always", true, "<s>bb", 4)]
    [InlineData("first", false, "b b", 1)]
    [InlineData("never", true, "a b", 2)]
    public void Metaspace_puts_its_mark_where_it_is_asked_to(string scheme, bool splits, string text, long tokens)
    {
        using var workspace = new Workspace();
        workspace.Write("t.json", $$"""
            {"added_tokens":[{"content":"<s>"}],
             "pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"{{scheme}}","split":{{(splits ? "true" : "false")}}},
             "model":{"type":"BPE","unk_token":"u","fuse_unk":false,"vocab":{"u":0,"a":1,"▁":2,"▁b":3,"▁b▁b":4},"merges":[]} }
            """.Replace("\"merges\":[]", "\"ignore_merges\":true,\"merges\":[]", StringComparison.Ordinal));
        Assert.Equal(tokens, Count(Tokenizer.Load("t.json", workspace.Folder).Counter(), text));
    }

    private static IEnumerable<byte[]> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using var stream = new MemoryStream();
        if (path.EndsWith(".gz", StringComparison.Ordinal)) new GZipStream(file, CompressionMode.Decompress).CopyTo(stream);
        else file.CopyTo(stream);
        var bytes = stream.ToArray();
        for (var at = 0; at <= bytes.Length;)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n') is var found and >= 0 ? found : bytes.Length - at;
            yield return bytes[at..(at + length)];
            at += length + 1;
        }
    }
}
