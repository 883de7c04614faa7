using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Cuvee.Tests.FastText;

/// <summary>The command line of fastText, and models that it trains for the tests; each is trained once in a run.</summary>
internal static class FastTextProgram
{
    /// <summary>Name of a model, how it is trained, how it is quantized (null for a <c>.bin</c>).</summary>
    private static readonly Dictionary<string, (string Train, string? Quantize)> Recipes = new(StringComparer.Ordinal)
    {
        ["words"] = ("-dim 10 -loss softmax", null),
        ["softmax"] = ("-dim 16 -loss softmax -minn 2 -maxn 4 -wordNgrams 2 -bucket 5000", null),
        ["tree"] = ("-dim 16 -loss hs -minn 1 -maxn 3 -wordNgrams 3 -bucket 5000", null),
        ["ova"] = ("-dim 20 -loss ova -minn 3 -maxn 6 -bucket 3000", null),
        ["sampled"] = ("-dim 9 -loss ns -minn 2 -maxn 3 -bucket 3000", null),
        ["quantized"] = ("-dim 16 -loss softmax -minn 2 -maxn 4 -wordNgrams 2 -bucket 5000", "-dsub 2"),
        ["pruned"] = ("-dim 15 -loss softmax -minn 2 -maxn 4 -wordNgrams 2 -bucket 5000", "-dsub 2 -qnorm -cutoff 2000"),
        ["pruned-tree"] = ("-dim 16 -loss hs -minn 2 -maxn 4 -bucket 5000", "-dsub 4 -qnorm -cutoff 1500"),
        ["pruned-output"] = ("-dim 16 -loss ova -minn 2 -maxn 4 -bucket 5000 -labels 400", "-dsub 3 -qnorm -qout -cutoff 1500"),
        ["pruned-words"] = ("-dim 8 -loss softmax", "-dsub 2 -cutoff 500"),
    };

    private static readonly Lazy<bool> Present = new(() => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "fasttext"))));
    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("cuvee-fasttext-").FullName);
    private static readonly Dictionary<string, string> Trained = new(StringComparer.Ordinal);

    public static TheoryData<string> Models => [.. Recipes.Keys];

    /// <summary>The path of a model.</summary>
    public static string Model(string name)
    {
        if (!Present.Value) Assert.Skip("the command line of fastText is not installed (apt-get install fasttext)");
        lock (Trained)
        {
            if (!Trained.TryGetValue(name, out var path)) Trained[name] = path = Train(name);
            return path;
        }
    }

    /// <summary>What <c>fasttext predict-prob</c> says of each line: labels with probabilities, best first.</summary>
    public static List<List<(string Label, double Probability)>> Predict(string model, IEnumerable<string> lines, int count)
    {
        var file = Path.Combine(Folder.Value, $"{Path.GetFileName(model)}.{count}.txt");
        File.WriteAllLines(file, lines, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return [.. Run("predict-prob", model, file, count.ToString(CultureInfo.InvariantCulture)).TrimEnd('\n').Split('\n').Select(Parse)];
    }

    private static List<(string Label, double Probability)> Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Chunk(2).Select(pair => (pair[0], double.Parse(pair[1], CultureInfo.InvariantCulture)))];
    }

    private static string Train(string name)
    {
        var (train, quantize) = Recipes[name];
        var words = train.Split(' ');
        var labels = 24;
        if (words is [.. var options, "-labels", var count]) (words, labels) = (options, int.Parse(count, CultureInfo.InvariantCulture));
        var path = Path.Combine(Folder.Value, name);
        File.WriteAllLines(path + ".txt", TrainingTexts.Labelled(labels, 3_000), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Run(["supervised", "-input", path + ".txt", "-output", path, "-thread", "1", "-epoch", "3", "-lr", "0.3", "-verbose", "0", .. words]);
        if (quantize is null) return path + ".bin";
        Run(["quantize", "-input", path + ".txt", "-output", path, "-thread", "1", "-verbose", "0", .. quantize.Split(' ')]);
        return path + ".ftz";
    }

    private static string Run(params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("fasttext", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"fasttext {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }
}
