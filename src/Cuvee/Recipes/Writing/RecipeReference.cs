using System.Text;

namespace Cuvee.Recipes;

/// <summary>The reference page of the recipe, in Markdown: every key and every operator.</summary>
public static class RecipeReference
{
    private const string Introduction =
        """
        # The recipe

        A recipe is one YAML document. It names the inputs, what is done to their records, and the datasets that are compiled from them.
        This page is generated from the shape that recipes are checked with, so it lists every key there is.

        ```yaml
        name: oracle-experts
        seed: 42
        sources:
          expert:
            files: [data/expert.jsonl, data/more/*.jsonl]
            tags: { bucket: { field: _category, map: { reasoning: cot_math }, default: instruction } }
            score: { field: quality, from: [0, 10] }
          code_pool:
            files: data/code/*.jsonl.gz
            take: 100000
        normalize: { unicode: nfc, trim: true }
        filters: [{ score: { min: 0.3, missing: keep } }, no_tools, { last_turn: assistant }]
        dedup: { exact: { on: prompt } }
        datasets:
          blend:
            mix: { by: source, shares: { expert: 60, code_pool: 40 }, anchor: expert }
            split: { train: 90, validation: 5, test: 5 }
            output: { format: messages, files: jsonl.zst, metadata: full }
            gates: { coverage: { expert: 200, code_pool: 100 } }
        ```

        * A mistyped key is an error that says where it stands and what it was probably meant to be. All mistakes are reported at once.
        * Numbers are read as exact decimals. `45%` and `0.45` are the same share.
        * `true` and `false` are written so; `yes`, `on` and the like are texts. A key without a value is an error.
        * Anchors and aliases work; tags (`!!str`), merge keys (`<<`), duplicate keys and several documents are errors.
        * Paths are relative to the recipe. Names of sources, datasets and tags are made of letters, digits, `.`, `_` and `-`.
        * Keys marked *reserved* are kept for a later version; writing one is an error.

        `docs/recipe.schema.json` holds the same as a JSON Schema. To regenerate both files, run the tests with `CUVEE_UPDATE=1`.

        """;

    /// <summary>The page; the same for every call, and it ends with a line feed.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        Append(page, "The recipe's keys", RecipeShape.Root);
        AppendInner(page, "", RecipeShape.Root);
        page.Append("\n## Filters\n\nA filter is a bare word (`no_tools`), a name with its parameters (`{ turns: { min: 2 } }`), ");
        page.Append("or, where it has a main parameter, a name with its value (`{ last_turn: assistant }`). ");
        page.Append("It keeps or drops a record and never edits it; a dropped record carries one of the filter's reasons in the ledger.\n");
        foreach (var filter in Operators.Filters)
        {
            Append(page, filter);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, string title, ObjectShape shape)
    {
        page.Append($"\n## {title}\n\n| key | type | default | what it does | example |\n|---|---|---|---|---|\n");
        foreach (var key in shape.Keys)
        {
            page.Append(key.IsReserved
                ? $"| `{key.Name}` | | | *reserved.* {Cell(key.Summary)} | |\n"
                : $"| `{key.Name}` | {Cell(TypeOf(key.Shape))} | {Cell(DefaultOf(key))} | {Cell(key.Summary)} | `{Cell($"{key.Name}: {key.Example}")}` |\n");
        }

        if (shape.Others is { } others)
        {
            page.Append($"| *{others.Name}* | {Cell(TypeOf(others.Value))} | | one entry for each {others.Name.ToLowerInvariant()} | |\n");
        }
    }

    /// <summary>The mappings below a mapping, each under its path.</summary>
    private static void AppendInner(StringBuilder page, string path, ObjectShape shape)
    {
        foreach (var key in shape.Keys.Where(key => !key.IsReserved))
        {
            AppendObjects(page, $"{path}{key.Name}", key.Shape);
        }
    }

    private static void AppendObjects(StringBuilder page, string path, Shape shape)
    {
        switch (shape)
        {
            case ObjectShape inner when inner.Keys.Any(key => !key.IsReserved):
                Append(page, $"`{path}`", inner);
                AppendInner(page, path + ".", inner);
                break;
            case MapShape map:
                AppendObjects(page, $"{path}.{map.Name}", map.Value);
                break;
            case ListShape list:
                AppendObjects(page, $"{path}[]", list.Item);
                break;
            case OneOfShape choices:
                AppendChoices(page, path, choices);
                break;
        }
    }

    /// <summary>Choices that are lists of what was shown already are left out.</summary>
    private static void AppendChoices(StringBuilder page, string path, OneOfShape choices)
    {
        foreach (var choice in choices.Choices.Where(choice => choice is not ListShape))
        {
            var required = choice is ObjectShape inner ? inner.Keys.FirstOrDefault(key => key.IsRequired) : null;
            AppendObjects(page, required is null ? path : $"{path}` with `{required.Name}", choice);
        }
    }

    private static void Append(StringBuilder page, Operator filter)
    {
        page.Append($"\n### `{filter.Name}`\n\n{filter.Summary} Version {filter.Version}.\n\n```yaml\nfilters: [{filter.Example}]\n```\n");
        if (!filter.Parameters.IsEmpty)
        {
            page.Append("\n| parameter | type | default | what it does |\n|---|---|---|---|\n");
        }

        foreach (var parameter in filter.Parameters)
        {
            var preset = parameter.IsRequired ? "required" : parameter.Default is { } value ? $"`{value}`" : "none";
            var main = parameter.IsMain ? " (main)" : "";
            page.Append($"| `{parameter.Name}`{main} | {Cell(TypeOf(parameter.Shape))} | {preset} | {Cell(parameter.Summary)} |\n");
        }

        page.Append("\n| reason | meaning |\n|---|---|\n");
        foreach (var reason in filter.Reasons)
        {
            page.Append($"| `{reason.Word}` | {Cell(reason.Meaning)} |\n");
        }
    }

    private static string TypeOf(Shape shape) => shape switch
    {
        MapShape map => $"mapping of {map.Name} to {TypeOf(map.Value)}",
        OneOfShape choices => string.Join(", or ", choices.Choices.Select(TypeOf).Distinct(StringComparer.Ordinal)),
        ListShape { MayBeSingle: true } list => $"{TypeOf(list.Item)}, or a list",
        ListShape list => $"list, each {TypeOf(list.Item)}",
        ObjectShape => "mapping",
        ScalarShape { Kind: ScalarKind.Word } word => string.Join(", ", word.Choices.Select(choice => $"`{choice}`")),
        _ => shape.Words,
    };

    private static string DefaultOf(Key key) => key switch
    {
        { IsRequired: true } => "required",
        { Default: { } value } => $"`{value}`",
        _ => key.DefaultWords ?? "none",
    };

    private static string Cell(string text) => text.Replace("|", "\\|");
}
