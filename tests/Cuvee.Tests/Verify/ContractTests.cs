using Cuvee.Contracts;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Report;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>A contract that several recipes share, held against what was written.</summary>
public sealed class ContractTests
{
    private static readonly string Recipe = SmallDataset.Chats.Replace("tags: { topic: { field: topic } }", "tags: { topic: { field: topic }, license: MIT }", StringComparison.Ordinal)
        .Replace("topic: persona }", "topic: persona, license: cc-by-4.0 }", StringComparison.Ordinal)
        .Replace("normalize:", "pii: { action: redact }\nnormalize:", StringComparison.Ordinal)
        .Replace("shard: 8KB", "shard: 8KB, metadata: { source_family: family, terms: license, more: extra_json }", StringComparison.Ordinal);

    [Theory]
    [InlineData("families: { pool: 200, voice: 12 }", "pool is present with 200 of 200 records; voice is present with 12 of 12 records")]
    [InlineData("holdouts: { family: voice, to: test }", "family voice is in test alone with 12 records")]
    [InlineData("licences: [mit, CC-BY-4.0]", "0 of 212 lines have a licence that is not allowed")]
    [InlineData("fields: [source_family, terms]", "212 lines have source_family, terms")]
    [InlineData("pii: [scrubbed, none_detected]", "every emitted record has one of scrubbed, none_detected")]
    [InlineData("leaks: [content, prompt, near_duplicates]", "no two splits share content, prompt, near_duplicates")]
    public void WhatKeepsAClausePasses(string clause, string message)
    {
        using var dataset = SmallDataset.Build(Recipe);
        Assert.Equal((GateStatus.Passed, message), (Ask(dataset, clause).Status, Ask(dataset, clause).Message));
    }

    [Theory]
    [InlineData("families: { pool: 201, nobody: 1 }", "pool is partial with 200 of 201 records; nobody is missing with 0 of 1 records", "pool")]
    [InlineData("holdouts: [{ family: [pool], to: test }, { family: nobody, to: test }]", "records of family pool are not in test; no record of family nobody was emitted", "family pool")]
    [InlineData("licences: MIT", "12 of 212 lines have a licence that is not allowed: cc-by-4.0 (12), above 0 %", "data/test-")]
    [InlineData("fields: [source_family, pii_status]", "212 of 212 lines lack a field in their metadata; first: data/test-", "data/test-")]
    [InlineData("pii: scrubbed", "212 emitted records have another pii_status than scrubbed; first: ", "data/")]
    [InlineData("split: { train: 100 }", "the contract has no split validation", "")]
    [InlineData("split: { train: 10, validation: 45, test: 45 }", " % of 10 %, more than 1 % off", "")]
    public void WhatBreaksAClauseFails(string clause, string message, string offender)
    {
        using var dataset = SmallDataset.Build(Recipe);
        var gate = Ask(dataset, clause);
        Assert.Equal(GateStatus.Failed, gate.Status);
        Assert.Contains(message, gate.Message);
        Assert.StartsWith(offender, gate.Offenders[0]);
    }

    [Fact]
    public void TheSplitHasItsTolerance()
    {
        using var dataset = SmallDataset.Build(Recipe);
        Assert.Equal(GateStatus.Passed, Ask(dataset, "holdouts: { family: voice, to: test }\nsplit: { train: 80, validation: 10, test: 10, tolerance: 15% }", "contract.split").Status);
    }

    [Fact]
    public void NearDuplicatesThatNobodyLookedForFail()
    {
        using var dataset = SmallDataset.Build(Recipe.Replace("holdout: {", "together: prompt, holdout: {", StringComparison.Ordinal));
        Assert.Equal("the recipe does not keep near-duplicates in one split, so that nobody has looked for them", Ask(dataset, "leaks: near_duplicates").Message);
    }

    [Fact]
    public void AnAnswerThatLeaksIsSeen()
    {
        using var dataset = SmallDataset.Build(Recipe);
        var test = dataset.FirstShard("validation");
        dataset.ReplaceLine(test, 1, dataset.ReadLines(dataset.Train)[0]);
        Assert.StartsWith("1 lines have the content of a line of another split; first: data/", Ask(dataset, "leaks: content").Message);
    }

    [Fact]
    public void MissingEvidenceFails()
    {
        using var dataset = SmallDataset.Build(Recipe);
        File.Delete(dataset["ledger.parquet"]);
        Assert.Equal("could not be evaluated: ledger.parquet is missing", Ask(dataset, "families: { pool: 1 }").Message);
        Directory.Delete(dataset["data"], recursive: true);
        Assert.Equal("could not be evaluated: data/ is missing", Ask(dataset, "fields: source_family").Message);
    }

    [Fact]
    public void SarifPointsAtTheClause()
    {
        using var dataset = SmallDataset.Build(Recipe);
        var contract = ContractReader.Parse("licences: [MIT, cc-by-4.0]\nfamilies: { pool: 201 }\n", "shared/contract.yaml");
        using var stream = new MemoryStream();
        SarifFile.Write(stream, Verification.Run(dataset.Folder, 2, new NoProgress(), null, contract));
        using var document = System.Text.Json.JsonDocument.Parse(stream.ToArray());
        var places = document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Where(result => result.GetProperty("ruleId").GetString() == "contract.families")
            .Select(result => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetRawText().Replace("\n", "").Replace(" ", ""));
        Assert.Equal(["""{"artifactLocation":{"uri":"shared/contract.yaml"},"region":{"startLine":2,"startColumn":1}}""", """{"artifactLocation":{"uri":"shared/contract.yaml"},"region":{"startLine":2,"startColumn":1}}"""], places);
    }

    [Theory]
    [InlineData("{}", "c.yaml:1:1: the contract asks for nothing; add a clause, as in families: { expert: 200 }")]
    [InlineData("licenses: [MIT]", "c.yaml:1:1: unknown key 'licenses' in the contract; did you mean 'licences'?")]
    [InlineData("families: {}", "c.yaml:1:11: 'families' names no family; add one, as in { expert: 200 }")]
    [InlineData("holdouts: { to: test }", "c.yaml:1:11: a holdout names no tag; add one, as in { family: [voice], to: test }")]
    [InlineData("leaks: everything", "c.yaml:1:8: 'leaks' must be one of content, prompt, near_duplicates, not 'everything'")]
    public void AMistakeIsPlaced(string text, string message) => Assert.StartsWith(message, Assert.Throws<RecipeException>(() => ContractReader.Parse(text, "c.yaml")).Message);

    [Fact]
    public void AnEmptyContractIsAnError() => Assert.StartsWith("c.yaml: the contract is empty; add a clause", Assert.Throws<CuveeException>(() => ContractReader.Parse("\n ", "c.yaml")).Message);

    [Fact]
    public void AMissingContractIsAnError() => Assert.StartsWith("/no/such.yaml: cannot read the contract: ", Assert.Throws<CuveeException>(() => ContractReader.Read("/no/such.yaml")).Message);

    private static GateResult Ask(SmallDataset dataset, string clauses, string? name = null)
    {
        var gates = Assert.Single(Verification.Run(dataset.Folder, 2, new NoProgress(), null, ContractReader.Parse(clauses, "contract.yaml")).Datasets).Gates;
        return gates.Single(gate => name is null ? gate.Name.StartsWith("contract.", StringComparison.Ordinal) : gate.Name == name);
    }
}
