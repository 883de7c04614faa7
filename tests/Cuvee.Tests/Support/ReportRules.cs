using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Cuvee.Tests.Support;

/// <summary>The essential rules of JUnit XML and of SARIF 2.1.0, held against files that were written.</summary>
internal static class ReportRules
{
    /// <summary>The properties that SARIF 2.1.0 gives the objects we write (it allows no others), those that must be there with a star.</summary>
    private static readonly Dictionary<string, string[]> Properties = new(StringComparer.Ordinal)
    {
        ["sarifLog"] = ["$schema", "version*", "runs*"],
        ["run"] = ["tool*", "originalUriBaseIds", "columnKind", "results"],
        ["tool"] = ["driver*"],
        ["driver"] = ["name*", "version", "rules"],
        ["rule"] = ["id*", "shortDescription"],
        ["text"] = ["text*"],
        ["base"] = ["uri", "description"],
        ["result"] = ["ruleId", "ruleIndex", "level", "message*", "locations", "relatedLocations"],
        ["location"] = ["physicalLocation"],
        ["physicalLocation"] = ["artifactLocation", "region"],
        ["artifactLocation"] = ["uri", "uriBaseId"],
        ["region"] = ["startLine", "startColumn"],
    };

    /// <summary>Fails unless it is a SARIF log; gives the rules of its results, each once.</summary>
    public static string[] CheckSarif(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var log = Object("sarifLog", document.RootElement);
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.True(Uri.IsWellFormedUriString(log.GetProperty("$schema").GetString(), UriKind.Absolute));
        var run = Object("run", Assert.Single(log.GetProperty("runs").EnumerateArray()));
        var driver = Object("driver", Object("tool", run.GetProperty("tool")).GetProperty("driver"));
        Assert.NotEmpty(driver.GetProperty("name").GetString()!);
        Assert.Contains(run.GetProperty("columnKind").GetString(), new[] { "utf16CodeUnits", "unicodeCodePoints" });
        var rules = driver.GetProperty("rules").EnumerateArray().Select(rule => Object("rule", rule)).ToList();
        Assert.All(rules, rule => Text(rule.GetProperty("shortDescription")));
        var ids = rules.Select(rule => rule.GetProperty("id").GetString()!).ToList();
        Assert.Distinct(ids);
        var bases = run.GetProperty("originalUriBaseIds").EnumerateObject().ToList();
        Assert.All(bases, named => Text(Object("base", named.Value).GetProperty("description")));
        var results = run.GetProperty("results").EnumerateArray().Select(result => Object("result", result)).ToList();
        foreach (var result in results)
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), ids[result.GetProperty("ruleIndex").GetInt32()]);
            Assert.Contains(result.GetProperty("level").GetString(), new[] { "none", "note", "warning", "error" });
            Text(result.GetProperty("message"));
            CheckLocations(result.GetProperty("locations"), bases);
            if (result.TryGetProperty("relatedLocations", out var related)) CheckLocations(related, bases);
        }

        return [.. results.Select(result => result.GetProperty("ruleId").GetString()!).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Fails unless it is JUnit XML whose counts are so; gives the names of the cases that failed.</summary>
    public static string[] CheckJUnit(string path)
    {
        var root = XDocument.Load(path).Root!;
        Assert.Equal("testsuites", root.Name);
        Assert.All(root.Elements(), suite => Assert.Equal("testsuite", suite.Name));
        foreach (var suite in root.Elements())
        {
            Assert.NotEmpty(suite.Attribute("name")!.Value);
            CheckCounts(suite, "tests", "failures", "errors", "skipped");
            Assert.All(suite.Elements(), test => Assert.Equal("testcase", test.Name));
            foreach (var test in suite.Elements())
            {
                Assert.NotEmpty(test.Attribute("name")!.Value);
                Assert.NotEmpty(test.Attribute("classname")!.Value);
                Assert.Contains(Assert.Single(test.Elements()).Name.LocalName, new[] { "failure", "skipped", "system-out" });
            }

            Assert.Distinct(suite.Elements().Select(test => test.Attribute("name")!.Value));
        }

        CheckCounts(root, "tests", "failures", "errors");
        var failures = root.Descendants("failure").ToList();
        Assert.All(failures, failure => Assert.NotEmpty(failure.Attribute("message")!.Value));
        return [.. failures.Select(failure => failure.Parent!.Attribute("name")!.Value)];
    }

    private static void CheckCounts(XElement suite, params string[] names)
    {
        foreach (var name in names)
        {
            var element = name switch { "tests" => "testcase", "failures" => "failure", "errors" => "error", _ => "skipped" };
            Assert.Equal(suite.Descendants(element).Count(), int.Parse(suite.Attribute(name)!.Value, CultureInfo.InvariantCulture));
        }
    }

    private static void CheckLocations(JsonElement locations, List<JsonProperty> bases)
    {
        Assert.NotEqual(0, locations.GetArrayLength());
        foreach (var location in locations.EnumerateArray())
        {
            var physical = Object("physicalLocation", Object("location", location).GetProperty("physicalLocation"));
            var artifact = Object("artifactLocation", physical.GetProperty("artifactLocation"));
            Assert.True(Uri.IsWellFormedUriString(artifact.GetProperty("uri").GetString(), UriKind.Relative), artifact.GetRawText());
            if (artifact.TryGetProperty("uriBaseId", out var named)) Assert.Contains(named.GetString(), bases.Select(known => known.Name));
            var region = Object("region", physical.GetProperty("region"));
            Assert.True(region.GetProperty("startLine").GetInt64() >= 1, region.GetRawText());
            if (region.TryGetProperty("startColumn", out var column)) Assert.True(column.GetInt64() >= 1);
        }
    }

    private static void Text(JsonElement message) => Assert.NotEmpty(Object("text", message).GetProperty("text").GetString()!);

    private static JsonElement Object(string kind, JsonElement element)
    {
        var names = element.EnumerateObject().Select(member => member.Name).ToList();
        Assert.Distinct(names);
        Assert.All(names, name => Assert.Contains(name, Properties[kind].Select(known => known.TrimEnd('*'))));
        Assert.All(Properties[kind].Where(known => known.EndsWith('*')), known => Assert.Contains(known.TrimEnd('*'), names));
        return element;
    }
}
