using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Contracts;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>Asks the gates again, of one dataset or of all that a build made, from what is on disk alone.</summary>
public static class Verification
{
    private const string Summary = SummaryFile.Name;

    /// <summary>Any of these makes a folder a dataset, so that a dataset which lost some of them is still verified, and fails.</summary>
    private static readonly ImmutableArray<string> Marks = ["manifest.json", "ledger.parquet", "recipe.json", "data", SumsFile.Name, "gates.json", "quarantine.jsonl"];

    /// <summary>Folders that a build leaves beside its datasets.</summary>
    private static readonly ImmutableArray<string> AsideSuffixes = [".failed", ".old", ".partial"];

    /// <summary>Verifies a folder.</summary>
    /// <param name="folder">A dataset, or the output of a build.</param>
    /// <param name="threads">Workers.</param>
    /// <param name="progress">Told of bytes read back.</param>
    /// <param name="inputsRoot">Below which folder the source files are, to trace records to their bytes; null leaves them alone.</param>
    /// <param name="contract">What every dataset must be beside what its recipe asks; null when there is none.</param>
    /// <exception cref="CuveeException">The folder is neither. Nothing that is wrong within it throws.</exception>
    public static VerificationResult Run(string folder, int threads, IProgress progress, string? inputsRoot = null, Contract? contract = null)
    {
        if (inputsRoot is not null && !Directory.Exists(inputsRoot)) throw new CuveeException($"{inputsRoot}: no such folder; give the one that holds the source files");
        var full = Path.GetFullPath(folder);
        if (IsDataset(full))
        {
            using var dataset = Open(full, threads, progress, inputsRoot);
            return new VerificationResult([Verify(Path.GetFileName(full), dataset, contract, progress)], []);
        }

        if (!File.Exists(Path.Combine(full, Summary))) throw new CuveeException($"{folder}: neither a dataset nor the output of a build; give a folder that holds manifest.json or {Summary}");
        return VerifyBuild(full, threads, progress, inputsRoot, contract);
    }

    private static VerificationResult VerifyBuild(string folder, int threads, IProgress progress, string? inputsRoot, Contract? contract)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var verified = ImmutableArray.CreateBuilder<VerifiedDataset>();
        var (summary, claims) = Claims(folder, problems);
        foreach (var (name, claim) in claims)
        {
            using var dataset = Open(Path.Combine(folder, SummaryCheck.SaysFailed(claim) ? name + ".failed" : name), threads, progress, inputsRoot);
            verified.Add(Verify(name, dataset, contract, progress));
            problems.AddRange(SummaryCheck.Differences(summary, name, claim, dataset));
        }

        var others = Directory.GetDirectories(folder, "*").Order(StringComparer.Ordinal)
            .Where(path => IsDataset(path) && !claims.Any(claim => claim.Name == Path.GetFileName(path)) && !AsideSuffixes.Any(suffix => path.EndsWith(suffix, StringComparison.Ordinal)));
        foreach (var path in others)
        {
            using var dataset = Open(path, threads, progress, inputsRoot);
            verified.Add(Verify(Path.GetFileName(path), dataset, contract, progress));
        }

        return new VerificationResult(verified.ToImmutable(), problems.ToImmutable()) { IsBuild = true };
    }

    private static (JsonElement Summary, List<(string Name, JsonElement Claim)> Claims) Claims(string folder, ImmutableArray<string>.Builder problems)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Summary)));
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("datasets", out var datasets) && datasets.ValueKind == JsonValueKind.Object)
            {
                problems.AddRange(SummaryCheck.Differences(document.RootElement, datasets));
                return (document.RootElement.Clone(), [.. datasets.EnumerateObject().Where(dataset => IsName(dataset.Name)).Select(dataset => (dataset.Name, dataset.Value.Clone()))]);
            }

            problems.Add($"{Summary} names no datasets");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"{Summary} cannot be read ({exception.Message.TrimEnd('.')})");
        }

        return (default, []);
    }

    /// <summary>A name that leads out of the folder is no dataset's.</summary>
    private static bool IsName(string name) => name.Length > 0 && Path.GetFileName(name) == name && name is not ("." or "..");

    private static EmittedDataset Open(string folder, int threads, IProgress progress, string? inputsRoot) =>
        new(folder, readBack: null, ledger: null, threads, progress) { IsSealed = true, InputsRoot = inputsRoot, References = ReferenceFiles.Above(folder, inputsRoot) };

    private static VerifiedDataset Verify(string name, EmittedDataset dataset, Contract? contract, IProgress progress)
    {
        progress.Begin($"{name}: read back", BytesOf(Path.Combine(dataset.Folder, "data")), "bytes");
        dataset.TryReadBack();
        progress.Begin($"{name}: gates", 0, "gates");
        return new VerifiedDataset(name, dataset.Folder, [.. Gatekeeper.Run(dataset).Select(gate => Located(gate, dataset, null)), .. contract is null ? [] : ContractGates.Run(dataset, contract).Select(gate => Located(gate, dataset, contract))]);
    }

    /// <summary>The result with the places of what it complains of.</summary>
    private static GateResult Located(GateResult gate, EmittedDataset dataset, Contract? contract) => gate.Status is not (GateStatus.Failed or GateStatus.Warned)
        ? gate
        : gate with
        {
            Places =
            [
                Asked(new OffenderPlace(null, 0, null, 0, OffenderPlace.MarkOf(dataset, gate.Name)), gate, contract),
                .. gate.Offenders.Select(offender => Asked(OffenderPlace.Of(dataset, gate.Name, offender), gate, contract)),
            ],
        };

    /// <summary>What a contract asks stands in the contract.</summary>
    private static OffenderPlace Asked(OffenderPlace place, GateResult gate, Contract? contract) =>
        contract is null ? place : place with { AskedIn = contract.File, Recipe = contract.Marks[gate.Name[(gate.Name.IndexOf('.') + 1)..]] };

    private static long BytesOf(string folder) => Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles("*").Sum(file => file.Length) : 0;

    private static bool IsDataset(string folder) => Marks.Any(mark => Path.Exists(Path.Combine(folder, mark)));
}
