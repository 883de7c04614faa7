using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>A dataset's folder as the gates see it: everything is read from disk, once, when a gate first asks for it.</summary>
internal sealed class EmittedDataset : IDisposable
{
    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Evidence<ReadBack> _readBack;
    private readonly Evidence<LedgerRows> _ledger;
    private readonly Evidence<JsonElement> _manifest;
    private readonly Evidence<JsonElement> _report;
    private readonly Evidence<JsonElement> _gates;
    private readonly Evidence<string> _card;
    private readonly Evidence<Recipe> _recipe;
    private readonly Evidence<Dataset> _dataset;
    private readonly Evidence<Placement> _placement;
    private readonly Evidence<PromptRuns> _promptRuns;
    private readonly Evidence<Recount> _recount;
    private readonly Evidence<NearClusters> _nearClusters;
    private readonly Evidence<DatasetStudy> _study;
    private readonly Evidence<SplitComparison?> _comparison;
    private readonly Evidence<LedgerGroups> _groups;
    private readonly Evidence<EmittedTexts> _texts;

    /// <param name="folder">The dataset's folder.</param>
    /// <param name="readBack">The data files, where they have been read back already.</param>
    /// <param name="ledger">The ledger, where it has been read already.</param>
    /// <param name="threads">Workers.</param>
    /// <param name="progress">Told of bytes read back.</param>
    public EmittedDataset(string folder, ReadBack? readBack, LedgerRows? ledger, int threads, IProgress progress)
    {
        (Folder, Threads) = (folder, threads);
        _recipe = new Evidence<Recipe>("recipe.json", () => RecipeReader.Parse(ReadText("recipe.json"), "recipe.json"));
        _manifest = new Evidence<JsonElement>("manifest.json", () => ReadJson("manifest.json"));
        _report = new Evidence<JsonElement>("report.json", () => ReadJson("report.json"));
        _gates = new Evidence<JsonElement>("gates.json", () => ReadJson("gates.json"));
        _card = new Evidence<string>("README.md", () => ReadText("README.md"));
        _dataset = new Evidence<Dataset>("recipe.json", FindDataset);
        _readBack = new Evidence<ReadBack>("data/", () => readBack ?? ReadData(progress));
        _ledger = new Evidence<LedgerRows>("ledger.parquet", () => ledger ?? LedgerRows.Read(Existing("ledger.parquet"), threads));
        _placement = new Evidence<Placement>("ledger.parquet", () => new Placement(Ledger, ReadBack));
        _promptRuns = new Evidence<PromptRuns>("data/", () => new PromptRuns(ReadBack));
        _comparison = new Evidence<SplitComparison?>("data/", () => SplitComparison.Of(this));
        _texts = new Evidence<EmittedTexts>("data/", () => EmittedTexts.Of(Folder, ReadBack));
        _groups = new Evidence<LedgerGroups>("ledger.parquet", () => LedgerGroups.Read(Existing("ledger.parquet"), Placement, Dataset.Split.Together.Fields.Length));
        _nearClusters = new Evidence<NearClusters>("ledger.parquet", () => NearClusters.Of(Ledger));
        _study = new Evidence<DatasetStudy>("ledger.parquet", () => DatasetStudy.Of(this));
        _recount = new Evidence<Recount>("ledger.parquet", () => new Recount(this));
    }

    /// <summary>Where the dataset is.</summary>
    public string Folder { get; }

    public int Threads { get; }

    /// <summary>Whether the folder is complete, SHA256SUMS among it; a build asks its gates before it seals the folder.</summary>
    public bool IsSealed { get; init; }

    /// <summary>Below which folder the source files are to be found again; null when nobody asked for that.</summary>
    public string? InputsRoot { get; init; }

    /// <summary>Where benchmarks are found again.</summary>
    public required ReferenceFiles References { get; init; }

    public ReadBack ReadBack => _readBack.Value;

    /// <summary>The emitted lines again, by their index.</summary>
    /// <exception cref="MissingEvidenceException">A file is damaged.</exception>
    public EmittedTexts Texts => _texts.Value;

    public LedgerRows Ledger => _ledger.Value;

    public JsonElement Manifest => _manifest.Value;

    public JsonElement Report => _report.Value;

    /// <summary>gates.json, which only a sealed dataset has.</summary>
    public JsonElement GatesDocument => _gates.Value;

    /// <summary>The text of README.md.</summary>
    public string Card => _card.Value;

    public Recipe Recipe => _recipe.Value;

    /// <summary>What the recipe says of this dataset.</summary>
    public Dataset Dataset => _dataset.Value;

    /// <summary>Which ledger row each line belongs to.</summary>
    public Placement Placement => _placement.Value;

    /// <summary>The lines that share a prompt.</summary>
    public PromptRuns PromptRuns => _promptRuns.Value;

    /// <summary>What keeps lines together beside their texts.</summary>
    public LedgerGroups Groups => _groups.Value;

    /// <summary>The splits against each other; null where near-duplicates need not stay together.</summary>
    public SplitComparison? Comparison => _comparison.Value;

    /// <summary>What the ledger says of dropped near-duplicates.</summary>
    public NearClusters NearClusters => _nearClusters.Value;

    /// <summary>Lengths, changes and duplicates.</summary>
    public DatasetStudy Study => _study.Value;

    /// <summary>The numbers of manifest, report and card, counted again.</summary>
    public Recount Recount => _recount.Value;

    /// <summary>Closes the data files.</summary>
    public void Dispose()
    {
        if (_texts.IsRead) _texts.Value.Dispose();
    }

    /// <summary>Reads the data files now, on the calling thread; a gate that needs them says what is wrong with them.</summary>
    public void TryReadBack()
    {
        try
        {
            _ = ReadBack;
        }
        catch (MissingEvidenceException)
        {
            // Each gate that needs it fails for itself
        }
    }

    /// <summary>The path of a file of the folder.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public string Existing(string name)
    {
        var path = Path.Combine(Folder, name);
        return File.Exists(path) ? path : throw new FileNotFoundException(message: null, name);
    }

    /// <summary>The SHA-256 of a file of the folder as it was when it was first asked for; a data file was hashed when it was read back.</summary>
    /// <exception cref="MissingEvidenceException">It cannot be read.</exception>
    public string HashOf(string file) => _hashes.GetOrAdd(file, name => KnownHash(name) ?? new Evidence<string>(name, () => SumsFile.HashOf(Existing(name))).Value);

    private string? KnownHash(string file)
    {
        try
        {
            return file.StartsWith("data/", StringComparison.Ordinal) ? ReadBack.Files.Find(known => known.Path == file)?.Sha256 : null;
        }
        catch (MissingEvidenceException)
        {
            return null;
        }
    }

    private ReadBack ReadData(IProgress progress) => Directory.Exists(Path.Combine(Folder, "data"))
        ? ReadBack.Of(Folder, RowReading.Of(Dataset), known: null, memory: null, Threads, progress)
        : throw new DirectoryNotFoundException();

    private string ReadText(string name)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(Existing(name)));
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("it is not valid UTF-8", exception);
        }
    }

    private JsonElement ReadJson(string name)
    {
        using var document = JsonDocument.Parse(ReadText(name));
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new InvalidDataException("it is no JSON object");
    }

    /// <summary>The manifest names the dataset; without it a recipe of one dataset still says which.</summary>
    private Dataset FindDataset()
    {
        if (!File.Exists(Path.Combine(Folder, "manifest.json")) && Recipe.Datasets is [var only]) return only;
        var name = Manifest.Text("name");
        return Recipe.Datasets.FirstOrDefault(dataset => dataset.Name == name) ?? throw new InvalidDataException($"it has no dataset '{name}', which manifest.json is about");
    }
}
