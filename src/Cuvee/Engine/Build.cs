using System.Collections.Immutable;
using Cuvee.Cache;
using Cuvee.FastText;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Report;
using Cuvee.Tokens;
using Cuvee.Tools;
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
    private readonly ImmutableDictionary<string, ToolSchema> _toolSchemas;
    private readonly BuildOptions _options;
    private readonly ImmutableArray<Dataset> _datasets;
    private readonly ImmutableArray<ImmutableArray<InputPath>> _inputs;
    private readonly string _out;
    private readonly TagTable _tags;
    private readonly Outcomes _outcomes = new();
    private readonly WarningsKept _progress;
    private readonly DecontaminationStage? _contamination;

    private Build(Recipe recipe, ImmutableArray<Dataset> datasets, ImmutableArray<ImmutableArray<InputPath>> inputs, BuildOptions options)
    {
        _progress = new WarningsKept(options.Progress);
        (_options, _datasets, _inputs) = (options with { Progress = _progress }, datasets, inputs);
        (_recipe, _models) = Models.Load(recipe);
        _out = OutFolder(recipe, options.Out);
        _tags = SourcePlans.Tags(recipe);
        _toolSchemas = ToolSchemas.Load(recipe);
        Tokenization? tokens = null;
        DecontaminationStage? contamination = null;
        Ordered.Run(options.Threads, () => tokens = Tokenization.Load(_recipe), () => contamination = DecontaminationStage.Load(recipe, _out, inputs, _progress));
        (_tokens, _contamination) = (tokens!, contamination);
        _recipe = _tokens.Recipe;
    }

    /// <summary>Builds the recipe's datasets, or finds that they are as this build would leave them.</summary>
    /// <exception cref="CuveeException">Nothing was built: the recipe, an input or the environment is at fault.</exception>
    public static BuildResult Run(Recipe recipe, BuildOptions options)
    {
        var datasets = Choose(recipe, options.Only);
        var outFolder = OutFolder(recipe, options.Out);
        var inputs = Inputs.Find(recipe, outFolder);
        var last = options.UsesCache && !options.IsDryRun ? new LastOutput(recipe, datasets, outFolder, inputs) : null;
        if (options.Lock is null && last?.Unchanged(options.Progress) is { } unchanged) return unchanged;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new Build(recipe, datasets, inputs, options).Run(last, reuses: attempt < 2);
            }
            catch (DamagedEntryException damaged)
            {
                // What a build that reused nothing wrote and cannot read back is the disk's fault
                if (!options.UsesCache || attempt == 2) throw new CuveeException($"{damaged.Message}; check the disk, or use another with CUVEE_CACHE", damaged);
                BuildCache.Discard(damaged.Path, options.Progress.Warn);
            }
        }
    }

    /// <summary>Where a recipe's datasets go.</summary>
    /// <exception cref="CuveeException">The path is empty.</exception>
    public static string OutFolder(Recipe recipe, string? given) => given is { Length: 0 }
        ? throw new CuveeException("--out: the path is empty; name a folder or leave the option out")
        : Path.GetFullPath(given ?? Path.Combine(recipe.Folder, "build", recipe.Name));

    private BuildResult Run(LastOutput? last, bool reuses)
    {
        using var store = Store.Open(Store.FolderFor(_recipe.Folder), _recipe.Name);
        last?.Begin(store.Work);
        using var cache = _options.UsesCache ? BuildCache.Open(store, _recipe, _options, reuses) : null;
        // Under the lock: what another build is just moving into place must not look like what a killed one left
        foreach (var dataset in _datasets) Bundle.Recover(_out, dataset.Name);
        foreach (var dataset in _datasets) Bundle.CheckTarget(_out, dataset.Name);
        if (!_options.IsDryRun) DiskSpace.Check(_inputs, _recipe, _datasets, store.Work, _out, cache?.KeptBytes ?? 0);

        var sources = DiskSpace.Guard(store.Work, () => Read(store, cache));
        var decisions = DiskSpace.Guard(store.Work, () => _datasets.Select(dataset => Decide(dataset, sources, store, cache)).ToImmutableArray());
        var result = _options.IsDryRun
            ? new BuildResult(_out, [.. decisions.Select(decision => DryRun.Of(decision.Dataset, decision.Decision, _outcomes))])
            : DiskSpace.Guard(_out, () => WriteAll(decisions, store, cache));
        cache?.Remember();
        cache?.Sweep();
        if (!_options.IsDryRun) last?.Remember(result, [.. _progress.Warnings]);
        return result with { Files = cache?.FileCount ?? 0, ReusedFiles = cache?.ReusedCount ?? 0 };
    }

    /// <summary>Stages 12 and 13 for all datasets: nothing is published before everything is written.</summary>
    private BuildResult WriteAll(ImmutableArray<(Dataset Dataset, Decision Decision)> decisions, Store store, BuildCache? cache)
    {
        // Some four hundred bytes a record, which only deciding needed: what follows takes their place, instead of memory that is new to the program
        GC.Collect();
        var bundles = new List<(Bundle Bundle, DatasetResult Result)>();
        try
        {
            foreach (var (dataset, decision) in decisions)
            {
                var isLast = bundles.Count == decisions.Length - 1;
                bundles.Add(Write(dataset, decision, cache, letGo: isLast ? store.ClearEarly : () => { }));
            }

            _options.Lock?.Require(_recipe, [.. bundles.Select(written => written.Bundle.Folder)]);
            foreach (var (bundle, written) in bundles) Publish(bundle, written);
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
    private ImmutableDictionary<string, SourceFacts> Read(Store store, BuildCache? cache)
    {
        var plans = SourcePlans.ToRead(_recipe, _datasets, _tags, _contamination, _tokens.Counted);
        _options.Progress.Begin("read", plans.Sum(plan => _inputs[plan.Index].Sum(input => new FileInfo(input.Path).Length)), "bytes");
        var sources = ImmutableDictionary.CreateBuilder<string, SourceFacts>(StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            var source = _recipe.Sources[plan.Index];
            var encoding = source.Encoding == "auto" ? null : source.Encoding;
            var intake = new IntakeOptions(Inputs.Opening, _options.Threads, _options.BlockBytes, encoding, source.OnDamage == DamageAction.Quarantine, _options.Progress)
            {
                Cache = cache,
                Key = cache is null ? string.Empty : SourceKey.Of(_recipe, plan, _inputs[plan.Index], _tags, _contamination, _models),
            };
            sources.Add(plan.Name, Intake.Read(plan, _inputs[plan.Index], _tags, _outcomes, store, intake));
            foreach (var empty in sources[plan.Name].Files.Where(file => file.IsEmpty)) _options.Progress.Warn($"{empty.Key}: the file is empty");
            // After each, so that a build that is killed need not begin again
            cache?.Remember();
        }

        _contamination?.Decide([.. plans.Select(plan => sources[plan.Name])], _tags, _outcomes);
        return sources.ToImmutable();
    }

    /// <summary>Stages 6 to 11.</summary>
    private (Dataset Dataset, Decision Decision) Decide(Dataset dataset, ImmutableDictionary<string, SourceFacts> sources, Store store, BuildCache? cache)
    {
        _options.Progress.Begin($"{dataset.Name}: decide", 0, "records");
        var means = new DecisionMeans(_options.Threads, _options.MemoryBytes, store.Scratch, _options.Progress) { Cache = cache };
        return (dataset, Decision.Make(_recipe, dataset, sources, _tags, _outcomes, means));
    }

    /// <summary>Stages 12 and 13: writes a dataset aside, reads it back and asks the gates.</summary>
    private (Bundle Bundle, DatasetResult Result) Write(Dataset dataset, Decision decision, BuildCache? cache, Action letGo)
    {
        var bundle = Bundle.Begin(_out, dataset.Name);
        try
        {
            return (bundle, DatasetWriter.Write(bundle, _recipe, dataset, decision, _tags, _outcomes, _contamination, _models, _toolSchemas.GetValueOrDefault(dataset.Name), cache, letGo, _options));
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
