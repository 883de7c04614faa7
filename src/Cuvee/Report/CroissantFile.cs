using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>
/// croissant.json: the dataset in the vocabulary of MLCommons Croissant 1.0 (JSON-LD over schema.org): every file with its digest but those
/// that are derived like itself and SHA256SUMS, the splits, the fields of a row. What nobody told (creator, address, date of publication) is left out, since no artefact holds a time or a guess.
/// </summary>
internal static class CroissantFile
{
    public const string Name = "croissant.json";

    private const string DataFiles = "data-files";
    private const string SplitName = "splits/name";

    /// <summary>Terms of the vocabulary that are written without a prefix, with what they stand for.</summary>
    private static readonly ImmutableArray<string> Terms =
    [
        "citeAs", "column", "extract", "field", "fileObject", "fileProperty", "fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path",
        "recordSet", "references", "regex", "repeated", "replace", "separator", "source", "subField", "transform",
    ];

    /// <summary>The document, from the files of the folder alone.</summary>
    /// <exception cref="MissingEvidenceException">One of them cannot be read.</exception>
    public static string Text(EmittedDataset dataset)
    {
        var facts = CardFacts.Of(dataset.Recipe, dataset.Dataset, dataset.Ledger.Tally);
        var splits = dataset.Recount.Parts.Where(part => part.Files.Length > 0).Select(part => part.Name).ToImmutableArray();
        var document = new JsonObject
        {
            ["@context"] = Context(),
            ["@type"] = "sc:Dataset",
            ["conformsTo"] = "http://mlcommons.org/croissant/1.0",
            ["name"] = dataset.Dataset.Name,
            ["description"] = $"{dataset.Recount.Emitted} records in the format {dataset.Dataset.Output.Format}, compiled by Cuvee from the recipe {dataset.Recipe.Name}",
            ["identifier"] = dataset.Recount.ContentDigest,
            ["keywords"] = Array(facts.Tags),
        };
        if (!facts.Licences.IsEmpty) document["license"] = Array(facts.Licences);
        if (!facts.Languages.IsEmpty) document["inLanguage"] = Array(facts.Languages);
        document["distribution"] = Distribution(dataset);
        document["recordSet"] = new JsonArray(Splits(splits), Records(dataset.Dataset.Output, splits));
        using var text = new MemoryStream();
        JsonDocumentWriter.Write(text, writer => document.WriteTo(writer));
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static JsonObject Context()
    {
        var context = new JsonObject { ["@language"] = "en", ["@vocab"] = "https://schema.org/", ["sc"] = "https://schema.org/", ["cr"] = "http://mlcommons.org/croissant/", ["dct"] = "http://purl.org/dc/terms/", ["conformsTo"] = "dct:conformsTo" };
        context["data"] = new JsonObject { ["@id"] = "cr:data", ["@type"] = "@json" };
        context["dataType"] = new JsonObject { ["@id"] = "cr:dataType", ["@type"] = "@vocab" };
        context["examples"] = new JsonObject { ["@id"] = "cr:examples", ["@type"] = "@json" };
        foreach (var term in Terms) context[term] = $"cr:{term}";
        return context;
    }

    private static JsonArray Distribution(EmittedDataset dataset)
    {
        var encoding = dataset.Dataset.Output.Files == "parquet" ? "application/x-parquet" : "application/jsonlines";
        var files = dataset.ReadBack.Files.Select(file => FileObject(file.Path, file.Bytes, encoding, file.Sha256));
        var others = ListedFiles(dataset.Folder).Where(path => !dataset.ReadBack.Files.Exists(file => file.Path == path))
            .Select(path => FileObject(path, new FileInfo(Path.Combine(dataset.Folder, path)).Length, EncodingOf(path), dataset.HashOf(path)));
        return
        [
            .. files,
            .. others,
            new JsonObject { ["@type"] = "cr:FileSet", ["@id"] = DataFiles, ["name"] = DataFiles, ["encodingFormat"] = encoding, ["includes"] = $"data/*.{dataset.Dataset.Output.Files}" },
        ];
    }

    /// <summary>Paths of the files of a folder that are listed: all that do not follow from others.</summary>
    public static IEnumerable<string> ListedFiles(string folder) => SumsFile.Files(folder).Except(DerivedFiles.Names, StringComparer.Ordinal);

    private static JsonNode FileObject(string path, long bytes, string encoding, string sha256) => new JsonObject
    {
        ["@type"] = "cr:FileObject",
        ["@id"] = path,
        ["name"] = path,
        ["contentUrl"] = path,
        ["contentSize"] = $"{bytes} B",
        ["encodingFormat"] = encoding,
        ["sha256"] = sha256,
    };

    private static string EncodingOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html",
        ".json" => "application/json",
        ".jsonl" => "application/jsonlines",
        ".md" => "text/markdown",
        ".parquet" => "application/x-parquet",
        _ => "application/octet-stream",
    };

    private static JsonObject Splits(ImmutableArray<string> splits) => new()
    {
        ["@type"] = "cr:RecordSet",
        ["@id"] = "splits",
        ["name"] = "splits",
        ["dataType"] = "cr:Split",
        ["key"] = Reference(SplitName),
        ["field"] = new JsonArray(new JsonObject { ["@type"] = "cr:Field", ["@id"] = SplitName, ["name"] = "name", ["dataType"] = "sc:Text" }),
        ["data"] = new JsonArray([.. splits.Select(split => new JsonObject { [SplitName] = split })]),
    };

    private static JsonObject Records(Output output, ImmutableArray<string> splits)
    {
        var split = new JsonObject
        {
            ["@type"] = "cr:Field",
            ["@id"] = "records/split",
            ["name"] = "split",
            ["dataType"] = "sc:Text",
            ["source"] = new JsonObject
            {
                ["fileSet"] = Reference(DataFiles),
                ["extract"] = new JsonObject { ["fileProperty"] = "filename" },
                ["transform"] = new JsonObject { ["regex"] = $"^({string.Join('|', splits.Select(Regex.Escape))})-\\d+-of-\\d+" },
            },
            ["references"] = new JsonObject { ["field"] = Reference(SplitName) },
        };
        return new JsonObject { ["@type"] = "cr:RecordSet", ["@id"] = "records", ["name"] = "records", ["field"] = new JsonArray([split, .. Fields(output)]) };
    }

    /// <summary>The fields that every row of a format has.</summary>
    private static IEnumerable<JsonNode> Fields(Output output)
    {
        JsonNode[] fields = output.Format switch
        {
            "messages" => [Turns(output.Key, "role", "content")],
            "sharegpt" => [Turns("conversations", "from", "value")],
            "alpaca" => [Field("instruction"), Field("input"), Field("output")],
            "prompt_completion" when output.Style == "text" => [Field("prompt"), Field("completion")],
            "prompt_completion" => [Turns("prompt", "role", "content"), Turns("completion", "role", "content")],
            "preference" => [Turns("prompt", "role", "content"), Turns("chosen", "role", "content"), Turns("rejected", "role", "content")],
            "kto" => [Turns("prompt", "role", "content"), Turns("completion", "role", "content"), Field("label", "sc:Boolean")],
            _ => [Field("text")],
        };
        return [.. fields, .. Metadata(output.Metadata)];
    }

    private static IEnumerable<JsonNode> Metadata(MetadataRule rule)
    {
        var names = rule.IsFull ? [.. MetadataRule.FixedFields.Select(field => (Field: field, Name: field))] : rule.Renames.Select(rename => (rename.Field, Name: rename.EmittedName)).ToArray();
        if (names.Length == 0) yield break;
        yield return Nested("metadata", isList: false, names.Select(name => (name.Name, name.Field == "line" ? "sc:Integer" : "sc:Text")));
    }

    private static JsonObject Turns(string name, string who, string said) => Nested(name, isList: true, [(who, "sc:Text"), (said, "sc:Text")]);

    private static JsonObject Nested(string name, bool isList, IEnumerable<(string Name, string Type)> members)
    {
        var field = new JsonObject { ["@type"] = "cr:Field", ["@id"] = $"records/{name}", ["name"] = name };
        if (isList) field["repeated"] = true;
        field["subField"] = new JsonArray([.. members.Select(member => Field($"{name}/{member.Name}", member.Type, name, member.Name))]);
        return field;
    }

    private static JsonObject Field(string name, string type = "sc:Text", string? column = null, string? member = null)
    {
        var source = new JsonObject { ["fileSet"] = Reference(DataFiles), ["extract"] = new JsonObject { ["column"] = column ?? name } };
        if (member is not null) source["transform"] = new JsonObject { ["jsonPath"] = member };
        return new JsonObject { ["@type"] = "cr:Field", ["@id"] = $"records/{name}", ["name"] = member ?? name, ["dataType"] = type, ["source"] = source };
    }

    private static JsonObject Reference(string id) => new() { ["@id"] = id };

    private static JsonArray Array(ImmutableArray<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
