using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>Reads a recipe: text to nodes, nodes against the shape, then the typed recipe and what can be checked without data.</summary>
public static class RecipeReader
{
    /// <summary>Reads the recipe at a path. Throws a <see cref="RecipeException"/> with all its problems.</summary>
    public static Recipe Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{path}: cannot read the recipe: {exception.Message.TrimEnd('.')}; check the path", exception);
        }

        return Parse(Decode(bytes, path), path);
    }

    /// <summary>Reads a recipe's text. The path gives its name, its folder and the place in errors; nothing is read from it.</summary>
    public static Recipe Parse(string text, string path)
    {
        var problems = new Problems(path);
        var root = YamlReader.Read(text, problems);
        if (root is not null)
        {
            RecipeShape.Root.Check(root, "the recipe", problems);
        }

        if (root is not MapNode map)
        {
            problems.ThrowIfAny();
            throw new InvalidOperationException("a recipe that is no mapping passed its shape");
        }

        var recipe = Bind(map, path, problems);
        if (problems.Count == 0) TokensReader.Check(recipe, problems);
        problems.ThrowIfAny();
        return recipe;
    }

    private static Recipe Bind(MapNode root, string path, Problems problems)
    {
        // What is unsound has been reported already and is left out, so that one mistake is one problem
        var sound = new MapNode(root.Mark, [.. root.Entries.Where(entry => problems.IsSound(entry.Value) || entry.Key.Text is "sources" or "datasets")]);
        var section = new Section(RecipeShape.Root, sound);
        var stem = Path.GetFileNameWithoutExtension(path);
        var name = section.OptionalText("name") ?? stem;
        if (!MapShape.IsFileName(name))
        {
            var place = section.Find("name")?.Mark ?? default;
            problems.Add(place, $"'{name}' cannot be the recipe's name; set 'name' with letters, digits, '.', '_' and '-'");
        }

        var sourceNodes = Section.Entries(section.Find("sources"));
        var soundNodes = sourceNodes.Where(entry => problems.IsSound(entry.Value));
        var decontaminate = DecontaminateReader.Read(section.Find("decontaminate"), problems);
        var pii = PiiReader.Read(section.Find("pii"));
        var sources = soundNodes.Select(entry => SourceReader.Read(entry.Key, entry.Value, problems))
            .Select(source => PiiReader.WithTag(DecontaminateReader.WithTag(source, decontaminate, problems), pii, problems)).ToImmutableArray();
        var knowledge = new SourceKnowledge([.. sourceNodes.Select(entry => entry.Key.Text)], sources);
        var dedup = Dedup(section.Find("dedup"), knowledge, problems);
        return new Recipe
        {
            Name = name,
            Seed = ulong.Parse(section.Text("seed"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            File = path,
            Folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/",
            Sources = sources,
            Normalize = Normalize(section.Inner("normalize")),
            Pii = pii,
            Tokens = TokensReader.Read(section.Find("tokens")),
            Filters = SourceReader.Filters(section.Find("filters")),
            Decontaminate = decontaminate,
            Dedup = dedup,
            Datasets = Datasets(section.Find("datasets"), name, knowledge, dedup.Near, problems),
        };
    }

    private static ImmutableArray<NormalizeRule> Normalize(Section section) =>
    [
        .. RecipeShape.Normalize.Keys
            .Where(key => section.Find(key.Name) is ScalarNode { Text: not "false" })
            .Select(key => new NormalizeRule(key.Name, section.Text(key.Name))),
    ];

    private static DedupRule Dedup(Node? node, SourceKnowledge sources, Problems problems)
    {
        var section = new Section(RecipeShape.Dedup, node);
        var keep = section.Text("keep") switch
        {
            "first" => KeepRule.First,
            "longest" => KeepRule.Longest,
            _ => KeepRule.BestScore,
        };
        return new DedupRule(
            section.Find("exact") is { } exact ? Exact(exact, problems) : null, section.Find("near") is { } near ? NearReader.Dedup(near, sources, problems) : null, keep);
    }

    private static ExactDedup Exact(Node node, Problems problems)
    {
        var section = new Section(RecipeShape.Exact, node);
        var on = section.Text("on") switch
        {
            "prompt" => DedupKey.Prompt,
            "first_user" => DedupKey.FirstUser,
            "conversation" => DedupKey.Conversation,
            _ => DedupKey.Text,
        };
        if (section.Find("system") is { } system && on != DedupKey.Conversation)
        {
            problems.Add(system.Mark, $"'system' has no meaning with 'on: {section.Text("on")}'; remove it");
        }

        return new ExactDedup(on, section.Text("system") == "ignore", section.Text("conflict") == "keep");
    }

    private static ImmutableArray<Dataset> Datasets(Node? node, string recipe, SourceKnowledge sources, NearDedup? near, Problems problems)
    {
        if (node is null)
        {
            return [DatasetReader.Read(new ScalarNode(default, recipe, isPlain: true), new MapNode(default, []), sources, near, problems)];
        }

        var datasets = ImmutableArray.CreateBuilder<Dataset>();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Section.Entries(node))
        {
            if (!names.TryAdd(name.Text, name.Text))
            {
                problems.Add(name.Mark, $"'{name.Text}' differs from '{names[name.Text]}' only in case, which some file systems do not tell apart; rename it");
            }

            if (problems.IsSound(value))
            {
                datasets.Add(DatasetReader.Read(name, value, sources, near, problems));
            }
        }

        return datasets.ToImmutable();
    }

    private static string Decode(byte[] bytes, string path)
    {
        try
        {
            var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            return encoding.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new RecipeException([new RecipeProblem(path, default, "is not valid UTF-8; save it as UTF-8")]);
        }
    }
}
