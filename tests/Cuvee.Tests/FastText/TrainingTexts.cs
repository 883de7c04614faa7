namespace Cuvee.Tests.FastText;

/// <summary>Generated texts: each label has words of its own, in one of several alphabets, beside words that all have.</summary>
internal static class TrainingTexts
{
    private static readonly string[] Syllables = ["ba", "né", "ko", "lü", "др", "ви", "го", "中", "国", "文", "🍷", "st", "qu", "ñ", "αβ", "-", "'s", "3", "x"];

    /// <summary>Training lines, <c>__label__name words</c>.</summary>
    public static IEnumerable<string> Labelled(int labels, int count)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++)
        {
            // The square makes some labels frequent and some rare, as the tree wants them
            var label = (int)(labels * random.NextDouble() * random.NextDouble());
            yield return $"__label__l{label} {Text(random, label)}";
        }
    }

    /// <summary>Texts to classify: of known and unknown words, with odd white space and, in places, what fastText takes for something else than a word.</summary>
    public static IEnumerable<string> Unlabelled(int count)
    {
        var random = new Random(11);
        for (var i = 0; i < count; i++)
        {
            var text = Text(random, random.Next(40));
            yield return (i % 50) switch
            {
                0 => string.Empty,
                1 => text.Replace(' ', '\t') + "\r\v\f",
                2 => $"__label__l3 {text} __label__unknown",
                3 => $"{text}\0{text}",
                4 => $"zz{i} {new string('w', i % 700)} \u00A0 \u0085 {text}",
                5 => $"q{i}",
                6 => string.Join(' ', Enumerable.Repeat(text, 40)),
                _ => text,
            };
        }
    }

    private static string Text(Random random, int label) => string.Join(' ', Enumerable.Range(0, 3 + random.Next(20)).Select(_ => Word(random, random.Next(3) == 0 ? 0 : label)));

    private static string Word(Random random, int label)
    {
        var number = (label * 40) + random.Next(40);
        var word = string.Empty;
        for (var rest = number + 17; rest > 0; rest /= Syllables.Length) word += Syllables[rest % Syllables.Length];
        return word;
    }
}
