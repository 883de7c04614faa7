using System.Diagnostics;
using Cuvee.FastText;

namespace Cuvee.Bench;

/// <summary>Texts a second through a fastText model, on one thread, the best label of each; beside it, <c>fasttext predict-prob MODEL TEXTS</c>.</summary>
internal static class Classifiers
{
    private const int Rounds = 5;

    public static int Run(string modelPath, string textsPath)
    {
        var clock = Stopwatch.StartNew();
        var model = FastTextModel.Load(modelPath, Path.GetFileName(modelPath));
        Console.WriteLine($"{model.Name}: {model.Bytes / 1e6:F1} MB, {model.Dimension} dimensions, {model.Labels.Length} labels, loaded in {clock.Elapsed.TotalSeconds:F2} s");
        var texts = File.ReadAllBytes(textsPath);
        var seconds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            clock.Restart();
            var known = Classify(model, texts);
            if (known == 0) throw new InvalidOperationException("no text was known");
            if (round > 0) seconds.Add(clock.Elapsed.TotalSeconds);
        }

        var median = seconds.Order().ElementAt(Rounds / 2);
        Console.WriteLine($"{texts.AsSpan().Count((byte)'\n') / median:N0} texts/s, {texts.Length / 1e6 / median:F1} MB/s, median of {Rounds}");
        return 0;
    }

    private static int Classify(FastTextModel model, ReadOnlySpan<byte> texts)
    {
        Span<LabelPrediction> best = stackalloc LabelPrediction[1];
        var known = 0;
        foreach (var range in texts.Split((byte)'\n')) known += model.Predict(texts[range], best);
        return known;
    }
}
