using System.Collections.Immutable;
using System.Text;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Contracts;

/// <summary>Reads a contract.</summary>
public static class ContractReader
{
    /// <summary>Reads the contract at a path. Throws a <see cref="RecipeException"/> with all its problems.</summary>
    /// <exception cref="CuveeException">The file cannot be read.</exception>
    public static Contract Read(string path)
    {
        try
        {
            return Parse(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)), path);
        }
        catch (DecoderFallbackException exception)
        {
            throw new CuveeException($"{path}: is not valid UTF-8; save it as UTF-8", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CuveeException($"{path}: cannot read the contract: {exception.Message.TrimEnd('.')}; check the path", exception);
        }
    }

    /// <summary>Reads a contract's text.</summary>
    public static Contract Parse(string text, string path)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new CuveeException($"{path}: the contract is empty; add a clause, as in families: {{ expert: 200 }}");
        var problems = new Problems(path);
        var root = YamlReader.Read(text, problems);
        if (root is not null) ContractShape.Root.Check(root, "the contract", problems);
        problems.ThrowIfAny();
        var map = (MapNode)root!;
        if (map.Entries.IsEmpty) problems.Add(map.Mark, "the contract asks for nothing; add a clause, as in families: { expert: 200 }");
        var contract = Bind(new Section(ContractShape.Root, map), map, path, problems);
        problems.ThrowIfAny();
        return contract;
    }

    private static Contract Bind(Section section, MapNode map, string path, Problems problems)
    {
        var split = section.Inner("split");
        var licences = section.Texts("licences");
        return new Contract
        {
            File = path,
            Families = section.Find("families") is { } families ? GatesReader.Coverage(families, "families", problems) : null,
            Holdouts = [.. Section.Items(section.Find("holdouts")).SelectMany(entry => Holdouts((MapNode)entry, problems))],
            Licences = licences.IsEmpty ? null : new LicenceGate(licences, AllowsMissing: false, new Threshold(null, 0)),
            Fields = section.Texts("fields"),
            PiiStatuses = section.Texts("pii"),
            Split = [.. split.Others().Select(part => new SplitPart(part.Key.Text, Section.Decimal(part.Value), part.Key.Mark))],
            Tolerance = Section.Decimal(split.Text("tolerance")),
            Leaks = section.Texts("leaks"),
            Marks = map.Entries.ToImmutableDictionary(entry => entry.Key.Text, entry => entry.Key.Mark, StringComparer.Ordinal),
        };
    }

    private static IEnumerable<Holdout> Holdouts(MapNode node, Problems problems)
    {
        var section = new Section(DatasetShape.HoldoutEntry, node);
        var tags = section.Others().ToList();
        if (tags.Count == 0) problems.Add(node.Mark, "a holdout names no tag; add one, as in { family: [voice], to: test }");
        return tags.Select(tag => new Holdout(tag.Key.Text, [.. Section.Items(tag.Value).Select(value => ((ScalarNode)value).Text)], section.Text("to"), tag.Key.Mark));
    }
}
