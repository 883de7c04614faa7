using System.Globalization;
using System.Text;
using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Recipes;

namespace Cuvee.Publish;

/// <summary>
/// pii-review.jsonl: one line for each value that was found in a record of the dataset, or in one that was dropped for it, in the order of the
/// sources: where it stood, its form and its surroundings, what became of it. No value can be read in it.
/// </summary>
internal static class ReviewFile
{
    public const string Name = "pii-review.jsonl";

    /// <summary>Writes it.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="facts">The dataset's records.</param>
    /// <param name="isEmitted">Whether the record of a position is in the dataset.</param>
    /// <param name="outcomes">How records ended.</param>
    public static void Write(string path, DatasetFacts facts, Func<int, bool> isEmitted, Outcomes outcomes)
    {
        using var file = File.Create(path);
        var line = new ByteBuffer();
        for (var number = 0; number < facts.Sources.Length; number++)
        {
            var source = facts.Sources[number];
            var places = new PlaceReader(source);
            var review = new ReviewReader(source.Staged);
            for (var i = 0; i < source.ReviewLines.Count; i++)
            {
                var (fact, length) = source.ReviewLines[i];
                var isDropped = outcomes[source.Facts[fact].Outcome] == (Stages.Normalize, PiiRule.Reason);
                if (isDropped || isEmitted(facts.StartOf(number) + fact))
                {
                    var place = places[fact];
                    line.Clear();
                    line.Add(Encoding.ASCII.GetBytes($"{{\"id\":\"{place.Id}\",\"source\":"));
                    JsonText.WriteText(line, Encoding.UTF8.GetBytes(source.Plan.Name));
                    line.Add(",\"file\":"u8);
                    JsonText.WriteText(line, Encoding.UTF8.GetBytes(source.Files[place.File].Key));
                    line.Add(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"line\":{place.Line},\"item\":{place.Item},\"state\":\"{(isDropped ? Stages.Dropped : Stages.Kept)}\",")));
                    line.Add(review.Next(length));
                    file.Write(line.Written);
                }
                else review.Skip(length);
            }
        }
    }
}
