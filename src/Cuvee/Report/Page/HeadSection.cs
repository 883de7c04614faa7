using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>The head of the page: what this is, whether the gates passed, and the five numbers people ask for first.</summary>
internal static class HeadSection
{
    public static void Add(Html page, EmittedDataset dataset)
    {
        var (counts, output) = (dataset.Recount.Counts, dataset.Dataset.Output);
        var gates = GateSection.Statuses(dataset);
        var (passed, asked) = (gates.Count(status => status is "passed"), gates.Count(status => status is not "off"));
        var (mark, verdict) = gates.Contains("failed") ? ("failed", "A gate failed") : gates.Contains("warned") ? ("warned", "Passed with warnings") : ("passed", "All gates passed");
        page.Add(
            $"""
            <header>
            <p class="kind">Dataset report</p>
            <h1>{dataset.Dataset.Name}</h1>
            <p class="lead">{counts.Emitted} records in the format <code>{output.Format}</code> ({output.Files}), compiled by Cuvee from the recipe <code>{dataset.Recipe.Name}</code>.</p>
            <p class="verdict {mark}"><a href="#gates">{verdict}</a> <span>{passed} of {asked} gates</span></p>
            <dl class="figures">
            <div><dt>Read</dt><dd>{counts.Read}</dd></div>
            <div><dt>Kept</dt><dd>{counts.Kept}</dd></div>
            <div><dt>Emitted</dt><dd>{counts.Emitted}</dd></div>
            <div><dt>Median length</dt><dd>{dataset.Study.Characters.All.Median} <small>characters</small></dd></div>
            <div><dt>Size</dt><dd>{Bytes(dataset.ReadBack.Files.Sum(file => file.Bytes))}</dd></div>
            </dl>
            </header>

            """);
    }

    /// <summary>A number of bytes in the largest decimal unit it fills.</summary>
    public static string Bytes(long count)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB"];
        var (number, unit) = ((decimal)count, 0);
        for (; number >= 1000 && unit < units.Length - 1; unit++) number /= 1000;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(number >= 100 || unit == 0 ? decimal.Round(number) : decimal.Round(number, 1)):0.#} {units[unit]}");
    }
}
