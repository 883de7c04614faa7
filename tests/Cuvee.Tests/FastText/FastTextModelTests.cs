using System.Text;
using Cuvee.FastText;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.FastText;

public sealed class FastTextModelTests
{
    public static TheoryData<string> Models => FastTextProgram.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void PredictsWhatTheCommandLinePredicts(string name) => Compare(name, [.. TrainingTexts.Unlabelled(5_000)], 1, 3, int.MaxValue);

    [Theory]
    [InlineData("softmax")]
    [InlineData("tree")]
    [InlineData("pruned-output")]
    public void PredictsTheSameOfRealTexts(string name)
    {
        string[] files = ["gsm8k/test.jsonl", "llama_factory/c4_demo.jsonl", "llama_factory/wiki_demo.txt", "llama_factory/alpaca_zh_demo.json"];
        Compare(name, [.. files.SelectMany(file => File.ReadLines(Path.Combine(SharedData.Folder(), file)))], 2);
    }

    /// <summary>The same labels in the same order, probabilities within 0.00001.</summary>
    private static void Compare(string name, List<string> texts, params ReadOnlySpan<int> counts)
    {
        var path = FastTextProgram.Model(name);
        var model = FastTextModel.Load(path, name);
        foreach (var count in counts)
        {
            var expected = FastTextProgram.Predict(path, texts, Math.Min(count, model.Labels.Length));
            Assert.Equal(texts.Count, expected.Count);
            var best = new LabelPrediction[Math.Min(count, model.Labels.Length)];
            for (var i = 0; i < texts.Count; i++)
            {
                var found = best[..model.Predict(Encoding.UTF8.GetBytes(texts[i]), best)].Select(prediction => (Label: model.Labels[prediction.Label], prediction.Probability)).ToList();
                if (!expected[i].Select(prediction => prediction.Label).SequenceEqual(found.Select(prediction => prediction.Label))
                    || expected[i].Zip(found).Any(pair => Math.Abs(pair.First.Probability - pair.Second.Probability) > 1e-5))
                {
                    Assert.Fail($"text {i} of {name}: {string.Join(' ', found)}, not {string.Join(' ', expected[i])}");
                }
            }
        }
    }
}
