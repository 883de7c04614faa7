using System.Collections.Immutable;
using Cuvee.FastText;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Report;
using Cuvee.Tokens;
using Cuvee.Verify;

namespace Cuvee.Engine;

/// <summary>
/// Compiles a recipe. The stages stand here in their order: read each source once (parse, tag, score, normalize, filter, stage), then for
/// each dataset decide on facts, write, read back, pass the gates, publish.
/// </summary>
public sealed class Build
{
    private readonly Recipe _recipe;
    private readonly ImmutableArray<FastTextModel> _models;
    private readonly Tokenization _tokens;
    private readonly BuildOptions _options;
    private readonly ImmutableArray<Dataset> _datasets;
    private readonly string _out;
    private readonly TagTable _tags;
    private readonly Outcomes _outcomes = new();
    private DecontaminationStage? _contamination;

    private Build(Recipe recipe, BuildOptions options)
    {
        _options = options;
        (_recipe, _models) = Models.Load(recipe);
        _tokens = Tokenization.Load(_recipe);
        _recipe = _tokens.Recipe;
        _out = OutFolder(recipe, options.Out);
        _datasets = Choose(recipe, options.Only);
        _tags = SourcePlans.Tags(recipe);
    }

    /// <summary>Builds the recipe's datasets.</summary>
    /// <exception cref="CuveeException">Nothing was built: the recipe, an input or the environment is at fault.</exception>
    public static BuildResult Run(Recipe recipe, BuildOptions options) => new Build(recipe, options).Run();

    /// <summary>Where a recipe's datasets go.</summary>
    /// <exception cref="CuveeException">The path is empty.</exception>
    public static string OutFolder(Recipe recipe, string? given) => given is { Length: 0 }
        ? throw new CuveeException("--out: the path is empty; name a folder or leave the option out")
        : Path.GetFullPath(given ?? Path.Combine(recipe.Folder, "build", recipe.Name));

    private BuildResult Run()
    {
        var inputs = Inputs.Find(_recipe, _out);
        _contamination = DecontaminationStage.Load(_recipe, _out, inputs, _options.Progress);
        using var store = Store.Open(Store.FolderFor(_recipe.Folder), _recipe.Name);
        // Under the lock: what another build is just moving into place must not look like what a killed one left
        foreach (var dataset in _datasets) Bundle.Recover(_out, dataset.Name);
        foreach (var dataset in _datasets) Bundle.CheckTarget(_out, dataset.Name);
        if (!_options.IsDryRun) DiskSpace.Check(inputs, _recipe, _datasets, store.Work, _out);

        var sources = DiskSpace.Guard(store.Work, () => Read(inputs, store));
        var decisions = DiskSpace.Guard(store.Work, () => _datasets.Select(dataset => Decide(dataset, sources, store)).ToImmutableArray());
        if (_options.IsDryRun) return new BuildResult(_out, [.. decisions.Select(decision => DryRun.Of(decision.Dataset, decision.Decision, _outcomes))]);

        return DiskSpace.Guard(_out, () => WriteAll(decisions, store));
    }

    /// <summary>Stages 12 and 13 for all datasets: nothing is published before everything is written.</summary>
    private BuildResult WriteAll(ImmutableArray<(Dataset Dataset, Decision Decision)> decisions, Store store)
    {
        var bundles = new List<(Bundle Bundle, DatasetResult Result)>();
        try
        {
            foreach (var (dataset, decision) in decisions) bundles.Add(Write(dataset, decision, store));
            Ordered.Run(_options.Threads, () => bundles.ForEach(written => Publish(written.Bundle, written.Result)), store.Clear);
        }
        finally
        {
            foreach (var (bundle, _) in bundles) bundle.Dispose();
        }

        var built = new BuildResult(_out, [.. bundles.Select(bundle => bundle.Result)]);
        SummaryFile.Write(_out, _recipe, built);
        return built;
    }

    /// <summary>Stages 1 to 5: each source that a chosen dataset draws from, once.</summary>
    private ImmutableDictionary<string, SourceFacts> Read(ImmutableArray<ImmutableArray<InputPath>> inputs, Store store)
    {
        // How frequent an n-gram is depends on all that is read, and a dataset is the same whether others are built with it
        var used = SourcePlans.Read(_recipe, _contamination is null ? _datasets : _recipe.Datasets);
        var plans = SourcePlans.Of(_recipe, _tags).Where(plan => used.Contains(plan.Name)).Select(plan => plan with { Benchmarks = _contamination?.Sets ?? [], Tokens = _tokens.Counted }).ToList();
        _options.Progress.Begin("read", plans.Sum(plan => inputs[plan.Index].Sum(input => new FileInfo(input.Path).Length)), "bytes");
        var sources = ImmutableDictionary.CreateBuilder<string, SourceFacts>(StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            var source = _recipe.Sources[plan.Index];
            var encoding = source.Encoding == "auto" ? null : source.Encoding;
            var intake = new IntakeOptions(Inputs.Opening, _options.Threads, _options.BlockBytes, encoding, source.OnDamage == DamageAction.Quarantine, _options.Progress);
            sources.Add(plan.Name, Intake.Read(plan, inputs[plan.Index], _tags, _outcomes, store, intake));
            foreach (var empty in sources[plan.Name].Files.Where(file => file.IsEmpty)) _options.Progress.Warn($"{empty.Key}: the file is empty");
        }

        _contamination?.Decide([.. plans.Select(plan => sources[plan.Name])], _tags, _outcomes);
        return sources.ToImmutable();
    }

    /// <summary>Stages 6 to 11.</summary>
    private (Dataset Dataset, Decision Decision) Decide(Dataset dataset, ImmutableDictionary<string, SourceFacts> sources, Store store)
    {
        _options.Progress.Begin($"{dataset.Name}: decide", 0, "records");
        var means = new DecisionMeans(_options.Threads, _options.MemoryBytes, store.Scratch, _options.Progress);
        return (dataset, Decision.Make(_recipe, dataset, sources, _tags, _outcomes, means));
    }

    /// <summary>Stages 12 and 13: writes a dataset aside, reads it back and asks the gates.</summary>
    private (Bundle Bundle, DatasetResult Result) Write(Dataset dataset, Decision decision, Store store)
    {
        var bundle = Bundle.Begin(_out, dataset.Name);
        try
        {
            return (bundle, DatasetWriter.Write(bundle.Folder, _recipe, dataset, decision, _tags, _outcomes, _contamination, _models, store, _options));
        }
        catch
        {
            bundle.Dispose();
            throw;
        }
    }

    private static void Publish(Bundle bundle, DatasetResult result)
    {
        bundle.Flush();
        if (result.Passed) bundle.Publish();
        else bundle.Reject();
    }

    private static ImmutableArray<Dataset> Choose(Recipe recipe, IReadOnlyList<string> only)
    {
        if (only.Count == 0) return recipe.Datasets;
        foreach (var name in only)
        {
            if (recipe.Datasets.Any(dataset => dataset.Name == name)) continue;
            throw new CuveeException($"--only {name}: no such dataset in {recipe.File}; it has {string.Join(", ", recipe.Datasets.Select(dataset => dataset.Name))}");
        }

        return [.. recipe.Datasets.Where(dataset => only.Contains(dataset.Name))];
    }
}
