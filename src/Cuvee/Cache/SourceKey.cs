using System.Buffers;
using System.Text;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.FastText;
using Cuvee.Filter;
using Cuvee.Ingest;
using Cuvee.Interop;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Cache;

/// <summary>Writes the lines of a key that all files of a source share: everything that the first pass does to their records, versions and defaults included.</summary>
internal sealed class SourceKey
{
    private readonly KeyText _text = new();
    private readonly Recipe _recipe;
    private readonly SourcePlan _plan;

    private SourceKey(Recipe recipe, SourcePlan plan) => (_recipe, _plan) = (recipe, plan);

    /// <summary>The lines.</summary>
    /// <param name="recipe">With filters that can judge.</param>
    /// <param name="plan">Complete, benchmarks and tokenizer included.</param>
    /// <param name="files">Of the source.</param>
    /// <param name="tags">The tags of the recipe.</param>
    /// <param name="contamination">What is searched for; null for nothing.</param>
    /// <param name="models">What filters judge by.</param>
    public static string Of(Recipe recipe, SourcePlan plan, IReadOnlyList<InputPath> files, TagTable tags, DecontaminationStage? contamination, IEnumerable<FastTextModel> models)
    {
        var key = new SourceKey(recipe, plan);
        key.AddReading();
        if (files.Any(file => FileOpening.IsParquet(file.Path))) key.Add($"parquet read by duckdb {DuckDb.Version}");
        key.AddTexts();
        foreach (var model in models) key.Add($"model {model.Name} sha256 {model.Sha256}");
        key.Add($"tags {string.Join(", ", tags.Names)}");
        foreach (var tag in plan.Tags.OfType<TagRule>()) key.Add(tag);
        if (contamination is not null) key._text.Add(contamination, recipe);
        key.AddObservations();
        return key._text.ToString();
    }

    private void Add(FormattableString line) => _text.Add(line);

    private void AddReading()
    {
        var source = _recipe.Sources[_plan.Index];
        Add($"program {EntryKey.Program}");
        Add($"source {_plan.Name}");
        Add($"format {source.Format}, encoding {source.Encoding}, on_damage {source.OnDamage}");
        foreach (var mapping in source.Map) Add($"map {mapping.Target}: {mapping.Path}");
        if (_plan.NeedsScore) Add($"score [{string.Join(", ", _plan.Score.Fields)}] from {_plan.Score.Lowest} to {_plan.Score.Highest}, default {_plan.Score.Otherwise}");
    }

    private void AddTexts()
    {
        foreach (var rule in _recipe.Normalize) Add($"normalize {rule.Name} version 1: {rule.Option}");
        if (_plan.Pii is { } pii) _text.Add(pii);
        foreach (var call in _recipe.Sources[_plan.Index].Filters.Concat(_recipe.Filters)) Add(call, "filter");
        if (_plan.Tokens is { } tokens) Add($"tokens {Text(tokens)}");
    }

    private void Add(FilterCall call, string word)
    {
        var measure = (call.Filter as TokensFilter)?.Measure is { } counts ? $", {Text(counts)}" : "";
        Add($"{word} {call.Operator.Name} version {call.Operator.Version}: {call.Arguments}{measure}");
    }

    private static string Text(TokenMeasure measure) =>
        $"tokenizer {measure.Tokenizer.Name} sha256 {measure.Tokenizer.Sha256}, pattern {measure.Tokenizer.Pattern ?? "its own"}, template {measure.TemplateName} sha256 {measure.TemplateSha256 ?? "of the program"}";

    private void Add(TagRule tag)
    {
        if (tag is ContaminatedTag or PiiStatusTag)
        {
            Add($"tag {tag.Name}");
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) ResolvedFilters.Write(json, tag);
        Add($"tag {tag.Name}: {Encoding.UTF8.GetString(buffer.WrittenSpan)}");
        if (tag is not FilteredTag filtered) return;
        foreach (var choice in filtered.Choices) Add(choice.When, $"tag {tag.Name} filter");
    }

    /// <summary>What the stages after the first pass want to know.</summary>
    private void AddObservations()
    {
        if (_plan.Key is { } key) Add($"exact key {key}, system {_plan.KeyWithSystem}");
        if (_plan.NeedsPrompt) Add($"prompt key");
        foreach (var field in _plan.Together) Add($"together {field}");
        foreach (var signature in _plan.Signatures) Add($"signature {signature.On}, n {signature.ShingleWords}, {signature.Hashes} values");
        if (_plan.KeepExtra) Add($"extra fields");
    }
}
