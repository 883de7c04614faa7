using System.Globalization;
using Cuvee.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["stages", var recipe, .. var rest]:
        return Stages.Run(recipe, rest);
    case ["parts", var file]:
        return Parts.Run(file);
    case ["fasttext", var model, var texts]:
        return Classifiers.Run(model, texts);
    case ["tokens", var file, var name, .. var pattern]:
        return TokenSpeed.Run(file, name, pattern.FirstOrDefault());
    default:
        Console.Error.WriteLine("""
            usage: Cuvee.Bench stages RECIPE [--threads N] [--expect KEPT]   wall and CPU time of each step of a build
                   Cuvee.Bench parts FILE.jsonl                              throughput of the parts of the hot path on one thread
                   Cuvee.Bench fasttext MODEL TEXTS                          texts a second through a fastText model, one text a line
                   Cuvee.Bench tokens FILE.jsonl TOKENIZER [PATTERN]         tokens of every text value, and how fast they are counted
            """);
        return 2;
}
