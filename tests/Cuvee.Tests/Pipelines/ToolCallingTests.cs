using System.Collections.Immutable;
using Cuvee.Report;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Pipelines;

/// <summary>A set of tool calls, its weak records improved elsewhere and merged again: what the gate says of it is what a correct parser counts.</summary>
public sealed class ToolCallingTests
{
    private const string Recipe =
        """
        name: toolset
        sources:
          good:
            files: [data/toolset/scored_batches/*.jsonl]
            filters:
              - field: { name: quality_scores.overall_quality, min: 3 }
              - field: { name: quality_scores.sessionMemory_quality, min: 2 }
          improved: { files: [data/toolset/enhanced_batches/*.jsonl] }
        datasets:
          sft:
            output: { key: conversations, allow: [label] }
            gates:
              tool_calls:
                schema: data/toolset/tool_schemas.json
                expect: [call, single_turn, no_result_in_answers, no_result_in_prompts, unique]
                context:
                  first: true
                  fields: [sessionId, workspaceId, sessionDescription, sessionMemory, toolContext, primaryGoal, subgoal]
                  patterns: { sessionId: 'session_[0-9]{13}_[a-z0-9]{9}', workspaceId: 'ws_[0-9]{13}_[a-z0-9]{9}' }
                  lengths: { sessionMemory: 50 }
                  filled: sessionMemory
                  distinct: [primaryGoal, subgoal]
        """;

    [Fact]
    public void The_gate_counts_what_a_correct_parser_counts()
    {
        using var workspace = SharedData.Workspace();
        var built = workspace.Build(Recipe);
        var dataset = built.Result.Datasets.Single();
        Assert.Equal((9198L, 2L, 5515L), (dataset.Counts.Read, dataset.Counts.Quarantined, dataset.Counts.Kept));
        var output = built.Failed("sft", "tool_calls");
        Assert.Equal((1837, 3678), (output.Count("kept", source: "good"), output.Count("kept", source: "improved")));
        Assert.Equal(["scored_batch_21.jsonl:13", "scored_batch_64.jsonl:20"], output.Ledger.Where(row => row.State == "quarantined").Select(row => $"{Path.GetFileName(row.File)}:{row.Line}"));
        var gate = dataset.Gates.Single(result => result.Name == "tool_calls");
        Assert.Equal(["tool_calls"], dataset.Gates.Where(result => result.Status == GateStatus.Failed).Select(result => result.Name));
        ImmutableArray<(string, long)> expected =
        [
            ("lines", 5515), ("lines_with_calls", 5501), ("calls", 5527), ("offending_record", 0), ("offending_arguments", 15), ("offending_known", 50), ("offending_offered", 0),
            ("offending_required", 3), ("offending_expected", 417), ("offending_type", 10), ("offending_context_fields", 5501 - 5497), ("offending_context_first", 1),
            ("offending_context_patterns", 2), ("offending_context_lengths", 5501 - 4282), ("offending_context_filled", 5), ("offending_context_distinct", 0), ("offending_call", 5515 - 5501),
            ("offending_single_turn", 5515 - 5513), ("offending_no_result_in_answers", 322), ("offending_no_result_in_prompts", 675), ("offending_unique", 119),
            ("tools_never_used", 3), ("names_outside_the_schema", 12),
        ];
        Assert.Equal(expected, gate.Figures.Select(figure => (figure.Key, figure.Value)));
        Assert.Contains("5,513 of 5,515 lines are one user and one assistant turn", gate.Message);
        Assert.Contains("5,501 of 5,515 lines have a tool call", gate.Message);
        Assert.Contains("5,497 of 5,501 lines with tool calls have every field of 'context' (7)", gate.Message);
        Assert.Contains("4,282 of 5,501 lines with tool calls have sessionMemory of at least 50 characters", gate.Message);
        Assert.Contains("memoryManager_updateSessionMetadata (16)", gate.Message);
        Assert.Contains("119 ", gate.Message);
        Assert.EndsWith("3 tools of the schema are never used: commandManager_executeCommand, commandManager_listCommands, get_tools", gate.Message);
    }

    /// <summary>
    /// Nothing of an improved record need be left of the weak one but its session, so records are paired by batch, session and their place within it; a batch
    /// that came back shorter than it went out has lost those without a partner.
    /// </summary>
    [Fact]
    public void The_three_that_never_came_back_are_named_by_a_query()
    {
        using var workspace = SharedData.Workspace();
        const string Both =
            """
            name: both
            sources:
              weak: { files: [data/toolset/low_batches/*.jsonl] }
              improved: { files: [data/toolset/enhanced_batches/*.jsonl] }
            datasets:
              both: { order: source, output: { metadata: full, allow: [label] } }
            """;
        var both = workspace.Build(Both)["both"];
        Assert.Equal((3681, 3678), (both.Emitted("weak"), both.Emitted("improved")));
        const string Lost =
            """
            WITH places AS (
              SELECT metadata.source AS source, metadata.file AS file, CAST(metadata.line AS INTEGER) AS line, regexp_extract(metadata.file, '[0-9]+') AS batch,
                regexp_extract(messages[2].content, 'session_[0-9]+_[a-z0-9]+') AS session
              FROM data),
            records AS (SELECT *, row_number() OVER (PARTITION BY source, batch, session ORDER BY line) AS place, count(*) OVER (PARTITION BY source, batch) AS size FROM places)
            SELECT weak.file, weak.line, weak.session
            FROM (FROM records WHERE source = 'weak') weak ANTI JOIN (FROM records WHERE source = 'improved') improved USING (batch, session, place)
            WHERE weak.size > (SELECT max(size) FROM records WHERE source = 'improved' AND batch = weak.batch)
            ORDER BY ALL
            """;
        using var question = DatasetQuestion.Ask(both.Folder, Lost, threads: 2);
        using var answer = question.Question.AnswerText();
        var lost = new List<string>();
        foreach (var row in answer) lost.Add(string.Join(' ', row));
        Assert.Equal(
            [
                "data/toolset/low_batches/batch_048.jsonl 15 session_1731031111234_g4h5i6j7k",
                "data/toolset/low_batches/batch_048.jsonl 16 session_1731031111234_g4h5i6j7k",
                "data/toolset/low_batches/batch_052.jsonl 21 session_1731043850678_h5m2p9r1x",
            ],
            lost);
    }
}
